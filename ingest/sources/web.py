"""Addresses of the web: a page is one article, a feed or sitemap leads to many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...graph.errors import BadInput, CabosError
from ..articles import canonical_url
from .drafts import finish
from .extras import need
from .feeds import draft_of, entries_of
from .fetching import Fetcher
from .kinds import PARSERS, media_suffix, read_blob, sniffed, suffix_of
from .packed import SUFFIXES as PACKED
from .packed import members
from .records import Aside, Blob, How, Item, Why

WHOLE = 1_500
"""Characters from which on what a feed carries of an article counts as all of it."""

MAX_SITEMAPS = 1_000
"""Sitemaps below one index."""


def read_web(url: str, how: How, fetcher: Fetcher) -> Iterator[Item]:
    """The articles at an address. Those that a feed or sitemap leads to and that are ``known`` are passed over."""
    try:
        blob = _unpacked(fetcher.get(url))
        root = _root(blob)
        if root in ("urlset", "sitemapindex"):
            yield from _sitemap(blob, how, fetcher)
        elif root in ("rss", "feed", "RDF"):
            yield from _feed(blob, how, fetcher)
        else:
            yield from read_blob(_typed(blob), how)
    except CabosError as error:
        yield Aside(url, str(error))


def _typed(blob: Blob) -> Blob:
    """The answer under a name whose end tells how it is read: by content type, else address, else its beginning."""
    known = media_suffix(blob.media)
    if known is None and suffix_of(blob) not in PARSERS:
        known = sniffed(blob.whole()[:512])
    return blob.named(f"{blob.name}{known}") if known else blob


def _unpacked(blob: Blob) -> Blob:
    typed = _typed(blob)
    if suffix_of(typed) in PACKED and suffix_of(typed) != ".zip":
        return next(members(typed))
    return blob


def _root(blob: Blob) -> str | None:
    """The local name of the root element, where the answer is XML."""
    start = blob.whole()[:512].lstrip(b"\xef\xbb\xbf \r\n\t")
    if not start.startswith((b"<?xml", b"<rss", b"<feed", b"<urlset", b"<sitemapindex", b"<rdf")):
        return None
    try:
        root = _xml(blob.whole()).tag
    except BadInput:
        return None  # many a feed is no XML in earnest; feedparser reads it all the same
    return str(root).rpartition("}")[2]


def _xml(data: bytes) -> Any:
    """The root of a document. Entities are not expanded, nothing is fetched, depth and size have bounds."""
    etree = need("lxml.etree", "web", "reading sitemaps")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BadInput(f"XML that cannot be parsed: {error}") from error


def _feed(blob: Blob, how: How, fetcher: Fetcher) -> Iterator[Item]:
    title, entries = entries_of(blob)
    for entry in entries:
        draft = draft_of(entry, title)
        if draft.url and how.known(canonical_url(draft.url)):
            continue
        if draft.url and len(draft.text) < WHOLE:
            yield from _page(draft.url, how, fetcher)
        else:
            yield finish(draft.url or f"{blob.place}[{draft.title}]", draft, how)


def _sitemap(blob: Blob, how: How, fetcher: Fetcher) -> Iterator[Item]:
    """All pages that a sitemap lists, and those of the sitemaps that it lists."""
    waiting, seen = [blob], {blob.url}
    while waiting:
        root = _xml(waiting.pop(0).whole())
        index = str(root.tag).endswith("sitemapindex")
        for place in root.iterfind("{*}sitemap/{*}loc" if index else "{*}url/{*}loc"):
            url = (place.text or "").strip()
            if url in seen or (len(seen) > MAX_SITEMAPS and index):
                continue
            if index:
                seen.add(url)
                try:
                    waiting.append(_unpacked(fetcher.get(url)))
                except CabosError as error:
                    yield Aside(url, str(error))
            elif not how.known(canonical_url(url)):
                yield from _page(url, how, fetcher)


def _page(url: str, how: How, fetcher: Fetcher) -> Iterator[Item]:
    """One page that something led to; what it leads to in turn is not followed."""
    try:
        blob = _typed(fetcher.get(url))
    except CabosError as error:
        yield Aside(url, str(error))
        return
    for item in read_blob(blob, how):
        if isinstance(item, Aside) and "no main text" in item.reason:
            yield Aside(item.place, item.reason, Why.SKIPPED)
        else:
            yield item


def is_address(name: str) -> bool:
    """Whether a name on the command line means the web."""
    return name.startswith(("http://", "https://"))
