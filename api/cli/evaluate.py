"""``cabos eval``: how good the reading is, against labelled articles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from ...graph.errors import BadInput
from . import options
from .inputs import Inputs
from .output import print_json, print_table, tell


class ReportFormat(StrEnum):
    """Forms of a score."""

    TABLE = "table"
    JSON = "json"


def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD", help="Labelled articles (.json).")],
    predicted: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Score these statements (.jsonl) instead of reading.")
    ] = None,
    format: Annotated[ReportFormat, typer.Option(help="Form of the output.")] = ReportFormat.TABLE,
    errors: Annotated[int, typer.Option(min=0, metavar="N", help="Show the first N misses and wrong edges.")] = 0,
    processes: Annotated[int, typer.Option(min=1, metavar="N", help="Read articles in N processes.")] = 1,
    model: options.Model = None,
) -> None:
    """Read labelled articles, and score what was read against the labels.

    \b
    Examples:
      $ cabos eval gold.json
      $ cabos eval gold.json --predicted statements.jsonl --errors 20
    """
    from ...ingest.scoring import score

    articles = [article for path in gold for article in _gold(path)]
    records = _predicted(predicted) if predicted else _read(gold, model, processes)
    report, lines = score(articles, records)
    if format is ReportFormat.JSON:
        print_json(report)
    else:
        _print(report)
    for line in lines[:errors]:
        tell(line)


def _gold(path: Path) -> list[dict[str, Any]]:
    try:
        articles = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(f"{path}: cannot be read as labelled articles: {error}") from None
    keys = {"id", "text", "entities", "triples"}
    if not isinstance(articles, list) or not all(isinstance(a, dict) and keys <= a.keys() for a in articles):
        raise BadInput(f"{path}: a list of articles with {', '.join(sorted(keys))} is expected")
    return articles


def _predicted(path: Path) -> list[dict[str, Any]]:
    records = []
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise BadInput(f"{path}: {error}") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                records.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise BadInput(f"{path}:{number}: not JSON: {error.msg}") from None
    return records


def _read(gold: Sequence[Path], model: str | None, processes: int) -> list[dict[str, Any]]:
    inputs = Inputs(gold)
    reader = options.reader(model)
    records = [
        statement.record(extraction.article.id)
        for extraction in reader.read_all(inputs, processes=processes)
        for statement in extraction.statements
    ]
    if inputs.failures:
        raise BadInput(f"{len(inputs.failures)} of the labelled files could not be read")
    return records


def _print(report: dict[str, Any]) -> None:
    columns = ("", "precision", "recall", "F1", "right", "said", "in gold")
    numbers = columns[1:]
    parts = {name.replace("_", " "): report[name] for name in ("edges", "edges_with_status", "pairs")}
    rows = [_row(name, part) for name, part in [*parts.items(), *report["relations"].items()]]
    print_table(columns, rows, numbers=numbers)
    false = report["false_facts"]
    print(f"false facts: {false['count']} of {false['of_facts_said']} facts said")
    if report["attribution_recall"] is not None:
        print(f"attribution recall: {report['attribution_recall']:.3f}")


def _row(name: str, part: dict[str, Any]) -> tuple[str, ...]:
    scores = (f"{part[key]:.3f}" for key in ("precision", "recall", "f1"))
    return (name, *scores, *(str(part[key]) for key in ("hit", "predicted", "gold")))
