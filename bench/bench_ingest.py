"""How fast, and how safely, a newspaper is read: speed beside bare spaCy, memory, kills, a second run, a Dask cluster.

    python bench/bench_ingest.py [--articles 17616] [--kills 50] [--kill-articles 1000] [--profile accurate]

Needs the corpus in ``../shared``. The whole takes hours on two cores; smaller numbers say less, and sooner.
Bare spaCy is ``nlp.pipe`` of the same pipeline in as many processes, in the same run. Rates leave out the time
until the first article is written (loading the model), which a long run does not feel.
"""

from __future__ import annotations

import argparse
import json
import lzma
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import psutil
from cabos.graph import open_graph
from cabos.graph.writing import RUN_TIMES
from cabos.ingest import open_reader
from cabos.ingest.parallel import BATCH

CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "zacatecas.jsonl.xz"
BARS = " ▁▂▃▄▅▆▇█"
CABOS = (sys.executable, "-m", "cabos.api.cli")


@dataclass
class Run:
    """One ``cabos ingest``: its totals, rate, and memory in MB of the parent and of its largest worker over time."""

    totals: dict[str, Any] = field(default_factory=dict)
    rate: float = 0.0
    parent: list[int] = field(default_factory=list)
    worker: list[int] = field(default_factory=list)


def corpus(articles: int) -> list[str]:
    """The first lines of the corpus."""
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        return list(islice(lines, articles))


def words(lines: list[str]) -> int:
    return sum(len(json.loads(line)["text"].split()) for line in lines)


def bare(lines: list[str], profile: str, processes: int) -> float:
    """Words a second of ``nlp.pipe`` in so many processes, models loaded."""
    context = multiprocessing.get_context("spawn")
    ready, done = context.Barrier(processes + 1), context.Barrier(processes + 1)
    shares = [[json.loads(line)["text"] for line in lines[n::processes]] for n in range(processes)]
    workers = [context.Process(target=_pipe, args=(share, profile, ready, done)) for share in shares]
    for worker in workers:
        worker.start()
    ready.wait()
    start = time.perf_counter()
    done.wait()
    rate = words(lines) / (time.perf_counter() - start)
    for worker in workers:
        worker.join()
    return rate


def _pipe(texts: list[str], profile: str, ready: Any, done: Any) -> None:
    nlp = open_reader(profile=profile)._nlp
    ready.wait()
    for start in range(0, len(texts), BATCH):
        with nlp.memory_zone():
            for _ in nlp.pipe(texts[start : start + BATCH], batch_size=BATCH):
                pass
    done.wait()


def command(news: Path, store: Path, *options: object) -> list[str]:
    return [*CABOS, "ingest", str(news), "--store", str(store), "--format", "json", *map(str, options)]


def watched(news: Path, store: Path, lines: list[str], *options: object) -> Run:
    """Runs an ingest and looks at it four times a second."""
    report = store.with_suffix(".csv")
    run, first = Run(), None
    with subprocess.Popen(command(news, store, "--report", report, *options), stdout=subprocess.PIPE) as process:
        tree = psutil.Process(process.pid)
        while process.poll() is None:
            rows = report.read_bytes().count(b"\n") - 1 if report.exists() else 0
            if first is None and rows > 0:
                first = (time.perf_counter(), rows)
            try:
                children = [child.memory_info().rss >> 20 for child in tree.children(recursive=True)]
                run.parent.append(tree.memory_info().rss >> 20)
                run.worker.append(max(children, default=0))
            except psutil.Error:
                pass
            time.sleep(0.25)
        end = time.perf_counter()
        assert process.stdout
        run.totals = json.loads(process.stdout.read())
    if first:
        run.rate = words(lines[first[1] :]) / (end - first[0])
    return run


def plot(values: list[int], width: int = 60) -> str:
    """Memory over time, as one line of bars from 0 to the most."""
    most = max(values, default=1) or 1
    step = max(1, len(values) // width)
    tops = [max(values[i : i + step]) for i in range(0, len(values), step)]
    return f"{''.join(BARS[round(top / most * 8)] for top in tops)}  most {most} MB"


def said(store: Path) -> set[str]:
    with open_graph(store, read_only=True) as graph:
        return {str(quad) for quad in graph.store.quads() if quad.predicate not in RUN_TIMES}


def speed(folder: Path, lines: list[str], news: Path, profile: str) -> None:
    """One process and two, beside bare spaCy; memory; what was skipped; the second run; and all taken back."""
    rates = {}
    for processes in (1, 2):
        alone = bare(lines, profile, processes)
        run = watched(news, folder / f"store{processes}", lines, "--processes", processes, "--profile", profile)
        rates[processes] = run.rate
        share = run.totals["seconds_writing"] / run.totals["seconds"]
        print(f"{processes} process(es): {run.rate:,.0f} words/s, bare nlp.pipe {alone:,.0f}, {run.rate / alone:.2f} x")
        print(f"  writing {share:.1%} of the time; aside: {run.totals['skipped']} {len(run.totals['failed'])} failed")
        print(f"  parent {plot(run.parent)}\n  worker {plot(run.worker)}", flush=True)
    equal = said(folder / "store1") == said(folder / "store2")
    print(f"two processes {rates[2] / rates[1]:.2f} x one; stores equal: {equal}")
    store = folder / "store2"
    before = said(store)
    again = watched(news, store, lines, "--profile", profile)
    print(f"second run: {again.totals['unchanged']} unchanged, quads equal: {said(store) == before}")
    everything = "SELECT ?a { ?a a cabos:Article }"
    retract = [*CABOS, "retract", "--query", everything, "--store", str(store), "--format", "json"]
    subprocess.run(retract, check=True, stdout=subprocess.DEVNULL)
    with open_graph(store, read_only=True) as graph:
        print(
            f"all retracted: graphs left {[name.value.rpartition('/')[2] for name in graph.store.graphs()]}", flush=True
        )


def kills(folder: Path, news: Path, profile: str, times: int) -> None:
    """Kill -9 at random moments, each followed by a restart; then to the end, beside an uninterrupted run."""
    options = ("--profile", profile, "--processes", 1)
    start = time.perf_counter()
    subprocess.run(command(news, folder / "whole", *options), check=True, stdout=subprocess.DEVNULL)
    lasted = time.perf_counter() - start
    chance = random.Random(7)  # noqa: S311
    for _ in range(times):
        with subprocess.Popen(command(news, folder / "killed", *options), stdout=subprocess.DEVNULL) as process:
            try:
                process.wait(chance.uniform(0, min(lasted, 10 + 2 * lasted / times)))
            except subprocess.TimeoutExpired:
                process.kill()
    subprocess.run(command(news, folder / "killed", *options), check=True, stdout=subprocess.DEVNULL)
    print(f"{times} kills: stores equal: {said(folder / 'killed') == said(folder / 'whole')}", flush=True)


def dask(folder: Path, news: Path, profile: str) -> None:
    """Three workers on loopback, one killed half-way."""
    file, module = folder / "scheduler.json", (sys.executable, "-m")
    at = ("--scheduler-file", str(file), "--host", "127.0.0.1", "--no-dashboard")
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    running = [subprocess.Popen((*module, "distributed.cli.dask_scheduler", *at, "--port", "0"), **quiet)]
    for _ in range(3):
        work = ("--nthreads", "1", "--no-nanny")
        running.append(subprocess.Popen((*module, "distributed.cli.dask_worker", *at, *work), **quiet))
    try:
        for _ in _until(file.exists):
            pass
        report, half = folder / "dask.csv", news.read_bytes().count(b"\n") // 2
        address = json.loads(file.read_text("utf-8"))["address"]
        options = ("--cluster", address, "--profile", profile, "--report", report)
        with subprocess.Popen(command(news, folder / "dask", *options), stdout=subprocess.DEVNULL) as process:
            for _ in _until(lambda: report.exists() and report.read_bytes().count(b"\n") > half):
                pass
            running[1].kill()
            code = process.wait()
        equal = said(folder / "dask") == said(folder / "whole")
        print(f"Dask, one of three workers killed: exit {code}, stores equal: {equal}")
    finally:
        for process in running:
            process.kill()
            process.wait()


def _until(condition: Any) -> Iterator[None]:
    while not condition():
        time.sleep(0.1)
        yield


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=17_616)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--kill-articles", type=int, default=1_000)
    parser.add_argument("--profile", choices=("accurate", "fast"), default="accurate")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="cabos-bench-"))
    try:
        lines = corpus(asked.articles)
        news, part = folder / "news.jsonl", folder / "part.jsonl"
        news.write_text("".join(lines), "utf-8")
        part.write_text("".join(lines[: asked.kill_articles]), "utf-8")
        size = f"{len(lines):,} articles, {words(lines):,} words"
        print(f"{size}, profile {asked.profile}, load {os.getloadavg()[0]:.1f} before", flush=True)
        speed(folder, lines, news, asked.profile)
        kills(folder, part, asked.profile, asked.kills)
        dask(folder, part, asked.profile)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
