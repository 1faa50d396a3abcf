"""One shortest path between two entities, in some ten microseconds.

In a graph of news almost everything is joined to everything in four steps, so that short
paths are found by asking whether sets of neighbours meet, which CPython does in C and
leaves at the first common member. What would need too many such questions is left to the
search by levels on arrays.
"""

from __future__ import annotations

from .arcs import Arcs

Path = tuple[int, ...]
MAX_TESTS = 400
"""So many pairs of sets are compared before arrays are quicker."""


class Neighbours:
    """Each entity's neighbours as a set and in order; made when first asked for."""

    def __init__(self, arcs: Arcs) -> None:
        self._arcs = arcs
        self._sets: dict[int, frozenset[int]] = {}

    def __getitem__(self, entity: int) -> frozenset[int]:
        found = self._sets.get(entity)
        if found is None:
            found = self._sets[entity] = frozenset(self._arcs.near(entity))
        return found

    def forget(self, entities: set[int]) -> None:
        """The arcs of these have changed."""
        for entity in entities:
            self._sets.pop(entity, None)


def short_path(out: Neighbours, into: Neighbours, start: int, goal: int, limit: int) -> Path | None:
    """A shortest path where it has at most four steps and is quickly found, else None.

    Of several the one with the smallest numbers on the side that has fewer neighbours.
    """
    ahead, behind = out[start], into[goal]
    if goal in ahead:
        return start, goal
    if limit < 2 or not ahead or not behind:
        return None
    if not ahead.isdisjoint(behind):
        return start, min(ahead & behind), goal
    small, large = sorted((len(ahead), len(behind)))
    if limit < 3 or small > MAX_TESTS:
        return None
    if len(ahead) <= len(behind):
        for node in sorted(ahead):
            if not behind.isdisjoint(near := out[node]):
                return start, node, min(behind & near), goal
    else:
        for node in sorted(behind):
            if not ahead.isdisjoint(near := into[node]):
                return start, min(ahead & near), node, goal
    return _four_steps(out, into, (start, goal)) if limit > 3 and small * large <= MAX_TESTS else None


def _four_steps(out: Neighbours, into: Neighbours, ends: tuple[int, int]) -> Path | None:
    for first in sorted(out[ends[0]]):
        near = out[first]
        for last in sorted(into[ends[1]]):
            if not near.isdisjoint(far := into[last]):
                return ends[0], first, min(near & far), last, ends[1]
    return None
