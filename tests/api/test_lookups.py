"""``/entities``, ``/statements``, ``/paths``, ``/articles``, ``/stats``, ``/relations``, ``/health``."""

from __future__ import annotations

import csv
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient


def test_search_folds_accents_and_knows_aliases(client: TestClient) -> None:
    labels = [row["label"] for row in client.get("/entities", params={"q": "guaido"}).json()["items"]]
    assert labels == ["Juan Guaidó"]
    assert client.get("/entities", params={"q": "MOSC"}).json()["items"][0]["label"] == "Rusia"
    assert client.get("/entities", params={"q": "zzz"}).json()["items"] == []


def test_search_by_class(client: TestClient) -> None:
    found = client.get("/entities", params={"type": "Place"}).json()
    assert [row["label"] for row in found["items"]] == ["Ginebra"]


def test_pages_follow_one_another_to_the_end(client: TestClient) -> None:
    url, seen = "/entities?limit=4&type=", []
    while url:
        response = client.get(url)
        page = response.json()
        seen += [row["iri"] for row in page["items"]]
        assert response.headers.get("link") == (f'<{page["next"]}>; rel="next"' if page["next"] else None)
        url = page["next"]
    assert len(seen) == len(set(seen)) == page["total"] == 9


@pytest.mark.parametrize(("path", "headers"), [("/statements.csv", {}), ("/statements", {"Accept": "text/csv"})])
def test_lists_come_as_csv(client: TestClient, path: str, headers: dict[str, str]) -> None:
    response = client.get(path, headers=headers, params={"relation": "locatedIn"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    (row,) = csv.DictReader(response.text.splitlines())
    assert row["subject_label"] == "Ginebra"
    assert row["sentence_text"] == "Ginebra está en Suiza."
    assert row["article_publisher"] == "'=El Diario"  # no formula for a spreadsheet


def test_card_by_name_segment_and_iri(client: TestClient) -> None:
    card = client.get("/entities/Q159").json()
    assert (card["label"], card["wikidata"]) == ("Rusia", "Q159")
    assert {"relation": "supports", "role": "subject", "status": "fact", "statements": 2} in card["relations"]
    assert {"relation": "threatens", "role": "subject", "status": "denied", "statements": 1} in card["relations"]
    assert client.get("/entities/moscu").json() == card
    assert client.get(f"/entities/{quote(card['iri'], safe='')}").json() == card
    assert client.get(card["links"]["statements"]).json()["total"] == 3


@pytest.mark.parametrize(
    ("filters", "total"),
    [
        ({}, 10),
        ({"entity": "Rusia"}, 3),
        ({"subject": "Rusia", "relation": "supports"}, 2),
        ({"object": "Venezuela", "status": "possible"}, 1),
        ({"status": "denied"}, 1),
        ({"article": "other"}, 2),
        ({"entity": "", "status": ""}, 10),
    ],
)
def test_statements_that_meet_all_filters(client: TestClient, filters: dict[str, str], total: int) -> None:
    assert client.get("/statements", params=filters).json()["total"] == total


def test_a_statement_leads_back_to_its_sentence(client: TestClient) -> None:
    (row,) = client.get("/statements", params={"status": "possible"}).json()["items"]
    assert (row["relation"], row["trigger"], row["attributed_to"]) == ("sanctions", "sancionar", "Rusia")
    assert row["sentence"]["text"] == "Moscú cree que Donald Trump podría sancionar a Venezuela."
    assert row["article"]["url"] == "https://example.org/seed"


def test_paths(client: TestClient) -> None:
    found = client.get("/paths", params={"from": "Rostec", "to": "juan guaido"}).json()["paths"]
    steps = found[0]["steps"]
    assert [step["relation"] for step in steps] == ["supplies", "leads", "accuses"]
    assert [step["forward"] for step in steps] == [True, False, True]
    assert steps[0]["statements"][0]["sentence"]["text"].startswith("Rostec vendió")


def test_paths_that_are_not_there(client: TestClient) -> None:
    assert client.get("/paths", params={"from": "Suiza", "to": "Rusia"}).json() == {"paths": []}
    assert client.get("/paths", params={"from": "Rostec", "to": "juan guaido", "directed": True}).json() == {
        "paths": []
    }


def test_articles(client: TestClient) -> None:
    page = client.get("/articles").json()
    assert {row["id"] for row in page["items"]} == {"seed-article", "other"}
    assert client.get("/articles/seed-article").json()["statements"] == 8


def test_stats_and_relations(client: TestClient) -> None:
    stats = client.get("/stats").json()
    assert stats["articles"] == 2
    assert stats["statements"]["denied"] == 1
    relations = {row["name"]: row for row in client.get("/relations").json()["relations"]}
    assert len(relations) == 30
    assert relations["meetsWith"]["symmetric"] is True


def test_health(client: TestClient) -> None:
    assert client.get("/health").json()["status"] == "ok"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/entities/Guadó", 404, "Guaid"),
        ("/entities/maduro", 409, "maduro"),
        ("/entities?limit=0", 422, "limit"),
        ("/entities?limit=5000", 400, "CABOS_LIMIT_PAGE"),
        ("/entities?offset=-1", 422, "offset"),
        ("/entities?type=Dog", 422, "Person"),
        ("/entities?q=" + "x" * 300, 422, "q"),
        ("/statements?status=true", 422, "fact"),
        ("/statements?relation=loves", 400, "supports"),
        ("/statements?entity=nobody", 404, "nobody"),
        ("/statements?article=none", 404, "none"),
        ("/statements?entity=%3Cx%3E%20%7D%20DROP", 404, "DROP"),
        ("/paths?from=Rusia", 422, "to"),
        ("/paths?from=Rusia&to=Nobody", 404, "Nobody"),
        ("/paths?from=Rusia&to=Maduro", 409, "Maduro"),
        ("/paths?from=Rusia&to=Rostec&max_length=99", 400, "CABOS_LIMIT_LENGTH"),
        ("/paths?from=Rusia&to=Rostec&k=1000", 400, "CABOS_LIMIT_PATHS"),
        ("/articles/none", 404, "none"),
        ("/nowhere", 404, "/openapi.json"),
        ("/docs", 404, "/openapi.json"),
        ("/web/..%2Fapp.py", 404, ""),
    ],
)
def test_problems(client: TestClient, path: str, status: int, words: str) -> None:
    response = client.get(path)
    problem = response.json()
    assert (response.status_code, problem["status"]) == (status, status), problem
    assert response.headers["content-type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "instance"} <= problem.keys()
    assert words in problem["detail"]


def test_an_ambiguous_name_brings_its_candidates(client: TestClient) -> None:
    problem = client.get("/entities/maduro").json()
    assert problem["type"].endswith("problem#ambiguous")
    assert {c["label"] for c in problem["candidates"]} == {"Nicolás Maduro", "Nicolás Maduro Guerra"}


def test_a_method_that_is_not_there(client: TestClient) -> None:
    for path, methods in {"/entities": "GET", "/sparql": "GET, POST", "/articles/other": "DELETE, GET"}.items():
        response = client.put(path)
        assert response.status_code == 405
        assert response.headers["content-type"] == "application/problem+json"
        assert response.headers["allow"] == methods
