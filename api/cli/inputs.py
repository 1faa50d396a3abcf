"""Articles from what is named on the command line; what cannot be read is kept as a failure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .output import complain

if TYPE_CHECKING:
    from ...graph.statement import Article


@dataclass(slots=True)
class Inputs:
    """The articles of some files, one after the other. ``failures`` fills up as they are read."""

    paths: Sequence[Path | str]
    failures: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Article]:
        from ...ingest import Found, read_sources

        for item in read_sources(map(str, self.paths)):
            if isinstance(item, Found):
                yield item.article
            else:
                self.fail(f"{item.place}: {item.reason}")

    def fail(self, what: str) -> None:
        """Notes that something could not be read, and says so."""
        self.failures.append(what)
        complain(what)
