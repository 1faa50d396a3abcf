"""A Dask cluster of three workers, one killed half-way: the same store as without a cluster."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cabos.graph import open_graph
from cabos.graph.errors import Unavailable
from cabos.graph.writing import RUN_TIMES
from cabos.ingest import Reader, article_from_text

NAMES = "Morales Maduro Guaidó Putin Lavrov Bachelet Piñera Macri Bolsonaro Duque Vizcarra Ortega".split()


def corpus(path: Path, articles: int) -> Path:
    lines = []
    for n in range(articles):
        who, whom = NAMES[n % 12], NAMES[(n * 5 + 1) % 12]
        text = f"El presidente {who} recibió el día {n} a {whom} en La Paz. {whom} acusó a Rusia de atacar a Cuba. " * 6
        lines.append(json.dumps({"id": str(n), "text": text, "date": "2019-06-03"}))
    path.write_text("\n".join(lines), "utf-8")
    return path


def said(store: Path) -> set[str]:
    with open_graph(store, read_only=True) as graph:
        return {str(quad) for quad in graph.store.quads() if quad.predicate not in RUN_TIMES}


def ingest(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "cabos.api.cli", "ingest", *map(str, arguments), "--profile", "fast"]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler on loopback and three workers of one thread: its address, and the workers."""
    file = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    at = ["--scheduler-file", str(file), "--host", "127.0.0.1", "--no-dashboard"]
    module = [sys.executable, "-m"]
    running = [subprocess.Popen([*module, "distributed.cli.dask_scheduler", *at, "--port", "0"], **quiet)]  # type: ignore[call-overload]
    work = ["--nthreads", "1", "--no-nanny"]
    running += [
        subprocess.Popen([*module, "distributed.cli.dask_worker", *at, *work], cwd=tmp_path, **quiet)  # type: ignore[call-overload]
        for _ in range(3)
    ]
    try:
        while not file.exists():
            time.sleep(0.2)
            assert running[0].poll() is None, "the scheduler has ended"
        yield json.loads(file.read_text("utf-8"))["address"], running[1:]
    finally:
        for process in running:
            process.kill()
            process.wait()


@pytest.mark.slow
def test_a_cluster_gives_the_same_store_though_a_worker_is_killed(tmp_path: Path, cluster) -> None:
    address, workers = cluster
    news = corpus(tmp_path / "news.jsonl", 150)
    subprocess.run(ingest(news, "--store", tmp_path / "local", "--processes", 1), check=True, capture_output=True)
    report = tmp_path / "out.csv"
    command = ingest(news, "--store", tmp_path / "far", "--cluster", address, "--report", report)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        while process.poll() is None and (not report.exists() or len(report.read_text("utf-8").splitlines()) < 50):
            time.sleep(0.1)
        workers[0].kill()
        _, messages = process.communicate()
    assert process.returncode == 0, messages
    with report.open(encoding="utf-8") as file:
        assert [row["outcome"] for row in csv.DictReader(file)] == ["added"] * 150
    assert said(tmp_path / "far") == said(tmp_path / "local")


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_scheduler_that_is_not_there_is_named(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cabos.ingest.cluster._WAIT", 0.2)
    with pytest.raises(Unavailable, match="no Dask scheduler answers at tcp://127"):
        list(reader.read_each([article_from_text("Uno.")], cluster="tcp://127.0.0.1:9"))
