"""``cabos ask``: a question in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from . import options
from .output import plain, print_csv, print_json, print_table, tell

if TYPE_CHECKING:
    from ..asking import Reply

_SHOWN = "from relation to via first second name status day speaker statements sentence".split()
"""Columns of the table; CSV and JSON have all."""


def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In Spanish or English.")],
    store: options.Store = None,
    sparql: Annotated[
        bool, typer.Option("--sparql", help="Print the query that it becomes, and nothing else.")
    ] = False,
    format: options.Format = options.Tabular.TABLE,
) -> None:
    """Answer a question in Spanish or English, with the sentences that say it.

    What was not understood, and near questions that have an answer, are told on standard error.
    The exit code is 1 where the question is not understood or nothing fits.

    \b
    Examples:
      $ cabos ask "¿Quién apoya a Guaidó?"
      $ cabos ask "¿Qué pasó entre Rusia y Venezuela en 2019?" --format csv
      $ cabos ask "Who does Russia support?" --sparql
    """
    from ...graph import open_graph
    from ..asking import ask as put

    with open_graph(options.where(store), read_only=True, create=False) as graph:
        reply = put(graph, question)
    if sparql and reply.answered:
        print(reply.answered.sparql, end="")
    elif format is options.Tabular.JSON:
        print_json(reply.record())
    elif format is options.Tabular.CSV:
        rows, columns = (reply.answered.rows, reply.answered.columns) if reply.answered else ((), ("name",))
        print_csv(rows, columns)
    else:
        _print(reply)
    _tell(reply)
    if reply.answered is None or reply.answered.is_empty:
        raise typer.Exit(1)


def _print(reply: Reply) -> None:
    """The gist, and one row a statement."""
    if reply.answered is None:
        return
    print(plain(reply.answer))
    columns = [name for name in _SHOWN if name in reply.answered.columns]
    if reply.answered.rows:
        print_table(columns, ([row[name] for name in columns] for row in reply.answered.rows))


def _tell(reply: Reply) -> None:
    """What was understood and what was not, on standard error."""
    reading = reply.reading
    tell(f"understood as: {reply.understood}" if reply.understood else "the question was not understood")
    if reading.ignored:
        tell(f"not understood: {', '.join(reading.ignored)}")
    for name in reading.unknown:
        tell(f"no article names {name.text}" + (f"; near names: {', '.join(name.near)}" if name.near else ""))
    if reading.aside:
        tell(f"left aside: {reading.aside}")
    if reading.others:
        tell(f"others of that name: {', '.join(row.label for row in reading.others[:5])}")
    if reply.near:
        tell(f"near questions: {' '.join(reply.near)}")
