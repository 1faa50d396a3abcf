"""Paths under conditions, neighbourhoods, rankings, and who says what, over HTTP and on the command line."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from cabos.api.cli.program import run
from cabos.graph import open_graph
from fastapi.testclient import TestClient


@pytest.fixture
def cabos(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, store: Path
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command line on the store of the tests: exit code, output, messages."""
    monkeypatch.setenv("CABOS_STORE", str(store))

    def ran(line: str) -> tuple[int, str, str]:
        code = run(shlex.split(line))
        return (code, *capsys.readouterr())

    return ran


def ways(client: TestClient, query: str) -> list[str]:
    """Each path of an answer as ``Rostec>Venezuela``."""
    paths = client.get(f"/paths?{query}").json()["paths"]
    return [">".join([p["steps"][0]["from"]["label"], *(s["to"]["label"] for s in p["steps"])]) for p in paths]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("from=Rostec&to=juan%20guaido", ["Rostec>Venezuela>Nicolás Maduro>Juan Guaidó"]),
        ("from=Rostec&to=juan%20guaido&as_of=2019-06-02", []),
        ("from=Rostec&to=juan%20guaido&since=2019-06&until=2019", ["Rostec>Venezuela>Nicolás Maduro>Juan Guaidó"]),
        ("from=Rostec&to=juan%20guaido&avoid=person-nicolas-maduro", []),
        ("from=Rusia&to=person-nicolas-maduro&min_articles=2", ["Rusia>Nicolás Maduro"]),
        ("from=Rusia&to=person-nicolas-maduro&min_sources=2", []),  # two articles of one outlet
        ("from=Rusia&to=person-nicolas-maduro&relation=SUPPORT", ["Rusia>Nicolás Maduro"]),
        ("from=people:Venezuela&to=Rusia&to=Suiza", ["Nicolás Maduro>Rusia"]),
        ("from=type:Place&to=type:Country&since=", ["Ginebra>Suiza"]),
    ],
)
def test_paths_under_conditions(client: TestClient, query: str, expected: list[str]) -> None:
    assert ways(client, query) == expected


def test_paths_by_evidence_have_their_cost(client: TestClient) -> None:
    [path] = client.get("/paths?from=Rostec&to=Venezuela&weight=evidence").json()["paths"]
    assert path["cost"] == pytest.approx(0.693147 + 0.4 * 0.693147)  # ln 2 for one source, 2 neighbours at the end
    assert path["steps"][0]["articles"] == 1
    assert client.get("/paths?from=Rostec&to=Venezuela").json()["paths"][0]["cost"] is None


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/paths?from=Rusia&to=Rostec&since=mayo", 400, "since must be a date"),
        ("/paths?from=Rusia&to=Rostec&as_of=2020&until=2020", 400, "not both"),
        ("/paths?from=Rusia&to=Rostec&weight=gold", 422, "weight"),
        ("/paths?from=Rusia&to=Rostec&min_articles=0", 422, "min_articles"),
        ("/paths?from=type:Dog&to=Rostec", 400, "Person"),
        ("/paths?from=Rusia&to=Rostec&avoid=Nadie", 404, "Nadie"),
        ("/paths?from=Rusia&to=Rostec&relation=LIKE", 400, "SUPPORT"),
        ("/draw?as_of=mayo", 400, "as_of must be a date"),
    ],
)
def test_conditions_that_cannot_be(client: TestClient, path: str, status: int, words: str) -> None:
    problem = client.get(path).json()
    assert problem["status"] == status, problem
    assert words in problem["detail"]


def test_a_drawing_as_of_a_day(client: TestClient) -> None:
    assert "Nicolás Maduro" in client.get("/draw?entity=Rusia&as_of=2019-07").text
    assert "Nicolás Maduro" not in client.get("/draw?entity=Rusia&as_of=2019-05").text


def test_path_command(cabos: Callable[..., tuple[int, str, str]]) -> None:
    line = 'path Rostec "Juan Guaidó" --all --weight evidence --format json'
    [path] = json.loads(cabos(line)[1])["paths"]
    assert [step["relation"] for step in path["steps"]] == ["supplies", "leads", "accuses"]
    assert cabos('path Rostec "Juan Guaidó" --avoid person-nicolas-maduro')[0] == 1
    assert cabos("path people:Venezuela type:Country --as-of 2019-05")[0] == 1
    assert "Rusia" in cabos("path people:Venezuela type:Country --until 2019-07")[1]


def test_paths_are_found_in_a_snapshot_on_disk(store: Path) -> None:
    with open_graph(store, read_only=True) as graph:
        assert len(graph.paths("Rostec", "Juan Guaidó")[0]) == 3
