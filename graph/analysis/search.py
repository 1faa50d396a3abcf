"""Shortest paths and the k best loopless ones, on arrays.

``distance`` searches from both ends at once, level by level. ``best_paths`` knows for each
entity the least cost of reaching a goal in h steps (Bellman and Ford's recursion, run from
the goals over half of the length and from the starts over the other half), and with that
as a bound takes partial paths from a queue, the most promising first (Hart, Nilsson and
Raphael 1968): complete paths leave the queue in the order of their costs. So none is found
that is not asked for, which Yen's algorithm cannot say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from ..deadline import check_deadline
from .arcs import Arcs
from .claims import Ints
from .quick import short_path
from .view import View
from .weights import Cost, Floats, Hops

NOBODY: Ints = np.zeros(0, np.int32)
Name = Callable[[int], tuple[str, str]]
Sibling = tuple[float, tuple[str, str], int, float]
"""Least cost of a path through it, name, number, and cost up to it."""

MAX_EXPANSIONS = 50_000
"""So many partial paths are taken up before a search ends with what it has."""


@dataclass(frozen=True, slots=True)
class Found:
    """Paths as numbers of entities, best first. Not ``complete``: the search stopped early."""

    paths: list[tuple[int, ...]]
    costs: list[float]
    complete: bool = True


def shortest(view: View, start: int, goal: int, limit: int) -> tuple[int, ...] | None:
    """One shortest path between two entities, always the same; None for more than ``limit`` steps."""
    if quick := short_path(view.out, view.into, start, goal, limit):
        return quick
    ends = np.array([start], np.int32), np.array([goal], np.int32)
    length = distance(view, *ends, limit)
    if length is None:
        return None
    costs = Hops(view.strongest, length)
    found = best_paths(view, *ends, max_length=length, k=1, cost=costs, name=lambda n: ("", str(n)), avoid=NOBODY)
    return found.paths[0]


def distance(view: View, starts: Ints, goals: Ints, limit: int, avoid: Ints = NOBODY) -> int | None:
    """Steps of the shortest path from any start to any goal; None for more than ``limit``."""
    if len(starts) == len(goals) == 1 and not len(avoid):
        quick = short_path(view.out, view.into, int(starts[0]), int(goals[0]), limit)
        if quick:
            return len(quick) - 1
    reached = np.zeros((2, view.size), np.bool_)
    reached[0, starts] = reached[1, goals] = True
    open_ = np.ones(view.size, np.bool_)
    open_[avoid] = False
    fronts, ways = [starts, goals], (view.outward, view.inward)
    if reached.all(axis=0).any():
        return 0
    for steps in range(1, limit + 1):
        check_deadline()
        side = int(view.degree[fronts[0]].sum() > view.degree[fronts[1]].sum())
        _, tails, _ = ways[side].tails(fronts[side])
        if reached[1 - side, tails].any():
            return steps
        fronts[side] = _different(tails[open_[tails] & ~reached[side, tails]], view.size)
        if not len(fronts[side]):
            return None
        reached[side, fronts[side]] = True
    return None


def best_paths(
    view: View,
    starts: Ints,
    goals: Ints,
    *,
    max_length: int,
    k: int,
    cost: Cost,
    name: Name,
    avoid: Ints,
) -> Found:
    """At most ``k`` loopless paths of at most ``max_length`` steps, cheapest first, ties by names.

    A path touches starts and goals at its ends only.
    """
    bounds = _bounds(view, starts, goals, max_length, cost, avoid)
    search = _Search(view, frozenset(starts.tolist()), frozenset(goals.tolist()), max_length, cost, name, bounds)
    found = Found([], [])
    for path, total in search.run():
        found.paths.append(path)
        found.costs.append(total)
        if len(found.paths) == k:
            return found
    return Found(found.paths, found.costs, complete=search.left > 0)


def _bounds(view: View, starts: Ints, goals: Ints, length: int, cost: Cost, avoid: Ints) -> list[Floats]:
    """For h = 0 … ``length``: the least cost of reaching a goal in at most h steps.

    Of the longer ones only what the starts can reach in the steps that remain is computed.
    """
    half = length // 2
    first = np.full(view.size, np.inf)
    first[goals] = 0.0
    bounds, front = [first], goals
    balls = _balls(view.outward, starts, length - half - 1, view.size, avoid)
    for h in range(1, length + 1):
        check_deadline()
        best = bounds[-1].copy()
        if h <= half:
            which, tails, support = view.inward.tails(front)
            heads = front[which]
            np.minimum.at(best, tails, bounds[-1][heads] + cost(tails, heads, support))
        else:
            ball = balls[length - h]
            which, tails, support = view.outward.tails(ball)
            heads = ball[which]
            np.minimum.at(best, heads, bounds[-1][tails] + cost(heads, tails, support))
        best[avoid] = np.inf
        front = np.flatnonzero(best < bounds[-1]).astype(np.int32)
        bounds.append(best)
    return bounds


def _balls(arcs: Arcs, starts: Ints, radius: int, size: int, avoid: Ints) -> list[Ints]:
    """All that is within 0, 1, … ``radius`` steps of the starts."""
    inside: NDArray[np.bool_] = np.zeros(size, np.bool_)
    inside[starts] = True
    balls, front = [starts], starts
    for _ in range(radius):
        _, tails, _ = arcs.tails(front)
        before = inside.copy()
        inside[tails] = True
        inside[avoid] = False
        front = np.flatnonzero(inside & ~before).astype(np.int32)
        balls.append(np.flatnonzero(inside).astype(np.int32))
    return balls


def _different(numbers: Ints, size: int) -> Ints:
    """Each number once, in order; many of them are not worth sorting."""
    if len(numbers) * 16 < size:
        return np.unique(numbers)
    mask = np.zeros(size, np.bool_)
    mask[numbers] = True
    return np.flatnonzero(mask).astype(np.int32)


class _Search:
    """One search: the queue, and how many expansions are ``left``."""

    def __init__(
        self,
        view: View,
        starts: frozenset[int],
        goals: frozenset[int],
        max_length: int,
        cost: Cost,
        name: Name,
        bounds: Sequence[Floats],
    ) -> None:
        self._view, self._starts, self._goals = view, starts, goals
        self._max_length, self._cost, self._name, self._bounds = max_length, cost, name, bounds
        self._queue: list[tuple[float, tuple[tuple[str, str], ...], tuple[int, ...], float, int, list[Sibling]]] = []
        self.left = MAX_EXPANSIONS

    def run(self) -> Iterator[tuple[tuple[int, ...], float]]:
        """Loopless paths and their costs, cheapest first."""
        bound = self._bounds[self._max_length]
        roots = [(float(bound[n]), self._name(n), n, 0.0) for n in self._starts if np.isfinite(bound[n])]
        self._push((), (), sorted(roots), 0)
        while self._queue and self.left:
            check_deadline()
            _, names, path, spent, number, siblings = heappop(self._queue)
            self._push(path[:-1], names[:-1], siblings, number + 1)
            if path[-1] in self._goals:
                yield path, spent
            elif len(path) <= self._max_length:
                self.left -= 1
                self._push(path, names, self._children(path, spent), 0)

    def _push(
        self, path: tuple[int, ...], names: tuple[tuple[str, str], ...], siblings: list[Sibling], number: int
    ) -> None:
        """Queue the path's continuation by one of its siblings; the next one follows when that is taken."""
        if number < len(siblings):
            bound, name, node, spent = siblings[number]
            heappush(self._queue, (bound, (*names, name), (*path, node), spent, number, siblings))

    def _children(self, path: tuple[int, ...], spent: float) -> list[Sibling]:
        bound = self._bounds[self._max_length - len(path)]
        _, tails, support = self._view.outward.tails(np.array(path[-1:], np.int32))
        promising = np.isfinite(bound[tails])
        tails, support = tails[promising], support[promising]
        costs = self._cost(np.full(len(tails), path[-1], np.int32), tails, support)
        totals = spent + costs + bound[tails]
        children: dict[int, Sibling] = {}
        for node, total, step in zip(tails.tolist(), totals.tolist(), costs.tolist(), strict=True):
            if node in path or node in self._starts:
                continue
            rival = children.get(node)
            if rival is None or total < rival[0]:
                children[node] = (total, self._name(node), node, spent + step)
        return sorted(children.values())
