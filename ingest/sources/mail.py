"""Mails (``.eml``): newsletters and forwarded articles."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import PurePath

from ...graph.errors import BadInput
from .drafts import Draft, finish
from .encoding import decode
from .markup import page
from .records import Blob, How, Item, first


def read_mail(blob: Blob, how: How) -> Iterator[Item]:
    """One article: the subject is its title; of its forms plain text comes before HTML."""
    message = message_from_bytes(blob.whole(), policy=policy.default)
    if not message.keys():
        raise BadInput("no mail: it has no header")
    name, address = parseaddr(_header(message, "From") or "")
    draft = Draft(
        _body(message),
        title=_header(message, "Subject"),
        date=_header(message, "Date"),
        author=first(name, address),
        publisher=_header(message, "List-Id"),
        id=_header(message, "Message-ID"),
        name=PurePath(blob.name).stem,
    )
    yield finish(blob.place, draft, how)


def _body(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    data = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(data, bytes):
        raise BadInput("the mail has no text")
    text = decode(data, part.get_content_charset())
    return page(text).text if part.get_content_subtype() == "html" else text


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
    except (ValueError, IndexError):  # the parser of the standard library stumbles over some broken headers
        return None
    return first(str(value)) if value is not None else None
