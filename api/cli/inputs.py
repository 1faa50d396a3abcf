"""Articles from the files and folders named on the command line; what cannot be read is kept as a failure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ...graph.errors import BadInput, CabosError
from .output import complain

if TYPE_CHECKING:
    from ...graph.statement import Article

SUFFIXES = (".txt", ".jsonl", ".json")


@dataclass(slots=True)
class Inputs:
    """The articles of some files, one after the other. ``failures`` fills up as they are read."""

    paths: Sequence[Path]
    failures: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Article]:
        from ...ingest import read_articles

        for path in self.paths:
            try:
                yield from read_articles(path, self.fail)
            except CabosError as error:
                self.fail(error)
            except OSError as error:
                self.fail(f"{path}: {error.strerror}")

    def fail(self, what: CabosError | str) -> None:
        """Notes that something could not be read, and says so."""
        self.failures.append(str(what))
        complain(str(what))

    def count(self) -> int:
        """About how many articles there are: the lines of ``.jsonl``, and one for any other file."""
        return sum(_lines(path) if path.suffix == ".jsonl" and path.is_file() else 1 for path in self.paths)


def files(paths: Iterable[Path]) -> list[Path]:
    """The paths, with a folder replaced by the articles below it, in order of name.

    :raises BadInput: a folder without any
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            below = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            if not below:
                raise BadInput(f"{path}: no {', '.join(SUFFIXES)} file is in this folder")
            found += below
        else:
            found.append(path)
    return found


def _lines(path: Path) -> int:
    with path.open("rb") as lines:
        return sum(1 for _ in lines)
