"""Options that several commands share, described once."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...graph.statement import Status
from ..settings import Settings

if TYPE_CHECKING:
    from ...ingest import Reader

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


def where(store: str | None) -> str:
    """The store that is meant."""
    return store or settings().store


def reader(model: str | None, profile: Profiles | None = None) -> Reader:
    """The reader that is meant.

    :raises Unavailable: the language model is not installed
    """
    from ...ingest import open_reader

    return open_reader(model or settings().model, profile and str(profile))
