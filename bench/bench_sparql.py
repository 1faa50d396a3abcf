"""``cabos serve`` beside ``oxigraph serve`` and rdflib-endpoint: the same triples, the same queries, over HTTP.

    python bench/bench_sparql.py [--triples 500000] [--peers .venv-bench] [--skip-rdflib]

The peers are installed into a virtual environment of their own (``pip install oxigraph rdflib-endpoint``).
The servers take turns query by query, so that what else the machine does strikes all alike; printed
are medians of whole answers (JSON) over one connection, and the ratio to each peer. Then eight
runaway queries come at once, beside twenty clients that ask for little.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil
import pyoxigraph
from cabos.graph import open_graph
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat

E = "http://example.org/"
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
QUERIES = {
    "look-up": (f"SELECT ?p ?o {{ <{E}person/4711> ?p ?o }}", 300),
    "2-hop": (f'SELECT ?a ?b {{ ?a <{E}knows> ?b . ?b <{E}knows> ?c . ?c <{LABEL.value}> "Persona número 42" }}', 200),
    # As people ask it: of a kind, by its name, and two steps on; an engine must choose where to begin.
    "2-hop typed": (
        f'SELECT ?b ?c {{ ?a <{E}kind> <{E}kind/6> . ?a <{LABEL.value}> "Persona número 42" . '
        f"?a <{E}knows> ?b . ?b <{E}knows> ?c }}",
        100,
    ),
    "2-hop join": (
        f"SELECT (COUNT(*) AS ?n) {{ ?a <{E}knows> ?b . ?b <{E}knows> ?c . ?c <{E}kind> <{E}kind/3> }}",
        5,
    ),
    "aggregate": (f"SELECT ?kind (COUNT(?s) AS ?n) {{ ?s <{E}kind> ?kind }} GROUP BY ?kind", 15),
    "50k rows": (f"SELECT ?s ?o {{ ?s <{E}knows> ?o }} LIMIT 50000", 7),
}
ANY = "?s ?p ?o . ?a ?b ?c . ?x ?y ?z . "
RUNAWAYS = [
    f"SELECT (COUNT(*) AS ?n) {{ {ANY} }}",
    f"SELECT (COUNT(*) AS ?n) {{ {ANY} ?k ?l ?m }}",
    f"SELECT DISTINCT ?s ?a ?x {{ {ANY} }}",
    f"SELECT * {{ {ANY} }} ORDER BY ?o ?c ?z",
    f"SELECT (COUNT(*) AS ?n) {{ ?a (<{E}knows>|^<{E}knows>)* ?b . ?c (<{E}knows>|^<{E}knows>)* ?d }}",
    f"SELECT (COUNT(*) AS ?n) {{ {ANY} FILTER(REGEX(CONCAT(STR(?s), STR(?o), STR(?c)), '(x+x+)+y')) }}",
    "ASK {" + "{" * 3000 + "}" * 3000 + "}",
    "ASK { FILTER(" + "!" * 12_000 + "true) }",
]
SECONDS = 5


def triples(number: int) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    """Persons with a label, a kind, and eight acquaintances each."""
    persons = number // 10
    for i in range(persons):
        person = NamedNode(f"{E}person/{i}")
        yield person, LABEL, Literal(f"Persona número {i}")
        yield person, NamedNode(f"{E}kind"), NamedNode(f"{E}kind/{i % 12}")
        for k in range(1, 9):
            yield person, NamedNode(f"{E}knows"), NamedNode(f"{E}person/{(i * 31 + k * k * 7919) % persons}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(command: list[str], port: int, path: str, **environment: str) -> Iterator[tuple[int, str, int]]:
    """A server in its own process: port, path of its endpoint, process id."""
    log = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **environment}) as process:
        try:
            for _ in range(6000):
                try:
                    ask(http.client.HTTPConnection("127.0.0.1", port, timeout=30), path, "ASK {}")
                    break
                except OSError:
                    time.sleep(0.1)
                    if process.poll() is not None:
                        raise SystemExit(f"{command[0]} did not start") from None
            else:
                raise SystemExit(f"{command[0]} is not there after ten minutes")
            yield port, path, process.pid
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def ask(connection: http.client.HTTPConnection, path: str, query: str) -> tuple[int, bytes]:
    """Status and whole body."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"}
    connection.request("POST", path, urlencode({"query": query}), headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def compare(servers: dict[str, tuple[int, str, int]]) -> None:
    """Medians of every query on every server."""
    connections = {name: http.client.HTTPConnection("127.0.0.1", port) for name, (port, _, _) in servers.items()}
    print(f"{'':12}" + "".join(f"{name:>18}" for name in servers) + "   cabos ÷ each peer")
    for label, (query, rounds) in QUERIES.items():
        times: dict[str, list[float]] = {name: [] for name in servers}
        rows: dict[str, int] = {}
        slow: set[str] = set()
        for turn in range(rounds + 1):
            for name, connection in connections.items():
                if name in slow and turn > 3:
                    continue
                begun = time.perf_counter()
                try:
                    status, body = ask(connection, servers[name][1], query)
                except ConnectionError:  # the server has closed it: others took so long
                    connection.close()
                    begun = time.perf_counter()
                    status, body = ask(connection, servers[name][1], query)
                spent = time.perf_counter() - begun
                assert status == 200, (name, status, body[:200])
                if turn:
                    times[name].append(spent)
                if spent > 0.3:
                    slow.add(name)
                rows[name] = rows.get(name) or len(json.loads(body)["results"]["bindings"])
        assert len(set(rows.values())) == 1, rows
        medians = {name: statistics.median(found) * 1000 for name, found in times.items()}
        ratios = ", ".join(f"{medians['cabos'] / value:.3f}" for name, value in medians.items() if name != "cabos")
        print(f"{label:12}" + "".join(f"{medians[name]:15.2f} ms" for name in servers) + f"   {ratios}")


def well_behaved(port: int, path: str, seconds: float, meanwhile: Callable[[], None]) -> list[float]:
    """Times of twenty clients that ask for little, ten times a second each."""
    times: list[float] = []
    end = time.monotonic() + seconds

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while time.monotonic() < end:
            begun = time.perf_counter()
            status, _ = ask(connection, path, f"SELECT * {{ <{E}person/{number}> ?p ?o }}")
            times.append(time.perf_counter() - begun)
            assert status == 200, status
            time.sleep(0.1)

    threads = [threading.Thread(target=client, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    meanwhile()
    for thread in threads:
        thread.join()
    return sorted(times)


def memory(pid: int) -> float:
    """MiB of a process and its children."""
    process = psutil.Process(pid)
    return sum(one.memory_info().rss for one in [process, *process.children(recursive=True)]) / 2**20


def attack(port: int, path: str, pid: int) -> None:
    """The eight runaways beside the twenty clients."""
    alone = well_behaved(port, path, 10, lambda: None)
    before = memory(pid)
    ended: list[tuple[float, int]] = []

    def runaway(query: str) -> None:
        begun = time.monotonic()
        status, _ = ask(http.client.HTTPConnection("127.0.0.1", port, timeout=60), path, query)
        ended.append((time.monotonic() - begun, status))

    def all_at_once() -> None:
        time.sleep(1)
        for query in RUNAWAYS:
            threading.Thread(target=runaway, args=(query,)).start()

    beside = well_behaved(port, path, 2 * SECONDS, all_at_once)
    time.sleep(2)
    p95 = [found[int(len(found) * 0.95)] * 1000 for found in (alone, beside)]
    print(f"\nEight runaways, limit {SECONDS} s, beside 20 clients:")
    for spent, status in sorted(ended):
        print(f"  ended after {spent:5.2f} s with {status}")
    print(f"  well-behaved p95 {p95[0]:.1f} ms alone, {p95[1]:.1f} ms beside ({p95[1] / p95[0]:.2f} ×); "
          f"slowest {beside[-1] * 1000:.0f} ms of {len(beside)}")  # fmt: skip
    print(f"  memory {before:.0f} MiB before, {memory(pid):.0f} MiB after; alive: {psutil.pid_exists(pid)}")


def peers(folder: Path) -> Path:
    """The bin folder of the environment of the peers, made where it is not there."""
    if not (folder / "bin" / "oxigraph").exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "-q", "oxigraph", "rdflib-endpoint", "uvicorn"], check=True)
    return folder / "bin"


def fill(folder: Path, number: int) -> None:
    """The store of cabos, that of Oxigraph, and a file for rdflib; all of the same triples."""
    with open_graph(folder / "cabos") as graph:
        every = [DefaultGraph(), *(NamedNode(f"{E}graph/{i}") for i in range(200))]
        graph.store.raw.bulk_extend(
            Quad(s, p, o, g)
            for i, (s, p, o) in enumerate(triples(number))
            for g in (every[0], every[1 + i // 10 % 200])
        )
        graph.store.raw.optimize()
    other = pyoxigraph.Store(folder / "oxigraph")
    other.bulk_extend(Quad(s, p, o) for s, p, o in triples(number))
    other.optimize()
    pyoxigraph.serialize((quad.triple for quad in other), folder / "all.nt", RdfFormat.N_TRIPLES)
    del other


def main() -> None:
    """Prints it all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=500_000)
    parser.add_argument("--peers", type=Path, default=Path(".venv-bench"))
    parser.add_argument("--skip-rdflib", action="store_true")
    options = parser.parse_args()
    programs = peers(options.peers)
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        folder = Path(place)
        fill(folder, options.triples)
        ports: list[int] = [free_port() for _ in range(3)]
        own = [
            sys.executable,
            "-m",
            "cabos.api.cli",
            "serve",
            "--store",
            str(folder / "cabos"),
            "--port",
            str(ports[0]),
        ]
        limit = {"CABOS_LIMIT_SECONDS": str(SECONDS)}
        servers: dict[str, Any] = {"cabos": stack.enter_context(serving(own, ports[0], "/sparql", **limit))}
        other = [str(programs / "oxigraph"), "serve", "-l", str(folder / "oxigraph"), "-b", f"127.0.0.1:{ports[1]}"]
        servers["oxigraph"] = stack.enter_context(serving(other, ports[1], "/query"))
        if not options.skip_rdflib:
            third = [str(programs / "rdflib-endpoint"), "serve", "--port", str(ports[2]), str(folder / "all.nt")]
            servers["rdflib-endpoint"] = stack.enter_context(serving(third, ports[2], "/"))
        print(f"{options.triples:,} triples")
        compare(servers)
        attack(*servers["cabos"])


if __name__ == "__main__":
    main()
