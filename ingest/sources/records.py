"""What sources hand over: an article and where it lay, or what was set aside and why."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import IO, TypeAlias

from ...graph.errors import TooLarge
from ...graph.statement import Article

MAX_FILE = 64 * 1024 * 1024
"""Bytes of a file that is read at one go (a page, a PDF, a mail); files of many articles are read as they come."""


class Why(StrEnum):
    """Why something was set aside: it could not be read, or is not for cabos."""

    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Found:
    """An article, and the place that a person would look for it: file, line, member, or URL."""

    place: str
    article: Article


@dataclass(frozen=True, slots=True)
class Aside:
    """What was no article, where it lay, and the reason in words."""

    place: str
    reason: str
    why: Why = Why.FAILED


Item: TypeAlias = Found | Aside


@dataclass(frozen=True, slots=True)
class How:
    """How sources are read.

    ``columns`` maps our fields (``text title date author publisher url section id``) to the
    columns of tables; ``publisher`` is given to articles that name none; ``encoding`` is
    tried before any is guessed; articles in another language than ``language`` are set
    aside (None: no language is). Web addresses: ``delay`` is the number of seconds between
    two requests of one host, ``known`` says of an address in a feed or sitemap that it need
    not be asked again.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    publisher: str | None = None
    encoding: str | None = None
    language: str | None = "es"
    delay: float = 1.0
    known: Callable[[str], bool] = field(default=lambda url: False)


@dataclass(slots=True)
class Meter:
    """How many bytes there are in all, and how many were read: what an estimate of time needs.

    ``total`` is 0 where it cannot be known (standard input, web addresses).
    """

    total: int = 0
    read: int = 0


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes with a name: a file, a member of an archive, or the answer of a server.

    ``name`` decides by its end how it is read. ``packed`` is the number of bytes that it takes on
    disk, which tells a bomb; ``url`` is where it came from, and ``media`` the server's content type.
    """

    place: str
    name: str
    open: Callable[[], IO[bytes]]
    packed: int
    url: str | None = None
    media: str | None = None

    def whole(self, limit: int = MAX_FILE) -> bytes:
        """All of it.

        :raises TooLarge: more than ``limit`` bytes
        """
        with self.open() as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise TooLarge(f"more than {limit:,} bytes, which no single document has")
        return data

    def named(self, name: str) -> Blob:
        """The same bytes under another name."""
        return Blob(self.place, name, self.open, self.packed, self.url, self.media)


def blob_of(data: bytes, place: str, name: str, *, url: str | None = None, media: str | None = None) -> Blob:
    """Bytes that are in memory already."""
    return Blob(place, name, lambda: io.BytesIO(data), len(data), url, media)


Parser: TypeAlias = Callable[[Blob, How], Iterator[Item]]
"""Reads one kind of file. What it raises is said of the whole file; what it yields of a part."""


def first(*values: str | None) -> str | None:
    """The first that says something."""
    return next((value.strip() for value in values if value and value.strip()), None)
