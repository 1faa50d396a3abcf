"""Pages of HTML: main text, title, date, author, publisher and section, found by trafilatura."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from ...graph.errors import BadInput, TooLarge
from .drafts import Draft, finish
from .extras import need
from .records import Blob, How, Item, first

MAX_PAGE = 8 * 1024 * 1024
"""Bytes of a page: the longest of news have one; parsing takes thirty times as much memory."""


MIN_TEXT = 40
"""Characters: below, what was found is the words of a menu."""


def read_html(blob: Blob, how: How) -> Iterator[Item]:
    """One article."""
    draft = page(blob.whole(MAX_PAGE), url=blob.url)
    yield finish(blob.place, replace(draft, name=PurePath(blob.name).stem), how)


def page(data: bytes | str, *, url: str | None = None) -> Draft:
    """The article of a page; ``url`` is where it came from, unless the page names its own address.

    :raises BadInput: no main text
    :raises Unavailable: trafilatura is not installed
    """
    if len(data) > MAX_PAGE:
        raise TooLarge(f"a page of more than {MAX_PAGE:,} bytes")
    trafilatura = need("trafilatura", "web", "reading HTML")
    try:
        found = trafilatura.bare_extraction(data, url=url, with_metadata=True, include_comments=False)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"HTML that cannot be parsed: {error}") from error
    text = found.text if found is not None else None
    if not text or len(text.strip()) < MIN_TEXT:
        raise BadInput("no main text was found in the page")
    return Draft(
        text,
        title=found.title,
        date=found.date,
        author=found.author,
        publisher=first(found.sitename, found.hostname),
        url=first(found.url, url),
        section=first(*(found.categories or ())),
    )
