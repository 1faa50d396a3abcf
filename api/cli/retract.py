"""``cabos retract``: articles out of the graph."""

from __future__ import annotations

from typing import Annotated

import typer

from ...graph.errors import NotFound
from . import options
from .output import complain, print_csv, print_json, print_table


def retract(
    articles: Annotated[
        list[str], typer.Argument(metavar="ARTICLE", help="Its own id, its IRI, or the last segment of it.")
    ],
    store: options.Store = None,
    format: options.Format = options.Tabular.TABLE,
) -> None:
    """Take articles back: all that they said goes, what others say stands.

    An article that is not there is named on standard error, the others go on, and the exit code is 1.

    \b
    Examples:
      $ cabos retract seed-article
    """
    from ...graph import open_graph

    retracted = []
    failed = False
    with open_graph(options.where(store), create=False) as graph:
        for key in articles:
            try:
                retracted.append(graph.retract(key).record())
            except NotFound as error:
                failed = True
                complain(str(error))
    if format is options.Tabular.JSON:
        print_json({"retracted": retracted})
    elif format is options.Tabular.CSV:
        print_csv(retracted)
    elif retracted:
        columns = ("id", "title", "date", "statements")
        print_table(columns, ([row[c] for c in columns] for row in retracted), numbers=("statements",))
    if failed:
        raise typer.Exit(1)
