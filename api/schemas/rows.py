"""Rows of the graph, and pages of them."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from ...graph.statement import EntityType, Status

T = TypeVar("T")


def described(example: Any, description: str) -> Any:
    """A field's example and description."""
    return Field(examples=[example], description=description)


Iri = Annotated[str, described("https://w3id.org/cabos/entity/Q159", "IRI in the graph")]


class Shape(BaseModel):
    """Base: no member beyond those named."""

    model_config = ConfigDict(extra="forbid")


class EntityRef(Shape):
    """An entity in a statement."""

    iri: Iri
    id: Annotated[str, described("Q159", "Last segment of the IRI")]
    label: Annotated[str, described("Rusia", "Fullest name")]
    type: EntityType


class EntityRow(EntityRef):
    """An entity."""

    aliases: Annotated[list[str], described(["Moscú", "Kremlin"], "Other names that articles use")]
    wikidata: Annotated[str | None, described("Q159", "Wikidata id, where known")]
    statements: Annotated[int, described(12, "Statements it takes part in")]


class RelationCount(Shape):
    """How many statements an entity takes part in, of one relation, role and status."""

    relation: Annotated[str, described("supports", "Name of the relation")]
    role: Literal["subject", "object"]
    status: Status
    statements: int


class ArticleRef(Shape):
    """The article that a statement is from."""

    iri: Annotated[str, described("https://w3id.org/cabos/article/seed-article-0f…", "IRI in the graph")]
    id: Annotated[str, described("seed-article", "What its source calls it")]
    title: str | None
    date: Annotated[str | None, described("2019-06-03", "ISO 8601")]
    url: str | None
    publisher: str | None
    reprint_of: Annotated[str | None, described(None, "IRI of the article of nearly the same text that came first")]


class ArticleRow(ArticleRef):
    """An article."""

    author: str | None
    statements: int
    sentences: int
    section: str | None


class SentenceRef(Shape):
    """The sentence that says it; offsets count characters of the article's text."""

    text: str
    start: int
    end: int


class StatementRow(Shape):
    """What one article says."""

    iri: Annotated[str, described("https://w3id.org/cabos/statement/3f2a…", "IRI in the graph")]
    subject: EntityRef
    relation: Annotated[str, described("supports", "Name of the relation")]
    object: EntityRef
    status: Status
    attributed_to: Annotated[str | None, described("Rusia", "Who says so, if not the article itself")]
    confidence: Annotated[float, Field(ge=0, le=1)]
    time: Annotated[str | None, described("2019-03", "When it happened, ISO 8601")]
    sentence: SentenceRef
    trigger: Annotated[str, described("apoya", "The words that say it")]
    article: ArticleRef


class ListPage(Shape, Generic[T]):
    """One page of a list."""

    items: list[T]
    total: Annotated[int, described(120, "Rows in all")]
    limit: int
    offset: int
    next: Annotated[str | None, described("/entities?limit=20&offset=20", "The next page")]
