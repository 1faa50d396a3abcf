"""``cabos watch``: what arrives is read, for ever."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...graph.errors import Unavailable
from . import options
from .intake import Intake
from .ledger import Ledger, Report
from .output import complain, tell

if TYPE_CHECKING:
    from ...ingest import How, Reader
    from ...ingest.sources.watching import Watch


def watch(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE", help="Folders, patterns, and addresses of feeds and sitemaps.")
    ],
    store: options.Store = None,
    every: Annotated[float, typer.Option(min=0, metavar="SECONDS", help="Pause between two looks.")] = 60.0,
    rounds: Annotated[int | None, typer.Option(min=1, metavar="N", help="Stop after N looks.")] = None,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Write what became of each input, as it goes.")
    ] = None,
    column: options.Column = [],  # noqa: B006 – typer copies it
    publisher: options.Publisher = None,
    language: options.Language = "es",
    encoding: options.Encoding = None,
    delay: options.Delay = 1.0,
    model: options.Model = None,
    profile: options.Profile = None,
) -> None:
    """Read what arrives in folders and feeds, until it is stopped.

    New and changed files are read once nobody has written to them for two seconds. The store is open only
    while something is written; where it is in use then, the next look tries again.

    \b
    Examples:
      $ cabos watch folder/ --rounds 1
    """
    from ...ingest.sources.watching import Watch

    how = options.how(column, publisher, language, encoding, delay)
    ledger = Ledger(Report(report) if report else None)
    opened: list[Reader] = []
    looking = Watch(sources)
    number = 0
    try:
        while True:
            number += 1
            _look(looking, options.where(store), how, ledger, lambda: _reader(opened, model, profile))
            if number == rounds:
                break
            time.sleep(every)
    except KeyboardInterrupt:
        tell(f"stopped after {ledger.articles} articles")
    finally:
        if ledger.report:
            ledger.report.close(ledger.totals())


def _look(looking: Watch, location: str, how: How, ledger: Ledger, reader: Callable[[], Reader]) -> None:
    from ...ingest import read_sources

    names, looks = looking.arrived()
    if not names:
        return
    before = ledger.outcomes.copy()
    try:
        with Intake(location, ledger) as intake:
            intake.take(
                read_sources(names, replace(how, known=lambda url: intake.holds(url) or looking.asked(url))), reader
            )
    except Unavailable as error:
        complain(f"{error} The next look tries again.")
        return
    looking.done(looks)
    if new := ledger.outcomes - before:
        tell(f"{time.strftime('%F %T')} " + ", ".join(f"{count} {name}" for name, count in sorted(new.items())))


def _reader(opened: list[Reader], model: str | None, profile: options.Profiles | None) -> Reader:
    """The one reader: loading its model takes seconds."""
    if not opened:
        opened.append(options.reader(model, profile))
    return opened[0]
