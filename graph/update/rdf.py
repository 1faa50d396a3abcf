"""RDF that comes and goes whole: the bodies of the Graph Store Protocol, and small documents."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from ..errors import BadInput
from .facade import graph_node

RDF_FORMATS: Mapping[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}
"""The forms of triples that are read and written."""


def read_triples(data: bytes, media_type: str, graph: str, base: str | None = None) -> list[Quad]:
    """The triples of a document, as quads of that graph. Nothing that it names is fetched.

    :raises BadInput: a media type not in ``RDF_FORMATS``, or what is not in that form, with its line
    """
    node = graph_node(graph)
    try:
        found = pyoxigraph.parse(
            data, RDF_FORMATS[media_type], base_iri=base, without_named_graphs=True, rename_blank_nodes=True
        )
        return [Quad(quad.subject, quad.predicate, quad.object, node) for quad in found]
    except KeyError:
        raise BadInput(f"{media_type!r} is no form of RDF that is read; there are {', '.join(RDF_FORMATS)}") from None
    except (SyntaxError, ValueError, OSError) as error:
        raise BadInput(f"The document is not valid {media_type}: {error}") from error


def rewrite(turtle: str, media_type: str) -> bytes:
    """A Turtle document in another form."""
    triples = (quad.triple for quad in pyoxigraph.parse(turtle.encode(), RdfFormat.TURTLE))
    return pyoxigraph.serialize(triples, format=RDF_FORMATS[media_type]) or b""


def whole_graph(graph: str) -> str:
    """The query for all triples of a named graph.

    >>> whole_graph("http://example.org/g")
    'CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <http://example.org/g> { ?s ?p ?o } }'
    """
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph_node(graph)} {{ ?s ?p ?o }} }}"
