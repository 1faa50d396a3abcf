"""What a question in words is answered with."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ...graph.ask import Ask
from ...graph.statement import EntityType, Status
from .answers import Path
from .rows import EntityRef, Shape, StatementRow, described


class Meaning(Shape):
    """What is asked for."""

    ask: Annotated[Ask, described("subject", "What is wanted of the statements that fit")]
    relation: Annotated[str | None, described("supports", "Name of the relation")]
    subject: Annotated[list[EntityRef], described([], "Who does it; several where a name is that of several")]
    object: list[EntityRef]
    type: EntityType | None
    of: EntityRef | None
    status: Status | None
    since: str | None
    until: str | None
    count: bool


class Found(EntityRef):
    """An entity that is asked for."""

    statements: int
    since: Annotated[str | None, described("2019-06-03", "First day that its statements are of")]
    until: str | None


class UnknownName(Shape):
    """A name that no article has."""

    name: str
    near: Annotated[list[str], described(["Juan Guaidó"], "Names spelt nearly so")]


class Answer(Shape):
    """A question, what was understood of it, and the answer."""

    question: Annotated[str, described("¿Quién apoya a Guaidó?", "As it was put")]
    language: Literal["es", "en"]
    understood: Annotated[
        str | None, described("¿Quién apoya a Juan Guaidó?", "As it was understood; null: not at all")
    ]
    meaning: Meaning | None
    answer: Annotated[str | None, described("Donald Trump.", "The gist of it")]
    not_understood: Annotated[list[str], described([], "Words that were not understood")]
    unknown_names: list[UnknownName]
    set_aside: Annotated[str | None, described("de apoyar un golpe", "A clause that was left aside")]
    other_entities: Annotated[list[EntityRef], described([], "Others that a name could stand for")]
    near_questions: Annotated[list[str], described(["¿A quién acusa Juan Guaidó?"], "Others that have an answer")]
    sparql: Annotated[str | None, described("SELECT …", "The query, as it runs at `/sparql`")]
    columns: list[str]
    rows: list[dict[str, Any]]
    found: list[Found]
    statuses: Annotated[dict[Status, int], described({"fact": 1}, "Statements by status")]
    statements: list[StatementRow]
    paths: list[Path]
