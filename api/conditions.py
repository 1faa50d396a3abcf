"""Parameters that say what counts as an edge: dates, sources, entities to avoid. Described once."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query
from pydantic import BeforeValidator, StringConstraints

from ..graph.statement import Status
from . import parameters as p

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
MinArticles = Annotated[
    int, Query(ge=1, le=10**6, description="Only edges that so many articles tell of, reprints aside.")
]
MinSources = Annotated[int, Query(ge=1, le=10**6, description="Only edges that so many independent sources tell of.")]
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
Entities = Annotated[
    list[_Key],
    Query(
        min_length=1,
        max_length=50,
        description=f"Around which entity (repeat the parameter for several): {_KEY}; or a set: {_SETS}.",
        openapi_examples={"Rusia": {"summary": "Rusia", "value": ["Rusia"]}},
    ),
]


def _one(what: str, value: str) -> object:
    return Query(description=f"{what}: {_KEY}.", openapi_examples={value: {"summary": value, "value": value}})


OneEntity = Annotated[_Key, _one("Whose neighbours", "Rusia")]
Subject = Annotated[_Key, _one("One of the two", "Rusia")]
Object = Annotated[_Key, _one("The other", "Venezuela")]


def conditions(
    relation: p.Relations = [],  # noqa: B006 — FastAPI copies it
    status: p.Statuses = [Status.FACT],  # noqa: B006
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    min_articles: MinArticles = 1,
    min_sources: MinSources = 1,
    directed: p.Directed = False,
) -> dict[str, Any]:
    """What counts as an edge, as the graph takes it."""
    return {
        "relations": relation,
        "statuses": [str(s) for s in status],
        "since": since,
        "until": until,
        "as_of": as_of,
        "min_articles": min_articles,
        "min_sources": min_sources,
        "directed": directed,
    }
