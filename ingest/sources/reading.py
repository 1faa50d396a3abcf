"""All articles of all sources, one after the other; only as fast as they are taken, and never held all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib.resources import as_file, files
from pathlib import Path

from ...graph.errors import BadInput, NotFound
from ...graph.statement import Article
from .fetching import Fetcher
from .files import find_files
from .kinds import read_blob
from .records import Aside, Found, How, Item, Meter
from .web import is_address, read_web


def read_sources(names: Iterable[str], how: How | None = None, meter: Meter | None = None) -> Iterator[Item]:
    """The articles of files, folders, patterns, addresses and ``-`` (standard input), and what was set aside.

    ``meter`` is told how much of the files has been read.
    """
    how, names = how or How(), list(names)
    fetcher = Fetcher(how.delay)
    try:
        for found in find_files((name for name in names if not is_address(name)), meter or Meter()):
            if isinstance(found, Aside):
                yield found
            else:
                yield from read_blob(found, how)
        for name in filter(is_address, names):
            yield from read_web(name, how, fetcher)
    finally:
        fetcher.close()


OnError = Callable[[BadInput], None]


def read_articles(path: Path, on_error: OnError | None = None) -> Iterator[Article]:
    """The articles of one file or folder, in its order.

    Where ``on_error`` is given, it is told of all that is set aside, and the rest is read.

    :raises NotFound: no such file
    :raises BadInput: something that could not be read; the message names file and line
    """
    if not path.exists():
        raise NotFound(f"{path}: no such file")
    for item in read_sources([str(path)]):
        if isinstance(item, Found):
            yield item.article
        elif on_error is None:
            raise BadInput(f"{item.place}: {item.reason}")
        else:
            on_error(BadInput(f"{item.place}: {item.reason}"))


def sample_articles() -> list[Article]:
    """The article that ships with cabos, for a first try without any file of one's own."""
    with as_file(files("cabos.ingest").joinpath("data/sample.jsonl")) as path:
        return list(read_articles(path))
