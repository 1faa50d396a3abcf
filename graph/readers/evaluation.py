"""One query, from its text to the bytes of its answer: the part that a reader process does.

An answer is whole before any of it is sent: a limit that is met on the way becomes an error
with a status of its own, never an answer that stops somewhere.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import BadInput, TimedOut, TooLarge
from ..query import run_query
from ..store.base import Store
from .limits import Limits
from .rows import counter

_FRAME = 256 * 1024


@dataclass(frozen=True, slots=True)
class Forms:
    """Media types in which rows and triples are wanted; None where the client takes none of ours."""

    bindings: str | None = "application/sparql-results+json"
    triples: str | None = "text/turtle"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, its dataset, the IRI against which its relative IRIs are read, and the forms wanted."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None
    forms: Forms = field(default_factory=Forms)

    def message(self) -> dict[str, Any]:
        """As it goes to a reader process."""
        return {
            "text": self.text,
            "default_graphs": self.default_graphs,
            "named_graphs": self.named_graphs,
            "base": self.base,
            "forms": {"bindings": self.forms.bindings, "triples": self.forms.triples},
        }

    @classmethod
    def from_message(cls, message: Mapping[str, Any]) -> Asked:
        """As a reader process gets it."""
        given = dict(message)
        graphs = {name: tuple(given.pop(name)) for name in ("default_graphs", "named_graphs")}
        return cls(**given | graphs | {"forms": Forms(**given["forms"])})


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A whole answer. ``media_type`` is None where the kind of answer has no form that the client takes."""

    kind: str
    media_type: str | None
    rows: int
    chunks: tuple[bytes, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of the answer."""
        return sum(map(len, self.chunks))


class Sink:
    """A file that counts rows and bytes, passes on large chunks, and stops at a limit."""

    def __init__(self, write: Callable[[bytes], None], media_type: str, limits: Limits, deadline: float) -> None:
        self._write = write
        self._limits = limits
        self._deadline = deadline
        self._counter = counter(media_type)
        self.rows = 0
        self._buffer = bytearray()
        self._size = 0

    def write(self, data: bytes) -> int:
        """Takes what the engine has written so far.

        :raises TooLarge: more rows or bytes than allowed
        :raises TimedOut: the time is over
        """
        self._buffer += data
        if len(self._buffer) >= _FRAME:
            self._pass_on()
        return len(data)

    def flush(self) -> None:
        """Nothing: ``close`` passes on the rest."""

    def close(self) -> int:
        """Passes on the rest; the number of rows."""
        self._pass_on()
        return self.rows

    def triple(self) -> None:
        """Counts a triple, which no bytes would tell for sure."""
        self.rows += 1
        if not self.rows % 1000:
            self.check_rows()

    def check_rows(self) -> None:
        """:raises TooLarge: more rows than allowed"""
        if self.rows > self._limits.rows:
            raise TooLarge(f"The answer has more than {self._limits.rows:,} rows (CABOS_LIMIT_ROWS); add a LIMIT.")

    def _pass_on(self) -> None:
        chunk = bytes(self._buffer)
        self._buffer.clear()
        self._size += len(chunk)
        if self._counter:
            self._counter.take(chunk)
            self.rows = self._counter.rows
        self.check_rows()
        if self._size > self._limits.bytes:
            raise TooLarge(f"The answer has more than {self._limits.bytes:,} bytes (CABOS_LIMIT_BYTES); add a LIMIT.")
        if time.monotonic() > self._deadline:
            raise TimedOut(over_time(self._limits))
        if chunk:
            self._write(chunk)


def over_time(limits: Limits) -> str:
    """What is said of a query that took too long."""
    return f"The query took more than {limits.seconds:g} seconds (CABOS_LIMIT_SECONDS); ask for less of the graph."


def evaluate(store: Store, asked: Asked, limits: Limits, write: Callable[[bytes], None]) -> Evaluated:
    """Evaluate, and write the answer in chunks. What is returned has no chunks.

    :raises BadInput, Refused, TooLarge, TimedOut: what is wrong with the query, or too much of it
    """
    deadline = time.monotonic() + limits.seconds
    answer = run_query(
        store, asked.text, default_graphs=asked.default_graphs, named_graphs=asked.named_graphs,
        base=asked.base, depth=limits.depth,
    )  # fmt: skip
    media_type = asked.forms.triples if answer.kind == "triples" else asked.forms.bindings
    if media_type is None:
        return Evaluated(answer.kind, None, 0)
    sink = Sink(write, media_type, limits, deadline)
    try:
        answer.write(media_type, sink, triple=sink.triple)
    except OSError as error:
        raise BadInput(f"The query cannot be evaluated: {error}") from error
    rows = sink.close()
    return Evaluated(answer.kind, media_type, 1 if answer.kind == "boolean" else rows)


def evaluate_here(store: Store, asked: Asked, limits: Limits) -> Evaluated:
    """The same in this process: for a store in memory, which no other process can open.

    No deadline can end it while it brings forth no rows.
    """
    chunks: list[bytes] = []
    done = evaluate(store, asked, limits, chunks.append)
    return Evaluated(done.kind, done.media_type, done.rows, tuple(chunks))
