"""``cabos ingest``: articles in, graph out."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import options
from .intake import Intake
from .ledger import Ledger, Report
from .output import print_csv, print_json, print_table, tell
from .progress import progress

if TYPE_CHECKING:
    from ...ingest import How

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""


def ingest(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Files (.txt .md .html .pdf .json .jsonl .csv .tsv .eml .rss .atom .xml .warc, also as .gz .xz .bz2 "
            ".zip), folders, patterns, web addresses of pages, feeds and sitemaps, or - for standard input.",
        ),
    ],
    store: options.Store = None,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write what became of each input: .csv as it goes, else JSON at the end."),
    ] = None,
    processes: options.Processes = None,
    cluster: Annotated[
        str | None, typer.Option(metavar="tcp://…", help="Read on the Dask cluster of this scheduler instead.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Read articles again that are known already.")] = False,
    column: options.Column = [],  # noqa: B006 – typer copies it
    publisher: options.Publisher = None,
    language: options.Language = "es",
    encoding: options.Encoding = None,
    delay: options.Delay = 1.0,
    model: options.Model = None,
    profile: options.Profile = None,
    format: options.Format = options.Tabular.TABLE,
) -> None:
    """Read articles, and put what they say into the graph.

    What cannot be read is set aside: named on standard error and in the report with its reason, while the
    others go on; the exit code is 1 then. Articles in other languages are skipped and counted. An article that
    has changed replaces what was read before. Stop it whenever you like: the same command goes on where it was.

    \b
    Examples:
      $ cabos ingest news.jsonl
      $ cabos ingest folder/ --store elections --report report.json
      $ cabos ingest "folder/**/*.jsonl" --column text=text --publisher "El Diario" --report out.csv
    """
    how = options.how(column, publisher, language, encoding, delay)
    ledger = Ledger(Report(report) if report else None)
    try:
        _run(sources, options.where(store), how, ledger, processes, cluster, model, profile, again)
    except KeyboardInterrupt:
        tell(f"stopped after {ledger.articles} articles; the same command goes on where it was")
        raise typer.Exit(INTERRUPTED) from None
    finally:
        if ledger.report:
            ledger.report.close(ledger.totals())
    _print(ledger.totals(), format)
    if ledger.outcomes["failed"]:
        raise typer.Exit(1)


def _run(
    sources: list[str],
    location: str,
    how: How,
    ledger: Ledger,
    processes: int | None,
    cluster: str | None,
    model: str | None,
    profile: options.Profiles | None,
    again: bool,
) -> None:
    from ...ingest import Meter, read_sources

    meter = Meter()
    with Intake(location, ledger, again) as intake, progress(ledger, meter) as intake.step:
        items = read_sources(sources, replace(how, known=intake.holds), meter)
        opener = partial(options.reader, model, profile)
        intake.take(items, opener, processes=processes or len(os.sched_getaffinity(0)), cluster=cluster)


def _print(totals: dict[str, Any], format: options.Tabular) -> None:
    if format is options.Tabular.JSON:
        print_json(totals)
        return
    named = ("kept_out", "skipped")
    counts = {k: len(v) if k == "failed" else sum(v.values()) if k in named else v for k, v in totals.items()}
    if format is options.Tabular.CSV:
        print_csv([counts])
        return
    rows: list[tuple[str, float]] = []
    for name, count in counts.items():
        rows.append((name.replace("_", " "), count))
        rows += [(f"  {reason}", number) for reason, number in totals[name].items()] if name in named else []
    print_table(("ingested", "count"), rows, numbers=("count",))
