"""``/scene``: what the explorer asks for."""

from __future__ import annotations

from cabos.api.schemas import scene as shapes
from fastapi.testclient import TestClient

TRUMP = {"entities": ["person-donald-trump", "Q717", "person-juan-guaido"]}


def test_a_scene_has_nodes_edges_facets_and_a_query_that_gives_the_same(client: TestClient) -> None:
    body = client.post("/scene", json=TRUMP).json()
    shapes.Scene.model_validate(body)
    assert [node["label"] for node in body["nodes"]] == ["Donald Trump", "Venezuela", "Juan Guaidó"]
    assert {edge["id"] for edge in body["edges"]} == {
        "person-donald-trump|supports|person-juan-guaido|fact",
        "person-donald-trump|sanctions|Q717|possible",
    }
    rows = client.post("/sparql", data={"query": body["sparql"]}).json()["results"]["bindings"]
    assert len(rows) == 2


def test_filters_and_places_are_kept_to(client: TestClient) -> None:
    asked = {**TRUMP, "placed": {"Q717": [12, -40]}, "filter": {"statuses": ["fact"]}}
    body = client.post("/scene", json=asked).json()
    assert [edge["status"] for edge in body["edges"]] == ["fact"]
    assert [(node["x"], node["y"]) for node in body["nodes"] if node["id"] == "Q717"] == [(12, -40)]


def test_an_entity_is_expanded_by_what_is_not_there_yet(client: TestClient) -> None:
    asked = {"entity": "Q717", "shown": ["person-donald-trump"], "limit": 2}
    body = client.post("/scene/expand", json=asked).json()
    shapes.Expansion.model_validate(body)
    assert body["total"] == 4
    assert len(body["entities"]) == 2
    assert "person-donald-trump" not in {entity["id"] for entity in body["entities"]}


def test_a_scene_is_exported(client: TestClient) -> None:
    made = {kind: client.post("/scene/export", json={**TRUMP, "format": kind}) for kind in ("csv", "gexf", "turtle")}
    assert made["csv"].text.count("\r\n") == 3
    assert "'=El Diario" in made["csv"].text
    assert "Donald Trump" in made["gexf"].text
    assert "cabos:supports" in made["turtle"].text


def test_what_is_wrong_is_said(client: TestClient) -> None:
    wrong = client.post("/scene", json={"filter": {"relations": ["nonsense"]}})
    assert wrong.status_code == 400
    assert "No relation or category 'nonsense'" in wrong.json()["detail"]
    assert client.post("/scene", json={"filter": {"since": "ayer"}}).status_code == 400
    assert client.post("/scene", json={"entities": ["x"] * 1501}).status_code == 422
