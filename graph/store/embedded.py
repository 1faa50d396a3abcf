"""Oxigraph inside this process, on disk or in memory.

Traps, measured: two threads that write one store on disk lose writes without a word, hence
the one lock. ``Store(path)`` would turn any folder into a store, hence the look before
opening. There is no transaction in Python but ``extend`` (insert only) and a SPARQL update:
a replacement is one update of N-Triples text, which no term can break out of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from threading import RLock
from typing import IO

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from ..errors import BadInput, Refused, Unavailable
from .base import Change, Results, canonical, data_block
from .folder import MEMORY, open_folder
from .journal import drop_journal, read_journal, redo, write_journal

_UNION = DefaultGraph()
_MANY_WRITES = 50
_MANY_QUADS = 20_000
_MANY_UNFLUSHED = 60_000
"""What is buffered in memory takes 0.6 KB a quad, and by itself only goes to disk after a gigabyte of it."""


class EmbeddedStore:
    """A store of this process; see ``store.base.Store`` for the interface."""

    def __init__(self, raw: pyoxigraph.Store, location: str, *, read_only: bool = False) -> None:
        self.location = location
        self.read_only = read_only
        self.lock = RLock()
        self._raw: pyoxigraph.Store | None = raw
        self._version = 0
        self._unflushed = 0

    @classmethod
    def open(cls, location: str, *, read_only: bool = False, create: bool = True) -> EmbeddedStore:
        """Open a folder, or ``":memory:"``.

        A read-only store is a snapshot of the moment it was opened, also beside a live writer
        (Oxigraph calls that undefined; it held under stress, see ``open_folder``).

        :raises NotFound: there is none, and ``create`` is False or ``read_only`` True
        :raises BadInput: the folder holds something else, which is left as it is
        :raises Unavailable: another process, or another Graph here, has it open for writing
        """
        if location == MEMORY:
            if read_only:
                raise BadInput("A store in memory starts empty and cannot be opened read-only.")
            return cls(pyoxigraph.Store(), location)
        raw = open_folder(location, read_only=read_only, create=create)
        if not read_only and (begun := read_journal(location)):
            redo(raw, *begun)
            raw.flush()
            drop_journal(location)
        return cls(raw, location, read_only=read_only)

    @property
    def raw(self) -> pyoxigraph.Store:
        """The engine's own store. Do not keep it: a reference holds the lock after ``close``."""
        if self._raw is None:
            raise Unavailable(f"The store {self.location} was closed; open it again.")
        return self._raw

    @property
    def version(self) -> int:
        """Grows by one with each write."""
        return self._version

    @property
    def epoch(self) -> int:
        """Always 0: nobody else writes to a store that is open here."""
        return 0

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: NamedNode | Literal | None = None,
        graph: NamedNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """The quads of a pattern; see ``Store.quads`` for what ``graph`` means."""
        return self.raw.quads_for_pattern(subject, predicate, object, graph)

    def quads_of(
        self, subjects: Iterable[NamedNode], predicate: NamedNode, object: NamedNode | Literal
    ) -> Iterator[Quad]:
        """The quads of named graphs that say this of one of the subjects."""
        found = (quad for subject in subjects for quad in self.raw.quads_for_pattern(subject, predicate, object))
        return (quad for quad in found if quad.graph_name != _UNION)

    def graphs(self) -> list[NamedNode]:
        """The named graphs; blank-node graphs, which cabos never writes, are left out."""
        return [name for name in self.raw.named_graphs() if isinstance(name, NamedNode)]

    def replace(
        self, graph: NamedNode, quads: Iterable[Quad], *, apart_from: Collection[NamedNode] = ()
    ) -> Change | None:
        """Make ``graph`` hold just these quads, in one transaction; None where it does already."""
        self._check_writable()
        with self.lock:
            old = frozenset(self.quads(graph=graph))
            new = canonical(quads)
            change = Change(graph, old - new, new - old)
            if all(quad.predicate in apart_from for quad in change.removed | change.added):
                return None
            self._apply([change])
            return change

    def drop(self, graph: NamedNode) -> Change | None:
        """Remove a graph and all that only it says; None where there is no such graph."""
        self._check_writable()
        with self.lock:
            change = Change(graph, frozenset(self.quads(graph=graph)), frozenset())
            if not change.removed:
                return None
            self._apply([change])
            return change

    def query(
        self,
        text: str,
        *,
        prefixes: dict[str, str] | None = None,
        default_graphs: Sequence[NamedNode] = (),
        named_graphs: Sequence[NamedNode] = (),
        base: str | None = None,
    ) -> Results:
        """Evaluate a query that has passed the guard."""
        if not default_graphs and not named_graphs:
            return self.raw.query(text, prefixes=prefixes, base_iri=base)
        # As the SPARQL 1.1 Protocol has it: once a dataset is given, what it does not name is not there.
        return self.raw.query(
            text,
            prefixes=prefixes,
            base_iri=base,
            default_graph=list(default_graphs),
            named_graphs=list(named_graphs),
        )

    def dump(self, output: IO[bytes], format: RdfFormat, prefixes: dict[str, str]) -> None:
        """Write the named graphs as quads, or the union as triples, as the format has it."""
        if format.supports_datasets:
            named = (quad for quad in self.quads() if quad.graph_name != _UNION)
            pyoxigraph.serialize(named, output, format, prefixes=prefixes)
        else:
            self.raw.dump(output, format, from_graph=_UNION, prefixes=prefixes)

    def backup(self, directory: str) -> None:
        """A copy that opens as a store; only stores on disk have one.

        :raises BadInput: a store in memory, or the directory is there already
        """
        if self.location == MEMORY:
            raise BadInput("A store in memory has no backup; export it instead.")
        try:
            self.raw.backup(directory)
        except OSError as error:
            raise BadInput(f"No backup could be written to {directory}: {error}") from error

    def close(self) -> None:
        """Write what is buffered, and release the lock. After many writes the files are compacted.

        1,000 articles take 660 MB as they were written, and 190 MB compacted.
        """
        if self._raw is not None and not self.read_only and self.location != MEMORY:
            self._raw.flush()
            if self._version > _MANY_WRITES:
                self._raw.optimize()
        self._raw = None

    def _check_writable(self) -> None:
        if self.read_only:
            raise Refused(f"The store {self.location} was opened read-only; open it without read_only to write.")

    def apply(self, changes: Sequence[Change]) -> None:
        """Write changes of several graphs, and what they mean for the union, all or nothing.

        :raises Refused: the store was opened read-only
        """
        self._check_writable()
        with self.lock:
            self._apply(changes)

    def _apply(self, changes: Sequence[Change]) -> None:
        removed = {quad for change in changes for quad in change.removed}
        added = {quad for change in changes for quad in change.added}
        if not removed and not added:
            return
        new = {Quad(q.subject, q.predicate, q.object, _UNION) for q in added}
        orphans = self._orphans(removed) - new
        self._write(removed | orphans, added | new)
        for change in changes:
            if next(self.quads(graph=change.graph), None) is None:
                self.raw.remove_graph(change.graph)
        self._version += 1
        self._unflushed += len(removed) + len(added) + len(new)
        if self._unflushed > _MANY_UNFLUSHED and self.location != MEMORY:
            self.raw.flush()
            self._unflushed = 0

    def _write(self, removed: set[Quad], added: set[Quad]) -> None:
        if not removed:
            self.raw.extend(added)
        elif len(removed) + len(added) <= _MANY_QUADS and not any(map(_has_blank, removed | added)):
            self.raw.update(f"DELETE DATA {{ {data_block(removed)} }} ;\nINSERT DATA {{ {data_block(added)} }}")
        else:
            on_disk = self.location != MEMORY
            if on_disk:
                write_journal(self.location, removed, added)
            redo(self.raw, removed, added)
            if on_disk:
                drop_journal(self.location)

    def _orphans(self, removed: set[Quad]) -> set[Quad]:
        """The triples of the union that no graph says once these quads are gone."""
        orphans = set()
        for quad in removed:
            holders = self.raw.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            if not any(other.graph_name != _UNION and other not in removed for other in holders):
                orphans.add(Quad(quad.subject, quad.predicate, quad.object, _UNION))
        return orphans


def _has_blank(quad: Quad) -> bool:
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)
