"""What is printed: data on standard output, messages on standard error."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...graph.errors import BadInput
from ..tables import to_csv

if TYPE_CHECKING:
    from rich.console import Console

WIDE = 100_000
"""Columns of a table that goes into a pipe: nothing is cut or wrapped there."""

# What articles say is shown on a terminal, and must not steer it.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(value: Any) -> str:
    """Text that is safe on a terminal; nothing for None.

    >>> plain("a\\x1b[2Jb"), plain(None)
    ('a�[2Jb', '')
    """
    return "" if value is None else _CONTROL.sub("\ufffd", str(value))


def complain(message: str) -> None:
    """One red line on standard error."""
    _line(f"error: {message}", "bold red")


def tell(message: str) -> None:
    """A message that is no data."""
    _line(message)


def _line(message: str, style: str = "") -> None:
    from rich.console import Console

    console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    console.print(plain(message).replace("\n", " "), style=style or None)


def console() -> Console:
    """Standard output, as wide as it needs to be where it is no terminal."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else WIDE
    return Console(highlight=False, markup=False, emoji=False, width=width)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, numbers: Sequence[str] = ()) -> None:
    """A table for people; columns named in ``numbers`` are set to the right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        table.add_column(name, justify="right" if name in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    console().print(table)


def print_json(document: Any) -> None:
    """One JSON document, indented."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


def print_csv(records: Iterable[Mapping[str, Any]], columns: Sequence[str] = ()) -> None:
    """CSV with a header."""
    write_bytes([to_csv(records, columns).encode()])


def write_bytes(chunks: Iterable[bytes], target: Path | None = None) -> None:
    """Bytes as they are, to a file or to standard output.

    :raises BadInput: the file cannot be written
    """
    if target is None:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(chunks)
        sys.stdout.buffer.flush()
        return
    try:
        with target.open("wb") as file:
            file.writelines(chunks)
    except OSError as error:
        raise BadInput(f"{target} cannot be written: {error.strerror}") from error
