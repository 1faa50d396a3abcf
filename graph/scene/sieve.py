"""What of a scene is shown: the filters of an explorer, and which statements pass them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..analysis.days import period, within
from ..analysis.only import relation_names
from ..errors import BadInput
from ..lookup.keys import known_status, known_type
from ..ontology import Ontology
from .said import Said


@dataclass(frozen=True, slots=True)
class Sieve:
    """Empty lists let everything through; ``since`` and ``until`` are days as ``YYYYMMDD``, 0 for open.

    ``types`` are of the entities at both ends; ``sources`` outlets as articles name them.
    """

    types: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    confidence: float = 0.0
    since: int = 0
    until: int = 0

    def passes(self, said: Said) -> bool:
        """Whether a statement passes; the types of its entities are not looked at."""
        return (
            (not self.relations or said.relation in self.relations)
            and (not self.statuses or said.status in self.statuses)
            and (not self.sources or said.publisher in self.sources)
            and said.confidence >= self.confidence
            and within(said.first, said.last, self.since, self.until)
        )

    def admits(self, kind: str) -> bool:
        """Whether entities of that type are shown."""
        return not self.types or kind in self.types


def sieve(
    ontology: Ontology,
    *,
    types: Sequence[str] = (),
    relations: Sequence[str] = (),
    statuses: Sequence[str] = (),
    sources: Sequence[str] = (),
    confidence: float = 0.0,
    since: str | None = None,
    until: str | None = None,
) -> Sieve:
    """The filters as a user gives them, checked; ``relations`` may be PLOVER categories.

    :raises BadInput: an unknown type, relation or status (lists the known); no date; a confidence outside 0…1
    """
    if not 0 <= confidence <= 1:
        raise BadInput(f"confidence must lie between 0 and 1, not {confidence}.")
    first, last = period(since, until, None)
    return Sieve(
        types=frozenset(known_type(kind) for kind in types),
        relations=frozenset(relation_names(ontology, relations)),
        statuses=frozenset(known_status(status) for status in statuses),
        sources=frozenset(sources),
        confidence=confidence,
        since=first,
        until=last,
    )
