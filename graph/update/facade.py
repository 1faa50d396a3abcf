"""The writes of a ``Graph`` that are none of articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from pyoxigraph import NamedNode, Quad

from ..errors import BadInput
from ..store.base import Change
from ..store.schema import load_ontology
from ..terms import ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from ..graph import Graph
    from .run import Evaluate


class Updates:
    """What a ``Graph`` inherits.

    Such a write may touch any graph, an article's too: the store then says of that article
    something else than what was read in it, until the article is read again. The ontology is
    put back at once.
    """

    def update(
        self,
        text: str,
        *,
        using: Sequence[str] = (),
        using_named: Sequence[str] = (),
        base: str | None = None,
        evaluate: Evaluate | None = None,
    ) -> list[Change]:
        """Apply a SPARQL 1.1 update, all of it or nothing; what it did to each graph.

        What stands outside GRAPH is inserted into and deleted from ``graph/default``; see
        ``update.operations``. ``evaluate`` finds the effect elsewhere, under limits.

        :raises BadInput: a syntax error, or an operation that fails
        :raises Refused: SERVICE or LOAD, or a store that was opened read-only
        """
        from .run import evaluate_on_copy, evaluate_small, restricted

        graph = cast("Graph", self)
        operations = restricted(text, using, using_named)
        with graph._write_lock:
            changes = evaluate_small(graph.store, operations, text, base)
            if changes is None:
                changes = (evaluate or evaluate_on_copy)(graph.store, operations, text, base)
            graph.store.apply(changes)
            self._note_all(changes)
        return changes

    def replace_graph(self, iri: str, quads: Iterable[Quad]) -> bool:
        """Make a named graph hold just these; whether it held anything before.

        :raises BadInput: the name is no absolute IRI
        """
        graph, node = cast("Graph", self), graph_node(iri)
        with graph._write_lock:
            known = self.has_graph(iri)
            change = graph.store.replace(node, quads)
            self._note_all([change] if change else [])
        return known

    def extend_graph(self, iri: str, quads: Iterable[Quad]) -> bool:
        """Add these to a named graph; whether it held anything before."""
        graph, node = cast("Graph", self), graph_node(iri)
        with graph._write_lock:
            known = self.has_graph(iri)
            change = Change(node, frozenset(), frozenset(quads) - frozenset(graph.store.quads(graph=node)))
            graph.store.apply([change])
            self._note_all([change])
        return known

    def drop_graph(self, iri: str) -> bool:
        """Remove a named graph; whether it held anything."""
        graph, node = cast("Graph", self), graph_node(iri)
        with graph._write_lock:
            change = graph.store.drop(node)
            self._note_all([change] if change else [])
        return change is not None

    def has_graph(self, iri: str) -> bool:
        """Whether a named graph holds anything."""
        return next(cast("Graph", self).store.quads(graph=graph_node(iri)), None) is not None

    def _note_all(self, changes: Sequence[Change]) -> None:
        graph = cast("Graph", self)
        graph._note(changes)
        if any(change.graph == ONTOLOGY_GRAPH for change in changes):
            load_ontology(graph.store, graph.ontology)


def graph_node(iri: str) -> NamedNode:
    """The name of a graph.

    :raises BadInput: no absolute IRI
    """
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise BadInput(f"A graph's name must be an absolute IRI: {error}") from error
