"""``cabos backup``, ``cabos restore``, ``cabos check``: that nothing gets lost."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import options
from .output import complain, tell


def backup(
    target: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder for the copy.")],
    store: options.Store = None,
) -> None:
    """Copy the store as it is now, also while a service writes to it. The copy is a store itself.

    \b
    Examples:
      $ cabos backup backups/monday
    """
    from ...graph.store.upkeep import back_up

    tell(f"{target}: {back_up(options.where(store), target):,} quads")


def restore(
    source: Annotated[Path, typer.Argument(metavar="FOLDER", help="What `cabos backup` wrote.")],
    store: options.Store = None,
) -> None:
    """Put a backup where there is no store yet; nothing is overwritten.

    \b
    Examples:
      $ cabos restore backups/monday --store mine
    """
    from ...graph.store.upkeep import restore as put_back

    place = options.where(store)
    tell(f"{place}: {put_back(source, place):,} quads")


def check(store: options.Store = None) -> None:
    """Look whether the store is whole: every article, every statement, and the union that queries see.

    What is wrong is listed on standard output, and the exit code is 1.

    \b
    Examples:
      $ cabos check --store mine
    """
    from ...graph.store.upkeep import faults

    found = 0
    for fault in faults(options.where(store)):
        found += 1
        print(fault)
    if found:
        complain(f"{found} faults")
        raise typer.Exit(1)
    tell("the store is whole")
