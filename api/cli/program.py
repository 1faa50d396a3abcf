"""The program: its commands, and what an error of cabos looks like on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from ...graph.errors import CabosError
from . import (
    analysis,
    ask,
    draw,
    evaluate,
    export,
    extract,
    ingest,
    path,
    query,
    retract,
    serve,
    stats,
    upkeep,
    voices,
    watch,
)
from .output import complain

COMMANDS: dict[str, Callable[..., None]] = {
    "ingest": ingest.ingest,
    "watch": watch.watch,
    "extract": extract.extract,
    "serve": serve.serve,
    "query": query.query,
    "ask": ask.ask,
    "path": path.path,
    "says": voices.says,
    "contradictions": voices.contradictions,
    "neighbours": analysis.neighbours,
    "ties": analysis.ties,
    "rank": analysis.rank,
    "bridges": analysis.bridges,
    "communities": analysis.communities,
    "changes": analysis.changes,
    "draw": draw.draw,
    "export": export.export,
    "stats": stats.stats,
    "retract": retract.retract,
    "backup": upkeep.backup,
    "restore": upkeep.restore,
    "check": upkeep.check,
    "eval": evaluate.evaluate,
}

# Plain help: the examples keep their lines, and nothing waits for rich.
program = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)
for _name, _command in COMMANDS.items():
    program.command(_name)(_command)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"cabos {version('cabos')}")
        raise typer.Exit


@program.callback()
def cabos(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Knowledge graphs from Spanish news: who did what to whom, every edge with its sentence.

    Data goes to standard output, messages to standard error.
    Exit codes: 0 done; 1 some input failed, or the answer is negative (no path, ASK is false); 2 wrong usage.

    \b
    Examples:
      $ cabos ingest news.jsonl
      $ cabos query "SELECT ?s ?o { ?s cabos:supports ?o }"
      $ cabos stats
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs the program. An error of cabos is one line on standard error and exit code 1."""
    try:
        program(args=arguments, prog_name="cabos", standalone_mode=True)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except CabosError as error:
        complain(str(error))
        return 1
    except BrokenPipeError:
        # The reader of our output has gone. Python would complain once more on flushing at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 0
