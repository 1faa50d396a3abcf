"""Scenes: what an explorer asks for, and gets."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...graph.statement import EntityType, Status
from .rows import EntityRef, Shape, described

Key = Annotated[str, Field(max_length=2000)]
Name = Annotated[str, Field(max_length=300)]
Day = Annotated[str, Field(max_length=40)]


class FilterIn(Shape):
    """Empty lists let everything through."""

    types: list[EntityType] = Field(default_factory=list)
    relations: Annotated[list[Name], described(["supports"], "Relations, or PLOVER categories")] = Field(
        default_factory=list
    )
    statuses: list[Status] = Field(default_factory=list)
    sources: Annotated[list[Name], described(["El Diario"], "Outlets; an empty text is none")] = Field(
        default_factory=list
    )
    confidence: Annotated[float, Field(ge=0, le=1)] = 0
    since: Day | None = None
    until: Day | None = None


class SceneIn(Shape):
    """Which entities to look at, and how; no entities: the best-supported ones."""

    entities: Annotated[
        list[Key], Field(max_length=1500, examples=[["Q159", "person-donald-trump"]], description="IRIs or ids")
    ] = Field(default_factory=list)
    placed: dict[Key, tuple[float, float]] = Field(default_factory=dict)
    filter: FilterIn = FilterIn()
    best: Annotated[int, Field(ge=1, le=300)] = 40


class ExpandIn(Shape):
    """Which entity to expand, beside those that are shown."""

    entity: Annotated[Key, described("Q159", "IRI or id")]
    shown: Annotated[list[Key], Field(max_length=1500)] = Field(default_factory=list)
    filter: FilterIn = FilterIn()
    limit: Annotated[int, Field(ge=1, le=300)] = 25


class ExportIn(SceneIn):
    """A scene as a file."""

    format: Literal["csv", "gexf", "turtle"]


class SceneNode(EntityRef):
    """An entity where it is drawn."""

    statements: int
    neighbours: Annotated[int, described(125, "All that the filters let through, but for that of confidence")]
    shown: Annotated[int, described(25, "Those of them that are in the scene")]
    x: int
    y: int
    size: float
    points: float


class SceneEdge(Shape):
    """All that says the same."""

    id: Annotated[str, described("Q159|supports|person-donald-trump|fact", "Subject, relation, object, status")]
    subject: str
    relation: str
    object: str
    status: Status
    symmetric: bool
    articles: int
    sources: Annotated[int, described(2, "Independent ones: an outlet is one, whatever it prints")]
    statements: int
    confidence: float
    since: str | None
    until: str | None
    clashes: Annotated[bool, described(False, "Something in the scene contradicts it")]
    bend: Annotated[float, described(0.0, "How far its curve bulges, so that parallel ones are apart")]
    first: Annotated[str, described("3f2a…", "Id of its surest statement")]


class Scene(Shape):
    """Entities, what is said between them, what there is to filter by, and the query that gives the same."""

    nodes: list[SceneNode]
    edges: list[SceneEdge]
    facets: Annotated[
        dict[str, dict[str, int]], described({"statuses": {"fact": 3}}, "Statements by what filters take, unfiltered")
    ]
    missing: Annotated[list[str], described([], "Keys that no entity has")]
    sparql: str


class Expansion(Shape):
    """Neighbours that are not shown yet, the best supported first."""

    entities: list[EntityRef]
    total: Annotated[int, described(125, "Neighbours in all, shown or not")]
