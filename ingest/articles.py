"""Articles from files and from text: what is read, and what is refused with file and line.

``.txt`` holds one article; ``.jsonl`` one object a line with ``text`` and any of ``id``,
``title`` (or ``headline``), ``date``, ``url`` (or ``link``), ``source`` (or ``publisher``),
``author``; ``.json`` a list of such objects (the labelled files have this form).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from ..graph.errors import BadInput, NotFound, TooLarge
from ..graph.iris import article_iri
from ..graph.statement import Article

MAX_TEXT = 1_000_000
"""Characters of one article. A year's front pages fit; a 20 MB file is no article."""

SUFFIXES = (".txt", ".jsonl", ".json")


def article_from_text(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    date: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
) -> Article:
    """An article from its text.

    Its IRI comes from ``url``, else from publisher and ``id``, else from the text itself,
    so that the same article read again is the same article.

    :raises BadInput: no word in the text
    :raises TooLarge: more than ``MAX_TEXT`` characters
    """
    if not any(character.isalpha() for character in text):
        raise BadInput("the article has no text")
    if len(text) > MAX_TEXT:
        raise TooLarge(f"the article has {len(text):,} characters; the limit is {MAX_TEXT:,}")
    if url:
        key = url
    elif id:
        key = f"{publisher or ''}\x1f{id}"
    else:
        key = text
    iri = article_iri(key, id or title or "")
    return Article(iri, id or iri.rpartition("/")[2], text, title or None, date or None, url or None, publisher, author)


OnError = Callable[[BadInput | TooLarge], None]


def read_articles(path: Path, on_error: OnError | None = None) -> Iterator[Article]:
    """The articles of one file, in its order.

    Where ``on_error`` is given, it is told of each bad line or element, and the rest is read.

    :raises NotFound: no such file
    :raises BadInput: an empty, binary or wrongly encoded file, a line that is no JSON
        object with a text; the message names file and line
    """
    if path.suffix.lower() not in SUFFIXES:
        raise BadInput(f"{path}: unknown kind of file; use {', '.join(SUFFIXES)}")
    if not path.exists():
        raise NotFound(f"{path}: no such file")
    if path.suffix.lower() == ".txt":
        yield _read_text(path)
        return
    items = _read_lines(path) if path.suffix.lower() == ".jsonl" else _read_list(path)
    for read in items:
        try:
            article = read()
        except (BadInput, TooLarge) as error:
            if on_error is None:
                raise
            on_error(error)
        else:
            yield article


def sample_articles() -> list[Article]:
    """The article that ships with cabos, for a first try without any file of one's own."""
    with as_file(files(__package__).joinpath("data/sample.jsonl")) as path:
        return list(read_articles(path))


def _decode(path: Path, data: bytes, line: int | None = None) -> str:
    where = f"{path}:{line}" if line else str(path)
    if b"\x00" in data:
        raise BadInput(f"{where}: binary data, not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{where}: not UTF-8 at byte {error.start}; convert the file first") from error


def _read_text(path: Path) -> Article:
    size = path.stat().st_size
    if size > 4 * MAX_TEXT:
        raise TooLarge(f"{path}: {size:,} bytes; one article has at most {MAX_TEXT:,} characters")
    text = _decode(path, path.read_bytes())
    if not text.strip():
        raise BadInput(f"{path}: the file is empty")
    with _at(str(path)):
        article = article_from_text(text)
    return Article(article.iri, path.stem, text)


def _read_lines(path: Path) -> Iterator[Callable[[], Article]]:
    """One reader a line, so that what is wrong with one says nothing of the next."""
    count = 0
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                count += 1
                yield partial(_read_line, path, number, line)
    if not count:
        raise BadInput(f"{path}: the file is empty")


def _read_line(path: Path, number: int, line: bytes) -> Article:
    where = f"{path}:{number}"
    try:
        item = json.loads(_decode(path, line, number))
    except json.JSONDecodeError as error:
        raise BadInput(f"{where}: not JSON: {error.msg} at column {error.colno}") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets nested as deep
        raise BadInput(f"{where}: JSON that is no article: {error}") from error
    return _article(item, where)


def _read_list(path: Path) -> Iterator[Callable[[], Article]]:
    text = _decode(path, path.read_bytes())
    try:
        items = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInput(f"{path}:{error.lineno}: not JSON: {error.msg} at column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{path}: JSON that is no list of articles: {error}") from error
    if not isinstance(items, list) or not items:
        raise BadInput(f"{path}: a list of articles is expected")
    for number, item in enumerate(items):
        yield partial(_article, item, f"{path}[{number}]")


def _article(item: object, where: str) -> Article:
    if not isinstance(item, Mapping) or not isinstance(item.get("text"), str):
        raise BadInput(f'{where}: an object with a string "text" is expected')
    with _at(where):
        return article_from_text(
            item["text"],
            id=_word(item, "id", where),
            title=_word(item, "title", where) or _word(item, "headline", where),
            date=_word(item, "date", where),
            url=_word(item, "url", where) or _word(item, "link", where),
            publisher=_word(item, "source", where) or _word(item, "publisher", where),
            author=_word(item, "author", where),
        )


def _word(item: Mapping[str, Any], key: str, where: str) -> str | None:
    value = item.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str | int):
        raise BadInput(f'{where}: "{key}" must be a string, not {type(value).__name__}')
    return str(value)


@contextmanager
def _at(where: str) -> Iterator[None]:
    """Puts the place in front of what went wrong there."""
    try:
        yield
    except (BadInput, TooLarge) as error:
        raise type(error)(f"{where}: {error}") from error
