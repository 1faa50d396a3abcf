"""``cabos retract``: articles out of the graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from ...graph.errors import BadInput, NotFound
from . import options
from .output import complain, print_csv, print_json, print_table

if TYPE_CHECKING:
    from ...graph import Graph


def retract(
    articles: Annotated[
        list[str], typer.Argument(metavar="ARTICLE", help="Its own id, its IRI, or the last segment of it.")
    ] = [],  # noqa: B006 – typer copies it
    source: Annotated[list[str], typer.Option(metavar="OUTLET", help="All articles of this outlet; repeatable.")] = [],  # noqa: B006
    query: Annotated[
        str | None, typer.Option(metavar="SELECT", help="All articles that this query names in any column.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List them, and leave them.")] = False,
    store: options.Store = None,
    format: options.Format = options.Tabular.TABLE,
) -> None:
    """Take articles back: all that they said goes, what others say stands.

    What is not there is named on standard error, the others go on, and the exit code is 1.

    \b
    Examples:
      $ cabos retract --query "SELECT ?a { ?a schema:identifier 'seed-article' }" --dry-run
      $ cabos retract seed-article
    """
    from ...graph import open_graph

    if not (articles or source or query):
        raise BadInput("Name articles, or choose them with --source or --query.")
    missing: list[str] = []
    with open_graph(options.where(store), read_only=True) as graph:
        chosen = dict.fromkeys(_chosen(graph, articles, source, query, missing))
        retracted = [graph.article(iri).record() for iri in chosen]
    if chosen and not dry_run:
        with open_graph(options.where(store), create=False) as graph:
            for iri in chosen:
                graph.retract(iri)
    for message in missing:
        complain(message)
    if format is options.Tabular.JSON:
        print_json({"retracted": retracted})
    elif format is options.Tabular.CSV:
        print_csv(retracted)
    elif retracted:
        columns = ("id", "title", "date", "statements")
        print_table(columns, ([row[c] for c in columns] for row in retracted), numbers=("statements",))
    if missing:
        raise typer.Exit(1)


def _chosen(graph: Graph, keys: list[str], outlets: list[str], query: str | None, missing: list[str]) -> Iterator[str]:
    for key in keys:
        try:
            yield graph.article(key).iri
        except NotFound as error:
            missing.append(str(error))
    for outlet in outlets:
        rows = graph.articles_of(outlet=outlet)
        if not rows:
            missing.append(f"No article of {outlet!r} is in the store.")
        yield from (row.iri for row in rows)
    if query:
        yield from (row.iri for row in graph.articles_of(query=query))
