"""Which reader a file gets: by the end of its name, else by the server's content type, else by how it begins."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from pathlib import PurePosixPath
from typing import cast

from ...graph.errors import BadInput, CabosError
from . import packed
from .archives import read_warc
from .feeds import read_feed
from .mail import read_mail
from .markup import read_html
from .pdf import read_pdf
from .plain import read_markdown, read_text
from .records import Aside, Blob, How, Item, Parser
from .tables import read_csv, read_lines, read_list

PARSERS: dict[str, Parser] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".jsonl": read_lines,
    ".ndjson": read_lines,
    ".json": read_list,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".eml": read_mail,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
    ".rdf": read_feed,
    ".warc": read_warc,
}
SUFFIXES = (*PARSERS, *packed.SUFFIXES)

_MEDIA = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rdf",
    "text/csv": ".csv",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "message/rfc822": ".eml",
    "application/warc": ".warc",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/json": ".json",
    "application/gzip": ".gz",
    "application/x-gzip": ".gz",
    "application/x-xz": ".xz",
    "application/zip": ".zip",
}
_BEGINS = (
    (b"\x1f\x8b", ".gz"),
    (b"\xfd7zXZ\x00", ".xz"),
    (b"BZh", ".bz2"),
    (b"PK\x03\x04", ".zip"),
    (b"%PDF-", ".pdf"),
    (b"WARC/", ".warc"),
    (b"{", ".jsonl"),
    (b"[", ".json"),
    (b"<?xml", ".xml"),
    (b"<rss", ".xml"),
    (b"<feed", ".xml"),
    (b"<", ".html"),
)


def suffix_of(blob: Blob) -> str:
    """How the name ends: ``.warc.gz`` is ``.gz`` first."""
    return PurePosixPath(blob.name).suffix.lower()


def sniffed(data: bytes) -> str:
    """The suffix that bytes without a name would have; ``.txt`` for what begins like nothing known."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:16].lower()
    return next((suffix for begin, suffix in _BEGINS if data.startswith(begin) or start.startswith(begin)), ".txt")


def media_suffix(media: str | None) -> str | None:
    """The suffix that goes with a content type."""
    return _MEDIA.get((media or "").partition(";")[0].strip().lower())


def _unnamed(blob: Blob) -> Blob:
    """What was packed without a name, under one that its beginning suggests."""
    stream = cast(BufferedReader, blob.open())
    name = f"{blob.name}{sniffed(stream.peek(512)[:512])}"
    return Blob(blob.place, name, lambda: stream, blob.packed, blob.url, blob.media)


def read_blob(blob: Blob, how: How, depth: int = 0) -> Iterator[Item]:
    """The articles of a file, archives unpacked. What is wrong with it is set aside, never raised.

    So is what a library would read that is not installed; the reason says how to install it.
    """
    try:
        if depth and not suffix_of(blob):
            blob = _unnamed(blob)
        suffix = suffix_of(blob)
        if suffix in packed.SUFFIXES:
            if depth >= packed.MAX_DEPTH:
                raise BadInput(f"packed more than {packed.MAX_DEPTH} times over")
            for member in packed.members(blob):
                yield from read_blob(member, how, depth + 1)
        elif suffix in PARSERS:
            yield from PARSERS[suffix](blob, how)
        else:
            raise BadInput(f"unknown kind of file; known are {', '.join(SUFFIXES)}")
    except CabosError as error:
        yield Aside(blob.place, str(error))
    except OSError as error:
        yield Aside(blob.place, error.strerror or str(error))
    except (RecursionError, MemoryError) as error:
        yield Aside(blob.place, f"too deep or too large to be read: {type(error).__name__}")
