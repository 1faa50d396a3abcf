"""Scenes: which entities and edges, under which filters, where, and as which query."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from cabos.graph import BadInput
from cabos.graph.graph import Graph
from cabos.graph.scene import Scene, scene, sieve
from cabos.graph.scene.files import scene_gexf, scene_turtle
from cabos.graph.scene.near import expansion
from pyoxigraph import RdfFormat, parse

TOLD = [
    ("Norvia", "supports", "Ana Vega", "fact", "a1"),
    ("Norvia", "supports", "Ana Vega", "fact", "a2"),
    ("Norvia", "supports", "Ana Vega", "denied", "a3"),
    ("Ana Vega", "meetsWith", "Luis Ríos", "fact", "a1"),
    ("Luis Ríos", "meetsWith", "Ana Vega", "fact", "a2"),
    ("Norvia", "sanctions", "Luis Ríos", "possible", "a3"),
    ("Ana Vega", "leads", "Minera Norte", "fact", "a4"),
    ("Luis Ríos", "accuses", "Norvia", "fact", "a4"),
]
TYPES = {"Norvia": "Country", "Minera Norte": "Organization"}
ARTICLES = {
    "a1": ("Uno", "2019-06-03", "https://example.org/1", "El Diario"),
    "a2": ("Dos", "2019-07-10", None, "el diario"),
    "a3": ("Tres", "2020-01-02", None, "La Gaceta"),
    "a4": ("Cuatro", None, None, None),
}
ALL = ("country-norvia", "person-ana-vega", "person-luis-rios")


@pytest.fixture
def graph(tied: Callable[..., Graph]) -> Graph:
    return tied(TOLD, types=TYPES, articles=ARTICLES)


def edges(found: Scene) -> dict[str, tuple[int, int, int]]:
    """Articles, independent sources and statements of each edge."""
    return {edge.id: (edge.articles, edge.sources, len(edge.statements)) for edge in found.edges}


def test_a_scene_has_all_that_is_said_between_its_entities_and_nothing_else(graph: Graph) -> None:
    found = scene(graph, ALL)
    assert [node.ref.label for node in found.nodes] == ["Norvia", "Ana Vega", "Luis Ríos"]
    assert edges(found) == {
        "country-norvia|supports|person-ana-vega|fact": (2, 1, 2),  # one outlet, written in two ways
        "country-norvia|supports|person-ana-vega|denied": (1, 1, 1),
        "person-ana-vega|meetsWith|person-luis-rios|fact": (2, 1, 2),  # symmetric: both orders are one edge
        "country-norvia|sanctions|person-luis-rios|possible": (1, 1, 1),
        "person-luis-rios|accuses|country-norvia|fact": (1, 1, 1),
    }
    assert found.facets["statuses"] == {"fact": 5, "denied": 1, "possible": 1}
    assert found.facets["months"] == {"2019-06": 2, "2019-07": 2, "2020-01": 2}
    assert found.facets["sources"] == {"El Diario": 2, "el diario": 2, "La Gaceta": 2, "": 1}


def test_what_contradicts_is_marked(graph: Graph) -> None:
    clashing = {edge.id for edge in scene(graph, ALL).edges if edge.clashes}
    assert clashing == {
        "country-norvia|supports|person-ana-vega|fact",
        "country-norvia|supports|person-ana-vega|denied",
    }


def test_neighbours_are_counted_in_all_and_in_sight(graph: Graph) -> None:
    ana = scene(graph, ["person-ana-vega", "country-norvia"]).nodes[0]
    assert (ana.neighbours, ana.shown) == (3, 1)
    only = sieve(graph.ontology, relations=["meetsWith"])
    assert scene(graph, ["person-ana-vega"], only=only).nodes[0].neighbours == 1
    assert (
        scene(graph, ["person-ana-vega"], only=sieve(graph.ontology, types=["Organization"])).nodes[0].neighbours == 1
    )
    assert scene(graph, ["person-ana-vega"], only=sieve(graph.ontology, sources=["La Gaceta"])).nodes[0].neighbours == 1


def test_expanding_brings_the_best_supported_that_are_not_there_yet(graph: Graph) -> None:
    iri = graph.entity("Ana Vega").iri
    norvia = graph.entity("Norvia").iri
    found, total = expansion(graph, iri, [], sieve(graph.ontology), 2)
    assert [graph.entity(key).label for key in found] == ["Norvia", "Luis Ríos"]
    assert total == 3
    found, total = expansion(graph, iri, [norvia], sieve(graph.ontology), 5)
    assert [graph.entity(key).label for key in found] == ["Luis Ríos", "Minera Norte"]


@pytest.mark.parametrize(
    ("filters", "statements"),
    [
        ({}, 7),
        ({"statuses": ["denied", "possible"]}, 2),
        ({"relations": ["supports"]}, 3),
        ({"relations": ["ACCUSE", "meetsWith"]}, 3),
        ({"sources": ["La Gaceta"]}, 2),
        ({"sources": ["", "El Diario"]}, 3),
        ({"types": ["Person"]}, 2),
        ({"confidence": 0.95}, 0),
        ({"confidence": 0.5}, 7),
        ({"since": "2019-07"}, 4),
        ({"until": "2019-06-30"}, 2),
        ({"since": "2019", "until": "2019"}, 4),
    ],
)
def test_filters_and_the_query_of_the_view_agree(graph: Graph, filters: dict[str, object], statements: int) -> None:
    found = scene(graph, ALL, only=sieve(graph.ontology, **filters))  # type: ignore[arg-type]
    assert len(found.statements) == statements
    rows = graph.sparql(found.sparql)
    assert not isinstance(rows, bool)
    assert sorted(rows["statement"]) == sorted(found.statements) or not statements


def test_wrong_filters_say_what_there_is(graph: Graph) -> None:
    with pytest.raises(BadInput, match="there are: fact, denied, possible"):
        sieve(graph.ontology, statuses=["maybe"])
    with pytest.raises(BadInput, match="between 0 and 1"):
        sieve(graph.ontology, confidence=7)
    with pytest.raises(BadInput, match="at most 1,500"):
        scene(graph, [f"e{i}" for i in range(1501)])


def test_what_is_gone_is_named_and_the_rest_stands(graph: Graph) -> None:
    found = scene(graph, ["person-ana-vega", "person-nadie"])
    assert found.missing == ("person-nadie",)
    assert len(found.nodes) == 1


def test_without_entities_it_begins_with_the_best_known_that_are_tied(graph: Graph) -> None:
    assert {node.ref.label for node in scene(graph, best=2).nodes} == {"Norvia", "Ana Vega"}


def test_positions_are_the_same_each_time_and_those_given_stay(graph: Graph) -> None:
    once, again = scene(graph, ALL), scene(graph, ALL)
    assert once == again
    placed = {node.ref.iri.rpartition("/")[2]: (float(node.x), float(node.y)) for node in once.nodes}
    more = scene(graph, [*ALL, "organization-minera-norte"], placed=placed)
    assert {node.ref.iri: (node.x, node.y) for node in more.nodes[:3]} == {n.ref.iri: (n.x, n.y) for n in once.nodes}
    new = more.nodes[3]
    assert all(abs(new.x - node.x) > 60 or abs(new.y - node.y) > 40 for node in more.nodes[:3])


def test_files_hold_what_is_shown(graph: Graph) -> None:
    found = scene(graph, ALL, only=sieve(graph.ontology, statuses=["fact"]))
    tree = ET.fromstring(scene_gexf(found))  # noqa: S314
    assert len(tree.findall(".//{*}node")) == 3
    assert len(tree.findall(".//{*}edge")) == 3
    assert tree.find(".//{*}position") is not None
    triples = {(str(t.subject), str(t.predicate)) for t in parse(scene_turtle(graph, found), RdfFormat.TURTLE)}
    norvia = f"<{graph.entity('Norvia').iri}>"
    assert (norvia, "<https://w3id.org/cabos/ontology#supports>") in triples
    assert (norvia, "<https://w3id.org/cabos/ontology#sanctions>") not in triples
    assert not [pair for pair in triples if pair[1].endswith("articleBody>")]
