"""Neighbourhoods, rankings, groups, changes, who says what, contradictions."""

from __future__ import annotations

from collections.abc import Callable
from math import isclose

import networkx as nx
import pytest
from cabos.graph import BadInput
from cabos.graph.analysis import groups, ranking
from cabos.graph.analysis.opposed import OPPOSED
from cabos.graph.graph import Graph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TYPES = {"Norvia": "Country", "Liga": "Organization"}
TOLD = [
    ("Ana", "supports", "Luis", "fact", "a1"),
    ("Ana", "supports", "Luis", "fact", "a2"),
    ("Ana", "supports", "Luis", "denied", "a3"),
    ("Ana", "opposes", "Luis", "fact", "a4"),
    ("Luis", "accuses", "Ana", "fact", "a1"),
    ("Luis", "leads", "Liga", "fact", "a1"),
    ("Liga", "cooperatesWith", "Norvia", "fact", "a2"),
    ("Norvia", "attacks", "Liga", "fact", "a3"),
    ("Eva", "nationality", "Norvia", "fact", "a4"),
    ("Pau", "threatens", "Eva", "possible", "a4"),
]
ARTICLES = {
    "a1": ("Uno", "2020-01-10", None, "El Faro"),
    "a2": ("Dos", "2020-02-20", None, "La Hora"),
    "a3": ("Tres", "2020-03-01", None, "El Faro"),
    "a4": ("Cuatro", "2021-05", None, None),
}


@pytest.fixture
def graph(tied: Callable[..., Graph]) -> Graph:
    said = {2: ("Luis niega que Ana lo apoye.", "apoye", "Luis")}
    return tied(TOLD, types=TYPES, articles=ARTICLES, said=said)


def test_neighbourhoods_by_hops(graph: Graph) -> None:
    near = graph.neighbourhood("Ana", hops=2)
    assert [(row.entity.label, row.hops, row.degree) for row in near.items] == [
        ("Ana", 0, 1),
        ("Luis", 1, 2),
        ("Liga", 2, 2),
    ]
    assert [row.entity.label for row in graph.neighbourhood("Ana", hops=4, avoid=["Liga"]).items] == ["Ana", "Luis"]
    assert graph.neighbourhood("Ana", "Norvia", hops=1, until="2020-02").total == 4
    assert graph.neighbourhood("Ana", hops=4, limit=1, offset=1).items[0].entity.label == "Luis"
    with pytest.raises(BadInput, match="hops"):
        graph.neighbourhood("Ana", hops=5)


def test_pages_of_a_neighbourhood_are_its_parts(graph: Graph) -> None:
    whole = graph.neighbourhood("Ana", "Norvia", hops=4).items
    for size in range(1, len(whole) + 1):
        starts = range(0, len(whole) + size, size)
        pages = [graph.neighbourhood("Ana", "Norvia", hops=4, limit=size, offset=at) for at in starts]
        assert tuple(near for page in pages for near in page.items) == whole
        assert {page.total for page in pages} == {len(whole)}


def test_degrees(graph: Graph) -> None:
    degrees = graph.ranking()
    assert [(row.entity.label, row.score) for row in degrees.items] == [
        ("Liga", 2), ("Luis", 2), ("Norvia", 2), ("Ana", 1), ("Eva", 1),
    ]  # fmt: skip
    assert [row.entity.label for row in graph.ranking(type="Country").items] == ["Norvia"]
    incoming = {row.entity.label: row.score for row in graph.ranking("in_degree").items}
    assert incoming == {"Luis": 1, "Ana": 1, "Liga": 2, "Norvia": 2, "Eva": 0}
    with pytest.raises(BadInput, match="there are: degree"):
        graph.ranking("fame")


people = st.sampled_from("Ana Luis Eva Pau Nil Sol".split())


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.tuples(people, people).filter(lambda pair: pair[0] != pair[1]), min_size=3, max_size=12))
def test_scores_are_those_of_networkx(tied: Callable[..., Graph], lines: list[tuple[str, str]]) -> None:
    graph = tied([(a, "supports", b, "fact", "a1") for a, b in dict.fromkeys(lines)])
    network = nx.DiGraph(graph.to_networkx())
    for measure, directed, expected in (
        ("pagerank", True, nx.pagerank(network)),
        ("betweenness", True, nx.betweenness_centrality(network)),
        ("betweenness", False, nx.betweenness_centrality(network.to_undirected())),
    ):
        found = graph.ranking(measure, directed=directed)
        assert found.total == len(network)
        assert all(isclose(row.score, expected[row.entity.iri], abs_tol=1e-5) for row in found.items)


def test_betweenness_of_a_large_graph_is_an_estimate_and_says_so(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    exact = graph.ranking("betweenness")
    assert exact.sampled is None
    monkeypatch.setattr(ranking, "EXACT", 3)
    monkeypatch.setattr(ranking, "SAMPLE", 5)  # all of them: the estimate is exact
    estimated = graph.ranking("betweenness")
    assert estimated.sampled == 5
    assert [(row.entity.label, pytest.approx(row.score)) for row in estimated.items] == [
        (row.entity.label, row.score) for row in exact.items
    ]


def test_whom_one_is_most_and_least_connected_to(graph: Graph) -> None:
    [first, *_] = graph.ties("Luis").items
    assert (first.entity.label, first.strength) == ("Ana", 4)
    assert first.relations == {"ACCUSE": 1, "^REJECT": 1, "^SUPPORT": 2}
    assert [tie.entity.label for tie in graph.ties("Luis", least=True).items] == ["Liga", "Ana"]
    assert graph.ties("Luis", by_category=False).items[0].relations["^supports"] == 2
    assert graph.ties("Luis", relations=["STATE"]).total == 1
    assert graph.ties("Pau").total == 0
    assert graph.ties("Pau", statuses=["possible"]).total == 1


def test_communities(graph: Graph) -> None:
    found = graph.communities()
    assert [{ref.label for ref in group.entities} for group in found] == [{"Liga", "Norvia", "Eva"}, {"Ana", "Luis"}]


def test_too_many_edges_for_communities(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "MOST_EDGES", 2)
    with pytest.raises(groups.TooLarge, match="at most 2"):
        graph.communities()


def test_bridges_between_groups(graph: Graph) -> None:
    [bridge] = graph.bridges("Ana", ["Liga", "Norvia"]).items
    assert (bridge.entity.label, bridge.first, bridge.second) == ("Luis", 1, 1)
    assert graph.bridges("Ana", "people:Norvia").total == 0


def test_changes_between_periods(graph: Graph) -> None:
    found = graph.changes(("2020-01", "2020-02"), ("2020-03", None)).items
    assert [(c.subject.label, c.relation, c.object.label, c.before, c.after) for c in found] == [
        ("Ana", "supports", "Luis", 2, 0),
        ("Ana", "opposes", "Luis", 0, 1),
        ("Eva", "nationality", "Norvia", 0, 1),
        ("Liga", "cooperatesWith", "Norvia", 1, 0),
        ("Luis", "accuses", "Ana", 1, 0),
        ("Luis", "leads", "Liga", 1, 0),
        ("Norvia", "attacks", "Liga", 0, 1),
    ]
    assert graph.changes(("2020", "2020"), ("2021", None), entity="Eva").total == 1


def test_who_says_what_since_when(graph: Graph) -> None:
    voices = graph.who_says("Ana", "Luis")
    assert [(v.subject.label, v.relation, v.status, v.source, v.speaker, v.since, v.articles) for v in voices] == [
        ("Ana", "opposes", "fact", "Cuatro", None, "2021-05", 1),
        ("Ana", "supports", "fact", "El Faro", None, "2020-01-10", 1),
        ("Ana", "supports", "fact", "La Hora", None, "2020-02-20", 1),
        ("Ana", "supports", "denied", "El Faro", "Luis", "2020-03-01", 1),
        ("Luis", "accuses", "fact", "El Faro", None, "2020-01-10", 1),
    ]
    assert voices[3].statements[0].sentence.text == "Luis niega que Ana lo apoye."
    assert [v.status for v in graph.who_says("Ana", "Luis", relation="supports")] == ["fact", "fact", "denied"]
    assert graph.who_says("Ana", "Eva") == []


def test_opposed_relations_are_those_of_the_ontology(graph: Graph) -> None:
    assert {name for pair in OPPOSED for name in pair} <= graph.ontology.relations.keys()


def test_contradictions_ranked(graph: Graph) -> None:
    found = graph.contradictions()
    assert [(c.kind, c.subject.label, c.object.label, c.relations, c.days, c.sources) for c in found.items] == [
        ("denied", "Ana", "Luis", ("supports", "supports"), 10, (2, 1)),
        ("opposed", "Norvia", "Liga", ("cooperatesWith", "attacks"), 10, (1, 1)),
    ]
    [row] = found.items[0].second
    assert (row.status, row.sentence.text) == ("denied", "Luis niega que Ana lo apoye.")
    assert {row.article.id for row in found.items[0].first} == {"a1", "a2"}


def test_contradictions_within_a_window_of_an_entity_in_a_period(graph: Graph) -> None:
    assert [c.relations[1] for c in graph.contradictions(window=500, entity="Ana").items] == ["supports", "opposes"]
    assert [c.kind for c in graph.contradictions(window=9).items] == ["denied"]
    assert graph.contradictions(until="2020-02").total == 0
    assert graph.contradictions(relations=["COOPERATE", "ASSAULT"]).total == 1
    assert graph.contradictions(limit=1, offset=1).items[0].kind == "opposed"
    assert graph.contradictions(entity="Pau").total == 0
    with pytest.raises(BadInput, match="window"):
        graph.contradictions(window=-1)
