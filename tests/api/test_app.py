"""The application as a whole: OpenAPI, headers, bugs, limits."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from cabos.api import Settings, create_app, schemas
from cabos.graph import Graph, NotFound
from fastapi.testclient import TestClient


@pytest.fixture(scope="module")
def openapi() -> dict[str, Any]:
    """The document."""
    return create_app(Settings()).openapi()


def operations(openapi: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """``(path, method, operation)`` of each."""
    return [(path, method, op) for path, item in openapi["paths"].items() for method, op in item.items()]


def test_openapi_describes_every_route(openapi: dict[str, Any]) -> None:
    found = {f"{method} {path}" for path, method, _ in operations(openapi)}
    assert found == {
        "get /sparql", "post /sparql", "get /rdf-graphs", "put /rdf-graphs", "post /rdf-graphs", "delete /rdf-graphs",
        "get /entities", "get /entities/{key}", "get /statements", "get /statements/{key}",
        "get /paths",
        "get /draw", "get /articles", "post /articles", "get /articles/{key}", "delete /articles/{key}",
        "get /neighbourhood", "get /ranking", "get /ties", "get /communities", "get /bridges", "get /changes",
        "get /says", "get /contradictions", "get /ask", "post /scene", "post /scene/expand",
        "get /decisions", "post /decisions", "delete /decisions/{key}",  "post /scene/export",
        "get /stats", "get /relations", "get /health", "get /metrics", "get /saved", "get /saved/{name}",
    }  # fmt: skip
    for path, method, operation in operations(openapi):
        assert operation["summary"], (path, method)
        assert len(operation["description"]) > 20, (path, method)
        assert all(parameter.get("description") for parameter in operation.get("parameters", ())), (path, method)


def test_openapi_examples_are_real(openapi: dict[str, Any], client: TestClient) -> None:
    """Each example of a parameter, sent to the service of the tests, is answered."""
    tried = 0
    for path, method, operation in operations(openapi):
        parameters = operation.get("parameters", [])
        if method != "get" or path == "/statements/{key}":  # a statement's id is a hash of what it says
            continue
        given = {p["name"]: next(iter(p["examples"].values()))["value"] for p in parameters if p.get("examples")}
        if path == "/statements":  # three filters at once meet nothing; each alone does
            given = {"entity": given["entity"]}
        if path == "/draw":
            given = {"entity": given["entity"]}
        url = path.format(**given)
        response = client.get(url, params={name: v for name, v in given.items() if f"{{{name}}}" not in path})
        assert response.status_code == 200, (url, response.text)
        tried += bool(given)
    assert tried >= 6


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("/entities", schemas.EntityPage),
        ("/entities/Q159", schemas.EntityCard),
        ("/statements", schemas.StatementPage),
        ("/articles", schemas.ArticlePage),
        ("/articles/other", schemas.ArticleRow),
        ("/paths?from=Rostec&to=juan%20guaido", schemas.Paths),
        ("/ask?q=¿Quién apoya a Guaidó?", schemas.Answer),
        ("/ask?q=¿Cómo están conectados Rostec y Guaidó?", schemas.Answer),
        ("/ask?q=¿Quién baila con Nadie?", schemas.Answer),
        ("/stats", schemas.Stats),
        ("/relations", schemas.RelationList),
        ("/health", schemas.Health),
        ("/nowhere", schemas.Problem),
    ],
)
def test_answers_have_the_shape_that_openapi_gives(client: TestClient, path: str, shape: Any) -> None:
    shape.model_validate(client.get(path).json(), strict=False)


def test_security_headers(client: TestClient) -> None:
    for path in ("/", "/web/style.css", "/entities", "/nowhere", "/health", "/draw", "/ask"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "no-referrer", path
        assert headers["content-security-policy"].startswith("default-src 'none'"), path
    assert "sandbox allow-scripts" in client.get("/draw").headers["content-security-policy"]
    assert "unsafe" not in client.get("/").headers["content-security-policy"]


def test_other_origins_may_read_and_not_write(client: TestClient) -> None:
    origin = {"Origin": "https://example.org"}
    assert client.get("/entities", headers=origin).headers["access-control-allow-origin"] == "*"
    asked = {**origin, "Access-Control-Request-Method": "DELETE", "Access-Control-Request-Headers": "authorization"}
    assert client.options("/articles/other", headers=asked).status_code == 400


def test_no_page_names_another_host(client: TestClient) -> None:
    for path in ("/", "/web/style.css", "/web/explore.js", "/web/combobox.js", "/web/icon.svg"):
        text = client.get(path).text
        hosts = set(re.findall(r"(?:https?:)?//([a-z0-9.-]+\.[a-z]{2,})", text))
        assert hosts <= {"www.w3.org"}, path  # the namespace of SVG
        assert "innerHTML" not in text


def test_a_bug_is_a_problem_without_details(client: TestClient, graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(type(graph), "stats", broken)
    response = client.get("/stats")
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "secret" not in response.text
    assert "Zero" not in response.text


def test_more_work_than_may_wait_is_503(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, entered = threading.Event(), threading.Event()
    real = type(graph).query

    def slow(self: Graph, *given: Any, **named: Any) -> Any:
        entered.set()
        assert gate.wait(10)
        return real(self, *given, **named)

    monkeypatch.setattr(type(graph), "query", slow)
    settings = Settings(limit_running=1, limit_waiting=0)
    with TestClient(create_app(settings, graph)) as client, ThreadPoolExecutor(1) as pool:
        first = pool.submit(client.get, "/health")
        assert entered.wait(10)
        refused = client.get("/health")  # the one place is taken, and nobody may wait
        gate.set()
        assert first.result(10).status_code == 200
    assert refused.headers["retry-after"]
    assert "CABOS_LIMIT_WAITING" in refused.json()["detail"]


def test_a_missing_store_is_no_empty_one(tmp_path: Any) -> None:
    app = create_app(Settings(store=str(tmp_path / "nothing")))
    with pytest.raises(NotFound, match="nothing"), TestClient(app):
        pass
    assert not (tmp_path / "nothing").exists()


def test_with_a_token_a_store_is_made(tmp_path: Any) -> None:
    with TestClient(create_app(Settings(store=str(tmp_path / "new"), token="t"))) as client:  # noqa: S106
        assert client.get("/stats").json()["articles"] == 0
