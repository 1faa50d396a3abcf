"""What became of each input: counted as it goes, and written to a report. Memory does not grow with the corpus."""

from __future__ import annotations

import csv
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from ...graph.errors import BadInput
from .output import complain

if TYPE_CHECKING:
    from ...graph import Added, Extraction
    from ...graph.statement import Article
    from ...ingest import Aside

NAMED = 1_000
"""So many failures are named in the summary; the report has all."""

COLUMNS = ("place", "outcome", "reason", "iri", "id", "statements", "edges", "kept_out")


@dataclass(slots=True)
class Ledger:
    """Counts of one run. Outcomes: ``added replaced unchanged failed skipped``; ``writing`` is in seconds."""

    report: Report | None = None
    outcomes: Counter[str] = field(default_factory=Counter)
    kept_out: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    statements: int = 0
    edges: int = 0
    words: int = 0
    writing: float = 0.0
    started: float = field(default_factory=time.perf_counter)

    @property
    def articles(self) -> int:
        """Articles that were dealt with, known ones too."""
        return sum(self.outcomes[name] for name in ("added", "replaced", "unchanged"))

    def added(self, place: str, extraction: Extraction, added: Added) -> None:
        """An article was read and written."""
        outcome = "replaced" if added.replaced else "added" if added.changed else "unchanged"
        reasons = [kept.reason for kept in added.kept_out]
        self.kept_out.update(reasons)
        self.statements += added.statements
        self.edges += added.edges
        self.words += len(extraction.article.text.split())
        self._enter(place, outcome, extraction.article, added.statements, added.edges, reasons)

    def known(self, place: str, article: Article) -> None:
        """An article was known already, and not read again."""
        self._enter(place, "unchanged", article)

    def aside(self, aside: Aside) -> None:
        """Something was set aside. What failed is said on standard error as well."""
        self.outcomes[str(aside.why)] += 1
        if aside.why == "failed":
            if len(self.failures) < NAMED:
                self.failures.append(f"{aside.place}: {aside.reason}")
            complain(f"{aside.place}: {aside.reason}")
        else:
            self.skipped[aside.reason] += 1
        self._write({"place": aside.place, "outcome": str(aside.why), "reason": aside.reason})

    def totals(self) -> dict[str, Any]:
        """The counts, in a JSON-ready form."""
        return {
            "articles": self.articles,
            "added": self.outcomes["added"],
            "replaced": self.outcomes["replaced"],
            "unchanged": self.outcomes["unchanged"],
            "statements": self.statements,
            "edges": self.edges,
            "words": self.words,
            "seconds": round(time.perf_counter() - self.started, 1),
            "seconds_writing": round(self.writing, 1),
            "kept_out": dict(self.kept_out.most_common()),
            "skipped": dict(self.skipped.most_common()),
            "failed": self.failures,
        }

    def _enter(
        self, place: str, outcome: str, article: Article, statements: int = 0, edges: int = 0, reasons: Any = ()
    ) -> None:
        self.outcomes[outcome] += 1
        self._write(
            {
                "place": place,
                "iri": article.iri,
                "id": article.id,
                "outcome": outcome,
                "statements": statements,
                "edges": edges,
                "kept_out": list(reasons),
                "changed": outcome != "unchanged",
            }
        )

    def _write(self, row: dict[str, Any]) -> None:
        if self.report:
            self.report.write(row)


class Report:
    """A file with a row for each input: CSV, written as the run goes, or one JSON document, written at its end."""

    def __init__(self, path: Path) -> None:
        """:raises BadInput: the file cannot be written"""
        self._path = path
        try:
            self._file = path.open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise BadInput(f"{path} cannot be written: {error.strerror}") from error
        self._csv = csv.DictWriter(self._file, COLUMNS, extrasaction="ignore") if path.suffix == ".csv" else None
        self._rows: IO[str] | None = None
        if self._csv:
            self._csv.writeheader()
        else:
            self._rows = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 – close() ends it

    def write(self, row: dict[str, Any]) -> None:
        """One more row. CSV has it on disk before this returns."""
        if self._csv:
            self._csv.writerow({**row, "kept_out": len(row.get("kept_out", ()))})
            self._file.flush()
        elif self._rows:
            self._rows.write(json.dumps(row, ensure_ascii=False) + "\n")

    def close(self, totals: dict[str, Any]) -> None:
        """The run is over."""
        with self._file as file:
            if self._rows:
                counts = {name: value for name, value in totals.items() if name != "articles"}
                file.write(json.dumps(counts, ensure_ascii=False, indent=2).removesuffix("\n}"))
                for name, read in (("articles", True), ("set_aside", False)):
                    file.write(f',\n  "{name}": [')
                    file.writelines(self._document(read))
                    file.write("\n  ]")
                file.write("\n}\n")
                self._rows.close()

    def _document(self, read: bool) -> Iterator[str]:
        """The rows of articles that were read, or of what was set aside."""
        assert self._rows  # noqa: S101 – only JSON has them
        self._rows.seek(0)
        comma = ""
        for line in self._rows:
            if ("iri" in json.loads(line)) is read:
                yield f"{comma}\n    {line.rstrip()}"
                comma = ","
