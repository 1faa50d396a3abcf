"""RSS and Atom, read by feedparser: each entry is an article, with the text that the feed carries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...graph.errors import BadInput
from .drafts import Draft, finish
from .extras import need
from .records import Blob, How, Item, first


def read_feed(blob: Blob, how: How) -> Iterator[Item]:
    """The entries of a feed in a file; the pages behind them are not fetched."""
    title, entries = entries_of(blob)
    for number, entry in enumerate(entries, 1):
        yield finish(f"{blob.place}[{number}]", draft_of(entry, title), how)


def entries_of(blob: Blob) -> tuple[str | None, list[Any]]:
    """Title and entries of a feed, as feedparser has them.

    :raises BadInput: no feed, or one without entries
    :raises Unavailable: feedparser is not installed
    """
    feedparser = need("feedparser", "web", "reading feeds")
    parsed = feedparser.parse(blob.whole())
    if not parsed.entries:
        reason = f": {parsed.bozo_exception}" if parsed.bozo else ""
        raise BadInput(f"no feed with entries{reason}")
    return first(parsed.feed.get("title")), list(parsed.entries)


def draft_of(entry: Any, publisher: str | None) -> Draft:
    """The article that an entry carries, whole or as a summary."""
    contents = [content.get("value", "") for content in entry.get("content", ())]
    return Draft(
        text_of_fragment(max([*contents, entry.get("summary", "")], key=len)),
        title=first(entry.get("title")),
        date=first(entry.get("published") or entry.get("updated")),
        author=first(entry.get("author")),
        publisher=first(entry.get("source", {}).get("title"), publisher),
        url=first(entry.get("link")),
        section=next((first(tag.get("term")) for tag in entry.get("tags", ())), None),
        id=first(entry.get("id")),
    )


def text_of_fragment(html: str) -> str:
    """The text of a piece of HTML."""
    trafilatura = need("trafilatura", "web", "reading feeds")
    return str(trafilatura.html2txt(f"<html><body><article>{html}</article></body></html>"))
