"""A store behind a URL: any server that speaks the SPARQL 1.1 Protocol, queries and updates.

Each write is one request. Whether that is one transaction is up to the server (it should be, says
SPARQL 1.1 Update, 3.1). Where the server's default graph is not the union of its named ones,
that union is written there in the same request: so give cabos a dataset of its own.

A request costs about a millisecond, so the graph of an article is fetched whole at the first
question about it, and kept. Writes of others are noticed within ``LOOK`` seconds, by
the number of articles and the latest time at which one was read.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from threading import RLock
from typing import IO
from uuid import uuid4

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
)

from .. import terms as t
from ..endpoint import Endpoint
from ..errors import BadInput, NotFound, Refused, Unavailable
from ..iris import GRAPH
from .base import Change, Results, canonical, data_block
from .client import Client, parsed
from .kept import KeptGraphs

_UNION = DefaultGraph()
LOOK = 2.0
"""Seconds within which writes of others are noticed."""
_BATCH = 200
_ARTICLES = f"SELECT (COUNT(*) AS ?n) (MAX(?time) AS ?last) {{ GRAPH ?g {{ ?run {t.ENDED_AT} ?time }} }}"
_PROBE = GRAPH + "probe"


class RemoteStore:
    """See ``store.base.Store`` for the interface."""

    def __init__(self, client: Client, *, read_only: bool = False) -> None:
        self.location = client.name
        self.read_only = read_only
        self.lock = RLock()
        self._client: Client | None = client
        self._written = 0
        self._others = 0
        self._unites: bool | None = None
        self._kept = KeptGraphs(self._of_graph)
        self._state: tuple[str, ...] | None = None
        self._looked = 0.0

    @classmethod
    def open(cls, endpoint: Endpoint, *, read_only: bool = False, create: bool = True) -> RemoteStore:
        """Open what a server holds.

        :raises NotFound: nothing of cabos is there, and ``create`` is False or ``read_only`` True
        :raises Unavailable: no server answers there
        """
        store = cls(Client(endpoint), read_only=read_only)
        known = store._asks(f"GRAPH {t.ONTOLOGY_GRAPH} {{ ?s ?p ?o }}")
        if not known and (read_only or not create):
            raise NotFound(
                f"{store.location} holds no graph of cabos. `cabos ingest PATH --store {store.location}` makes one."
            )
        return store

    @property
    def client(self) -> Client:
        """The way to the server."""
        if self._client is None:
            raise Unavailable(f"The store {self.location} was closed; open it again.")
        return self._client

    @property
    def epoch(self) -> int:
        """Grows when others have written."""
        self._follow()
        return self._others

    @property
    def version(self) -> int:
        """Grows with each write, of this process or of others."""
        return self.epoch + self._written

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: NamedNode | Literal | None = None,
        graph: NamedNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """The quads of a pattern; see ``Store.quads`` for what ``graph`` means."""
        self._follow()
        if isinstance(graph, NamedNode) and (kept := self._kept.get(graph)):
            found = kept.quads_for_pattern(subject, predicate, object)
            return (Quad(quad.subject, quad.predicate, quad.object, graph) for quad in found)
        known = (subject, predicate, object)
        pattern = " ".join(str(term) if term else f"?{name}" for name, term in zip("spo", known, strict=True))
        union = f"{{ SELECT DISTINCT ?s ?p ?o {{ {pattern} }} }}"
        if isinstance(graph, NamedNode):
            where = f"GRAPH {graph} {{ {pattern} }}"
        else:
            where = f"{{ GRAPH ?g {{ {pattern} }} }} UNION {union}" if graph is None else union
        return self._quads(f"SELECT ?s ?p ?o ?g {{ {where} }}", known, graph or _UNION)

    def quads_of(
        self, subjects: Iterable[NamedNode], predicate: NamedNode, object: NamedNode | Literal
    ) -> Iterator[Quad]:
        """The quads of named graphs that say this of one of the subjects, a request for many of them."""
        listed = list(subjects)
        for start in range(0, len(listed), _BATCH):
            values = " ".join(map(str, listed[start : start + _BATCH]))
            text = f"SELECT ?s ?g {{ VALUES ?s {{ {values} }} GRAPH ?g {{ ?s {predicate} {object} }} }}"
            yield from self._quads(text, (None, predicate, object), _UNION)

    def graphs(self) -> list[NamedNode]:
        """The named graphs; blank-node graphs, which cabos never writes, are left out."""
        rows = self._rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        return [name for row in rows if isinstance(name := row["g"], NamedNode)]

    def replace(
        self, graph: NamedNode, quads: Iterable[Quad], *, apart_from: Collection[NamedNode] = ()
    ) -> Change | None:
        """Make ``graph`` hold just these quads, in one request; None where it does already."""
        self._check_writable()
        with self.lock:
            old, new = self._now(graph), canonical(quads)
            change = Change(graph, old - new, new - old)
            if all(quad.predicate in apart_from for quad in change.removed | change.added):
                return None
            self.apply([change])
            return change

    def drop(self, graph: NamedNode) -> Change | None:
        """Remove a graph and all that only it says; None where there is no such graph."""
        self._check_writable()
        with self.lock:
            change = Change(graph, self._now(graph), frozenset())
            if not change.removed:
                return None
            self.apply([change])
            return change

    def apply(self, changes: Sequence[Change]) -> None:
        """Write changes of several graphs in one request.

        :raises BadInput: a blank node, which no other request could name again
        :raises Refused: the store was opened read-only, or the server does not let us write
        """
        self._check_writable()
        removed = [quad for change in changes for quad in change.removed]
        added = [quad for change in changes for quad in change.added]
        if not removed and not added:
            return
        if any(isinstance(term, BlankNode) for q in (*removed, *added) for term in (q.subject, q.object)):
            raise BadInput("A store behind a URL takes no blank nodes; name them with IRIs.")
        with self.lock:
            self._look()
            operations = []
            if removed:
                operations.append(f"DELETE DATA {{ {data_block(removed)} }}")
                operations += [] if self._server_unites() else [_orphans(removed)]
            if added:
                new = [] if self._server_unites() else [Quad(q.subject, q.predicate, q.object) for q in added]
                operations.append(f"INSERT DATA {{ {data_block([*added, *new])} }}")
            self._update(" ;\n".join(operations))
            self._kept.forget(change.graph for change in changes)
            self._written += 1
            self._state = self._told()

    def query(
        self,
        text: str,
        *,
        prefixes: dict[str, str] | None = None,
        default_graphs: Sequence[NamedNode] = (),
        named_graphs: Sequence[NamedNode] = (),
        base: str | None = None,
    ) -> Results:
        """Send a query that has passed the guard; what the server refuses is looked through here, for the place."""
        used = "".join(f"PREFIX {name}: <{iri}> " for name, iri in (prefixes or {}).items() if f"{name}:" in text)
        head = f"BASE <{base}> {used}" if base else used
        defaults, named = ([node.value for node in graphs] for graphs in (default_graphs, named_graphs))
        try:
            kind, data = self.client.query(head + text, defaults, named)
        except SyntaxError as error:
            pyoxigraph.Store().query(text, prefixes=prefixes, base_iri=base)
            raise ValueError(f"{self.location} refuses it: {error}") from error
        return parsed(self.location, kind, data)

    def dump(self, output: IO[bytes], format: RdfFormat, prefixes: dict[str, str]) -> None:
        """Write the named graphs as quads, or the union as triples, as the format has it."""
        if format.supports_datasets:
            named = (quad for graph in self.graphs() for quad in self._now(graph))
            pyoxigraph.serialize(named, output, format, prefixes=prefixes)
        else:
            union = (quad.triple for quad in self.quads(graph=_UNION))
            pyoxigraph.serialize(union, output, format, prefixes=prefixes)

    def backup(self, directory: str) -> None:
        """:raises BadInput: always"""
        raise BadInput(f"{self.location} is a server, which has means of its own for a backup; or export the graph.")

    def close(self) -> None:
        """Close the connections."""
        if self._client:
            self._client.close()
        self._client = None

    def _check_writable(self) -> None:
        if self.read_only:
            raise Refused(f"The store {self.location} was opened read-only; open it without read_only to write.")

    def _now(self, graph: NamedNode) -> frozenset[Quad]:
        """What a graph holds at this moment."""
        return canonical(self._of_graph(graph))

    def _of_graph(self, graph: NamedNode, most: int | None = None) -> Iterator[Quad]:
        limit = f"LIMIT {most}" if most else ""
        return self._quads(f"SELECT ?s ?p ?o {{ GRAPH {graph} {{ ?s ?p ?o }} }} {limit}", (None, None, None), graph)

    def _quads(
        self,
        text: str,
        known: tuple[NamedNode | None, NamedNode | None, NamedNode | Literal | None],
        graph: NamedNode | DefaultGraph,
    ) -> Iterator[Quad]:
        solutions = self._rows(text)
        names = {variable.value for variable in solutions.variables}
        given = [name if name in names else None for name in "spog"]
        for row in solutions:
            s, p, o, g = (row[name] if name else None for name in given)
            yield Quad(s or known[0], p or known[1], o or known[2], g or graph)  # type: ignore[arg-type]

    def _rows(self, text: str) -> QuerySolutions:
        results = self.query(text)
        if not isinstance(results, QuerySolutions):
            raise Unavailable(f"{self.location} answers a SELECT with something else.")
        return results

    def _asks(self, pattern: str) -> bool:
        return next(iter(self._rows(f"SELECT * {{ {pattern} }} LIMIT 1")), None) is not None

    def _update(self, text: str) -> None:
        try:
            self.client.update(text)
        except SyntaxError as error:
            raise BadInput(f"{self.client.endpoint.update_url} refuses an update: {error}") from error

    def _server_unites(self) -> bool:
        """Whether the server's default graph is the union by itself: a triple is put into a graph, and looked for."""
        if self._unites is None:
            subject = f"<{_PROBE}/{uuid4()}>"
            quad = f"{{ GRAPH <{_PROBE}> {{ {subject} {t.TYPE} <{_PROBE}> }} }}"
            self._update(f"INSERT DATA {quad}")
            try:
                self._unites = self._asks(f"{subject} ?p ?o")
            finally:
                self._update(f"DELETE DATA {quad}")
        return self._unites

    def _follow(self) -> None:
        if time.monotonic() - self._looked > LOOK:
            self._look()

    def _look(self) -> None:
        """Look whether others have written; what was kept is then forgotten."""
        with self.lock:
            state = self._told()
            if self._state is not None and state != self._state:
                self._others += 1
                self._kept.forget()
            self._state = state

    def _told(self) -> tuple[str, ...]:
        self._looked = time.monotonic()
        return tuple(str(row[name]) for row in self._rows(_ARTICLES) for name in ("n", "last"))


def _orphans(removed: Iterable[Quad]) -> str:
    """Takes out of the default graph what no named graph says any more."""
    rows = " ".join(f"({q.subject} {q.predicate} {q.object})" for q in removed)
    none = "FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } }"
    return f"DELETE {{ ?s ?p ?o }} WHERE {{ VALUES (?s ?p ?o) {{ {rows} }} {none} }}"
