"""At which stage a labelled edge is lost, by example."""

from __future__ import annotations

from typing import Any

from cabos.ingest import Reader, article_from_text
from cabos.ingest.stages import stages

TEXT = "Rusia apoya a Nicolás Maduro. Donald Trump habló. Francia vio a Alemania. El señor dijo que no."


def gold(subject: str, relation: str, object_: str, sentence: int, status: str = "fact") -> dict[str, Any]:
    names = {"rusia": "Rusia", "maduro": "Nicolás Maduro", "trump": "Donald Trump", "francia": "Francia",
             "alemania": "Alemania", "putin": "Vladimir Putin"}  # fmt: skip
    bounds = [0, 29, 49, 74, len(TEXT)]
    return {
        "id": "a",
        "text": TEXT,
        "sentences": [[bounds[i] + (i > 0), bounds[i + 1]] for i in range(4)],
        "entities": [{"id": key, "name": names[key], "type": "Person"} for key in {subject, object_}],
        "triples": [{"s": subject, "r": relation, "o": object_, "status": status, "by": None, "evidence": [sentence]}],
    }


def stage(reader: Reader, article: dict[str, Any]) -> str:
    report = stages([article], [reader.read(article_from_text(TEXT, id="a"))])
    ((reached, count),) = report.totals.items()
    assert count == 1
    return reached


def test_each_edge_is_counted_at_the_stage_that_it_reached(reader: Reader) -> None:
    assert stage(reader, gold("rusia", "supports", "maduro", 0)) == "found"
    assert stage(reader, gold("rusia", "supports", "maduro", 0, "denied")) == "status"
    assert stage(reader, gold("maduro", "supports", "rusia", 0)) == "slot"
    assert stage(reader, gold("francia", "meetsWith", "alemania", 2)) == "relation"
    assert stage(reader, gold("trump", "meetsWith", "rusia", 1)) == "sentence"
    assert stage(reader, gold("putin", "leads", "rusia", 0)) == "mention"
