"""The command line and the service, over a store that is a SPARQL server; and the service as such a server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cabos.api import Settings, create_app
from cabos.api.cli.program import run
from cabos.graph import Endpoint, open_graph
from fastapi.testclient import TestClient

from .conftest import extraction, fill

WRITE = {"Authorization": "Bearer token"}
WHO = "SELECT ?who { ?s cabos:supports ?o . ?s rdfs:label ?who } ORDER BY ?who"


@pytest.fixture
def url(servers: dict[str, str], emptied: Callable[[str], str]) -> str:
    """A server that holds the graph of the tests."""
    with open_graph(emptied(servers["server"])) as graph:
        fill(graph)
    return servers["server"]


@pytest.fixture
def over(url: str) -> Iterator[TestClient]:
    """The service over it, writes on."""
    with TestClient(create_app(Settings(store=url, token="token"))) as client:  # noqa: S106
        yield client


@pytest.mark.usefixtures("one_reader")
def test_commands(
    servers: dict[str, str], emptied: Callable[[str], str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--store", emptied(servers["server"])]
    article = tmp_path / "a.txt"
    article.write_text("El presidente Nicolás Maduro acusó a Juan Guaidó. Rusia apoya a Nicolás Maduro.")
    assert run(["ingest", str(article), *at]) == 0
    capsys.readouterr()
    assert run(["path", "Rusia", "Juan Guaidó", *at, "--format", "json"]) == 0
    steps = json.loads(capsys.readouterr().out)["paths"][0]["steps"]
    assert [step["relation"] for step in steps] == ["supports", "accuses"]
    assert run(["query", "ASK { ?s cabos:supports ?o }", *at]) == 0
    assert run(["draw", "Rusia", *at, "--output", str(tmp_path / "rusia.html")]) == 0
    assert run(["export", *at, "--format", "nquads", "--output", str(tmp_path / "all.nq")]) == 0
    assert run(["stats", *at]) == 0
    for command in (["backup", str(tmp_path / "copy")], ["check"]):
        assert run([*command, *at]) == 1
        assert "needs a store in a folder" in capsys.readouterr().err
    assert run(["retract", "a", *at]) == 0
    assert run(["query", "ASK { ?s cabos:supports ?o }", *at]) == 1


def test_the_service_over_a_server(over: TestClient) -> None:
    def who() -> list[str]:
        rows = over.get("/sparql", params={"query": WHO}).json()["results"]["bindings"]
        return sorted({row["who"]["value"] for row in rows})

    assert who() == ["Donald Trump", "Rusia"]
    assert over.get("/health").json()["status"] == "ok"
    assert over.get("/entities", params={"q": "maduro"}).json()["total"] == 2
    found = over.get("/paths", params={"from": "Rostec", "to": "Juan Guaidó"}).json()
    assert found["paths"][0]["steps"][0]["statements"][0]["sentence"]["text"].startswith("Rostec vendió")
    assert over.get("/draw", params={"entity": "Rusia"}).status_code == 200
    note = "INSERT DATA { GRAPH <http://example.org/g> { wd:Q159 cabos:supports wd:Q717 } }"
    assert over.post("/sparql", data={"update": note}, headers=WRITE).status_code == 204
    assert over.delete("/articles/seed-article", headers=WRITE).status_code in {200, 204}
    assert who() == ["Rusia"]
    wrong = over.get("/sparql", params={"query": "SELECT ?who {\n ?who }"})
    assert (wrong.status_code, "at 2:" in wrong.json()["detail"]) == (400, True)


def test_the_service_is_such_a_server(address: str) -> None:
    """A notebook opens a running service as a graph, and with the token writes to it."""
    with open_graph(f"{address}/sparql", read_only=True) as graph:
        assert [str(path) for path in graph.paths("Rostec", "Venezuela")] == ["Rostec —supplies→ Venezuela"]
        before = graph.stats()
    with open_graph(Endpoint(f"{address}/sparql", f"{address}/sparql", "token")) as graph:
        graph.add(extraction("nuevo", "Suiza apoya a Rostec.|Suiza|supports|Rostec|fact|apoya|", title="Nuevo"))
        assert len(graph.paths("Suiza", "Venezuela")) == 1
        graph.retract("nuevo")
        assert graph.stats() == before
