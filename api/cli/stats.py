"""``cabos stats``: how much there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import options
from .output import print_csv, print_json, print_table


def stats(store: options.Store = None, format: options.Format = options.Tabular.TABLE) -> None:
    """Count articles, entities, statements and edges.

    \b
    Examples:
      $ cabos stats
      $ cabos stats --format json
    """
    from ...graph import open_graph

    with open_graph(options.where(store), read_only=True, create=False) as graph:
        record = graph.stats().record()
    if format is options.Tabular.JSON:
        print_json(record)
    elif format is options.Tabular.CSV:
        print_csv([dict(zip(("what", "kind", "count"), row, strict=True)) for row in _rows(record)])
    else:
        print_table(("what", "kind", "count"), _rows(record), numbers=("count",))


def _rows(record: dict[str, Any]) -> Iterator[tuple[str, str, int]]:
    for name, value in record.items():
        if isinstance(value, dict):
            yield from ((name, str(kind), count) for kind, count in value.items())
        else:
            yield name, "", value
