"""Which edges of a scene contradict one another; ``analysis.contradictions`` tells the whole story."""

from __future__ import annotations

from collections.abc import Mapping

from ..analysis.contradictions import WINDOW, ordinal
from ..analysis.opposed import OPPOSED
from ..ontology import Ontology
from ..statement import Status

Key = tuple[str, str, str, str]
"""Subject, relation, object and status."""


def clashing(ontology: Ontology, edges: Mapping[Key, tuple[int, int]]) -> set[Key]:
    """Edges that are both asserted and denied, and opposed facts within some days; values are first and last day."""
    found: set[Key] = set()
    for subject, relation, object_, status in edges:
        if status != Status.FACT:
            continue
        here = (subject, relation, object_, status)
        if (denied := (subject, relation, object_, str(Status.DENIED))) in edges:
            found |= {here, denied}
        for one, other in OPPOSED:
            if relation != one:
                continue
            either = any(ontology.relations[name].symmetric for name in (one, other) if name in ontology.relations)
            for a, b in {(subject, object_), (object_, subject)} if either else {(subject, object_)}:
                there = (a, other, b, str(Status.FACT))
                if there in edges and _near(edges[here], edges[there]):
                    found |= {here, there}
    return found


def _near(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans lie within the window; what has no date is never near."""
    if not one[0] or not other[0]:
        return False
    gap = max(0, ordinal(other[0]) - ordinal(one[1]), ordinal(one[0]) - ordinal(other[1]))
    return gap <= WINDOW
