"""Saved queries, and a service that is closed to those without a token."""

from __future__ import annotations

from pathlib import Path

import pytest
from cabos.api import Settings, create_app
from cabos.api.cli.program import run
from cabos.graph import Graph
from fastapi.testclient import TestClient

NAMED = """\
# title: Who has a name
# param name string: the name
SELECT ?who WHERE { ?who rdfs:label ?name }
"""


def test_the_bundled_ones(client: TestClient) -> None:
    listed = client.get("/saved").json()["queries"]
    assert {"evidence", "who-supports"} <= {query["name"] for query in listed}
    everybody = client.get("/saved/who-supports", headers={"Accept": "text/csv"}).text
    assert "Donald Trump" in everybody
    assert "Nicolás Maduro" in everybody
    russia = client.get("/saved/who-supports", params={"who": "rusia"}, headers={"Accept": "text/csv"}).text
    assert "Donald Trump" not in russia
    assert "Nicolás Maduro" in russia


@pytest.mark.parametrize(
    ("url", "status", "words"),
    [
        ("/saved/nothing", 404, "who-supports"),
        ("/saved/..%2F..%2Fsettings", 404, "/openapi.json"),
        ("/saved/evidence", 400, "needs the parameter 'who'"),
        ("/saved/evidence?who=Nadie", 404, "Nadie"),
        ("/saved/evidence?who=Rusia&what=x", 400, "no parameter 'what'"),
        ("/saved/evidence?who=Rusia&who=Suiza", 400, "twice"),
    ],
)
def test_what_cannot_be_run(client: TestClient, url: str, status: int, words: str) -> None:
    answer = client.get(url)
    assert answer.status_code == status, answer.text
    assert words in answer.json()["detail"]


def test_evidence_of_an_entity(client: TestClient) -> None:
    told = client.get("/saved/evidence", params={"who": "Rostec"}).json()["results"]["bindings"]
    assert [row["sentence"]["value"] for row in told] == ["Rostec vendió fusiles de asalto a Venezuela."]


def test_a_value_is_never_text_of_the_query(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "named.rq").write_text(NAMED, "utf-8")
    with TestClient(create_app(Settings(queries=str(tmp_path)), graph)) as client:
        [told] = client.get("/saved").json()["queries"]
        assert told["parameters"] == [{"name": "name", "type": "string", "optional": False, "description": "the name"}]
        found = client.get("/saved/named", params={"name": "Rusia"}).json()["results"]["bindings"]
        assert [row["who"]["value"] for row in found] == ["https://w3id.org/cabos/entity/Q159"]
        evil = client.get("/saved/named", params={"name": 'x" } UNION { ?who ?p ?o } #'})
        assert evil.json()["results"]["bindings"] == []


def test_reading_can_be_closed(graph: Graph) -> None:
    settings = Settings(read_token="lee", token="escribe")  # noqa: S106
    with TestClient(create_app(settings, graph)) as client:
        for path in ("/", "/entities", "/sparql?query=ASK%7B%7D", "/metrics", "/rdf-graphs?default"):
            refused = client.get(path)
            assert (refused.status_code, refused.headers["www-authenticate"][:6]) == (401, "Bearer"), path
            for token in ("lee", "escribe"):
                assert client.get(path, headers={"Authorization": f"Bearer {token}"}).status_code == 200, path
        assert client.get("/health").status_code == 200
        update = client.post("/sparql", data={"update": "CLEAR ALL"}, headers={"Authorization": "Bearer lee"})
        assert update.status_code == 401


def test_on_the_command_line(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["query", "evidence", "--param", "who=Rostec", "--store", str(store), "--format", "csv"]
    assert run(command) == 0
    assert "Rostec vendió fusiles de asalto a Venezuela." in capsys.readouterr().out
    assert run(["query", "nothing", "--store", str(store)]) == 1
    assert "who-supports" in capsys.readouterr().err
