"""The ontology inside a store, kept as the installed ``ontology.ttl`` has it."""

from __future__ import annotations

from pyoxigraph import Quad

from ..ontology import Ontology
from ..terms import ONTOLOGY_GRAPH
from .base import Store


def load_ontology(store: Store, ontology: Ontology) -> None:
    """Make the ontology's named graph hold the ontology; writes nothing where it does already."""
    quads = (Quad(x.subject, x.predicate, x.object, ONTOLOGY_GRAPH) for x in ontology.triples())
    store.replace(ONTOLOGY_GRAPH, quads)
