"""A scene as a file: GEXF with positions, and Turtle of its statements, edges and entities."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import networkx as nx
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from .. import terms as t
from ..iris import ONTOLOGY, article_graph
from ..rows import StatementRow, last_segment
from ..statement import Status
from ..terms import PREFIXES
from .scene import Scene

if TYPE_CHECKING:
    from ..graph import Graph


def scene_gexf(scene: Scene) -> bytes:
    """GEXF 1.2 with the positions of the drawing; y points upwards there."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in scene.nodes:
        position = {"position": {"x": node.x, "y": -node.y, "z": 0.0}}
        network.add_node(
            node.ref.iri, label=node.ref.label, type=node.ref.type, statements=node.statements, viz=position
        )
    names = {last_segment(node.ref.iri): node.ref.iri for node in scene.nodes}
    for edge in scene.edges:
        network.add_edge(
            names[edge.subject],
            names[edge.object],
            relation=edge.relation,
            status=edge.status,
            articles=edge.articles,
            sources=edge.sources,
            confidence=edge.confidence,
            since=edge.since or "",
            until=edge.until or "",
            statements=" ".join(edge.statements),
        )
    file = BytesIO()
    nx.write_gexf(network, file)
    return file.getvalue()


def scene_turtle(graph: Graph, scene: Scene) -> bytes:
    """Each statement with its sentence and article; an edge for each fact; the names and classes of the entities."""
    triples: dict[Triple, None] = {}
    for node in scene.nodes:
        iri = NamedNode(node.ref.iri)
        triples[Triple(iri, t.TYPE, NamedNode(ONTOLOGY + node.ref.type))] = None
        triples[Triple(iri, t.LABEL, Literal(node.ref.label))] = None
    for row in graph.statement_rows(scene.statements):
        triples.update(dict.fromkeys(_statement(graph, row)))
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def _statement(graph: Graph, row: StatementRow) -> list[Triple]:
    """The statement as it is stored, its sentence, and what is known of its article but the text."""
    article = NamedNode(row.article.iri)
    where = NamedNode(article_graph(row.article.iri))
    said = list(graph.store.quads(NamedNode(row.iri), None, None, where))
    spans = [quad.object for quad in said if quad.predicate == t.DERIVED_FROM and isinstance(quad.object, NamedNode)]
    about = [quad for node in (*spans, article) for quad in graph.store.quads(node, None, None, where)]
    kept = [quad for quad in (*said, *about) if quad.predicate != t.BODY]
    triples = [Triple(quad.subject, quad.predicate, quad.object) for quad in kept]
    if row.status == Status.FACT and row.relation in graph.ontology.relations:
        relation = NamedNode(graph.ontology.relations[row.relation].iri)
        triples.append(Triple(NamedNode(row.subject.iri), relation, NamedNode(row.object.iri)))
    return triples
