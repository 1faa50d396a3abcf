"""Options that say what counts as an edge, described once."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="Only what happened then or later (else: was printed).")
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Only what happened then or earlier.")]
AsOf = Annotated[str | None, typer.Option(metavar="DATE", help="The graph as it stood on that day; as --until.")]
MinArticles = Annotated[int, typer.Option(min=1, metavar="N", help="Only edges that N articles tell of.")]
MinSources = Annotated[int, typer.Option(min=1, metavar="N", help="Only edges that N independent outlets tell of.")]
Avoid = Annotated[list[str], typer.Option("--avoid", metavar="ENTITY", help="Never through this; may be repeated.")]


class Weighted(StrEnum):
    """What comes first."""

    HOPS = "hops"
    EVIDENCE = "evidence"


Weight = Annotated[Weighted, typer.Option(help="First: short paths, or strong evidence and rare hubs.")]
