"""What counts as an edge of a path: dates, sources, categories, sets, entities to avoid."""

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

import pytest
from cabos.graph import BadInput, NotFound
from cabos.graph.graph import Graph
from cabos.graph.paths import Path
from cabos.graph.writing import remove_article

TYPES = {"Norvia": "Country", "Liga": "Organization"}
TOLD = [
    ("Ana", "supports", "Luis", "fact", "a1"),
    ("Ana", "supports", "Luis", "fact", "a2"),
    ("Ana", "supports", "Luis", "fact", "a3"),
    ("Luis", "accuses", "Eva", "fact", "a1"),
    ("Luis", "accuses", "Eva", "fact", "a2"),
    ("Ana", "leads", "Liga", "fact", "a1"),
    ("Liga", "sanctions", "Eva", "fact", "a4"),
    ("Ana", "criticizes", "Pau", "fact", "a3"),
    ("Pau", "nationality", "Norvia", "fact", "a3"),
    ("Eva", "leads", "Norvia", "fact", "a3"),
    ("Norvia", "threatens", "Liga", "fact", "a3"),
]
ARTICLES = {
    "a1": ("Uno", "2020-01-10", None, "El Faro"),
    "a2": ("Dos", "2020-02-20", None, "El faro "),
    "a3": ("Tres", "2021-03", None, "La Hora"),
    "a4": ("Cuatro", None, None, None),
}


@pytest.fixture
def graph(tied: Callable[..., Graph]) -> Graph:
    return tied(TOLD, types=TYPES, articles=ARTICLES)


def names(paths: Iterable[Path]) -> list[str]:
    return [">".join([path.steps[0].source.label, *(step.target.label for step in path.steps)]) for path in paths]


def test_only_between_dates(graph: Graph) -> None:
    assert names(graph.paths("Ana", "Eva")) == ["Ana>Luis>Eva", "Ana>Liga>Eva"]
    assert names(graph.paths("Ana", "Eva", as_of="2020")) == ["Ana>Luis>Eva"]  # a4 has no date
    assert graph.paths("Ana", "Eva", as_of="2020-01-09") == []
    assert names(graph.paths("Ana", "Eva", since="2020-02-20", until="2020-02")) == ["Ana>Luis>Eva"]
    assert graph.paths("Ana", "Eva", since="2020-02-21", until="2021-02-28") == []
    assert names(graph.paths("Ana", "Luis", since="2021-03-31")) == ["Ana>Luis"]


def test_the_sentences_are_of_that_time_too(graph: Graph) -> None:
    [path] = graph.paths("Ana", "Luis", until="2020-01-31")
    assert [row.article.id for row in path.steps[0].statements] == ["a1"]
    assert path.steps[0].articles == 1


def test_the_time_of_the_event_goes_before_the_date_of_the_article(
    graph: Graph, article: Callable[..., Any], who: SimpleNamespace
) -> None:
    told = article("a9", date="2020-05-01").sentence("Ana Vega apoyó a Luis Ríos.")
    told.say(("Ana Vega", who.vega), "supports", ("Luis Ríos", who.rios), "apoyó", time="2012-04")
    graph.add(told.build())
    assert names(graph.paths("Ana Vega", "Luis Ríos", as_of="2012-04-01")) == ["Ana Vega>Luis Ríos"]
    assert graph.paths("Ana Vega", "Luis Ríos", since="2013") == []


def test_articles_and_independent_sources_behind_an_edge(graph: Graph) -> None:
    assert names(graph.paths("Ana", "Eva", min_articles=2)) == ["Ana>Luis>Eva"]
    assert graph.paths("Ana", "Eva", min_articles=3) == []
    assert names(graph.paths("Ana", "Luis", min_sources=2)) == ["Ana>Luis"]
    assert graph.paths("Luis", "Eva", min_sources=2) == []  # one outlet, in two spellings, in two articles


def test_relations_by_category(graph: Graph) -> None:
    assert names(graph.paths("Ana", "Eva", relations=["STATE", "SANCTION"])) == ["Ana>Liga>Eva"]
    assert names(graph.paths("Ana", "Pau", relations=["ACCUSE"])) == ["Ana>Pau"]


def test_never_through_a_given_entity(graph: Graph) -> None:
    assert names(graph.paths("Ana", "Eva", avoid=["luis"])) == ["Ana>Liga>Eva"]
    assert names(graph.paths("Ana", "Eva", avoid=["Luis", "Liga"])) == ["Ana>Pau>Norvia>Eva"]
    with pytest.raises(BadInput, match="cannot avoid"):
        graph.paths("Ana", "Eva", avoid=["Eva"])


def test_between_sets(graph: Graph) -> None:
    assert names(graph.paths("Liga", ["Luis", "Pau"])) == [
        "Liga>Ana>Luis",
        "Liga>Eva>Luis",
        "Liga>Ana>Pau",
        "Liga>Norvia>Pau",
    ]
    assert names(graph.paths("Ana", "people:Norvia")) == ["Ana>Pau"]
    assert names(graph.paths("type:Organization", "type:Country")) == ["Liga>Norvia"]
    assert names(graph.paths("type:Person", "Luis", k=1)) == ["Ana>Luis"]
    with pytest.raises(BadInput, match="there are: Person"):
        graph.paths("type:Dog", "Ana")
    with pytest.raises(NotFound):
        graph.paths("people:Nadie", "Ana")
    with pytest.raises(BadInput, match="same entity"):
        graph.paths(["Ana", "Ana"], "Ana")


def test_between_each_two_of_several(graph: Graph) -> None:
    assert names(graph.paths(["Liga", "Luis", "Pau"], k=1)) == ["Liga>Ana>Luis", "Liga>Ana>Pau", "Luis>Ana>Pau"]
    assert names(graph.paths(["Eva", "Ana", "Luis"], k=1)) == ["Eva>Luis", "Ana>Luis", "Eva>Luis>Ana"]
    with pytest.raises(BadInput, match="two ends"):
        graph.paths("Ana")


def test_strong_evidence_and_rare_hubs_come_first(tied: Callable[..., Graph]) -> None:
    told = [("Ana", "supports", "Hub", "fact", "a1"), ("Hub", "supports", "Eva", "fact", "a1")]
    told += [("Hub", "accuses", f"P{n}", "fact", "a1") for n in range(30)]
    told += [
        (a, "supports", b, "fact", key) for a, b in (("Ana", "Luis"), ("Luis", "Pau"), ("Pau", "Eva")) for key in "xy"
    ]
    graph = tied(told, articles={"x": (None, None, None, "El Faro"), "y": (None, None, None, "La Hora")})
    assert names(graph.paths("Ana", "Eva", k=1)) == ["Ana>Hub>Eva"]
    first, second = graph.paths("Ana", "Eva", weight="evidence")
    assert names([first, second]) == ["Ana>Luis>Pau>Eva", "Ana>Hub>Eva"]
    assert first.cost
    assert second.cost
    assert first.cost < second.cost


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"since": "mayo"}, "since must be a date"),
        ({"as_of": "2020", "until": "2021"}, "not both"),
        ({"since": "2021", "until": "2020"}, "lies after"),
        ({"min_articles": 0}, "min_articles must be at least 1"),
        ({"min_sources": 0}, "min_sources must be at least 1"),
        ({"weight": "gold"}, "there are: hops, evidence"),
        ({"relations": ["LIKE"]}, "ACCUSE"),
    ],
)
def test_conditions_that_cannot_be(graph: Graph, wrong: dict[str, object], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        graph.paths("Ana", "Eva", **wrong)


def test_paths_follow_every_write(graph: Graph, tied: Callable[..., Graph]) -> None:
    assert graph.paths("Ana", "Eva", min_articles=2, k=1)
    before = names(graph.paths("Ana", "Eva"))
    graph.retract("a2")
    assert graph.paths("Ana", "Eva", min_articles=2) == []
    assert names(graph.paths("Ana", "Eva")) == before
    other = tied([("Nil", "supports", "Eva", "fact", "b1"), ("Ana", "supports", "Nil", "fact", "b1")])
    graph.add(other.extraction("b1"))
    assert "Ana>Nil>Eva" in names(graph.paths("Ana", "Eva"))
    [nil] = [path for path in graph.paths("Ana", "Eva") if "Nil" in names([path])[0]]
    assert [step.statements[0].article.id for step in nil.steps] == ["b1", "b1"]
    graph.retract("b1")
    assert names(graph.paths("Ana", "Eva")) == before


def test_writes_that_went_by_the_graph_are_seen(graph: Graph) -> None:
    assert graph.paths("Ana", "Luis")
    for article in ("a1", "a2", "a3"):
        remove_article(graph.store, graph.article(article))
    assert graph.paths("Ana", "Luis") == []
    assert graph.paths("Liga", "Eva")


def test_drawings_and_networkx_as_of_a_day(graph: Graph) -> None:
    assert graph.draw("Ana", statuses=["fact"], as_of="2020-01-31").nodes == 3
    assert graph.draw("Ana", statuses=["fact"]).nodes == 4
    net = graph.to_networkx(until="2020-01")
    assert {data["relation"] for *_, data in net.edges(data=True)} == {"supports", "accuses", "leads"}
    assert graph.to_networkx(since="2022").number_of_nodes() == 0
