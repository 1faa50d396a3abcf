"""One shortest path between two entities, in some ten microseconds.

In a graph of news almost everything is joined to everything in four steps, so that short
paths are found by asking whether sets of neighbours meet, which CPython does in C and
leaves at the first common member. What would need too many such questions is left to the
search by levels on arrays.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import filterfalse, pairwise

from .arcs import Arcs

Path = tuple[int, ...]
Sets = list[frozenset[int]]
MAX_TESTS = 400
"""So many pairs of sets are compared before arrays are quicker."""
SMALL = 50_000
"""Of so many arcs the sets are made at once, of more at the third question: a question or two the arrays answer."""


class Neighbours:
    """Each entity's neighbours as a set; made at the first question, and again where arcs have changed."""

    def __init__(self, arcs: Arcs) -> None:
        self._arcs = arcs
        self._sets: Sets = []
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
        """By number of entity. Half a second for a million edges, then only what has changed."""
        if not self._sets:
            starts = self._arcs.starts.tolist()
            numbers = list(range(max(len(starts), len(self._arcs.patched))))
            # One object for each number: two million of them would not stay in the processor's cache.
            tails = list(map(numbers.__getitem__, self._arcs.base.tail.tolist()))
            self._sets = [frozenset(tails[begin:end]) for begin, end in pairwise(starts)]
            self._stale.update(self._arcs.patch)
        if self._stale:
            self._sets += [frozenset()] * (max(self._stale) + 1 - len(self._sets))
            for entity in self._stale:
                self._sets[entity] = frozenset(self._arcs.near(entity))
            self._stale.clear()
        return self._sets


def short_path(out: Neighbours, into: Neighbours, start: int, goal: int, limit: int) -> Path | None:
    """A shortest path where it has at most four steps and is quickly found, else None.

    None too while sets are not ``worthwhile``. Of several paths always the same one: a set made
    of the same numbers in the same order is gone through in the same order.
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
    few, many = sorted((len(ahead), len(behind)))
    if limit < 3 or few > MAX_TESTS:
        return None
    if len(ahead) <= len(behind):
        if near := _meeting(behind, map(outward.__getitem__, ahead)):
            last = _common(behind, near)
            return start, _common(ahead, inward[last]), last, goal
    elif near := _meeting(ahead, map(inward.__getitem__, behind)):
        first = _common(ahead, near)
        return start, first, _common(behind, outward[first]), goal
    if limit < 4 or few * many > MAX_TESTS:
        return None
    for first in ahead:
        if near := _meeting(outward[first], map(inward.__getitem__, behind)):
            middle = _common(outward[first], near)
            return start, first, middle, _common(behind, outward[middle]), goal
    return None


def _meeting(one: frozenset[int], others: Iterable[frozenset[int]]) -> frozenset[int] | None:
    """The first of ``others`` that has a member in common with ``one``; no step of it is in Python."""
    return next(filterfalse(one.isdisjoint, others), None)


def _common(one: frozenset[int], other: frozenset[int]) -> int:
    """A member of both, the first that is met; they have one."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    return next(filter(many.__contains__, few))
