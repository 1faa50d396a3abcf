"""How well the labelled articles are read. The bars are floors against regressions, far below what is read today."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cabos.ingest import Reader, article_from_text
from cabos.ingest.scoring import score

GOLD = Path(__file__).parents[3] / "shared" / "gold"
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="needs the labelled articles in ../shared")


def read(reader: Reader, *files: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    gold = [article for name in files for article in json.loads((GOLD / f"{name}.json").read_text("utf-8"))]
    articles = (article_from_text(article["text"], id=article["id"]) for article in gold)
    return gold, [s.record(e.article.id) for e in reader.read_all(articles) for s in e.statements]


def test_development_articles_are_read_above_the_floor(reader: Reader) -> None:
    report, _ = score(*read(reader, "seed", "dev", "dev_afp", "dev_world"))
    assert report["edges"]["precision"] >= 0.60
    assert report["edges"]["f1"] >= 0.35
    assert report["false_facts"]["count"] <= 0.03 * report["false_facts"]["of_facts_said"]


def test_the_seed_article_says_what_it_must_and_asserts_nothing_denied(reader: Reader) -> None:
    gold, records = read(reader, "seed")
    said = {(r["subject"]["label"], r["relation"], r["object"]["label"]): r for r in records if r["status"] == "fact"}
    for subject, relation, object_, words in (
        ("Donald Trump", "supports", "Juan Guaidó", "quien apoya abiertamente al presidente"),
        ("Rusia", "supports", "Maduro", "Rusia"),
        ("Rusia", "supplies", "Venezuela", "uno de los mayores clientes de Moscú"),
        ("Rusia", "accuses", "Estados Unidos", "Moscú acusó a Washington"),
    ):
        sentence = said[subject, relation, object_]["sentence"]
        assert words in gold[0]["text"][sentence["start"] : sentence["end"]]
    report, _ = score(gold, records)
    assert report["false_facts"]["count"] == 0
