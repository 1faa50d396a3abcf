"""Paths under conditions, neighbourhoods, rankings, and who says what, over HTTP and on the command line."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cabos.api import Settings, create_app
from cabos.api.cli.program import run
from cabos.api.schemas import Paths
from cabos.api.schemas import analysis as shapes
from cabos.api.schemas.rows import ListPage
from cabos.graph import Extraction, Graph, open_graph
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


def items(client: TestClient, path: str) -> list[dict[str, Any]]:
    response = client.get(path)
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["items"]
    return found


def test_neighbourhood(client: TestClient) -> None:
    near = items(client, "/neighbourhood?entity=Rusia&hops=2&limit=3")
    assert [(row["entity"]["label"], row["hops"]) for row in near] == [
        ("Rusia", 0), ("Nicolás Maduro", 1), ("Juan Guaidó", 2),
    ]  # fmt: skip
    assert client.get("/neighbourhood?entity=Rusia&hops=2&limit=3").json()["next"].endswith("limit=3&offset=3")
    assert client.get("/neighbourhood.csv?entity=Rusia").text.startswith("entity_iri,entity_id,entity_label")


def test_ranking(client: TestClient) -> None:
    found = client.get("/ranking?measure=betweenness&limit=1").json()
    assert (found["items"][0]["entity"]["label"], found["sampled"], found["total"]) == ("Nicolás Maduro", None, 9)
    assert items(client, "/ranking?type=Country")[0]["entity"]["label"] == "Venezuela"


def test_ties(client: TestClient) -> None:
    [first, *_] = items(client, "/ties?entity=person-nicolas-maduro&status=fact")
    assert (first["entity"]["label"], first["relations"]) == ("Rusia", {"^SUPPORT": 1}), "one outlet, in two articles"
    [first, *_] = items(client, "/ties?entity=Rusia&by=relation&status=denied")
    assert first["relations"] == {"threatens": 1}


def test_communities_and_bridges(client: TestClient) -> None:
    groups = client.get("/communities").json()["communities"]
    assert {"Ginebra", "Suiza"} in [{ref["label"] for ref in group["entities"]} for group in groups]
    [bridge] = items(client, "/bridges?from=Rusia&to=Venezuela")
    assert (bridge["entity"]["label"], bridge["first"], bridge["second"]) == ("Nicolás Maduro", 1, 1)


def test_changes(client: TestClient) -> None:
    found = items(client, "/changes?before_until=2019-05&since=2019-06&entity=Rusia")
    assert [(row["relation"], row["before"], row["after"]) for row in found] == [("supports", 0, 1)]


def test_who_says(client: TestClient) -> None:
    voices = client.get("/says?subject=Rusia&object=Venezuela").json()["voices"]
    assert [(v["status"], v["source"], v["speaker"], v["since"]) for v in voices] == [
        ("denied", "=El Diario", "Rusia", "2019-06-03")
    ]
    assert voices[0]["statements"][0]["sentence"]["text"].startswith("Rusia rechazó")


def test_contradictions(own_graph: Graph, read: Callable[..., Extraction]) -> None:
    table = """\
Rusia no respalda a Nicolás Maduro.|Rusia|supports|Nicolás Maduro|denied|respalda|
Rusia se opone a Nicolás Maduro.|Rusia|opposes|Nicolás Maduro|fact|opone|"""
    own_graph.add(read("third", table, title="No", date="2019-06-20"))
    with TestClient(create_app(Settings(), own_graph)) as client:
        found = items(client, "/contradictions?entity=Rusia")
        assert [(row["kind"], row["relations"], row["days"]) for row in found] == [
            ("denied", ["supports", "supports"], 17),
            ("opposed", ["supports", "opposes"], 17),
        ]
        assert found[0]["second"][0]["sentence"]["text"] == "Rusia no respalda a Nicolás Maduro."
        assert [row["kind"] for row in items(client, "/contradictions?window=10")] == ["denied"]
        assert "supports" in client.get("/contradictions.csv").text


def test_records_have_the_shapes_that_openapi_shows(client: TestClient) -> None:
    for path, shape in (
        ("/neighbourhood?entity=Rusia", ListPage[shapes.Near]),
        ("/ranking?measure=pagerank", shapes.Ranking),
        ("/ties?entity=Rusia", ListPage[shapes.Tie]),
        ("/communities", shapes.Communities),
        ("/bridges?from=Rusia&to=Venezuela", ListPage[shapes.Bridge]),
        ("/changes?before_until=2019-05&since=2019-06", ListPage[shapes.Changed]),
        ("/says?subject=Rusia&object=Venezuela", shapes.Voices),
        ("/paths?from=Rostec&to=Venezuela&weight=evidence", Paths),
    ):
        shape.model_validate(client.get(path).json())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("rank betweenness --limit 1 --format csv", "Nicolás Maduro,Person"),
        ("neighbours Rusia --format csv", "Nicolás Maduro,Person,1,4"),
        ("ties Venezuela --format csv", "COOPERATE 1"),
        ("bridges Rusia Venezuela --format csv", "Nicolás Maduro,Person,1,1"),
        ("communities", "Ginebra, Suiza"),
        ("changes --before ..2019-05 --after 2019-06.. --format csv", "Rusia,supports,Nicolás Maduro,fact,0,1"),
        ("says Rusia Venezuela", "Rusia rechazó haber amenazado"),
        ("contradictions --format json", '"total": 0'),
    ],
)
def test_commands(cabos: Callable[..., tuple[int, str, str]], line: str, words: str) -> None:
    code, out, messages = cabos(line)
    assert (code, messages) == (0, "")
    assert words in out


def test_commands_that_are_wrong(cabos: Callable[..., tuple[int, str, str]]) -> None:
    assert "A period is FROM..TO" in cabos("changes --before 2019 --after 2020..")[2]
    assert cabos("rank fame")[0] == 2
    assert "Nadie" in cabos("ties Nadie")[2]
