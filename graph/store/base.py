"""What the rest of the graph room asks of a store, whatever its engine.

The default graph of a store is the **union** of its named graphs, kept as a set: a label
that fifty articles give is one triple there, and fifty quads in the named graphs. SPARQL
asks for this (an RDF merge); Oxigraph's own switch for a union default graph answers
such a triple fifty times, which spoils every COUNT and multiplies every join.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Protocol, TypeAlias

from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
)

Results: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples


@dataclass(frozen=True, slots=True)
class Change:
    """What a write did to one named graph."""

    graph: NamedNode
    removed: frozenset[Quad]
    added: frozenset[Quad]


class Store(Protocol):
    """One writer, any number of readers; every write is one transaction."""

    location: str
    read_only: bool

    @property
    def version(self) -> int:
        """Grows by one with each write of this process; what caches compare."""

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: NamedNode | Literal | None = None,
        graph: NamedNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """The quads of a pattern, None for anything.

        ``graph=DefaultGraph()`` gives each triple of the union once; ``graph=None`` gives the
        default graph's quads **and** those of the named graphs.
        """

    def graphs(self) -> list[NamedNode]:
        """The named graphs."""

    def replace(
        self, graph: NamedNode, quads: Iterable[Quad], *, apart_from: Collection[NamedNode] = ()
    ) -> Change | None:
        """Make ``graph`` hold just these quads, in one transaction.

        None where it does already: nothing is written then. Differences in the predicates
        ``apart_from`` (a run time) are not counted.

        :raises Refused: the store was opened read-only
        """

    def drop(self, graph: NamedNode) -> Change | None:
        """Remove a graph and all that only it says; None where there is no such graph."""

    def apply(self, changes: Sequence[Change]) -> None:
        """Write changes of several graphs, all or nothing."""

    def query(
        self,
        text: str,
        *,
        prefixes: dict[str, str] | None = None,
        default_graphs: Sequence[NamedNode] = (),
        named_graphs: Sequence[NamedNode] = (),
        base: str | None = None,
    ) -> Results:
        """Evaluate a query that has passed the guard.

        :raises SyntaxError: with line and column in its message
        """

    def dump(self, output: IO[bytes], format: RdfFormat, prefixes: dict[str, str]) -> None:
        """Write the named graphs as quads, or the union as triples, as the format has it."""

    def backup(self, directory: str) -> None:
        """A copy that opens as a store; cheap on the same disk (hard links)."""

    def close(self) -> None:
        """Release the lock. What is asked of a closed store raises Unavailable."""
