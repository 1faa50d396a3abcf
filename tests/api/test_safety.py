"""Nothing that comes over HTTP makes the service call anybody, or fail: a canary listens, and users write odd data."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from cabos.api import Settings, create_app
from cabos.graph import Graph
from fastapi.testclient import TestClient

TOKEN = {"Authorization": "Bearer token"}


class Canary:
    """A listener that counts who calls."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/x"
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                connection.close()
                self.calls += 1

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


@pytest.fixture
def canary() -> Iterator[Canary]:
    """One."""
    listening = Canary()
    yield listening
    listening.close()


@pytest.fixture
def writer(own_graph: Graph) -> Iterator[TestClient]:
    """A client of an application that takes writes."""
    with TestClient(create_app(Settings(token="token"), own_graph), raise_server_exceptions=False) as client:  # noqa: S106
        yield client


def test_no_query_calls_anybody(writer: TestClient, canary: Canary) -> None:
    url = canary.url
    queries = [
        f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
        f"PREFIX c: <{url}/> ASK {{ FILTER(1=1SERVICEc:a{{}}) }}",
        f"SELECT * {{ VALUES ?x {{ <{url}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
        f"ASK FROM <{url}> {{ ?s ?p ?o }}",
        f"ASK FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    ]
    updates = [
        f"LOAD <{url}>",
        f"LOAD SILENT <{url}> INTO GRAPH <a:g>",
        f"INSERT DATA {{ <a:a> <a:b> <a:c> }} ; LOAD <{url}>",
        f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        f"INSERT {{ ?s ?p ?o }} USING <{url}> WHERE {{ ?s ?p ?o }}",
        "LOAD <file:///etc/passwd>",
    ]
    for query in queries:
        assert writer.get("/sparql", params={"query": query}).status_code in {200, 400, 403}, query
    for update in updates:
        assert writer.post("/sparql", data={"update": update}, headers=TOKEN).status_code in {204, 400, 403}, update
    for parameter in ("default-graph-uri", "named-graph-uri"):
        assert writer.get("/sparql", params={"query": "ASK { ?s ?p ?o }", parameter: url}).status_code == 200
    documents = {
        "application/ld+json": f'{{"@context": "{url}", "@id": "a:b", "name": "x"}}',
        "application/rdf+xml": f'<!DOCTYPE r [<!ENTITY x SYSTEM "{url}">]><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&x;</rdf:RDF>',
        "text/turtle": f"<a:a> <http://www.w3.org/2002/07/owl#imports> <{url}> .",
    }
    for media_type, body in documents.items():
        headers = {**TOKEN, "Content-Type": media_type}
        answer = writer.put("/rdf-graphs", params={"graph": "a:g"}, content=body, headers=headers)
        assert answer.status_code in {201, 204, 400}, answer.text
    assert canary.calls == 0


ODD = """\
INSERT DATA { GRAPH <http://example.org/odd> {
  <a:article> a cabos:Article .
  <a:statement> a cabos:Statement ; cabos:status cabos:Fact ; rdf:subject <a:s> ; rdf:object "no IRI" .
  <a:entity> a cabos:Person .
  <a:other> a cabos:Person ; rdfs:label "Ana", "Berta" ; owl:sameAs "no IRI" .
  <a:s> cabos:supports <a:entity>, "text", _:blank .
} GRAPH <https://w3id.org/cabos/graph/ontology> { <a:a> <a:b> <a:c> } } ;
DELETE DATA { GRAPH <https://w3id.org/cabos/graph/ontology> { cabos:supports a owl:ObjectProperty } } ;
DELETE { GRAPH ?g { ?s cabos:confidence ?c . ?sentence nif:beginIndex ?b } }
WHERE { GRAPH ?g { ?s rdf:predicate cabos:supplies ; cabos:confidence ?c ; prov:wasDerivedFrom ?sentence .
                   ?sentence nif:beginIndex ?b } }
"""
PATHS = [
    "/entities", "/entities?q=ana", "/entities/a:entity", "/statements", "/statements?status=fact", "/articles",
    "/stats", "/relations", "/paths?from=Rusia&to=Rostec", "/draw", "/draw?entity=Rusia", "/health", "/metrics",
    "/saved", "/statements.csv", "/rdf-graphs?graph=http://example.org/odd",
]  # fmt: skip


def test_odd_triples_break_no_route(writer: TestClient) -> None:
    before = {path: writer.get(path).status_code for path in PATHS}
    assert writer.post("/sparql", data={"update": ODD}, headers=TOKEN).status_code == 204
    for path in PATHS:
        answer = writer.get(path)
        assert answer.status_code in {200, 404}, (path, answer.text)
        assert answer.status_code == 200 or before[path] == 404, path
    assert "supports" in writer.get("/relations").text
    kept = writer.get("/sparql", params={"query": "ASK { cabos:supports a owl:ObjectProperty }"})
    assert kept.json()["boolean"] is True, "the ontology is put back"


@pytest.mark.parametrize(
    ("update", "status"),
    [
        ("CLEAR ALL", 204),
        ("DROP NAMED ; CLEAR DEFAULT", 204),
        ("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", 204),
        ("DROP GRAPH <a:nothing>", 400),
        ("INSERT DATA { <a:a> <a:b> }", 400),
        ("INSERTDATA{ <a:a> <a:b> <a:c> }", 400),
        ("ASK {}", 400),
        ("", 204),
        ("INSERT { ?s ?p ?o WHERE { ?s ?p ?o }", 400),
        ("DELETE", 400),
        ("WITH", 400),
        ("CLEAR", 400),
        ("PREFIX", 400),
        ("INSERT DATA { " + "(" * 2000 + ")" * 2000 + " }", 413),
        (b"\xff", 400),
    ],
)
def test_updates_of_all_sorts(writer: TestClient, update: Any, status: int) -> None:
    headers = {**TOKEN, "Content-Type": "application/sparql-update"}
    answer = writer.post("/sparql", content=update, headers=headers)
    assert answer.status_code == status, answer.text
    assert writer.get("/articles").status_code == 200
    assert writer.get("/relations").json()["relations"]


def test_what_articles_said_stands_until_their_graph_is_named(writer: TestClient) -> None:
    ask = "ASK { wd:Q159 cabos:supports ?who }"
    about = "ASK { ?s cabos:supports ?o }"
    for update in ("CLEAR DEFAULT", "DELETE WHERE { ?s cabos:supports ?o }"):
        assert writer.post("/sparql", data={"update": update}, headers=TOKEN).status_code == 204
        assert writer.get("/sparql", params={"query": about}).json()["boolean"] is True, ask
    named = "DELETE WHERE { GRAPH ?g { ?s cabos:supports ?o } }"
    assert writer.post("/sparql", data={"update": named}, headers=TOKEN).status_code == 204
    assert writer.get("/sparql", params={"query": about}).json()["boolean"] is False
