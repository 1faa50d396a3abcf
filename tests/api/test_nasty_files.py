"""Forty nasty files: the run ends, and the report names each of them with what became of it."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest
from cabos.api.cli.program import run
from cabos.ingest.sources import files

sys.path.insert(0, str(Path(__file__).parents[1]))
from nasty import EXPECTED, GOOD, nasty_folder

pytestmark = pytest.mark.usefixtures("one_reader")


def test_each_nasty_file_is_named_in_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, report = tmp_path / "años de ñandú", tmp_path / "out.csv"
    nasty_folder(folder)
    (folder / "locked.txt").write_text(GOOD, "utf-8")
    _lock(monkeypatch, folder / "locked.txt")
    assert run(["ingest", str(folder), "--store", str(tmp_path / "store"), "--report", str(report)]) == 1
    with report.open(encoding="utf-8", newline="") as file:
        rows = [
            (row["place"].removeprefix(f"{folder}/"), row["outcome"], row["reason"]) for row in csv.DictReader(file)
        ]
    for name, words in {**EXPECTED, "locked.txt": "Permission denied"}.items():
        told = [f"{outcome} {reason}" for place, outcome, reason in rows if place.startswith(name)]
        assert any(words in line for line in told), (name, told)
    assert len(EXPECTED) >= 40
    assert not [reason for _, _, reason in rows if "Traceback" in reason]


def _lock(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """No permission, for root too, whom the system lets read anything."""
    real = files._Metered.__init__

    def refused(self: files._Metered, wanted: Path, meter: object) -> None:
        if wanted == path:
            raise PermissionError(13, "Permission denied")
        real(self, wanted, meter)  # type: ignore[arg-type]

    monkeypatch.setattr(files._Metered, "__init__", refused)
