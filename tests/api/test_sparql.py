"""``/sparql``: the protocol's ways in, the forms of an answer, and what is refused."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

WHO = "SELECT ?who WHERE { ?s cabos:supports ?o . ?s rdfs:label ?who } ORDER BY ?who"
BUILD = "CONSTRUCT { ?s cabos:supports ?o } WHERE { ?s cabos:supports ?o }"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


def names(body: str) -> list[str]:
    """The values of ``?who`` in a JSON answer."""
    return [row["who"]["value"] for row in json.loads(body)["results"]["bindings"]]


def test_three_ways_to_send_a_query(client: TestClient) -> None:
    by_get = client.get("/sparql", params={"query": WHO})
    by_form = client.post("/sparql", data={"query": WHO})
    by_body = client.post("/sparql", content=WHO, headers={"Content-Type": f"{QUERY}; charset=utf-8"})
    for response in (by_get, by_form, by_body):
        assert response.status_code == 200, response.text
        assert response.headers["content-type"] == "application/sparql-results+json"
        assert set(names(response.text)) == {"Donald Trump", "Rusia"}


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values, */*;q=0.1", "text/tab-separated-values; charset=utf-8"),
        ("text/turtle, application/sparql-results+xml;q=0.5", "application/sparql-results+xml"),
    ],
)
def test_forms_of_rows(client: TestClient, accept: str, media_type: str) -> None:
    response = client.get("/sparql", params={"query": WHO}, headers={"Accept": accept})
    assert response.headers["content-type"] == media_type
    assert "Donald Trump" in response.text
    assert "Accept" in response.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/json", "application/ld+json"),
        ("application/sparql-results+json, text/turtle;q=0.2", "text/turtle; charset=utf-8"),
    ],
)
def test_forms_of_triples(client: TestClient, accept: str, media_type: str) -> None:
    response = client.get("/sparql", params={"query": BUILD}, headers={"Accept": accept})
    assert response.headers["content-type"] == media_type
    assert "Q159" in response.text


def test_ask(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": "ASK { ?s cabos:supports ?o }"}).json()["boolean"] is True


def test_what_is_denied_is_no_edge(client: TestClient) -> None:
    asked = client.get("/sparql", params={"query": "ASK { ?s cabos:threatens ?o }"})
    assert asked.json()["boolean"] is False


def test_dataset_of_the_request(client: TestClient) -> None:
    graphs = client.get("/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s cabos:locatedIn ?o } }"})
    name = graphs.json()["results"]["bindings"][0]["g"]["value"]
    wanted = {"query": WHO, "default-graph-uri": name}
    assert names(client.get("/sparql", params=wanted).text) == ["Rusia"]
    assert names(client.post("/sparql", data=wanted).text) == ["Rusia"]
    named = {"query": "SELECT (COUNT(DISTINCT ?g) AS ?who) { GRAPH ?g { ?s ?p ?o } }", "named-graph-uri": name}
    assert names(client.get("/sparql", params=named).text) == ["1"]


def test_csv_is_csv(client: TestClient) -> None:
    text = client.get("/sparql", params={"query": WHO}, headers={"Accept": "text/csv"}).text
    assert next(iter(csv.DictReader(text.splitlines())))["who"] == "Donald Trump"


@pytest.mark.parametrize(
    ("request_", "status", "words"),
    [
        ({"params": {"default-graph-uri": "http://example.org/g"}}, 400, "exactly one"),
        ({"params": {"query": ["ASK {}", "ASK {}"]}}, 400, "exactly one"),
        ({"params": {"query": "SELECT ?s WHERE { ?s"}}, 400, "1:21"),
        ({"params": {"query": "SELECT ?s WHERE {\n ?s nothing:p ?o }"}}, 400, "2"),
        ({"params": {"query": "INSERT DATA { <a:a> <a:b> <a:c> }"}}, 400, "update"),
        ({"params": {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}}, 403, "SERVICE"),
        ({"params": {"query": "ASK {" + "{" * 3000 + "}" * 3000 + "}"}}, 413, "nested"),
        ({"data": {"query": "ASK {} #" + "x" * 200_000}}, 413, "CABOS_LIMIT_QUERY"),
        ({"params": {"query": WHO}, "headers": {"Accept": "image/png"}}, 406, "text/csv"),
        ({"url": "/sparql?query=%FF%FE"}, 400, "UTF-8"),
        ({"content": b"query=\xff", "headers": {"Content-Type": FORM}}, 400, "UTF-8"),
        ({"content": b"ASK { ?s ?p '\xff' }", "headers": {"Content-Type": QUERY}}, 400, "UTF-8 at byte 13"),
        ({"content": b"ASK {}", "headers": {"Content-Type": "text/plain"}}, 415, QUERY),
        ({"content": b"ASK {}"}, 415, QUERY),
        ({"data": {"update": "CLEAR ALL"}}, 403, "CABOS_TOKEN"),
        ({"content": b"CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}, 403, "CABOS_TOKEN"),
        ({"content": b"x" * 9_000_000, "headers": {"Content-Type": QUERY}}, 413, "CABOS_LIMIT_BODY"),
    ],
)
def test_what_is_refused(client: TestClient, request_: dict[str, Any], status: int, words: str) -> None:
    method = "GET" if request_.keys() & {"params", "url"} else "POST"
    response = client.request(method, **{"url": "/sparql", **request_})
    problem = response.json()
    assert (response.status_code, problem["status"]) == (status, status), problem
    assert response.headers["content-type"] == "application/problem+json"
    assert words in problem["detail"]
    assert "Traceback" not in response.text


def test_the_store_is_as_it_was_after_all_that(client: TestClient) -> None:
    before = client.get("/articles").json()
    client.post("/sparql", data={"update": "CLEAR ALL"})
    client.get("/sparql", params={"query": "DROP ALL"})
    assert client.get("/articles").json() == before
