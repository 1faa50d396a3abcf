"""The graph as networkx sees it."""

from collections.abc import Callable

import networkx as nx
import pytest
from cabos.graph import BadInput
from cabos.graph.graph import Graph
from cabos.graph.iris import entity_iri

TOLD = [
    ("Ana", "supports", "Luis", "fact", "a1"),
    ("Ana", "supports", "Luis", "fact", "a2"),
    ("Ana", "supports", "Luis", "denied", "a2"),
    ("Ana", "accuses", "Luis", "fact", "a2"),
    ("Luis", "meetsWith", "Eva", "possible", "a3"),
]
ANA, LUIS, EVA = (entity_iri("Person", name) for name in ("Ana", "Luis", "Eva"))


def test_what_says_the_same_is_one_edge_with_its_support(tied: Callable[..., Graph]) -> None:
    net = tied(TOLD).to_networkx()
    assert dict(net.nodes[ANA]) == {"label": "Ana", "type": "Person"}
    assert set(net.edges(keys=True)) == {(ANA, LUIS, "supports"), (ANA, LUIS, "accuses")}
    edge = net.edges[ANA, LUIS, "supports"]
    assert (edge["relation"], edge["status"], edge["support"], edge["confidence"]) == ("supports", "fact", 2, 0.9)
    assert len(edge["statements"]) == 2


def test_statements_of_an_edge_are_those_of_the_graph(tied: Callable[..., Graph]) -> None:
    graph = tied(TOLD)
    iris = graph.to_networkx().edges[ANA, LUIS, "supports"]["statements"]
    assert {row.article.id for row in graph.statement_rows(iris)} == {"a1", "a2"}


def test_what_is_no_fact_has_an_edge_of_its_own(tied: Callable[..., Graph]) -> None:
    net = tied(TOLD).to_networkx(statuses=["fact", "denied", "possible"])
    assert net.edges[ANA, LUIS, "supports:denied"]["status"] == "denied"
    assert net.edges[LUIS, EVA, "meetsWith:possible"]["status"] == "possible"
    assert EVA not in tied(TOLD).to_networkx()


def test_only_the_relations_asked_for(tied: Callable[..., Graph]) -> None:
    net = tied(TOLD).to_networkx(relations=["accuses"])
    assert set(net.edges(keys=True)) == {(ANA, LUIS, "accuses")}


def test_two_sentences_of_one_article_are_one_support(tied: Callable[..., Graph]) -> None:
    said = {0: ("Ana apoya a Luis.", "apoya", None), 1: ("Ana volvió a apoyar a Luis.", "apoyar", None)}
    net = tied([("Ana", "supports", "Luis", "fact", "a1")] * 2, said=said).to_networkx()
    edge = net.edges[ANA, LUIS, "supports"]
    assert (edge["support"], len(edge["statements"])) == (1, 2)


def test_a_graph_of_ones_own_that_a_write_does_not_leave_stale(tied: Callable[..., Graph]) -> None:
    graph = tied(TOLD)
    net = graph.to_networkx()
    net.remove_node(ANA)
    assert ANA in graph.to_networkx()
    graph.retract("a2")
    assert set(graph.to_networkx().edges(keys=True)) == {(ANA, LUIS, "supports")}


@pytest.mark.parametrize("wrong", [{"relations": ["likes"]}, {"statuses": ["rumour"]}])
def test_unknown_names_are_refused_with_the_known(tied: Callable[..., Graph], wrong: dict[str, list[str]]) -> None:
    with pytest.raises(BadInput, match=r"supports|possible"):
        tied(TOLD).to_networkx(**wrong)


def test_an_empty_graph_gives_an_empty_network(tied: Callable[..., Graph]) -> None:
    assert nx.is_empty(tied([]).to_networkx())
