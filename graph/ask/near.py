"""Questions near one that have an answer: put otherwise, the other way round, or about the same entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..rows import EntityRow
from ..statement import Status
from .question import Ask, Question

if TYPE_CHECKING:
    from ..graph import Graph

MOST = 5
_READ = 500
"""Statements of one entity that are looked at."""


def near(graph: Graph, question: Question, limit: int = MOST) -> list[Question]:
    """At most ``limit`` questions that are answered, the nearest first."""
    found: dict[Question, None] = {}
    for other in _near(graph, question):
        if other != question:
            found.setdefault(other)
        if len(found) >= limit:
            break
    return list(found)


def about(graph: Graph, *entities: EntityRow, limit: int = MOST) -> list[Question]:
    """Questions about entities, where it is not known what is asked of them."""
    found: dict[Question, None] = {}
    if len(entities) > 1:
        found |= dict.fromkeys(_joined(graph, *entities[:2]))
    for entity in entities:
        found |= dict.fromkeys(_told(graph, entity))
    return list(found)[:limit]


def _near(graph: Graph, question: Question) -> Iterator[Question]:
    if question.relation:
        yield from _otherwise(graph, question)
    if question.subject and question.object:
        yield from _joined(graph, question.subject[0], question.object[0])
    for entity in question.given:
        yield from _told(graph, entity)


def _otherwise(graph: Graph, question: Question) -> Iterator[Question]:
    """The same relation in another status, without bounds, or the other way round."""
    if not question.given or not question.relation:
        return
    given = question.given[0]
    rows = graph.statements(entity=given.iri, relation=question.relation, limit=_READ).items
    same = Ask.OBJECT if question.subject else Ask.SUBJECT
    for ask, statuses in ((same, Status), (Ask.SUBJECT if same is Ask.OBJECT else Ask.OBJECT, (Status.FACT,))):
        own = [r for r in rows if (r.subject if ask is Ask.OBJECT else r.object).iri == given.iri]
        for status in statuses:
            if any(row.status == status for row in own):
                yield _open(question.relation, ask, given, None if status is Status.FACT else status)


def _joined(graph: Graph, a: EntityRow, b: EntityRow) -> Iterator[Question]:
    if a.iri == b.iri:
        return
    between = Question(Ask.BETWEEN, subject=(a,), object=(b,))
    if any(graph.statements(subject=x.iri, object=y.iri, limit=1).total for x, y in ((a, b), (b, a))):
        yield between
    elif graph.paths(a.iri, b.iri, k=1):
        yield replace(between, ask=Ask.PATHS)


def _told(graph: Graph, entity: EntityRow) -> Iterator[Question]:
    """What most statements tell of an entity, one side at a time."""
    rows = graph.statements(entity=entity.iri, status=Status.FACT, limit=_READ).items
    sides = Counter((row.relation, row.subject.iri == entity.iri) for row in rows)
    for (relation, does), _ in sides.most_common():
        yield _open(relation, Ask.OBJECT if does else Ask.SUBJECT, entity, None)


def _open(relation: str, ask: Ask, given: EntityRow, status: Status | None) -> Question:
    question = Question(ask, relation, status=status)
    return replace(question, subject=(given,)) if ask is Ask.OBJECT else replace(question, object=(given,))
