"""Paths between two entities."""

from collections.abc import Callable, Iterable

import pytest
from cabos.graph import Ambiguous, BadInput, NotFound
from cabos.graph.graph import Graph
from cabos.graph.paths import Path

TYPES = {"Norvia": "Country", "Liga": "Organization", "Bis": "Organization"}
TOLD = [
    ("Ana", "supports", "Luis", "fact", "a1"),
    ("Ana", "supports", "Luis", "fact", "a2"),
    ("Luis", "accuses", "Ana", "fact", "a1"),
    ("Luis", "leads", "Liga", "fact", "a1"),
    ("Ana", "meetsWith", "Eva", "fact", "a1"),
    ("Eva", "memberOf", "Liga", "fact", "a1"),
    ("Norvia", "sanctions", "Liga", "fact", "a2"),
    ("Ana", "supports", "Norvia", "denied", "a1"),
]


def names(paths: Iterable[Path]) -> list[str]:
    """Each path as ``Ana>Luis>Liga``."""
    return [">".join([path.steps[0].source.label, *(step.target.label for step in path.steps)]) for path in paths]


def test_shortest_paths_the_better_supported_first(tied: Callable[..., Graph]) -> None:
    assert names(tied(TOLD, types=TYPES).paths("Ana", "Liga")) == ["Ana>Luis>Liga", "Ana>Eva>Liga"]


def test_each_step_has_its_relation_direction_and_sentences(tied: Callable[..., Graph]) -> None:
    first = tied(TOLD, types=TYPES).paths("Liga", "Ana")[0].record()["steps"]
    assert [(s["from"]["label"], s["relation"], s["to"]["label"], s["forward"]) for s in first] == [
        ("Liga", "leads", "Luis", False),
        ("Luis", "supports", "Ana", False),
    ]
    assert first[1]["also"] == ["accuses"]
    assert [s["sentence"]["text"] for s in first[1]["statements"]] == ["Ana supports Luis."] * 2
    assert {s["article"]["id"] for s in first[1]["statements"]} == {"a1", "a2"}


def test_the_other_way_round_is_marked_in_also(tied: Callable[..., Graph]) -> None:
    step = tied(TOLD, types=TYPES).paths("Ana", "Luis")[0].steps[0]
    assert (step.relation, step.forward, step.also) == ("supports", True, ("^accuses",))


def test_all_simple_paths_by_length(tied: Callable[..., Graph]) -> None:
    graph = tied(TOLD, types=TYPES)
    assert names(graph.paths("Ana", "Luis", all_simple=True)) == ["Ana>Luis", "Ana>Eva>Liga>Luis"]
    assert names(graph.paths("Ana", "Luis", all_simple=True, max_length=2)) == ["Ana>Luis"]
    assert names(graph.paths("Ana", "Luis", all_simple=True, k=1)) == ["Ana>Luis"]


def test_direction_counts_only_when_asked_and_never_for_symmetric_relations(tied: Callable[..., Graph]) -> None:
    graph = tied(TOLD, types=TYPES)
    assert names(graph.paths("Liga", "Ana")) != []
    assert graph.paths("Liga", "Ana", directed=True) == []
    [path] = graph.paths("Eva", "Luis", directed=True)
    assert names([path]) == ["Eva>Ana>Luis"]
    assert path.steps[0].forward


def test_what_is_denied_is_no_path_unless_asked_for(tied: Callable[..., Graph]) -> None:
    graph = tied(TOLD, types=TYPES)
    assert names(graph.paths("Ana", "Norvia")) == ["Ana>Luis>Liga>Norvia", "Ana>Eva>Liga>Norvia"]
    [direct] = graph.paths("Ana", "Norvia", statuses=["fact", "denied"])
    assert direct.steps[0].statements[0].status == "denied"


def test_only_the_relations_asked_for(tied: Callable[..., Graph]) -> None:
    paths = tied(TOLD, types=TYPES).paths("Ana", "Liga", relations=["meetsWith", "memberOf"])
    assert names(paths) == ["Ana>Eva>Liga"]


def test_too_far_and_not_connected_are_empty(tied: Callable[..., Graph]) -> None:
    graph = tied([*TOLD, ("Pau", "relatedTo", "Pía", "fact", "a1")], types=TYPES)
    assert graph.paths("Ana", "Norvia", max_length=2) == []
    assert graph.paths("Ana", "Pau") == []


def test_names_that_are_unknown_or_borne_by_several(tied: Callable[..., Graph]) -> None:
    told = [("Ana", "supports", "Bis", "fact", "a1"), ("Ana", "supports", "Bis", "fact", "a2")]
    graph = tied(told, types={"a1:Bis": "Organization", "a2:Bis": "Person"})
    with pytest.raises(NotFound, match="Ana"):
        graph.paths("Anna", "Bis")
    with pytest.raises(Ambiguous) as caught:
        graph.paths("Ana", "bis")
    assert [label for _, label in caught.value.candidates] == ["Bis", "Bis"]
    assert names(graph.paths("Ana", "organization-bis")) == ["Ana>Bis"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"max_length": 0}, "max_length must lie between 1 and 8"),
        ({"max_length": 9}, "max_length"),
        ({"k": 0}, "k must lie"),
        ({"k": 1_000}, "k must lie"),
        ({"relations": ["likes"]}, "there are: accuses"),
        ({"statuses": ["rumour"]}, "there are: fact"),
    ],
)
def test_what_is_out_of_bounds(tied: Callable[..., Graph], wrong: dict[str, object], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        tied(TOLD, types=TYPES).paths("Ana", "Luis", **wrong)


def test_a_path_needs_two_entities(tied: Callable[..., Graph]) -> None:
    with pytest.raises(BadInput, match="the same entity"):
        tied(TOLD, types=TYPES).paths("Ana", "ana")


def test_a_dense_graph_is_answered_and_always_alike(tied: Callable[..., Graph]) -> None:
    """All simple paths of up to six steps are millions: who lists them before choosing does not end here."""
    people = [f"P{i:02}" for i in range(40)]
    told = [(a, "supports", b, "fact", "a1") for i, a in enumerate(people) for b in people[i + 1 :]]
    graph = tied([*told, ("P39", "leads", "Liga", "fact", "a1")], types=TYPES)
    found = graph.paths("P00", "Liga", all_simple=True, max_length=6, k=50)
    assert names(found)[:3] == ["P00>P39>Liga", "P00>P01>P39>Liga", "P00>P02>P39>Liga"]
    assert len(found) == 50
    assert names(found) == names(graph.paths("P00", "Liga", all_simple=True, max_length=6, k=50))
