"""A process that is killed at any moment of a write loses nothing acknowledged, and leaves nothing half done."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cabos.graph import BadInput, NotFound, open_graph
from cabos.graph.store.upkeep import back_up, faults, restore
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

WRITER = """
import sys
from cabos.graph import open_graph
graph, first = open_graph(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
for number in range(first, first + 10_000):
    kind = number % 3
    if kind == 0:
        triples = " ".join(f"<t:{number}> <t:part> {part} ." for part in range(50))
        graph.update(f"INSERT DATA {{ GRAPH <g:{number}> {{ {triples} }} }}")
    elif kind == 1:
        graph.update(f"INSERT DATA {{ <t:{number}> <t:part> " + ", ".join(f'_:b{part}' for part in range(50)) + " }")
    else:
        graph.update(f"DELETE WHERE {{ <t:{number - 1}> ?p ?o }} ; INSERT DATA {{ <t:{number}> <t:part> _:b }}")
    print(number, flush=True)
"""


def parts(graph: object, number: int) -> int:
    """How many parts of a write are there."""
    found = graph.sparql(f"SELECT (COUNT(*) AS ?n) {{ <t:{number}> <t:part> ?part }}")  # type: ignore[attr-defined]
    return int(found["n"][0])


@pytest.mark.parametrize("rounds", [4, pytest.param(200, marks=pytest.mark.slow)])
def test_kill_during_writes(tmp_path: Path, rounds: int) -> None:
    store, first = tmp_path / "store", 0
    chance = random.Random(7)  # noqa: S311
    for _ in range(rounds):
        command = [sys.executable, "-c", WRITER, str(store), str(first)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            told = first - 1
            for _ in range(chance.randint(1, 9)):
                told = int(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
            for line in process.stdout:
                told = int(line)
        with open_graph(store) as graph:
            for number in range(max(first, told - 12), told + 2):
                kind, found = number % 3, parts(graph, number)
                if kind == 0:
                    assert found == 50 if number <= told else found in (0, 50), number
                elif kind == 1:  # the next write removes it again
                    assert found == 50 if number == told else found in (0, 50), number
                else:
                    assert found == 1 if number <= told else found in (0, 1), number
                    assert found + parts(graph, number - 1) in (1, 50), "all of an update, or nothing"
        assert list(faults(str(store))) == []
        first = told + 10


def test_a_change_that_was_begun_is_finished(tmp_path: Path) -> None:
    from cabos.graph.store.journal import write_journal

    store = tmp_path / "store"
    with open_graph(store) as graph:
        graph.update("INSERT DATA { GRAPH <g:g> { <a:a> <a:b> _:old } }")
        old = next(graph.store.quads(graph=NamedNode("g:g")))
    graph_name = NamedNode("g:g")
    new = Quad(NamedNode("a:a"), NamedNode("a:b"), NamedNode("a:new"), graph_name)

    def both(quad: Quad) -> list[Quad]:
        return [quad, Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())]

    write_journal(str(store), both(old), both(new))
    with open_graph(store) as graph:
        assert list(graph.sparql("SELECT ?o { <a:a> ?p ?o }")["o"]) == ["a:new"]
    assert list(faults(str(store))) == []
    assert not (store / "cabos.journal").exists()


def test_backup_and_restore(tmp_path: Path, articles: tuple) -> None:  # type: ignore[type-arg]
    store, copy, back = tmp_path / "store", tmp_path / "copies" / "monday", tmp_path / "back"
    with open_graph(store) as graph:
        graph.add(articles[0]().build())
        assert back_up(str(store), copy) > 800  # while it is open for writing
        graph.add(articles[1]().build())
        everything = graph.stats()
    assert restore(copy, str(back)) > 800
    with open_graph(back) as graph:
        assert [row.id for row in graph.articles().items] == ["a1"]
        graph.add(articles[1]().build())
        assert graph.stats() == everything
    with pytest.raises(BadInput, match="there already"):
        back_up(str(store), copy)
    with pytest.raises(BadInput, match="not empty"):
        restore(copy, str(store))
    with pytest.raises(NotFound):
        restore(tmp_path / "nothing", str(tmp_path / "new"))


def test_faults_are_told(tmp_path: Path, articles: tuple) -> None:  # type: ignore[type-arg]
    store = tmp_path / "store"
    with open_graph(store) as graph:
        graph.add(articles[0]().build())
    assert list(faults(str(store))) == []
    raw = Store(store)
    quad = next(q for q in raw if q.predicate.value.endswith("#confidence") and q.graph_name != DefaultGraph())
    raw.remove(quad)
    raw.add(Quad(quad.subject, quad.predicate, NamedNode("a:b")))
    del raw
    told = "\n".join(faults(str(store)))
    assert "lacks confidence" in told
    assert "2 triples of the union are in no graph" in told
