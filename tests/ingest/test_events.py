"""Marked events of newswire: what counts as found, and where each missed one is lost, by example."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cabos.ingest import Reader, article_from_text
from cabos.ingest.events import EventReport, events

SHARED = Path(__file__).parents[3] / "shared"

TEXT = (
    "Rusia apoya a Nicolás Maduro. Donald Trump habló. Francia vio a Alemania. Los obreros atacaron a España. "
    "La protesta de Italia incomodó a Grecia. Evo Morales, presidente de Bolivia, habló."
)


def event(source: str, trigger: str, target: str, kind: str = "verbal_cooperation") -> dict[str, Any]:
    def part(words: str) -> list[Any]:
        return [TEXT.index(words), TEXT.index(words) + len(words), words]

    return {"class": kind, "named": True, "source": part(source), "trigger": part(trigger), "target": part(target)}


@pytest.mark.parametrize(
    ("marked", "loss"),
    [
        (event("Rusia", "apoya", "Nicolás Maduro"), "found"),
        (event("Rusia", "apoya", "Nicolás Maduro", "material_conflict"), "class"),
        (event("Nicolás Maduro", "apoya", "Rusia"), "joined"),
        (event("Evo Morales", "presidente", "Bolivia"), "joined"),
        (event("Francia", "vio", "Alemania"), "trigger"),
        (event("Italia", "protesta", "Grecia"), "unfilled"),
        (event("Donald Trump", "habló", "Rusia"), "apart"),
        (event("Los obreros", "atacaron", "España"), "source"),
        (event("España", "atacaron", "Los obreros"), "target"),
        (event("Los obreros", "atacaron", "La protesta"), "both"),
        (event("Rusia", "apoya", "Rusia"), "same"),
    ],
)
def test_each_event_is_counted_where_it_is_lost(reader: Reader, marked: dict[str, Any], loss: str) -> None:
    report = _report(reader, [{"id": "a", "text": TEXT, "events": [marked]}])
    assert report.named == {loss: 1}
    assert bool(report.lost) == (loss != "found")


def test_shares_of_named_and_of_all_events(reader: Reader) -> None:
    unnamed = event("Los obreros", "atacaron", "España") | {"named": False}
    marked = [event("Rusia", "apoya", "Nicolás Maduro"), unnamed]
    record = _report(reader, [{"id": "a", "text": TEXT, "events": marked}]).record()
    assert (record["named"]["events"], record["named"]["found"]) == (1, 1.0)
    assert (record["all"]["events"], record["all"]["class_right"]) == (2, 0.5)


def _report(reader: Reader, gold: list[dict[str, Any]]) -> EventReport:
    return events(gold, [reader.read(article_from_text(a["text"], id=a["id"])) for a in gold])


@pytest.mark.skipif(not SHARED.exists(), reason="needs the marked events in ../shared")
def test_the_same_events_are_found_as_by_the_shared_scorer(reader: Reader, tmp_path: Path) -> None:
    gold = json.loads((SHARED / "gold" / "events_dev.json").read_text("utf-8"))
    gold = [a for a in gold if any(e["named"] for e in a["events"])][:12]
    read = [reader.read(article_from_text(a["text"], id=a["id"])) for a in gold]
    marked, predicted = tmp_path / "events.json", tmp_path / "said.jsonl"
    marked.write_text(json.dumps(gold), "utf-8")
    predicted.write_text("".join(json.dumps(s.record(e.article.id)) + "\n" for e in read for s in e.statements))
    scorer = [sys.executable, SHARED / "eval" / "score_events.py", marked, "--predicted", predicted]
    printed = subprocess.run(scorer, capture_output=True, text=True, check=True).stdout
    report = events(gold, read)
    assert "named on both sides  found" in printed
    for line, losses in zip(printed.splitlines(), (report.named, report.everything), strict=True):
        found, right = losses["found"] + losses["class"], losses["found"]
        assert f"found {found}/{losses.total()} =" in line
        assert f"class right {right}/{losses.total()} =" in line
