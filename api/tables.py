"""JSON records as flat rows and as CSV, for the service and the command line alike."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

# A spreadsheet takes a cell that begins with one of these for a formula, and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def flatten(record: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested objects become columns joined by ``_``, lists become text joined by `` | ``.

    >>> flatten({"subject": {"label": "Rusia"}, "aliases": ["Moscú", "Kremlin"]})
    {'subject_label': 'Rusia', 'aliases': 'Moscú | Kremlin'}
    """
    row: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, Mapping):
            row |= flatten(value, f"{prefix}{key}_")
        elif isinstance(value, list | tuple):
            row[prefix + key] = " | ".join(map(str, value))
        else:
            row[prefix + key] = value
    return row


def guarded(value: Any) -> Any:
    """The cell, with an apostrophe in front of text that a spreadsheet would run.

    >>> guarded("=1+1"), guarded(-1)
    ("'=1+1", -1)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def to_csv(records: Iterable[Mapping[str, Any]], columns: Sequence[str] = ()) -> str:
    """CSV with a header (RFC 4180, lines end in CR LF). ``columns`` names those of an empty table."""
    rows = [flatten(record) for record in records]
    names = list(dict.fromkeys(name for row in rows for name in row)) or list(columns)
    text = io.StringIO()
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows({name: guarded(value) for name, value in row.items()} for row in rows)
    return text.getvalue()
