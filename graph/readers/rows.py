"""Counting the rows of an answer in its bytes.

To take the engine's rows one by one costs twice the time of writing them in one go; so they
are written in one go and counted in passing, by what can only stand between two rows. A
count may fall short where all variables of a JSON row are unbound; it never goes beyond.
"""

from __future__ import annotations

from collections.abc import Mapping


class Marks:
    """Counts a mark that may lie across two chunks. ``first`` is the count before any."""

    def __init__(self, mark: bytes, first: int = 0, opening: bytes = b"") -> None:
        self._mark = mark
        self._opening = opening
        self._tail = b""
        self.rows = first

    def take(self, chunk: bytes) -> None:
        """Counts on."""
        seen = self._tail + chunk
        if self._opening and self._opening in seen:
            self.rows += 1
            self._opening = b""
        self.rows += seen.count(self._mark)
        keep = max(len(self._mark), len(self._opening)) - 1
        self._tail = seen[-keep:] if keep else b""
        self.rows -= self._tail.count(self._mark)


class CsvLines:
    """Counts lines that end outside quotes; the header is not counted."""

    def __init__(self) -> None:
        self._quoted = False
        self.rows = -1

    def take(self, chunk: bytes) -> None:
        """Counts on."""
        for i, part in enumerate(chunk.split(b'"')):
            if i:
                self._quoted = not self._quoted
            if not self._quoted:
                self.rows += part.count(b"\n")


def counter(media_type: str) -> Marks | CsvLines | None:
    """What counts the rows in that form; None for a form of triples."""
    if media_type == "text/csv":
        return CsvLines()
    return Marks(*_MARKS[media_type]) if media_type in _MARKS else None


# In JSON a quote inside a string has a backslash before it: so the first mark stands in no string.
_MARKS: Mapping[str, tuple[bytes, int, bytes]] = {
    "application/sparql-results+json": (b'"}},{"', 0, b'"bindings":[{'),
    "application/sparql-results+xml": (b"</result>", 0, b""),
    "text/tab-separated-values": (b"\n", -1, b""),
}
