"""What counts as an edge: the conditions that paths, neighbourhoods and rankings share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

from ..errors import BadInput
from ..lookup.keys import known_status
from ..ontology import Ontology
from .days import period


@dataclass(frozen=True, slots=True)
class Only:
    """Conditions on edges, in the form that an index takes and a cache compares.

    ``relations`` holds names (none: all of them); ``since`` and ``until`` days as ``YYYYMMDD``
    (0: open). An edge needs ``articles`` articles, reprints not counted, and ``sources`` independent sources.
    """

    statuses: tuple[str, ...] = ("fact",)
    relations: tuple[str, ...] = ()
    since: int = 0
    until: int = 0
    articles: int = 1
    sources: int = 1
    directed: bool = False


class Conditions(TypedDict, total=False):
    """What ``only`` takes, for those that pass it on."""

    relations: Sequence[str]
    statuses: Sequence[str]
    since: str | None
    until: str | None
    as_of: str | None
    min_articles: int
    min_sources: int
    directed: bool


def only(
    ontology: Ontology,
    *,
    relations: Sequence[str] = (),
    statuses: Sequence[str] = ("fact",),
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    min_articles: int = 1,
    min_sources: int = 1,
    directed: bool = False,
) -> Only:
    """The conditions as a user gives them, checked.

    :raises BadInput: an unknown relation, category or status; no date; a number below 1
    """
    for name, value in (("min_articles", min_articles), ("min_sources", min_sources)):
        if value < 1:
            raise BadInput(f"{name} must be at least 1, not {value}.")
    first, last = period(since, until, as_of)
    return Only(
        statuses=tuple(sorted({known_status(str(status)) for status in statuses})),
        relations=relation_names(ontology, relations),
        since=first,
        until=last,
        articles=min_articles,
        sources=min_sources,
        directed=directed,
    )


def relation_names(ontology: Ontology, names: Iterable[str]) -> tuple[str, ...]:
    """The relations of that name, or of that PLOVER category, sorted.

    >>> relation_names(Ontology.load(), ["ACCUSE", "supports"])
    ('accuses', 'criticizes', 'supports')

    :raises BadInput: neither; lists what there is
    """
    found: set[str] = set()
    for name in names:
        below = {r.name for r in ontology.relations.values() if name in (r.name, r.category)}
        if not below:
            categories = sorted({relation.category for relation in ontology.relations.values()})
            raise BadInput(
                f"No relation or category {name!r}; there are: {', '.join(sorted(ontology.relations))}; "
                f"{', '.join(categories)}."
            )
        found |= below
    return tuple(sorted(found))
