"""Rows of an analysis as a table, JSON or CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from . import options
from .output import print_csv, print_json, print_table, tell


def print_rows(
    records: Sequence[Mapping[str, Any]],
    columns: Mapping[str, str],
    format: options.Tabular,
    *,
    total: int | None = None,
    numbers: Sequence[str] = (),
    **members: Any,
) -> None:
    """``columns`` gives each column of the table the dotted path of what it shows.

    JSON is ``{"items": […], "total": …}`` with ``members`` beside them.
    """
    everything = len(records) if total is None else total
    if format is options.Tabular.JSON:
        print_json({**members, "items": list(records), "total": everything})
    elif format is options.Tabular.CSV:
        print_csv([{name: _at(record, path) for name, path in columns.items()} for record in records], tuple(columns))
    else:
        shown = ([_shown(_at(record, path)) for path in columns.values()] for record in records)
        print_table(tuple(columns), shown, numbers=numbers)
        if everything > len(records):
            tell(f"{len(records)} of {everything} (--limit)")


def _at(record: Mapping[str, Any], path: str) -> Any:
    """What is at a dotted path of a record; numbers count the members of a list."""
    value: Any = record
    for name in path.split("."):
        if isinstance(value, list):
            value = value[int(name)] if int(name) < len(value) else None
        elif value is not None:
            value = value[name]
    return ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else value


def _shown(value: Any) -> Any:
    return f"{value:.4g}" if isinstance(value, float) else value
