"""A question put into words is read as the same question, for every relation and both ways round."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from cabos.graph import Graph, Ontology
from cabos.graph.ask import Ask, EntityNames, Question
from cabos.ingest.questions import question_text, read_question

RELATIONS = Ontology.load().relations
NAME = {"Person": "Norma Díaz", "Organization": "Grupo Alfa", "Country": "Norvia", "Place": "Costa Brava"}
TYPES = {name: kind for kind, name in NAME.items()}


@pytest.fixture
def named(tied: Callable[..., Graph]) -> Graph:
    lines = [("Norma Díaz", "visits", "Norvia", "fact", "a1"), ("Norma Díaz", "leads", "Grupo Alfa", "fact", "a1"),
             ("Norma Díaz", "visits", "Costa Brava", "fact", "a1")]  # fmt: skip
    return tied(lines, types=TYPES)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("relation", sorted(RELATIONS))
def test_every_relation_is_read_as_it_is_put(relation: str, language: str, named: Graph) -> None:
    known = RELATIONS[relation]
    for ask, types in ((Ask.SUBJECT, known.range), (Ask.OBJECT, known.domain)):
        kind = next(kind for kind in NAME if kind in types)
        given = (named.entity(NAME[kind]),)
        asked = Question(Ask.OBJECT if known.symmetric else ask, relation)
        asked = replace(asked, subject=given) if asked.ask is Ask.OBJECT else replace(asked, object=given)
        text = question_text(asked, language)
        read = read_question(text, EntityNames(named)).question
        assert read is not None, text
        assert (read.ask, read.relation, read.subject, read.object) == (
            asked.ask, asked.relation, asked.subject, asked.object,
        ), text  # fmt: skip
