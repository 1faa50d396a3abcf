"""``cabos ingest``: articles in, graph out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...graph.errors import BadInput
from . import options
from .inputs import Inputs, files
from .output import print_csv, print_json, print_table, write_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...graph import Added, Extraction


@dataclass(slots=True)
class Summary:
    """What an ingest did, counted as it goes."""

    articles: list[dict[str, Any]] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)

    def note(self, extraction: Extraction, added: Added) -> None:
        """Counts one article."""
        reasons = [kept.reason for kept in added.kept_out]
        self.reasons.update(reasons)
        self.articles.append(
            {
                "iri": added.article,
                "id": extraction.article.id,
                "statements": added.statements,
                "edges": added.edges,
                "kept_out": reasons,
                "changed": added.changed,
            }
        )

    def totals(self, failures: list[str]) -> dict[str, Any]:
        """The counts, in a JSON-ready form."""
        return {
            "articles": len(self.articles),
            "unchanged": sum(not a["changed"] for a in self.articles),
            "statements": sum(a["statements"] for a in self.articles),
            "edges": sum(a["edges"] for a in self.articles),
            "kept_out": dict(self.reasons.most_common()),
            "failed": failures,
        }


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Articles: .txt, .jsonl, .json, or folders of them.")
    ],
    store: options.Store = None,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what became of each article, as JSON.")
    ] = None,
    processes: Annotated[int, typer.Option(min=1, metavar="N", help="Read articles in N processes.")] = 1,
    model: options.Model = None,
    profile: options.Profile = None,
    format: options.Format = options.Tabular.TABLE,
) -> None:
    """Read articles, and put what they say into the graph.

    An article that is known already is replaced. An input that cannot be read is named on standard
    error with file and line, the others go on, and the exit code is 1.

    \b
    Examples:
      $ cabos ingest news.jsonl
      $ cabos ingest folder/ --store elections --report report.json
    """
    inputs = Inputs(files(paths))
    summary = Summary()
    articles = iter(inputs)
    first = next(articles, None)
    if first is not None:  # nothing to read makes no store
        from ...graph import open_graph

        reader = options.reader(model, profile)
        with open_graph(options.where(store)) as graph, _progress(inputs) as advance:
            extractions = reader.read_all(chain([first], articles), processes=processes)
            for extraction in extractions:
                try:
                    summary.note(extraction, graph.add(extraction))
                except BadInput as error:  # the article's own data, such as a date that is none
                    inputs.fail(error)
                advance()
    totals = summary.totals(inputs.failures)
    if report:
        document = {**totals, "articles": summary.articles}
        write_bytes([json.dumps(document, ensure_ascii=False, indent=2).encode()], report)
    _print(totals, format)
    if inputs.failures:
        raise typer.Exit(1)


@contextmanager
def _progress(inputs: Inputs) -> Iterator[Callable[[], None]]:
    """A bar on standard error; nothing where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("", total=inputs.count() if console.is_terminal else None)
        yield lambda: progress.advance(task)


def _print(totals: dict[str, Any], format: options.Tabular) -> None:
    if format is options.Tabular.JSON:
        print_json(totals)
        return
    counts = {k: len(v) if k == "failed" else v for k, v in totals.items() if k != "kept_out"}
    counts["kept_out"] = sum(totals["kept_out"].values())
    if format is options.Tabular.CSV:
        print_csv([counts])
        return
    rows = [(name.replace("_", " "), count) for name, count in counts.items()]
    rows += [(f"  {reason}", count) for reason, count in totals["kept_out"].items()]
    print_table(("ingested", "count"), rows, numbers=("count",))
