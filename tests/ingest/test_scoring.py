"""The scorer's rules by example, and that they are those of the shared scorer."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from cabos.graph.errors import BadInput
from cabos.ingest import Reader, article_from_text
from cabos.ingest.scoring import score

SHARED = Path(__file__).parents[3] / "shared"

GOLD: list[dict[str, Any]] = [
    {
        "id": "a",
        "text": "…",
        "entities": [
            {"id": "rusia", "name": "Rusia", "aliases": ["Moscú"], "type": "Country"},
            {"id": "maduro", "name": "Nicolás Maduro", "aliases": ["Maduro"], "type": "Person"},
            {"id": "trump", "name": "Donald Trump", "aliases": [], "type": "Person"},
        ],
        "triples": [
            {"s": "rusia", "r": "supports", "o": "maduro", "status": "fact", "by": "trump", "evidence": [0]},
            {"s": "trump", "r": "meetsWith", "o": "maduro", "status": "denied", "by": None, "evidence": [0]},
        ],
    }
]


def said(subject: str, relation: str, object_: str, status: str = "fact", by: str | None = None) -> dict[str, Any]:
    speaker = {"label": by, "text": by} if by else None
    return {
        "doc": "a", "subject": {"label": subject, "text": subject}, "relation": relation,
        "object": {"label": object_, "text": object_}, "status": status, "attributed_to": speaker,
    }  # fmt: skip


def test_a_right_edge_with_its_speaker_and_a_missed_one() -> None:
    report, errors = score(GOLD, [said("Moscú", "supports", "Maduro", by="Trump")])
    assert (report["edges"]["precision"], report["edges"]["recall"]) == (1.0, 0.5)
    assert report["attribution_recall"] == 1.0
    assert errors == ["a: missed  Nicolás Maduro –meetsWith→ Donald Trump ['denied']"]


def test_symmetric_relations_count_either_way_and_a_false_fact_is_counted() -> None:
    report, _ = score(GOLD, [said("Maduro", "meetsWith", "Trump")])
    assert report["edges"]["hit"] == 1
    assert report["edges_with_status"]["hit"] == 0
    assert report["false_facts"] == {"count": 1, "of_facts_said": 1}


def test_direction_matters_and_an_edge_said_twice_is_one() -> None:
    report, _ = score(GOLD, [said("Maduro", "supports", "Rusia")] * 2)
    assert report["edges"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "hit": 0, "predicted": 1, "gold": 2}


def test_statements_of_other_articles_only_are_an_error() -> None:
    with pytest.raises(BadInput, match="no predicted statement"):
        score(GOLD, [said("Rusia", "supports", "Maduro") | {"doc": "b"}])


@pytest.mark.skipif(not SHARED.exists(), reason="needs the labelled articles in ../shared")
def test_same_report_and_errors_as_the_shared_scorer(reader: Reader) -> None:
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    shared = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(shared)
    gold = [
        article
        for name in ("seed", "dev_afp")
        for article in json.loads((SHARED / "gold" / f"{name}.json").read_text("utf-8"))
    ]
    records = [
        statement.record(article["id"])
        for article in gold
        for statement in reader.read(article_from_text(article["text"], id=article["id"])).statements
    ]
    assert score(gold, records) == shared.score(gold, records)
