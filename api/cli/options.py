"""Options that several commands share, described once."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...graph.errors import BadInput
from ...graph.statement import Status
from ..settings import Settings

if TYPE_CHECKING:
    from ...ingest import How, Reader

Store = Annotated[
    str | None,
    typer.Option(
        metavar="DIR|URL", help="Folder of the store, or URL of a server [default: $CABOS_STORE, else cabos-store]."
    ),
]
Model = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Language model [default: $CABOS_MODEL, else the one recommended]."),
]


class Profiles(StrEnum):
    """How names are found: by the language model alone, or by cabos's own tagger."""

    FAST = "fast"
    ACCURATE = "accurate"


Profile = Annotated[
    Profiles | None,
    typer.Option(help="Read fast, or read accurately [default: accurate, where the tagger is installed]."),
]
Processes = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Read articles in N processes [default: one a core].")
]
Column = Annotated[
    list[str],
    typer.Option(
        metavar="FIELD=NAME",
        help="Column of a table that holds a field: text title date author publisher url section id; repeatable.",
    ),
]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Outlet of articles that name none.")]
Language = Annotated[
    str, typer.Option(metavar="CODE", help="Skip articles that are surely in another language; any: skip none.")
]
Encoding = Annotated[str | None, typer.Option(metavar="NAME", help="Encoding to try first [default: detected].")]
Delay = Annotated[float, typer.Option(min=0, metavar="SECONDS", help="Pause between two requests of one host.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write [default: standard output].")
]
Relations = Annotated[list[str], typer.Option("--relation", metavar="R", help="Only this relation; may be repeated.")]
Statuses = Annotated[list[Status], typer.Option("--status", help="Only statements made in this way; may be repeated.")]


class Tabular(StrEnum):
    """Forms of a table."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


Format = Annotated[Tabular, typer.Option(help="Form of the output.")]


def settings() -> Settings:
    """Settings from the environment.

    :raises BadInput: a variable that cannot be used
    """
    return Settings.from_environment(os.environ)


def how(column: list[str], publisher: str | None, language: str, encoding: str | None, delay: float) -> How:
    """How sources are read, from the options that say so.

    :raises BadInput: a column without a field, or of an unknown one; an unknown encoding
    """
    import codecs

    from ...ingest import How
    from ...ingest.sources.tables import NAMES

    columns = {}
    for pair in column:
        field, _, name = pair.partition("=")
        if field not in NAMES or not name:
            raise BadInput(f"--column {pair}: use FIELD=NAME with a field of {', '.join(NAMES)}")
        columns[field] = name
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError:
        raise BadInput(f"--encoding {encoding}: no such encoding") from None
    return How(columns, publisher, encoding, None if language == "any" else language, delay)


def where(store: str | None) -> str:
    """The store that is meant."""
    return store or settings().store


def reader(model: str | None, profile: Profiles | None = None) -> Reader:
    """The reader that is meant.

    :raises Unavailable: the language model is not installed
    """
    from ...ingest import open_reader

    return open_reader(model or settings().model, profile and str(profile))
