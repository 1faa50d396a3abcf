"""WARC, the form in which the web is archived, read by warcio: every page in it is an article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...graph.errors import BadInput, TooLarge
from .drafts import finish
from .extras import need
from .markup import MAX_PAGE, page
from .records import Aside, Blob, How, Item, Why


def read_warc(blob: Blob, how: How) -> Iterator[Item]:
    """The HTML pages that a server answered with 200; what else is archived is passed over."""
    iterator = need("warcio.archiveiterator", "warc", "reading WARC")
    failed = need("warcio.exceptions", "warc", "reading WARC").ArchiveLoadFailed
    records = pages = 0
    with blob.open() as stream:
        try:
            for record in iterator.ArchiveIterator(stream):
                records += 1
                if _is_page(record):
                    pages += 1
                    yield _page(blob, record, how)
        except (failed, EOFError, OSError, ValueError) as error:
            raise BadInput(f"a WARC file that breaks off after {records} records: {error}") from error
    if not pages:
        raise BadInput(f"a WARC file without pages, of {records} records")


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    return bool(
        record.rec_type == "response"
        and headers
        and headers.get_statuscode() == "200"
        and "html" in (headers.get_header("Content-Type") or "").lower()
    )


def _page(blob: Blob, record: Any, how: How) -> Item:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    place = f"{blob.place}!{url}"
    data = record.content_stream().read(MAX_PAGE + 1)
    try:
        return finish(place, page(data, url=url or None), how)
    except (BadInput, TooLarge) as error:
        return Aside(place, str(error), Why.SKIPPED if "no main text" in str(error) else Why.FAILED)
