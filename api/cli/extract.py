"""``cabos extract``: what articles say, printed and not stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import options
from .inputs import Inputs
from .output import print_csv, print_json, print_table

if TYPE_CHECKING:
    from ...ingest import Reader


class Printed(StrEnum):
    """Forms that statements are printed in."""

    JSONL = "jsonl"
    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def extract(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Articles: files of any kind that ingest reads, folders, addresses, or -."),
    ],
    format: Annotated[Printed, typer.Option(help="Form of the output; jsonl is one object a line.")] = Printed.JSONL,
    processes: Annotated[int, typer.Option(min=1, metavar="N", help="Read articles in N processes.")] = 1,
    open: Annotated[
        bool, typer.Option("--open", help="Print instead the verbs between named entities that no relation covers.")
    ] = False,
    model: options.Model = None,
    profile: options.Profile = None,
) -> None:
    """Print the statements of articles, without a store.

    The exit code is 1 where an input could not be read.

    \b
    Examples:
      $ cabos extract news.jsonl
      $ cabos extract article.txt --format table
      $ cabos extract news.jsonl --open
    """
    inputs = Inputs(paths)
    records = _records(inputs, options.reader(model, profile), processes, open)
    if format is Printed.JSONL:
        for record in records:
            print(json.dumps(record, ensure_ascii=False), flush=True)
    elif format is Printed.JSON:
        print_json(list(records))
    elif format is Printed.CSV:
        print_csv(records)
    elif open:
        print_table(("doc", "subject", "predicate", "object", "status", "trigger"), map(_open_row, records))
    else:
        columns = ("doc", "subject", "relation", "object", "status", "said by", "when", "trigger")
        print_table(columns, map(_row, records))
    if inputs.failures:
        raise typer.Exit(1)


def _records(inputs: Inputs, reader: Reader, processes: int, open: bool) -> Iterator[dict[str, Any]]:
    for extraction in reader.read_all(inputs, processes=processes):
        for statement in extraction.open_statements if open else extraction.statements:
            yield statement.record(extraction.article.id)


def _open_row(record: dict[str, Any]) -> tuple[Any, ...]:
    ends = record["subject"]["label"], record["predicate"], record["object"]["label"]
    return (record["doc"], *ends, record["status"], record["trigger"]["text"])


def _row(record: dict[str, Any]) -> tuple[Any, ...]:
    speaker = record["attributed_to"]
    return (
        record["doc"],
        record["subject"]["label"],
        record["relation"],
        record["object"]["label"],
        record["status"],
        speaker["label"] if speaker else None,
        record["time"],
        record["trigger"]["text"],
    )
