"""Questions near one that have an answer: put otherwise, the other way round, or about the same entities.

Asked of the engine with small limits: an entity of which all articles tell must not cost more than another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from pyoxigraph import QueryBoolean, QuerySolutions

from ..iris import ONTOLOGY
from ..rows import EntityRow
from ..statement import Status
from ..terms import value
from .question import Ask, Question
from .sparql import node

if TYPE_CHECKING:
    from ..graph import Graph

MOST = 5
_READ = 200
"""Statements of one entity that are looked at on each side."""
_SIDES = {Ask.OBJECT: "rdf:subject", Ask.SUBJECT: "rdf:object"}
"""Where an entity stands in what answers a question that asks for the other side."""


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
    if question.relation and question.given:
        yield from _otherwise(graph, question.relation, question.given[0], question)
    if question.subject and question.object:
        yield from _joined(graph, question.subject[0], question.object[0])
    for entity in question.given:
        yield from _told(graph, entity)


def _otherwise(graph: Graph, relation: str, given: EntityRow, question: Question) -> Iterator[Question]:
    """The same relation in another status, without bounds, or the other way round."""
    same = Ask.OBJECT if question.subject else Ask.SUBJECT
    turned = Ask.SUBJECT if same is Ask.OBJECT else Ask.OBJECT
    for ask, status in (*((same, status) for status in Status), (turned, Status.FACT)):
        told = (
            f"{_SIDES[ask]} {node(given)} ; rdf:predicate cabos:{relation} ; cabos:status cabos:{status.capitalize()}"
        )
        if _is_told(graph, told):
            yield _open(relation, ask, given, None if status is Status.FACT else status)


def _joined(graph: Graph, a: EntityRow, b: EntityRow) -> Iterator[Question]:
    if a.iri == b.iri:
        return
    between = Question(Ask.BETWEEN, subject=(a,), object=(b,))
    if any(_is_told(graph, f"rdf:subject {node(x)} ; rdf:object {node(y)}") for x, y in ((a, b), (b, a))):
        yield between
    elif graph.paths(a.iri, b.iri, k=1):
        yield replace(between, ask=Ask.PATHS)


def _told(graph: Graph, entity: EntityRow) -> Iterator[Question]:
    """What most statements tell of an entity, one side at a time."""
    sides: Counter[tuple[str, Ask]] = Counter()
    for ask, side in _SIDES.items():
        told = f"?statement {side} {node(entity)} ; rdf:predicate ?relation ; cabos:status cabos:Fact"
        solutions = graph.query(f"SELECT ?relation {{ {told} }} LIMIT {_READ}").results()
        assert isinstance(solutions, QuerySolutions)  # noqa: S101 – a SELECT
        sides.update((value(solution["relation"]).removeprefix(ONTOLOGY), ask) for solution in solutions)
    for (relation, ask), _ in sorted(sides.items(), key=lambda item: (-item[1], item[0])):
        yield _open(relation, ask, entity, None)


def _is_told(graph: Graph, pattern: str) -> bool:
    """Whether there is such a statement."""
    found = graph.query(f"ASK {{ ?statement {pattern} }}").results()
    assert isinstance(found, QueryBoolean)  # noqa: S101 – an ASK
    return bool(found)


def _open(relation: str, ask: Ask, given: EntityRow, status: Status | None) -> Question:
    question = Question(ask, relation, status=status)
    return replace(question, subject=(given,)) if ask is Ask.OBJECT else replace(question, object=(given,))
