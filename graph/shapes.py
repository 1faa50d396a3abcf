"""The shapes of ``ontology.ttl`` run by pyshacl: slow, complete, and no code of ours.

This is the oracle that the native ``constraints`` are proved against, and what a check of a
whole store runs. It says of each broken shape which node breaks it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyshacl
import rdflib
from pyoxigraph import Quad, RdfFormat, serialize
from rdflib.namespace import RDF, SH

from .ontology import Ontology


@dataclass(frozen=True, slots=True)
class Violation:
    """A node of the graph that breaks a shape, and the shape's message."""

    node: str
    message: str


def violations(quads: Iterable[Quad], ontology: Ontology) -> list[Violation]:
    """What breaks a shape in the union of the quads; the ontology need not be among them."""
    schema = rdflib.Graph().parse(data=ontology.turtle, format="turtle")
    triples = serialize({quad.triple for quad in quads}, format=RdfFormat.N_TRIPLES) or b""
    data = rdflib.Graph().parse(data=triples, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=schema, ont_graph=schema, inference="none")
    found = [
        Violation(str(report.value(result, SH.focusNode)), str(report.value(result, SH.resultMessage)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    ]
    return sorted(found, key=lambda violation: (violation.node, violation.message))
