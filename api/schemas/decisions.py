"""Decisions of people about statements."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .rows import Iri, ListPage, Shape, described


class RejectIn(Shape):
    """Which statements to reject, and why."""

    statements: Annotated[
        list[Annotated[str, Field(max_length=2000)]],
        Field(min_length=1, max_length=1000, examples=[["3f2a…"]], description="IRIs or ids"),
    ]
    reason: Annotated[str, Field(max_length=500, examples=["dice lo contrario"])] = ""


class Rejection(Shape):
    """That a sentence does not say this of these two."""

    iri: Iri
    id: Annotated[str, described("9c1e…", "Last segment of the IRI")]
    statement: Annotated[str, described("https://w3id.org/cabos/statement/3f2a…", "What was taken out")]
    article: str
    subject: str
    relation: Annotated[str, described("supports", "Name of the relation")]
    object: str
    sentence: str
    reason: str
    decided_at: Annotated[str, described("2026-01-31T12:00:00+00:00", "ISO 8601")]


class Rejected(Shape):
    """What was rejected."""

    rejected: list[Rejection]


class TakenBack(Shape):
    """A rejection that no longer is; ``restored`` says whether its statement stands again."""

    decision: Rejection
    restored: bool


DecisionPage = ListPage[Rejection]
