"""The shapes of ``ontology.ttl`` run by pyshacl: slow, complete, and no code of ours.

This is the oracle that the native ``constraints`` are proved against, and what a check of a
whole store runs. It says of each broken shape which node breaks it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import oxrdflib
import pyoxigraph
import pyshacl
import rdflib
from pyoxigraph import Quad
from rdflib.namespace import RDF, SH

from .ontology import Ontology


@dataclass(frozen=True, slots=True)
class Violation:
    """A node of the graph that breaks a shape, and the shape's message."""

    node: str
    message: str


class _SizedStore(oxrdflib.OxigraphStore):
    """Counts its triples once: pyshacl asks for the length at every result, as a truth value."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        super().__init__(store=store)
        self._size = len(store)

    def __len__(self, context: object = None) -> int:
        return self._size


def violations(quads: Iterable[Quad], ontology: Ontology) -> list[Violation]:
    """What breaks a shape in the union of the quads; the ontology need not be among them."""
    schema = rdflib.Graph().parse(data=ontology.turtle, format="turtle")
    store = pyoxigraph.Store()
    store.extend(Quad(x.subject, x.predicate, x.object) for x in ontology.triples())
    store.extend(Quad(q.subject, q.predicate, q.object) for q in quads)
    data = rdflib.Graph(_SizedStore(store), identifier=rdflib.graph.DATASET_DEFAULT_GRAPH_ID)
    _, report, _ = pyshacl.validate(data, shacl_graph=schema, inference="none", inplace=True)
    found = [
        Violation(str(report.value(result, SH.focusNode)), str(report.value(result, SH.resultMessage)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    ]
    return sorted(found, key=lambda violation: (violation.node, violation.message))
