"""Open statements in the graph: kept with their article, ranked by verb, and never an edge."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cabos.graph import Article, Entity, EntityType, Extraction, Mention, OpenStatement, Span, Status, open_graph
from cabos.graph.errors import BadInput
from cabos.graph.graph import Graph
from cabos.graph.iris import article_iri, entity_iri


def said(key: str, *verbs: str) -> Extraction:
    """An article in which Ana does each of the things to Quito."""
    sentences = [f"Ana {verb} Quito." for verb in verbs]
    text = " ".join(sentences)
    ana = Entity(entity_iri("Person", "Ana"), "Ana", EntityType.PERSON)
    quito = Entity(entity_iri("Place", "Quito"), "Quito", EntityType.PLACE)
    article = Article(article_iri(key), key, text)
    made = []
    for verb, sentence in zip(verbs, sentences, strict=True):
        at = text.index(sentence)
        trigger = Span(at + 4, at + 4 + len(verb), verb)
        span = Span(at, at + len(sentence), sentence)
        made.append(OpenStatement(article.iri, ana, verb, quito, Status.FACT, span, trigger))
    names = tuple(Mention(text.index(e.label), text.index(e.label) + len(e.label), e.label, e) for e in (ana, quito))
    spans = tuple(s.sentence for s in made)
    return Extraction(article, spans, names, (), {"cabos": "test"}, open_statements=tuple(made))


@pytest.fixture
def graph() -> Graph:
    graph = open_graph(":memory:")
    for extraction in (said("a", "nacer en", "morir en", "morir en cerca de"), said("b", "nacer en")):
        graph.add(extraction)
    return graph


def test_they_are_ranked_by_articles_with_an_example(graph: Graph) -> None:
    ranked = graph.open_relations()
    assert [(r.predicate, r.count, r.articles) for r in ranked] == [
        ("nacer en", 2, 2), ("morir en", 1, 1), ("morir en cerca de", 1, 1),
    ]  # fmt: skip
    assert (ranked[1].subject, ranked[1].object, ranked[1].sentence) == ("Ana", "Quito", "Ana morir en Quito.")
    assert len(graph.open_relations(1)) == 1
    with pytest.raises(BadInput, match="limit"):
        graph.open_relations(-1)


def test_they_are_no_statements_and_no_edges(graph: Graph) -> None:
    stats = graph.stats()
    assert (stats.edges, sum(stats.statements.values()), stats.articles) == (0, 0, 2)
    assert graph.statements().total == 0
    assert len(graph.paths("Ana", "Quito")) == 0
    assert graph.to_networkx().number_of_edges() == 0
    assert not graph.sparql("ASK { ?s a rdf:Statement }")
    assert graph.violations() == []


def test_they_come_back_as_they_were_written_and_leave_with_their_article(graph: Graph) -> None:
    written = said("b", "nacer en")
    assert graph.extraction("b").open_statements == written.open_statements
    graph.add(replace(written, open_statements=()))
    assert {r.predicate: r.articles for r in graph.open_relations()}["nacer en"] == 1
    graph.retract("a")
    assert graph.open_relations() == []
