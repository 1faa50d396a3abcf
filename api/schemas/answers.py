"""Whole documents: what the routes answer, and the article that one of them takes."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from ...graph.statement import Status
from .rows import ArticleRow, EntityRef, EntityRow, Iri, RelationCount, Shape, StatementRow, described


class Problem(BaseModel):
    """An error (RFC 9457). An ambiguous name adds `candidates`, invalid parameters add `errors`."""

    type: Annotated[str, described("https://w3id.org/cabos/problem#not-found", "Kind of problem")]
    title: Annotated[str, described("Not found", "The kind in words")]
    status: Annotated[int, described(404, "HTTP status")]
    detail: Annotated[str, described("no entity is called 'Guadó'", "What was wrong, where, what to do")]
    instance: Annotated[str, described("/entities/Guadó", "Path of the request")]


class EntityCard(EntityRow):
    """An entity, with counts and links."""

    relations: list[RelationCount]
    months: Annotated[dict[str, int], described({"2019-06": 3}, "Claims about it by month of the event")]
    links: dict[str, str | None]


class Step(Shape):
    """One step of a path, and what backs it. ``also`` names further relations between the two."""

    model_config = ConfigDict(populate_by_name=True)

    source: EntityRef = Field(alias="from")
    relation: Annotated[str, described("supplies", "Name of the relation")]
    also: list[str] = Field(default_factory=list)
    target: EntityRef = Field(alias="to")
    forward: Annotated[bool, described(True, "False where the edge points back along the path")]
    articles: Annotated[int, described(3, "How many articles tell of the edge")] = 0
    statements: Annotated[list[StatementRow], Field(description="What backs it, the surest first; at most 20")]


class Path(Shape):
    """From one entity to the other."""

    steps: list[Step]
    cost: Annotated[float | None, described(4.2, "By evidence and hubs, where `weight=evidence` asks for it")] = None


class Paths(Shape):
    """Paths, the shortest first; none where the two are not connected."""

    paths: list[Path]


class ArticleIn(Shape):
    """An article to read. Only the text is needed; the rest tells articles apart and is shown with the evidence."""

    model_config = ConfigDict(
        str_strip_whitespace=False,
        json_schema_extra={
            "example": {
                "text": "El presidente ruso, Vladimir Putin, respaldó a Nicolás Maduro.",
                "title": "Putin respalda a Maduro",
                "date": "2019-06-03",
                "url": "https://example.org/putin-maduro",
                "source": "El Diario",
            }
        },
    )

    text: Annotated[str, Field(min_length=1, description="The whole text, in Spanish")]
    id: Annotated[str | None, Field(max_length=500, description="What the source calls it")] = None
    title: Annotated[str | None, Field(max_length=1000)] = None
    date: Annotated[
        str | None,
        Field(
            pattern=r"^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$", description="ISO 8601"
        ),
    ] = None
    url: Annotated[str | None, Field(max_length=2000, pattern=r"^https?://\S+$")] = None
    source: Annotated[str | None, Field(max_length=500, description="Newspaper or agency")] = None
    author: Annotated[str | None, Field(max_length=500)] = None

    def arguments(self) -> dict[str, Any]:
        """As the reader of articles takes them."""
        given = self.model_dump()
        publisher = given.pop("source")
        return {**given, "publisher": publisher}


class KeptOut(Shape):
    """A statement that was not stored, and why."""

    reason: str
    statement: dict[str, Any]


class Added(Shape):
    """What reading an article did."""

    article: ArticleRow
    statements: int
    edges: int
    kept_out: list[KeptOut]
    changed: Annotated[bool, described(True, "False where the graph held just this already")]


class Retracted(Shape):
    """The article that was taken back."""

    retracted: ArticleRow


class Stats(Shape):
    """How much there is."""

    articles: int
    reprints: Annotated[int, described(3, "Articles of nearly the same text as an earlier one")]
    sources: Annotated[int, described(9, "Independent sources: outlets, reprints not counted")]
    sentences: int
    entities: Annotated[dict[str, int], described({"Person": 7, "Country": 3}, "By class")]
    statements: Annotated[dict[Status, int], described({"fact": 12, "denied": 1}, "By status")]
    edges: int
    relations: Annotated[dict[str, int], described({"supports": 3}, "Edges by relation")]


class Relation(Shape):
    """A relation of the ontology."""

    name: Annotated[str, described("supports", "Name in statements and parameters")]
    iri: Iri
    category: Annotated[str, described("SUPPORT", "PLOVER category")]
    category_es: Annotated[str, described("apoyo", "Name of the category in Spanish")]
    category_en: Annotated[str, described("support", "Name of the category in English")]
    label_es: Annotated[str, described("apoya a", "Name in Spanish")]
    label_en: Annotated[str, described("supports", "Name in English")]
    comment_es: str
    symmetric: bool


class RelationList(Shape):
    """All relations of the ontology."""

    relations: list[Relation]


class Health(Shape):
    """The store answers."""

    status: Annotated[str, described("ok", "Always `ok`; anything else is a problem")]
    version: Annotated[str, described("0.1.0", "Version of cabos")]


class SavedParameter(Shape):
    """A parameter of a saved query."""

    name: Annotated[str, described("who", "Name in the URL")]
    type: Annotated[str, described("entity", "string, integer, decimal, date, iri, entity")]
    optional: bool
    description: str


class SavedQuery(Shape):
    """A saved query."""

    name: Annotated[str, described("evidence", "Name in the URL")]
    title: str
    parameters: list[SavedParameter]
    query: Annotated[str, described("SELECT …", "Its text")]


class SavedList(Shape):
    """All saved queries."""

    queries: list[SavedQuery]
