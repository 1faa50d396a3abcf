"""No query takes more than it may, and none stands in the way of others: ``cabos serve`` as it runs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2 as httpx
import pytest
from cabos.graph import open_graph

SECONDS = 3
ANY = "?s ?p ?o . ?a ?b ?c . ?x ?y ?z . "
RUNAWAYS = {
    "cross product": f"SELECT (COUNT(*) AS ?n) {{ {ANY} }}",
    "distinct": f"SELECT DISTINCT ?s ?a ?x {{ {ANY} }}",
    "order": f"SELECT * {{ {ANY} }} ORDER BY ?o ?c ?z",
    "path": "SELECT (COUNT(*) AS ?n) { ?a (<a:p>|!<a:p>)* ?b . ?c (<a:p>|!<a:p>)* ?d . ?e (<a:p>|!<a:p>)* ?f }",
    "regex": f"SELECT (COUNT(*) AS ?n) {{ {ANY} FILTER(REGEX(CONCAT(STR(?s), STR(?a), STR(?x)), '(x+x+)+y')) }}",
    "rows": f"SELECT * {{ {ANY} }}",
    "nested": "ASK {" + "{" * 3000 + "}" * 3000 + "}",
    "exclamation": "ASK { FILTER(" + "!" * 12_000 + "true) }",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a service with narrow limits, on some hundred triples."""
    folder = tmp_path_factory.mktemp("limits")
    with open_graph(folder / "store") as graph:
        triples = " ".join(f"<a:s{number}> <a:p> <a:s{number // 2}> ." for number in range(300))
        graph.update(f"INSERT DATA {{ {triples} }}")
    limits = {"SECONDS": SECONDS, "MEMORY": 256, "ROWS": 5_000, "BYTES": 2_000_000, "QUERY": 20_000, "SLOW": 8}
    environment = {**os.environ, **{f"CABOS_LIMIT_{name}": str(value) for name, value in limits.items()}}
    environment |= {"CABOS_TOKEN": "token", "CABOS_ACCESS_LOG": str(folder / "access.log")}
    command = [sys.executable, "-m", "cabos.api.cli", "serve", "--store", str(folder / "store"), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr
        found = re.search(r"http://\S+(?=/)", process.stderr.readline())
        assert found
        with httpx.Client(base_url=found[0], timeout=60) as client:
            yield client
        process.terminate()
        assert process.wait(20) in (0, -15)
    assert not list(folder.glob(".*snapshots")), "a service that ends takes its checkpoints along"


def ask(service: httpx.Client, query: str) -> httpx.Response:
    return service.post("/sparql", data={"query": query})


def test_runaways_end_and_others_are_answered(service: httpx.Client) -> None:
    with ThreadPoolExecutor(len(RUNAWAYS)) as pool:
        running = {name: pool.submit(ask, service, query) for name, query in RUNAWAYS.items()}
        answered = [ask(service, f"SELECT * {{ <a:s{number}> ?p ?o }}").status_code for number in range(40)]
        ended = {name: future.result() for name, future in running.items()}
    assert set(answered) == {200}
    for name, answer in ended.items():
        assert answer.status_code in {413, 503, 504}, (name, answer.text)
        assert answer.headers["content-type"] == "application/problem+json", name
        assert "CABOS_LIMIT_" in answer.text or "nested" in answer.text or "operators" in answer.text, answer.text
    assert ask(service, "ASK {}").json()["boolean"] is True


@pytest.mark.parametrize(
    ("query", "status", "limit"),
    [
        (RUNAWAYS["cross product"], 504, "CABOS_LIMIT_SECONDS"),
        ("SELECT ?s ?a { ?s ?p ?o . ?a ?b ?c }", 413, "CABOS_LIMIT_ROWS"),
        ("CONSTRUCT { ?s ?p ?a } { ?s ?p ?o . ?a ?b ?c }", 413, "CABOS_LIMIT_ROWS"),
        (f"SELECT ('{'x' * 10_000}' AS ?long) {{ ?s ?p ?o }}", 413, "CABOS_LIMIT_BYTES"),
        ("ASK {} #" + "x" * 20_000, 413, "CABOS_LIMIT_QUERY"),
    ],
)
def test_a_limit_is_named(service: httpx.Client, query: str, status: int, limit: str) -> None:
    answer = ask(service, query)
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert limit in answer.json()["detail"]


def test_memory_is_limited(service: httpx.Client) -> None:
    doubled = " ".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(18))
    huge = f"SELECT (STRLEN(?a18) AS ?n) {{ BIND('{'x' * 1000}' AS ?a0) {doubled} }}"
    answer = ask(service, huge)
    assert answer.status_code == 413, answer.text
    assert "CABOS_LIMIT_MEMORY" in answer.json()["detail"]


def test_an_update_that_runs_away_changes_nothing(service: httpx.Client) -> None:
    update = (
        f"INSERT DATA {{ <a:new> <a:p> <a:o> }} ; INSERT {{ <a:n> <a:n> ?n }} WHERE {{ {RUNAWAYS['cross product']} }}"
    )
    token = {"Authorization": "Bearer token"}
    answer = service.post("/sparql", data={"update": update}, headers=token)
    assert answer.status_code == 504, answer.text
    assert ask(service, "ASK { <a:new> ?p ?o }").json()["boolean"] is False


def test_a_write_is_seen_by_the_next_query(service: httpx.Client) -> None:
    token = {"Authorization": "Bearer token"}

    def write(writer: int) -> None:
        for number in range(3):
            mine = f"<a:w{writer}-{number}>"
            update = (
                "WITH <g:count> DELETE { <a:count> <a:is> ?n } "
                f"INSERT {{ <a:count> <a:is> ?m . <a:count> <a:by> {mine} }} "
                "WHERE { OPTIONAL { <a:count> <a:is> ?n } BIND(COALESCE(?n, 0) + 1 AS ?m) }"
            )
            with httpx.Client(base_url=service.base_url, timeout=60) as own:
                assert own.post("/sparql", data={"update": update}, headers=token).status_code == 204
                seen = own.post("/sparql", data={"query": f"ASK {{ <a:count> <a:by> {mine} }}"})
                assert seen.json()["boolean"] is True

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    answer = ask(service, "SELECT ?n { <a:count> <a:is> ?n }")
    assert [row["n"]["value"] for row in answer.json()["results"]["bindings"]] == ["12"], "no update of four is lost"


def test_metrics_tell_of_it(service: httpx.Client) -> None:
    lines = dict(line.rsplit(" ", 1) for line in service.get("/metrics").text.splitlines() if line[0] != "#")
    assert int(lines['cabos_requests_total{method="POST",route="/sparql",status="200"}']) > 0
    assert int(lines["cabos_queries_killed_total"]) > 0
    assert lines["cabos_queries_slow"] == "0"
    assert float(lines['cabos_request_seconds_bucket{route="/sparql",le="+Inf"}']) > 0


def test_gzip(service: httpx.Client) -> None:
    query = {"query": "SELECT * { ?s <a:p> ?o }"}
    packed = service.post("/sparql", data=query, headers={"Accept-Encoding": "gzip"})
    plain = service.post("/sparql", data=query, headers={"Accept-Encoding": "gzip;q=0"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    assert packed.json() == plain.json()


def test_every_request_is_logged(service: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> None:
    ask(service, "SELECT * { ?s <a:p> ?o } LIMIT 7")
    log = next(Path(tmp_path_factory.getbasetemp()).glob("limits*/access.log"))
    for _ in range(100):  # the line follows the answer
        last = json.loads(log.read_text("utf-8").splitlines()[-1])
        if last.get("rows") == 7:
            break
        time.sleep(0.02)
    assert (last["method"], last["path"], last["status"], last["rows"]) == ("POST", "/sparql", 200, 7)
    assert last["query_seconds"] <= last["seconds"]
