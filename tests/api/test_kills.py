"""An ingest that is killed again and again ends with the store of one that was left alone."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cabos.graph import open_graph
from cabos.graph.store.upkeep import faults
from cabos.graph.writing import RUN_TIMES

NAMES = "Morales Maduro Guaidó Putin Lavrov Bachelet Piñera Macri Bolsonaro Duque Vizcarra Ortega".split()
KILLS = 5


def news(path: Path) -> Path:
    """Articles, among them reprints, one in two versions, and a line that is none."""
    lines = []
    for n in range(60):
        who, whom = NAMES[n % 12], NAMES[(n * 5 + 1) % 12]
        text = (
            f"El presidente {who} recibió el día {n % 50} a {whom} en La Paz. {whom} acusó a Rusia de atacar a Cuba. "
            * 8
        )
        lines.append(json.dumps({"id": str(n), "text": text, "date": f"2019-06-{n % 28 + 1:02}"}))
    lines.insert(30, "{")
    lines.insert(50, json.dumps({"id": "3", "text": "El presidente Morales desmintió a Putin.", "date": "2019-07-01"}))
    path.write_text("\n".join(lines), "utf-8")
    return path


def said(store: Path) -> set[str]:
    with open_graph(store, read_only=True) as graph:
        return {str(quad) for quad in graph.store.quads() if quad.predicate not in RUN_TIMES}


@pytest.mark.slow
def test_killed_and_started_again_it_ends_the_same(tmp_path: Path) -> None:
    path = news(tmp_path / "news.jsonl")
    report, chance = tmp_path / "out.csv", random.Random(7)  # noqa: S311

    def ingest(store: str, *options: object) -> subprocess.Popen[bytes]:
        module = [sys.executable, "-m", "cabos.api.cli", "ingest", str(path), "--profile", "fast"]
        options = ("--store", tmp_path / store, "--report", report, "--processes", "1", *options)
        return subprocess.Popen([*module, *map(str, options)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    with ingest("whole", "--format", "json") as process:
        out, _ = process.communicate()
    totals = json.loads(out)
    assert process.returncode == 1
    assert (totals["added"], totals["replaced"], len(totals["failed"])) == (60, 1, 1)
    for _ in range(KILLS):
        report.unlink(missing_ok=True)
        with ingest("killed") as process:
            rows = chance.randint(1, 50)
            while process.poll() is None and (not report.exists() or report.read_bytes().count(b"\n") <= rows):
                time.sleep(0.02)
            process.kill()
        assert list(faults(str(tmp_path / "killed"))) == []
    with ingest("killed") as process:
        process.communicate()
    assert said(tmp_path / "killed") == said(tmp_path / "whole")
    before = said(tmp_path / "whole")
    with ingest("whole") as process:
        process.communicate()
    assert said(tmp_path / "whole") == before
