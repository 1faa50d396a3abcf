"""The queries that questions become give what a look-up of the statements gives."""

from __future__ import annotations

from cabos.graph import Graph
from cabos.graph.ask import Ask, EntityNames, Question, answer
from cabos.ingest.questions import read_question

from .test_questions import load


def looked_up(question: Question, graph: Graph) -> set[str]:
    """Who fits, from the statements one by one."""
    given = {row.iri for row in question.subject or question.object}
    symmetric = question.relation is not None and graph.ontology.relations[question.relation].symmetric
    found = set()
    for row in graph.statements(relation=question.relation, status=question.status or "fact", limit=10_000).items:
        ends = [(row.subject, row.object)] + ([(row.object, row.subject)] if symmetric else [])
        for subject, object_ in ends:
            own, other = (subject, object_) if question.ask is Ask.SUBJECT else (object_, subject)
            day = row.time or row.article.date
            dated = not (question.since or question.until) or bool(day and _within(day, question))
            if other.iri in given and dated and question.type in (None, own.type):
                found.add(own.iri)
    return found


def _within(day: str, question: Question) -> bool:
    """By whole prefixes, so that a year has its months."""
    since, until = question.since or "", question.until or "9999"
    return day[: len(since)] >= since[: len(day)] and day[: len(until)] <= until


def test_answers_are_those_of_a_look_up(gold: Graph) -> None:
    compared = 0
    for expected in (*load("questions"), *load("questions_after")):
        question = read_question(expected["question"], EntityNames(gold)).question
        if question and question.is_open and question.relation and not question.of:
            found = {one.entity.iri for one in answer(gold, question).found}
            assert found == looked_up(question, gold), expected["question"]
            compared += bool(found)
    assert compared >= 30


def test_whether_tells_every_status(gold: Graph) -> None:
    question = read_question("¿Irán envió tropas a Siria?", EntityNames(gold)).question
    assert question is not None
    assert answer(gold, question).statuses == {"fact": 0, "denied": 1, "possible": 1}


def test_between_has_both_ways_round(gold: Graph) -> None:
    question = read_question("¿Qué pasó entre Rusia y Estados Unidos?", EntityNames(gold)).question
    assert question is not None
    found = answer(gold, question).statements
    ends = {(row.subject.label, row.object.label) for row in found}
    assert {("Rusia", "Estados Unidos"), ("Estados Unidos", "Rusia")} <= ends
    rows = [gold.statements(subject=a, object=b) for a, b in (("Rusia", "Estados Unidos"), ("Estados Unidos", "Rusia"))]
    assert len(found) == sum(page.total for page in rows)
