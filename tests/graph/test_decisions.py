"""Decisions: what is rejected counts nowhere, survives reading the article again, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from cabos.graph import BadInput, Extraction, NotFound, open_graph
from cabos.graph.graph import Graph

EDGE = "ASK { ?s cabos:supports ?o }"
READ = "SELECT ?st { ?st rdf:predicate cabos:supports }"


@pytest.fixture
def graph(tied: Callable[..., Graph]) -> Graph:
    return tied(
        [
            ("Ana", "supports", "Luis", "fact", "a1"),
            ("Ana", "supports", "Luis", "fact", "a2"),
            ("Ana", "accuses", "Luis", "denied", "a1"),
        ]
    )


@pytest.fixture
def again(graph: Graph) -> Iterator[Callable[[Graph], None]]:
    """Reads both articles again into a graph."""
    read: list[Extraction] = [graph.extraction(row.iri) for row in graph.articles().items]

    def add(into: Graph) -> None:
        for extraction in read:
            into.add(extraction)

    yield add


def supports(graph: Graph, article: str) -> str:
    """The statement of an article that Ana supports Luis."""
    return graph.statements(article=article, relation="supports").items[0].iri


def test_what_is_rejected_is_gone_from_statements_edges_queries_and_counts(graph: Graph) -> None:
    (made,) = graph.reject([supports(graph, "a1")], "dice lo contrario")
    assert graph.statements(relation="supports").total == 1
    assert len(graph.sparql(READ)) == 1  # type: ignore[arg-type]
    assert graph.sparql(EDGE) is True  # another article says it
    graph.reject([supports(graph, "a2")])
    assert graph.sparql(EDGE) is False
    assert not graph.paths("Ana", "Luis")
    assert graph.stats().statements == {"fact": 0, "denied": 1, "possible": 0}
    assert graph.entity("Ana").statements == 1
    assert made.record() | {"iri": "", "id": "", "decided_at": ""} == {
        "iri": "", "id": "", "decided_at": "", "statement": made.statement, "article": made.article,
        "subject": graph.entity("Ana").iri, "relation": "supports", "object": graph.entity("Luis").iri,
        "sentence": "Ana supports Luis.", "reason": "dice lo contrario",
    }  # fmt: skip


def test_it_stays_rejected_when_the_article_is_read_again(graph: Graph, again: Callable[[Graph], None]) -> None:
    graph.reject([supports(graph, "a1"), supports(graph, "a2")], "no")
    again(graph)
    assert graph.sparql(EDGE) is False
    graph.retract("a1")
    again(graph)
    assert graph.sparql(EDGE) is False
    assert graph.rejections().total == 2


def test_reading_it_again_says_what_was_kept_out_and_why(graph: Graph) -> None:
    extraction = graph.extraction("a1")
    graph.reject([supports(graph, "a1")], "dice lo contrario")
    graph.retract("a1")
    (kept_out,) = graph.add(extraction).kept_out
    assert "rejects it: dice lo contrario" in kept_out.reason


def test_taken_back_it_counts_as_before(graph: Graph) -> None:
    before = set(graph.store.quads())
    made = graph.reject([supports(graph, "a1"), supports(graph, "a2")])
    for rejection in made:
        assert graph.accept(rejection.iri.rpartition("/")[2]) == (rejection, True)
    assert set(graph.store.quads()) == before
    assert len(graph.paths("Ana", "Luis")) == 1
    assert graph.rejections().total == 0


def test_of_an_article_that_is_gone_nothing_is_put_back(graph: Graph, again: Callable[[Graph], None]) -> None:
    (made,) = graph.reject([supports(graph, "a1")])
    graph.retract("a1")
    assert graph.accept(made.iri) == (made, False)
    assert graph.statements(article="a2").total == 1
    again(graph)
    assert graph.statements(relation="supports").total == 2


def test_an_edge_stays_that_another_sentence_of_the_article_says(tied: Callable[..., Graph]) -> None:
    line = ("Ana", "supports", "Luis", "fact", "a1")
    graph = tied([line, line], said={1: ("Ana supports Luis again.", "supports", None)})
    first, second = (row.iri for row in graph.statements().items)
    graph.reject([first])
    assert graph.sparql(EDGE) is True
    graph.reject([second])
    assert graph.sparql(EDGE) is False


def test_one_wrong_key_rejects_nothing(graph: Graph) -> None:
    with pytest.raises(NotFound, match="No statement 'nothing'"):
        graph.reject([supports(graph, "a1"), "nothing"])
    with pytest.raises(BadInput, match="at most 500"):
        graph.reject([supports(graph, "a1")], "x" * 501)
    with pytest.raises(NotFound, match="No rejection 'nothing'"):
        graph.accept("nothing")
    assert graph.statements(relation="supports").total == 2


def test_it_is_on_disk_and_breaks_no_shape(graph: Graph, again: Callable[[Graph], None], tmp_path: object) -> None:
    with open_graph(f"{tmp_path}/store") as stored:
        again(stored)
        stored.reject([supports(stored, "a1")])
    with open_graph(f"{tmp_path}/store") as opened:
        assert opened.rejections().total == 1
        assert opened.violations() == []
        assert opened.statements(relation="supports").total == 1
