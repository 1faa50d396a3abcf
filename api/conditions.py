"""Parameters that say what counts as an edge: dates, sources, entities to avoid. Described once."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BeforeValidator, StringConstraints

_Blank = BeforeValidator(lambda value: None if value == "" else value)
_Day = Annotated[str, StringConstraints(max_length=40)]
_KEY = "IRI, last segment of one, name or alias"
_SETS = "`type:Person` for all of a class, `people:Rusia` for persons who lead it, belong to it, or are its nationals"


def _day(what: str) -> object:
    return Query(
        description=f"{what}: a year, month or day. By the time of the event, else the date of the article; "
        "what has neither is left out.",
        examples=["2019-06"],
    )


Since = Annotated[_Day | None, _Blank, _day("Only what happened then or later")]
Until = Annotated[_Day | None, _Blank, _day("Only what happened then or earlier")]
AsOf = Annotated[_Day | None, _Blank, _day("The graph as it stood on that day; the same as `until`")]
MinArticles = Annotated[int, Query(ge=1, le=10**6, description="Only edges that so many articles tell of.")]
MinSources = Annotated[
    int, Query(ge=1, le=10**6, description="Only edges that so many independent sources (outlets) tell of.")
]
Avoid = Annotated[
    list[Annotated[str, StringConstraints(max_length=2000)]],
    Query(max_length=50, description=f"Never through this entity (repeat the parameter): {_KEY}."),
]
Weight = Annotated[
    str,
    Query(
        pattern="^(hops|evidence)$",
        description="`hops`: short paths first. `evidence`: strong evidence and rare hubs first, by "
        "-ln(1 - 0.5^n) + 0.4 (ln d(u) + ln d(v)) a step, with n sources and d neighbours.",
    ),
]
AllSimple = Annotated[
    bool, Query(alias="all", description="Also longer paths than the shortest, none of which visits an entity twice.")
]


def _ends(what: str, value: str, alias: str) -> object:
    return Query(
        alias=alias,
        min_length=1,
        max_length=50,
        description=f"{what}: {_KEY}; or a set: {_SETS}. Repeat the parameter for several.",
        openapi_examples={value: {"summary": value, "value": [value]}},
    )


_Key = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
PathSources = Annotated[list[_Key], _ends("Where paths start", "Rostec", "from")]
PathTargets = Annotated[list[_Key], _ends("Where paths end", "Juan Guaidó", "to")]
