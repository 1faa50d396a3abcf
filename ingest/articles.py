"""An article from its text and what is known of it, under an IRI that stays the same."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from w3lib.url import canonicalize_url, url_query_cleaner

from ..graph.errors import BadInput, TooLarge
from ..graph.iris import article_iri
from ..graph.statement import Article

MAX_TEXT = 1_000_000
"""Characters of one article. A year's front pages fit; a 20 MB file is no article."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_TRACKING = re.compile(r"utm_.*|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|ref_src|_ga")
"""Parameters that say where a reader came from, and nothing of the page."""


def article_from_text(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    date: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    section: str | None = None,
) -> Article:
    """An article from its text.

    Its IRI comes from ``url``, else from publisher and ``id``, else from the text itself,
    so that the same article read again is the same article.

    :raises BadInput: no word in the text, or half a character in it or in what is known of it
    :raises TooLarge: more than ``MAX_TEXT`` characters
    """
    if not any(character.isalpha() for character in text):
        raise BadInput("the article has no text")
    for value in (text, id, title, date, url, publisher, author, section):
        if value and (half := _SURROGATE.search(value)):
            raise BadInput(f"half a character (U+{ord(half[0]):04X}), which no text may hold")
    if len(text) > MAX_TEXT:
        raise TooLarge(f"the article has {len(text):,} characters; the limit is {MAX_TEXT:,}")
    if url:
        url = canonical_url(url)
        iri = url_iri(url)
    else:
        iri = article_iri(f"{publisher or ''}\x1f{id}", id) if id else article_iri(text)
    return Article(
        iri,
        id or iri.rpartition("/")[2],
        text,
        title or None,
        date or None,
        url or None,
        publisher,
        author,
        section=section or None,
    )


def url_iri(url: str) -> str:
    """The IRI of the article at a canonical address."""
    return article_iri(url, urlsplit(url).path.rstrip("/").rpartition("/")[2])


def canonical_url(url: str) -> str:
    """The address that all links to one page share: without fragment and tracking, parameters in order.

    >>> canonical_url("HTTPS://Diario.example/nota?utm_source=x&id=7#comentarios")
    'https://diario.example/nota?id=7'

    :raises BadInput: no address (a port out of range, half an IPv6 address, …)
    """
    try:
        names = {pair.partition("=")[0] for pair in urlsplit(url).query.split("&")}
        tracking = [name for name in names if _TRACKING.fullmatch(name)]
        cleaned = url_query_cleaner(url, tracking, remove=True) if tracking else url
        return str(canonicalize_url(cleaned))
    except ValueError as error:
        raise BadInput(f"url {url!r} is no address: {error}") from None
