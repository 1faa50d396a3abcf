"""Reader processes over a store on disk: the same answers as in this process, freshness, and what is counted."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from cabos.graph import BadInput, Graph, Refused, TooLarge, open_graph
from cabos.graph.readers.evaluation import Asked, Evaluated, Forms, evaluate_here
from cabos.graph.readers.limits import Limits
from cabos.graph.readers.lookups import look_up
from cabos.graph.readers.pool import ReaderPool
from cabos.graph.readers.rows import counter

ROWS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
ODD = r"""INSERT DATA { <a:1> <a:p> "x\"}},{\"y", "two\r\nlines", "</result>", "tab\t", "quote\"s, and, commas" }"""
ALL = "SELECT * { <a:1> <a:p> ?o }"


def with_pool(graph: Graph, limits: Limits, work: Callable[[ReaderPool], Awaitable[Any]]) -> Any:
    """The result of some work with a pool over that graph."""

    async def run() -> Any:
        pool = ReaderPool(graph.store, limits)
        await pool.open()
        try:
            return await work(pool)
        finally:
            await pool.close()

    with ThreadPoolExecutor(1) as thread:  # the browser's loop may be running in this one
        return thread.submit(asyncio.run, run()).result()


@pytest.mark.parametrize("media_type", ROWS)
@pytest.mark.parametrize("size", [1, 3, 7, 10_000])
def test_rows_are_counted_however_the_bytes_come(graph: Graph, media_type: str, size: int) -> None:
    graph.update(ODD)
    data = graph.query(ALL).serialize(media_type)
    counted = counter(media_type)
    assert counted is not None
    for start in range(0, len(data), size):
        counted.take(data[start : start + size])
    assert counted.rows == 5


def test_no_row_is_no_row(graph: Graph) -> None:
    for media_type in ROWS:
        found = evaluate_here(graph.store, Asked("SELECT * { <a:no> ?p ?o }", forms=Forms(media_type)), Limits())
        assert found.rows == 0, media_type


def test_readers_answer_as_the_store_does(tmp_path: Path) -> None:
    async def work(pool: ReaderPool) -> None:
        for query in (ALL, "ASK {}", "CONSTRUCT { ?o a <a:c> } { <a:1> ?x ?y . ?y <a:q>* ?o }"):
            here = evaluate_here(graph.store, Asked(query), pool.limits)
            there = await pool.query(Asked(query))
            assert (there.kind, there.media_type, there.rows) == (here.kind, here.media_type, here.rows)
            assert sorted(b"".join(there.chunks)) == sorted(b"".join(here.chunks))
        for text, error in (("SELECT", BadInput), ("ASK { SERVICE <a:b> {} }", Refused), ("ASK{" * 500, TooLarge)):
            with pytest.raises(error):
                await pool.query(Asked(text))

    with open_graph(tmp_path / "store") as graph:
        graph.update(ODD)
        with_pool(graph, Limits(running=1), work)
    assert [path.name for path in tmp_path.iterdir()] == ["store"], "no checkpoint is left"


def test_a_write_is_there_for_the_next_query(tmp_path: Path) -> None:
    async def work(pool: ReaderPool) -> list[Evaluated]:
        found = []
        for number in range(5):
            graph.update(f"INSERT DATA {{ <a:{number}> <a:p> {number} }}")
            found.append(await pool.query(Asked("SELECT ?s { ?s <a:p> ?n }")))
        return found

    with open_graph(tmp_path / "store") as graph:
        assert [one.rows for one in with_pool(graph, Limits(running=2), work)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("SELECT * { <a:1> ?p ?o }", True),
        ("select distinct ?o where { <a:1> <a:p> ?o . } limit 3", True),
        ("ASK { <a:1> a <a:c> }", True),
        ("SELECT * { ?s ?p ?o }", False),
        ("SELECT * { <a:1> <a:p>* ?o }", False),
        ("SELECT * { <a:1> ?p ?o . ?o ?q ?r }", False),
        ("SELECT * { <rel> ?p ?o }", False),
        ("SELECT * { <a:1> ?p ?o } # } SERVICE", False),
        ("SELECT (COUNT(*) AS ?n) { <a:1> ?p ?o }", False),
    ],
)
def test_what_is_answered_without_a_reader(graph: Graph, text: str, is_one: bool) -> None:
    graph.update(ODD)
    assert (look_up(graph.store, Asked(text), Limits()) is not None) is is_one


def test_a_subject_with_many_triples_goes_to_a_reader(graph: Graph) -> None:
    graph.update("INSERT DATA { " + " ".join(f"<a:1> <a:p> {number} ." for number in range(600)) + " }")
    assert look_up(graph.store, Asked(ALL), Limits()) is None


OWNER = """
import asyncio, sys
from cabos.graph import open_graph
from cabos.graph.readers.evaluation import Asked
from cabos.graph.readers.limits import Limits
from cabos.graph.readers.pool import ReaderPool

async def main():
    with open_graph(sys.argv[1]) as graph:
        pool = ReaderPool(graph.store, Limits(running=1, seconds=97))
        await pool.open()
        print("open", flush=True)
        await pool.query(Asked("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"))

asyncio.run(main())
"""


def readers_of(seconds: int) -> list[Path]:
    """Running reader processes with that limit."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if b"readers.worker" in line and b'"seconds": %d' % seconds in line:
            found.append(process)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="the call that ties a process to its parent is Linux's")
def test_a_runaway_reader_ends_with_its_owner(tmp_path: Path) -> None:
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(tmp_path / "store")], stdout=subprocess.PIPE)
    assert owner.stdout is not None
    with owner, owner.stdout:
        assert owner.stdout.readline() == b"open\n"
        time.sleep(1)  # the query is under way
        assert readers_of(97)
        owner.kill()
    deadline = time.monotonic() + 10
    while readers_of(97) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert readers_of(97) == []
