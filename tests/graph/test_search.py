"""Searches on the index give what networkx gives, on random graphs."""

from __future__ import annotations

from itertools import pairwise
from math import isclose

import networkx as nx
import numpy as np
import pytest
from cabos.graph.analysis import search
from cabos.graph.analysis.claims import Claim, Claims, Ints
from cabos.graph.analysis.ego import neighbourhood
from cabos.graph.analysis.only import Only
from cabos.graph.analysis.origins import Origins
from cabos.graph.analysis.search import best_paths, distance, shortest
from cabos.graph.analysis.view import View
from cabos.graph.analysis.weights import Evidence, Hops
from cabos.graph.store import EmbeddedStore
from hypothesis import given, settings
from hypothesis import strategies as st

SIZE, RELATIONS = 9, ("meets", "supports", "accuses")
LIMIT = 5
Told = list[tuple[int, int, int, int]]
"""Subject, object, relation, article."""

told = st.lists(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), st.integers(0, 2), st.integers(0, 3)), max_size=26
)
ways = st.booleans()
checked = settings(max_examples=120, deadline=None)


def build(lines: Told, only: Only) -> tuple[Claims, View]:
    """Claims of ``SIZE`` entities, and the view of them."""
    claims = Claims(RELATIONS)
    for number in range(SIZE):
        assert claims.entities[f"e{number}"] == number
    claims.add({Claim(subject, object_, relation, 0, article) for subject, object_, relation, article in lines})
    return claims, View(claims, Origins(EmbeddedStore.open(":memory:"), claims), {"meets"}, only)


def reference(lines: Told, directed: bool) -> nx.DiGraph[int]:
    """The same as networkx has it; ``support`` is that of the best edge between two."""
    articles: dict[tuple[int, int, int], set[int]] = {}
    for subject, object_, relation, article in lines:
        ends = sorted((subject, object_)) if relation == 0 else (subject, object_)
        if subject != object_:
            articles.setdefault((ends[0], ends[1], relation), set()).add(article)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(SIZE))
    for (head, tail, relation), found in articles.items():
        for a, b in ((head, tail), (tail, head)) if relation == 0 or not directed else ((head, tail),):
            known = graph.edges[a, b]["support"] if graph.has_edge(a, b) else 0
            graph.add_edge(a, b, support=max(known, len(found)))
    return graph


def one(number: int) -> Ints:
    return np.array([number], np.int32)


def label(number: int) -> tuple[str, str]:
    return f"{number:03}", ""


def length_of(graph: nx.DiGraph[int], start: int, goal: int) -> int | None:
    try:
        length = nx.shortest_path_length(graph, start, goal)
    except nx.NetworkXNoPath:
        return None
    return length if length <= LIMIT else None


def simple_paths(graph: nx.DiGraph[int], start: int, goal: int) -> list[tuple[int, ...]]:
    return [tuple(path) for path in nx.all_simple_paths(graph, start, goal, cutoff=LIMIT)]


@checked
@given(lines=told, directed=ways)
def test_shortest_paths_are_as_long_as_those_of_networkx(lines: Told, directed: bool) -> None:
    _, view = build(lines, Only(directed=directed))
    graph = reference(lines, directed)
    for start in range(0, SIZE, 2):
        for goal in range(1, SIZE, 2):
            expected = length_of(graph, start, goal)
            assert distance(view, one(start), one(goal), LIMIT, one(start)[:0]) == expected
            found = shortest(view, start, goal, LIMIT)
            assert (found and len(found) - 1) == expected
            if found:
                assert (found[0], found[-1]) == (start, goal)
                assert all(graph.has_edge(a, b) for a, b in pairwise(found))


@checked
@given(lines=told, directed=ways)
def test_levels_from_both_ends_meet_at_the_same_length(lines: Told, directed: bool) -> None:
    """Without the quick look at sets of neighbours, which answers first as a rule."""
    _, view = build(lines, Only(directed=directed))
    graph = reference(lines, directed)
    for start, goal in ((0, 1), (2, 3), (4, 5), (6, 7)):
        ends = np.array([start, 8], np.int32), one(goal)
        lengths = [length_of(graph, n, goal) for n in (start, 8)]
        assert distance(view, *ends, LIMIT) == min((n for n in lengths if n is not None), default=None)


@checked
@given(lines=told, directed=ways, k=st.integers(1, 40))
def test_k_shortest_loopless_paths(lines: Told, directed: bool, k: int) -> None:
    _, view = build(lines, Only(directed=directed))
    graph = reference(lines, directed)
    costs = Hops(view.strongest, LIMIT)
    for start, goal in ((0, 1), (2, 5)):
        found = best_paths(view, one(start), one(goal), max_length=LIMIT, k=k, cost=costs, name=label, avoid=one(0)[:0])
        expected = simple_paths(graph, start, goal)
        support = {path: sum(graph.edges[pair]["support"] for pair in pairwise(path)) for path in expected}
        assert found.paths == sorted(expected, key=lambda path: (len(path), -support[path], path))[:k]
        assert found.complete


@checked
@given(lines=told, avoided=st.integers(2, SIZE - 1))
def test_best_paths_by_evidence_cost_what_the_formula_says(lines: Told, avoided: int) -> None:
    _, view = build(lines, Only())
    graph = reference(lines, directed=False)
    found = best_paths(
        view, one(0), one(1), max_length=LIMIT, k=1000, cost=Evidence(view.degree), name=label, avoid=one(avoided)
    )

    def cost(path: tuple[int, ...]) -> float:
        total = 0.0
        for a, b in pairwise(path):
            doubt = -np.log(1 - 0.5 ** graph.edges[a, b]["support"])
            total += doubt + 0.4 * (np.log(len(graph[a])) + np.log(len(graph[b])))
        return float(total)

    expected = [path for path in simple_paths(graph, 0, 1) if avoided not in path]
    assert sorted(found.paths) == sorted(expected)
    assert all(isclose(a, b) for a, b in zip(found.costs, sorted(map(cost, expected)), strict=True))
    assert all(isclose(cost(path), total) for path, total in zip(found.paths, found.costs, strict=True))


@checked
@given(lines=told, hops=st.integers(0, 4), directed=ways)
def test_neighbourhoods(lines: Told, hops: int, directed: bool) -> None:
    _, view = build(lines, Only(directed=directed))
    expected = nx.single_source_shortest_path_length(reference(lines, directed), 0, cutoff=hops)
    assert neighbourhood(view, one(0), hops).tolist() == [expected.get(n, -1) for n in range(SIZE)]


@checked
@given(lines=told, other=told, directed=ways, least=st.integers(1, 2))
def test_a_view_that_follows_changes_is_as_good_as_a_new_one(
    lines: Told, other: Told, directed: bool, least: int
) -> None:
    only = Only(directed=directed, articles=least)
    claims, view = build(lines, only)
    view.out.sets(), view.into.sets()  # which a change must bring up to date
    removed = claims.remove(1)
    added = claims.add({Claim(a, b, relation, 0, 1) for a, b, relation, _ in other})
    view.note(removed | added)
    _, fresh = build([line for line in lines if line[3] != 1] + [(a, b, r, 1) for a, b, r, _ in other], only)
    for entity in range(SIZE):
        for ours, theirs in ((view.outward, fresh.outward), (view.inward, fresh.inward)):
            a, b = ours.leaving(entity), theirs.leaving(entity)
            assert sorted(zip(a.tail, a.relation, a.forward, a.strength, strict=True)) == sorted(
                zip(b.tail, b.relation, b.forward, b.strength, strict=True)
            )
        assert view.out.sets()[entity] == fresh.out.sets()[entity]
    assert view.degree.tolist() == fresh.degree.tolist()
    everyone = np.arange(SIZE, dtype=np.int32)
    assert sorted(view.outward.tails(everyone)[1]) == sorted(fresh.outward.tails(everyone)[1])


def test_a_search_that_gives_up_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MAX_EXPANSIONS", 3)
    _, view = build([(a, b, 1, 0) for a in range(SIZE) for b in range(a)], Only())
    found = best_paths(view, one(0), one(1), max_length=LIMIT, k=99, cost=Hops(1, LIMIT), name=label, avoid=one(0)[:0])
    assert not found.complete
    assert len(found.paths) < 99
