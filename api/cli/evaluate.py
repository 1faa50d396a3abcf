"""``cabos eval``: how good the reading is, against labelled articles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...graph.errors import BadInput
from . import options
from .inputs import Inputs
from .output import print_json, print_table, tell

if TYPE_CHECKING:
    from ...graph.statement import Extraction
    from ...ingest import Reader


_EDGES = frozenset({"id", "text", "sentences", "entities", "triples"})
_EVENTS = frozenset({"id", "text", "events"})
"""Keys of an article with labelled edges, and of one with marked events."""


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
    stages: Annotated[
        bool, typer.Option("--stages", help="Show at which stage of reading each labelled edge is lost.")
    ] = False,
    events: Annotated[
        bool, typer.Option("--events", help="GOLD holds marked events of newswire; show where they are lost.")
    ] = False,
    processes: Annotated[int, typer.Option(min=1, metavar="N", help="Read articles in N processes.")] = 1,
    model: options.Model = None,
    profile: options.Profile = None,
) -> None:
    """Read labelled articles, and score what was read against the labels.

    \b
    Examples:
      $ cabos eval gold.json
      $ cabos eval gold.json --predicted statements.jsonl --errors 20
      $ cabos eval gold.json --stages
      $ cabos eval events.json --events --errors 20
    """
    from ...ingest.scoring import score

    if events and (stages or predicted):
        raise BadInput("--events reads articles itself and has its own stages; leave out --stages and --predicted")
    articles = [article for path in gold for article in _gold(path, _EVENTS if events else _EDGES)]
    if events:
        _events(articles, _extractions(gold, options.reader(model, profile), processes), format, errors)
        return
    if stages:
        _stages(articles, _extractions(gold, options.reader(model, profile), processes), format, errors)
        return
    records = _predicted(predicted) if predicted else _read(gold, options.reader(model, profile), processes)
    report, lines = score(articles, records)
    if format is ReportFormat.JSON:
        print_json(report)
    else:
        _print(report)
    for line in lines[:errors]:
        tell(line)


def _gold(path: Path, keys: frozenset[str]) -> list[dict[str, Any]]:
    try:
        articles = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(f"{path}: cannot be read as labelled articles: {error}") from None
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


def _read(gold: Sequence[Path], reader: Reader, processes: int) -> list[dict[str, Any]]:
    return [
        statement.record(extraction.article.id)
        for extraction in _extractions(gold, reader, processes)
        for statement in extraction.statements
    ]


def _extractions(gold: Sequence[Path], reader: Reader, processes: int) -> list[Extraction]:
    inputs = Inputs(gold)
    extractions = list(reader.read_all(inputs, processes=processes))
    if inputs.failures:
        raise BadInput(f"{len(inputs.failures)} of the labelled files could not be read")
    return extractions


def _stages(articles: list[dict[str, Any]], extractions: list[Extraction], format: ReportFormat, errors: int) -> None:
    from ...ingest.stages import STAGES, stages

    report = stages(articles, extractions)
    if format is ReportFormat.JSON:
        print_json(report.record())
    else:
        rows = [("all", *(str(report.totals[stage]) for stage in STAGES))]
        rows += [(name, *(str(n[stage]) for stage in STAGES)) for name, n in sorted(report.by_relation.items())]
        print_table(("edges lost at", *STAGES), rows, numbers=STAGES)
        seen = report.entities
        print(
            f"entities: {seen['labelled']} labelled, {seen['found']} found, {seen['typed']} of the right type, "
            f"{seen['one']} as one entity"
        )
    for line in report.lost[:errors]:
        tell(line)


def _events(articles: list[dict[str, Any]], extractions: list[Extraction], format: ReportFormat, errors: int) -> None:
    from ...ingest.events import LOSSES, events

    report = events(articles, extractions)
    record = report.record()
    if format is ReportFormat.JSON:
        print_json(record)
    else:
        parts = (("named on both sides", record["named"]), ("all", record["all"]))
        rows = [(name, *(str(part["lost_at"][loss]) for loss in LOSSES)) for name, part in parts]
        print_table(("events lost at", *LOSSES), rows, numbers=LOSSES)
        for name, part in parts:
            if part["events"]:
                shares = f"found {part['found']:.3f}, class right {part['class_right']:.3f}"
                print(f"{name}: {part['events']} events, {shares}")
    for line in report.lost[:errors]:
        tell(line)


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
