"""Tables of articles: ``.jsonl`` an object a line, ``.json`` a list of objects, ``.csv`` and ``.tsv`` with a header.

Columns are known by their usual names in English and Spanish; others are named with ``How.columns``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import IO, Any

from ...graph.errors import BadInput, TooLarge
from ..articles import MAX_TEXT
from .drafts import Draft, finish
from .encoding import decode
from .records import Aside, Blob, How, Item

NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "texto", "cuerpo", "articleBody"),
    "title": ("title", "headline", "titulo", "título", "titular"),
    "date": ("date", "published", "datePublished", "fecha"),
    "author": ("author", "autor"),
    "publisher": ("source", "publisher", "medio"),
    "url": ("url", "link", "enlace"),
    "section": ("section", "seccion", "sección"),
    "id": ("id",),
}
"""Our fields, and what columns are called that hold them."""

MAX_LINE = 16 * 1024 * 1024
"""Bytes of one line: an article of the greatest length, escaped character by character, with room to spare."""


def read_lines(blob: Blob, how: How) -> Iterator[Item]:
    """``.jsonl``: what is wrong with one line says nothing of the next."""
    count = 0
    with blob.open() as stream:
        for number, line in _lines(stream):
            place = f"{blob.place}:{number}"
            if line is None:
                yield Aside(place, f"a line of more than {MAX_LINE:,} bytes")
            elif line.strip():
                yield _parsed(place, line, how)
            else:
                continue
            count += 1
    if not count:
        raise BadInput("the file is empty")


def read_list(blob: Blob, how: How) -> Iterator[Item]:
    """``.json``: a list of objects; the labelled files have this form."""
    items = _json(decode(blob.whole(), how.encoding))
    if not isinstance(items, list) or not items:
        raise BadInput("a list of articles is expected")
    for number, item in enumerate(items):
        yield _row(f"{blob.place}[{number}]", item, how)


def read_csv(blob: Blob, how: How) -> Iterator[Item]:
    """``.csv`` with a header; the sign between columns is told from it."""
    with blob.open() as stream:
        head = stream.readline(MAX_LINE)
        text = decode(head, how.encoding)
        if not text.strip():
            raise BadInput("the file is empty")
        delimiter = max(",;\t|", key=text.count)
        columns = next(csv.reader([text], delimiter=delimiter))
        if not any(name in columns for name in _names("text", how)):
            raise BadInput(f"no column of the header holds the text; name it with --column text=NAME ({text.strip()})")
        csv.field_size_limit(8 * MAX_TEXT)
        rows = csv.DictReader(_decoded(stream, how), columns, delimiter=delimiter)
        while True:
            place = f"{blob.place}:{rows.line_num + 2}"
            try:
                row = next(rows)
            except StopIteration:
                return
            except (csv.Error, BadInput, TooLarge) as error:
                yield Aside(place, str(error))
            else:
                yield _row(place, {key: value for key, value in row.items() if key}, how)


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Number and bytes of each line; None for one that is too long, which is never held whole."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) <= MAX_LINE:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE)
        yield number, None


def _decoded(stream: IO[bytes], how: How) -> Iterator[str]:
    for _, line in _lines(stream):
        if line is None:
            raise TooLarge(f"a line of more than {MAX_LINE:,} bytes")
        yield decode(line, how.encoding) if line.strip() else line.decode("ascii", "replace")


def _parsed(place: str, line: bytes, how: How) -> Item:
    try:
        return _row(place, _json(decode(line, how.encoding)), how)
    except BadInput as error:
        return Aside(place, str(error))


def _json(text: str) -> Any:
    try:
        return json.load(io.StringIO(text))
    except json.JSONDecodeError as error:
        raise BadInput(f"not JSON: {error.msg} at line {error.lineno} column {error.colno}") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets nested as deep
        raise BadInput(f"JSON that is no article: {error}") from error


def _row(place: str, row: object, how: How) -> Item:
    """The article of one object or row."""
    text = _pick(row, "text", how) if isinstance(row, Mapping) else None
    if not isinstance(row, Mapping) or not isinstance(text, str):
        return Aside(place, 'an object with a string "text" is expected')
    try:
        known = {field: _word(row, field, how) for field in NAMES if field != "text"}
    except BadInput as error:
        return Aside(place, str(error))
    return finish(place, Draft(text, **known), how)


def _names(field: str, how: How) -> tuple[str, ...]:
    return (how.columns[field],) if field in how.columns else NAMES[field]


def _pick(row: Mapping[str, Any], field: str, how: How) -> Any:
    return next((row[name] for name in _names(field, how) if row.get(name) not in (None, "")), None)


def _word(row: Mapping[str, Any], field: str, how: How) -> str | None:
    value = _pick(row, field, how)
    if value is not None and not isinstance(value, str | int):
        name = next(name for name in _names(field, how) if row.get(name) not in (None, ""))
        raise BadInput(f'"{name}" must be a string, not {type(value).__name__}')
    return None if value is None else str(value)
