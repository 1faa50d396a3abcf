"""What the questions about the graph as a whole answer."""

from __future__ import annotations

from typing import Annotated, Literal

from ...graph.statement import Status
from .rows import EntityRef, Shape, StatementRow, described


class Near(Shape):
    """An entity of a neighbourhood."""

    entity: EntityRef
    hops: Annotated[int, described(1, "Steps from the nearest of those asked for")]
    degree: Annotated[int, described(12, "Number of its neighbours")]


class Tie(Shape):
    """Whom an entity is connected to, and by what."""

    entity: EntityRef
    strength: Annotated[int, described(7, "Independent sources of all its relations, added up")]
    relations: Annotated[
        dict[str, int], described({"SUPPORT": 5, "^ACCUSE": 2}, "Articles of each; ^ turns the relation round")
    ]


class Ranked(Shape):
    """An entity and its score."""

    entity: EntityRef
    score: float


class Ranking(Shape):
    """Entities by a measure."""

    measure: str
    sampled: Annotated[int | None, described(200, "Estimated from so many entities; null: exact")]
    total: int
    items: list[Ranked]


class Community(Shape):
    """Entities that are connected with one another more than with others."""

    size: int
    entities: list[EntityRef]


class Communities(Shape):
    """All communities, the largest first."""

    communities: list[Community]


class Bridge(Shape):
    """An entity that joins two groups."""

    entity: EntityRef
    first: Annotated[int, described(3, "Members of the first group that it is connected to")]
    second: Annotated[int, described(2, "Members of the second")]


class Changed(Shape):
    """An edge that has changed between two periods."""

    subject: EntityRef
    relation: str
    object: EntityRef
    status: Status
    before: Annotated[int, described(0, "Articles of the first period")]
    after: Annotated[int, described(4, "Articles of the second")]


class Voice(Shape):
    """What one source says of an edge."""

    subject: EntityRef
    relation: str
    object: EntityRef
    status: Status
    source: Annotated[str, described("El Faro", "Outlet, else the article")]
    speaker: Annotated[str | None, described("Rusia", "Whom the source attributes it to")]
    since: Annotated[str | None, described("2019-06-03", "Date of the first article that says so")]
    until: str | None
    articles: int
    statements: list[StatementRow]


class Voices(Shape):
    """Who says what of two entities."""

    voices: list[Voice]


class Contradiction(Shape):
    """Two edges that cannot both stand."""

    kind: Literal["denied", "opposed"]
    subject: EntityRef
    object: EntityRef
    relations: Annotated[list[str], described(["supports", "opposes"], "Of the first and the second side")]
    days: Annotated[int | None, described(3, "Between the nearest two dates")]
    sources: Annotated[list[int], described([2, 1], "Independent sources of either side")]
    first: list[StatementRow]
    second: list[StatementRow]
