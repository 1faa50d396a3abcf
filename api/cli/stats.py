"""``cabos stats``: how much there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from . import options
from .output import print_csv, print_json, print_table


def stats(
    store: options.Store = None,
    format: options.Format = options.Tabular.TABLE,
    open: Annotated[
        bool, typer.Option("--open", help="Rank instead the verbs between named entities that no relation covers.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="The first N of them.")] = 50,
) -> None:
    """Count articles, entities, statements and edges.

    \b
    Examples:
      $ cabos stats
      $ cabos stats --format json
      $ cabos stats --open --limit 20
    """
    from ...graph import open_graph

    if open:
        _open(store, format, limit)
        return
    with open_graph(options.where(store), read_only=True, create=False) as graph:
        record = graph.stats().record()
    if format is options.Tabular.JSON:
        print_json(record)
    elif format is options.Tabular.CSV:
        print_csv([dict(zip(("what", "kind", "count"), row, strict=True)) for row in _rows(record)])
    else:
        print_table(("what", "kind", "count"), _rows(record), numbers=("count",))


def _open(store: str | None, format: options.Tabular, limit: int) -> None:
    from ...graph import open_graph

    with open_graph(options.where(store), read_only=True, create=False) as graph:
        records = [relation.record() for relation in graph.open_relations(limit)]
    if format is options.Tabular.JSON:
        print_json({"open": records})
    elif format is options.Tabular.CSV:
        print_csv(records)
    else:
        columns = ("predicate", "count", "articles", "subject", "object", "sentence")
        print_table(columns, ([row[name] for name in columns] for row in records), numbers=("count", "articles"))


def _rows(record: dict[str, Any]) -> Iterator[tuple[str, str, int]]:
    for name, value in record.items():
        if isinstance(value, dict):
            yield from ((name, str(kind), count) for kind, count in value.items())
        else:
            yield name, "", value
