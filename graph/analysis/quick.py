"""One shortest path between two entities, in some ten microseconds.

In a graph of news almost everything is joined to everything in four steps, so that short
paths are found by asking whether sets of neighbours meet, which CPython does in C and
leaves at the first common member. Of an entity's neighbours those with most neighbours of
their own are asked first: most paths lead through a hub. What would need too many such
questions is left to the search by levels on arrays.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import filterfalse, pairwise
from operator import length_hint

import numpy as np

from .arcs import Arcs

Path = tuple[int, ...]
Sets = list[frozenset[int]]
Ranked = list[tuple[int, ...]]
MAX_TESTS = 400
"""So many pairs of sets are compared before arrays are quicker."""
SMALL = 50_000
"""Of so many arcs the sets are made at once, of more at the third question: a question or two the arrays answer."""


class Neighbours:
    """Each entity's neighbours, as a set and hubs first; made at the first question, again where arcs have changed."""

    def __init__(self, arcs: Arcs) -> None:
        self._arcs = arcs
        self._sets: Sets = []
        self._ranked: Ranked = []
        self._stale: set[int] = set()
        self._asked = 0

    def worthwhile(self) -> bool:
        """Whether there are sets, or it is time to make them; counts how often it was asked."""
        self._asked += 1
        return bool(self._sets) or self._asked > 2 or len(self._arcs.base) < SMALL

    def forget(self, entities: Iterable[int]) -> None:
        """The arcs of these have changed."""
        if self._sets:
            self._stale.update(entities)

    def sets(self) -> Sets:
        """By number of entity. A second for a million edges, then only what has changed."""
        if not self._sets or self._stale:
            self._follow()
        return self._sets

    def ranked(self) -> Ranked:
        """By number of entity; those with most arcs first, of equals the smaller number, at the end what came later."""
        if not self._sets or self._stale:
            self._follow()
        return self._ranked

    def _follow(self) -> None:
        if not self._sets:
            self._make()
            self._stale.update(self._arcs.patch)
        more = max(self._stale, default=0) + 1 - len(self._sets)
        self._sets += [frozenset()] * more
        self._ranked += [()] * more
        for entity in self._stale:
            self._sets[entity] = near = frozenset(self._arcs.near(entity))
            known = self._ranked[entity]  # a hub is not worth sorting again for one neighbour more
            self._ranked[entity] = (*filter(near.__contains__, known), *sorted(near.difference(known)))
        self._stale.clear()

    def _make(self) -> None:
        arcs = self._arcs.base
        counts = np.zeros(max(len(self._arcs.starts), len(self._arcs.patched)), np.int64)
        counts[: len(self._arcs.starts) - 1] = np.diff(self._arcs.starts)
        first = np.ones(len(arcs), np.bool_)  # of parallel arcs
        first[1:] = (arcs.head[1:] != arcs.head[:-1]) | (arcs.tail[1:] != arcs.tail[:-1])
        heads, tails = arcs.head[first], arcs.tail[first]
        order = np.lexsort((tails, -counts[tails], heads))
        # One object for each number: two million of them would not stay in the processor's cache.
        numbers = list(range(len(counts)))
        near = list(map(numbers.__getitem__, tails[order].tolist()))
        starts = np.searchsorted(heads, np.arange(len(self._arcs.starts))).tolist()
        self._ranked = [tuple(near[begin:end]) for begin, end in pairwise(starts)]
        self._sets = list(map(frozenset, self._ranked))


def short_path(out: Neighbours, into: Neighbours, start: int, goal: int, limit: int) -> Path | None:
    """A shortest path where it has at most four steps and is quickly found, else None.

    None too while sets are not ``worthwhile``. Of several paths always the same one: neighbours and
    the members of their sets are gone through in the same order.
    """
    if not out.worthwhile():
        return None
    outward, inward = out.sets(), into.sets()
    ahead, behind = outward[start], inward[goal]
    if goal in ahead:
        return start, goal
    if limit < 2 or not ahead or not behind:
        return None
    if not ahead.isdisjoint(behind):
        return start, _common(ahead, behind), goal
    there, back = len(ahead), len(behind)
    if limit < 3 or (there > MAX_TESTS and back > MAX_TESTS):
        return None
    if there <= back:
        if found := _meeting(behind, outward, out.ranked()[start]):
            first, last = found
            return start, first, last, goal
    elif found := _meeting(ahead, inward, into.ranked()[goal]):
        last, first = found
        return start, first, last, goal
    if limit < 4 or there * back > MAX_TESTS:
        return None
    hubs = into.ranked()[goal]
    for first in out.ranked()[start]:
        if found := _meeting(outward[first], inward, hubs):
            last, middle = found
            return start, first, middle, last, goal
    return None


def _meeting(one: frozenset[int], sets: Sets, entities: tuple[int, ...]) -> tuple[int, int] | None:
    """The first of these whose set has a member in common with ``one``, and that member; the search is all in C."""
    ahead = iter(entities)
    near = next(filterfalse(one.isdisjoint, map(sets.__getitem__, ahead)), None)
    if near is None:
        return None
    # The iterator stands behind the entity that was found.
    return entities[-length_hint(ahead) - 1], _common(one, near)


def _common(one: frozenset[int], other: frozenset[int]) -> int:
    """A member of both, the first that is met; they have one."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    return next(filter(many.__contains__, few))
