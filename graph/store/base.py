"""What the rest of the graph room asks of a store, whatever its engine.

The default graph of a store is the **union** of its named graphs, kept as a set: a label
that fifty articles give is one triple there, and fifty quads in the named graphs. SPARQL
asks for this (an RDF merge); Oxigraph's own switch for a union default graph answers
such a triple fifty times, which spoils every COUNT and multiplies every join.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Protocol, TypeAlias

import pyoxigraph
from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
)

Results: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples | Iterator[Triple]


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
        """Grows by one with each write of this process, and with ``epoch``; what caches compare."""

    @property
    def epoch(self) -> int:
        """Grows when somebody else has written, and all that was read before may be stale."""

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

    def quads_of(
        self, subjects: Iterable[NamedNode], predicate: NamedNode, object: NamedNode | Literal
    ) -> Iterator[Quad]:
        """The quads of named graphs that say this of one of the subjects, in any order."""

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


def canonical(quads: Iterable[Quad]) -> frozenset[Quad]:
    """The quads as Oxigraph gives them back: it rewrites literals ("0.950" becomes "0.95")."""
    memory = pyoxigraph.Store()
    memory.extend(quads)
    return frozenset(memory)


def data_block(quads: Iterable[Quad]) -> str:
    """Quads as the inside of INSERT DATA, in N-Triples, which no term can break out of."""
    by_graph: dict[object, list[Quad]] = defaultdict(list)
    for quad in quads:
        by_graph[quad.graph_name].append(quad)
    blocks = []
    for graph, members in by_graph.items():
        triples = (pyoxigraph.serialize((q.triple for q in members), format=RdfFormat.N_TRIPLES) or b"").decode()
        blocks.append(triples if graph == DefaultGraph() else f"GRAPH {graph} {{ {triples} }}")
    return " ".join(blocks)
