"""Options that say what counts as an edge, described once."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ...graph.errors import BadInput

Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="Only what happened then or later (else: was printed).")
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Only what happened then or earlier.")]
AsOf = Annotated[str | None, typer.Option(metavar="DATE", help="The graph as it stood on that day; as --until.")]
MinArticles = Annotated[
    int, typer.Option(min=1, metavar="N", help="Only edges that N articles tell of, reprints aside.")
]
MinSources = Annotated[int, typer.Option(min=1, metavar="N", help="Only edges that N independent sources tell of.")]
Avoid = Annotated[list[str], typer.Option("--avoid", metavar="ENTITY", help="Never through this; may be repeated.")]


class Weighted(StrEnum):
    """What comes first."""

    HOPS = "hops"
    EVIDENCE = "evidence"


Weight = Annotated[Weighted, typer.Option(help="First: short paths, or strong evidence and rare hubs.")]
Directed = Annotated[bool, typer.Option("--directed", help="Follow edges only from subject to object.")]


def period(text: str) -> tuple[str | None, str | None]:
    """Both ends of ``2019-01..2019-06``; None for one that is left out.

    :raises BadInput: no dots
    """
    first, dots, last = text.partition("..")
    if not dots:
        raise BadInput(f"A period is FROM..TO, such as 2019-01..2019-06 or ..2019, not {text!r}.")
    return first or None, last or None
