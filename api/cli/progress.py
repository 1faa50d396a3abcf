"""The line that shows how an ingest goes: on a terminal alone, so that pipes stay quiet."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...ingest import Meter
    from .ledger import Ledger


@contextmanager
def progress(ledger: Ledger, meter: Meter) -> Iterator[Callable[[], None]]:
    """Yields what is to be called after each article. The time that remains is told from the bytes that remain."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("Reading"), BarColumn(20), TextColumn("{task.fields[done]}"), TimeRemainingColumn())
    started = time.monotonic()
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("", total=None, done="")

        def step() -> None:
            total = meter.total or None
            bar.update(task, completed=meter.read, total=total, done=done(ledger, time.monotonic() - started))

        yield step if console.is_terminal else lambda: None


def done(ledger: Ledger, seconds: float) -> str:
    """How much there is, and how fast it came.

    >>> from cabos.api.cli.ledger import Ledger
    >>> ledger = Ledger(words=5000, edges=7)
    >>> ledger.outcomes["added"] = 10
    >>> done(ledger, 2.0)
    '10 articles · 5.0 articles/s · 2,500 words/s · 7 edges'
    """
    seconds = max(seconds, 0.001)
    text = f"{ledger.articles:,} articles · {ledger.articles / seconds:.1f} articles/s"
    text += f" · {ledger.words / seconds:,.0f} words/s · {ledger.edges:,} edges"
    aside = ledger.outcomes["failed"] + ledger.outcomes["skipped"]
    return f"{text} · {aside:,} set aside" if aside else text
