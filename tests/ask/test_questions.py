"""Questions that were written down before anything read them: what is made of them on the labelled articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cabos.graph import Ambiguous, Graph, Ontology
from cabos.graph.ask import Ask, EntityNames
from cabos.ingest.questions import Reading, read_question

HERE = Path(__file__).parent


def load(name: str) -> list[dict[str, Any]]:
    lines = (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def wanted(expected: dict[str, Any], graph: Graph) -> dict[str, Any]:
    """The expected meaning, with IRIs for names; who asks for the partner of a symmetric relation asks for either."""
    relation = expected.get("relation")
    meaning = {
        "ask": expected["ask"], "relation": relation, "type": expected.get("type"), "status": expected.get("status"),
        "since": expected.get("since"), "until": expected.get("until"), "count": expected.get("count", False),
        "subject": _iri(expected.get("subject"), graph), "object": _iri(expected.get("object"), graph),
    }  # fmt: skip
    if relation and Ontology.load().relations[relation].symmetric and meaning["object"] and not meaning["subject"]:
        meaning |= {"ask": "object", "subject": meaning["object"], "object": None}
    return _plain(meaning)


def _iri(name: str | None, graph: Graph) -> str | None:
    if name is None:
        return None
    try:
        return graph.entity(name).iri
    except Ambiguous as error:
        return max(error.candidates, key=lambda each: graph.entity(each[0]).statements)[0]


def understood(reading: Reading) -> dict[str, Any] | None:
    question = reading.question
    if question is None:
        return None
    record = question.record()
    ends = {name: {row["iri"] for row in record[name]} for name in ("subject", "object")}
    meaning = {name: record[name] for name in ("ask", "relation", "type", "status", "since", "until", "count")} | ends
    return _plain(meaning)


def _agree(own: Any, meant: Any) -> bool:
    """A name that several persons bear is understood as all of them: the one that is meant must be there."""
    return (meant in own if meant else not own) if isinstance(own, set) else own == meant


def _plain(meaning: dict[str, Any]) -> dict[str, Any]:
    """Without a class that the relation asks for anyway: only persons lead."""
    if meaning["relation"] and meaning["ask"] in (Ask.SUBJECT, Ask.OBJECT):
        relation = Ontology.load().relations[meaning["relation"]]
        side = relation.domain if meaning["ask"] == Ask.SUBJECT else relation.range
        if {meaning["type"]} == set(side):
            return meaning | {"type": None}
    return meaning


def failures(name: str, graph: Graph) -> list[str]:
    found = []
    for expected in load(name):
        reading = read_question(expected["question"], EntityNames(graph))
        own, meant = understood(reading), wanted(expected, graph)
        differing = own and {key: (own[key], meant[key]) for key in meant if not _agree(own[key], meant[key])}
        if own is None or differing:
            found.append(f"{expected['question']} {differing} ignored={reading.ignored} unknown={reading.unknown}")
    return found


@pytest.mark.parametrize(("name", "bar"), [("questions", 57), ("questions_after", 27)])
def test_questions_are_understood(name: str, bar: int, gold: Graph) -> None:
    questions, wrong = load(name), failures(name, gold)
    assert len(questions) - len(wrong) >= bar, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "bar"), [("questions", 57), ("questions_after", 27)])
def test_questions_are_understood_on_the_graph_that_is_read(name: str, bar: int, extracted: Graph) -> None:
    questions, wrong = load(name), failures(name, extracted)
    assert len(questions) - len(wrong) >= bar, "\n".join(wrong)
