"""The index after any write is what it would be if it were built anew."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from cabos.graph.analysis.index import EdgeIndex
from cabos.graph.analysis.only import Only
from cabos.graph.graph import Graph

EVERYTHING = Only(statuses=("denied", "fact", "possible"))
Line = tuple[str, str, str, int, str, int, int]


def told(index: EdgeIndex) -> list[Line]:
    """Each claim with names in place of numbers."""
    claims = index.claims()
    names = "subject relation object status article first last".split()
    rows = zip(*(getattr(claims, name)[claims.alive].tolist() for name in names), strict=True)
    iris, graphs, relations = claims.entities.iris, claims.articles.iris, claims.relations
    return sorted((iris[s], relations[r], iris[o], x, graphs[a], first, last) for s, r, o, x, a, first, last in rows)


def as_if_new(graph: Graph) -> None:
    """What the index holds, and its arcs, compared with those of one that has just been built."""
    fresh = EdgeIndex(graph.store, graph.ontology, graph._entities)
    assert told(graph.index) == told(fresh)
    ours, theirs = graph.index.view(EVERYTHING), fresh.view(EVERYTHING)
    names, others = graph.index.claims().entities.iris, fresh.claims().entities.iris
    for view, iris in ((ours, names), (theirs, others)):
        assert view.degree.sum() == sum(len(view.out.sets()[n]) for n in range(len(iris)))
    arcs, expected = ours.edges(), theirs.edges()
    assert np.array_equal(np.sort(arcs.strength), np.sort(expected.strength))


@pytest.fixture
def indexed(filled: Graph) -> Graph:
    filled.index.view(EVERYTHING)
    as_if_new(filled)
    return filled


def test_articles_added_changed_and_retracted(
    indexed: Graph, article: Callable[..., Any], who: SimpleNamespace
) -> None:
    new = article("a3", date="2021").sentence("Ana Vega no apoyó a Luis Ríos en 2019.")
    new.say(("Ana Vega", who.vega), "supports", ("Luis Ríos", who.rios), "apoyó", "denied", time="2019")
    indexed.add(new.build())
    as_if_new(indexed)
    indexed.add(article("a2").sentence("Nada.").build())
    as_if_new(indexed)
    indexed.retract("a1")
    as_if_new(indexed)
    assert [(line[1], line[3], line[5]) for line in told(indexed.index)] == [("supports", 1, 20190101)]


def test_edges_and_statements_of_an_update(indexed: Graph) -> None:
    indexed.update("""INSERT DATA {
      entity:x a cabos:Person ; rdfs:label "X" . entity:y a cabos:Person ; rdfs:label "Y" .
      entity:x cabos:supports entity:y . entity:x cabos:supports "words" . _:b cabos:supports entity:x .
      GRAPH <http://example.org/g> {
        <http://example.org/s> a cabos:Statement ; cabos:status cabos:Denied ; rdf:subject entity:x ;
          rdf:predicate cabos:attacks ; rdf:object entity:y .
        <http://example.org/t> cabos:status cabos:Denied ; rdf:subject entity:x .
        <http://example.org/u> cabos:status cabos:Possible ; rdf:subject entity:x ; rdf:object entity:y ;
          rdf:predicate <http://example.org/likes> . } }""")
    as_if_new(indexed)
    assert [line[1] for line in told(indexed.index) if line[0].endswith("/x")] == ["attacks", "supports"]
    [path] = indexed.paths("X", "Y")
    assert (path.steps[0].relation, path.steps[0].statements, path.steps[0].articles) == ("supports", (), 1)
    indexed.update("DELETE WHERE { ?s cabos:supports ?o }")
    as_if_new(indexed)


def test_an_article_read_again_with_another_outlet_is_another_source(indexed: Graph, articles: Any) -> None:
    assert indexed.paths("Ana Vega", "Luis Ríos", min_sources=2)
    again = articles[1]()
    again.publisher = "El Faro"
    indexed.add(again.build())
    as_if_new(indexed)
    assert indexed.paths("Ana Vega", "Luis Ríos", min_sources=2) == []
    [path] = indexed.paths("Ana Vega", "Luis Ríos")
    assert {row.article.publisher for row in path.steps[0].statements} == {"El Faro"}
