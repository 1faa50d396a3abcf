"""One contract for every engine: in memory, on disk, and behind a URL with either kind of default graph.

A server that unites by itself answers a triple of two graphs twice: hence DISTINCT.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from cabos.graph import BadInput, NotFound, Refused, Status, TimedOut, Unavailable, open_graph
from cabos.graph.endpoint import Endpoint
from cabos.graph.graph import Graph
from cabos.graph.terms import ONTOLOGY_GRAPH
from pyoxigraph import DefaultGraph

Articles = Sequence[Callable[[], Any]]
ENGINES = ("memory", "disk", "server", "server that unites")


@pytest.fixture
def url(servers: dict[str, str], emptied: Callable[[str], str]) -> str:
    """The URL of an empty server."""
    return emptied(servers["server"])


@pytest.fixture(params=ENGINES)
def place(
    request: pytest.FixtureRequest, servers: dict[str, str], emptied: Callable[[str], str], tmp_path: Path
) -> str:
    """Where an empty store of the engine is."""
    if request.param in servers:
        return emptied(servers[request.param])
    return ":memory:" if request.param == "memory" else str(tmp_path / "store")


@pytest.fixture
def stored(place: str, articles: Articles) -> Iterator[Graph]:
    """The two articles in it."""
    with open_graph(place) as graph:
        for build in articles:
            graph.add(build().build())
        yield graph


def union(graph: Graph) -> list[str]:
    return sorted(str(quad.triple) for quad in graph.store.quads(graph=DefaultGraph()))


def named(graph: Graph) -> set[str]:
    return {str(quad) for name in graph.store.graphs() for quad in graph.store.quads(graph=name)}


def rows(answer: pd.DataFrame | bool) -> list[tuple[Any, ...]]:
    assert isinstance(answer, pd.DataFrame)
    return sorted(answer.itertuples(index=False, name=None))


QUESTIONS: dict[str, Callable[[Graph], Any]] = {
    "stats": lambda g: g.stats(),
    "articles": lambda g: g.articles(),
    "one article": lambda g: g.extraction("a1"),
    "entities": lambda g: g.entities(),
    "an alias": lambda g: g.entity("san telmo"),
    "statements": lambda g: g.statements(),
    "some statements": lambda g: g.statements(entity="Costa Alta", status="fact"),
    "statements of an article": lambda g: g.statements(article="a2"),
    "paths": lambda g: [p.record() for p in g.paths("Luis Ríos", "Costa Alta", statuses=["fact", "denied"])],
    "paths as of": lambda g: [p.record() for p in g.paths("Ana Vega", "Luis Ríos", as_of="2020-05")],
    "sources": lambda g: [p.record() for p in g.paths("Ana Vega", "Luis Ríos", min_sources=2)],
    "voices": lambda g: [v.record() for v in g.who_says("Ana Vega", "Luis Ríos")],
    "ranking": lambda g: g.ranking("degree").record(),
    "network": lambda g: nx.to_dict_of_dicts(g.to_networkx(statuses=tuple(Status))),
    "drawing": lambda g: g.draw("Costa Alta", hops=2).html,
    "table": lambda g: g.to_pandas("statements").to_dict("records"),
    "csv": lambda g: b"".join(g.export("csv")),
    "triples": lambda g: sorted(b"".join(g.export("nquads")).decode().splitlines()),
    "select": lambda g: rows(g.sparql("SELECT DISTINCT ?s ?o ?n { ?s cabos:supports ?o . ?x cabos:confidence ?n }")),
    "ask": lambda g: g.sparql("ASK { entity:person-ana-vega cabos:supports ?whom }"),
    "construct": lambda g: rows(g.sparql("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c . ?s rdfs:label ?l }")),
    "violations": lambda g: g.violations(),
}


def told(graph: Graph) -> dict[str, Any]:
    return {name: ask(graph) for name, ask in QUESTIONS.items()}


def without_times(text: list[str]) -> list[str]:
    return [line for line in text if "endedAtTime" not in line]


def test_every_engine_answers_alike(stored: Graph, filled: Graph) -> None:
    found, wanted = told(stored), told(filled)
    for answers in (found, wanted):
        answers["triples"] = without_times(answers["triples"])
    for name in QUESTIONS:
        assert found[name] == wanted[name], name


def test_the_default_graph_is_the_union(stored: Graph, articles: Articles) -> None:
    triples = {quad.split(" <https://w3id.org/cabos/graph/")[0] for quad in named(stored)}
    assert len(union(stored)) == len(set(union(stored))) == len(triples)
    assert stored.retract("a1").id == "a1"
    assert stored.sparql("ASK { entity:person-ana-vega cabos:supports ?whom }") is True
    assert stored.entity("Costa Alta").statements == 1
    stored.retract("a2")
    assert stored.store.graphs() == [ONTOLOGY_GRAPH]
    with open_graph(":memory:") as empty:
        assert union(stored) == union(empty)
    assert (stored.entities().total, stored.articles().total, stored.statements().total) == (0, 0, 0)


def test_the_same_again_writes_nothing_and_a_new_reading_replaces(stored: Graph, articles: Articles) -> None:
    version, extraction = stored.version, articles[0]().build()
    assert not stored.add(extraction).changed
    assert stored.version == version
    shorter = type(extraction)(extraction.article, extraction.sentences, (), extraction.statements[:1], {"cabos": "9"})
    assert stored.add(shorter).changed
    assert (stored.statements(article="a1").total, stored.statements().total) == (1, 3)
    assert stored.extraction("a1").software == {"cabos": "9"}


def test_an_update_goes_where_it_says(stored: Graph) -> None:
    stored.update(
        'INSERT DATA { wd:Q1 rdfs:comment "uno" . GRAPH <http://example.org/g> { wd:Q1 rdfs:comment "dos" } }'
    )
    stored.update('DELETE { GRAPH ?g { ?s ?p "uno" } } INSERT { ?s ?p "tres" } WHERE { GRAPH ?g { ?s ?p "uno" } }')
    assert rows(stored.sparql("SELECT ?c { wd:Q1 rdfs:comment ?c }")) == [("dos",), ("tres",)]
    stored.update("DROP GRAPH <http://example.org/g>")
    assert rows(stored.sparql("SELECT ?c { wd:Q1 rdfs:comment ?c }")) == [("tres",)]
    with pytest.raises(BadInput, match="at 1:15"):
        stored.update("INSERT DATA {{")


def test_a_syntax_error_is_where_the_user_wrote_it(stored: Graph) -> None:
    with pytest.raises(BadInput, match=r"^Syntax error in the query at 2:"):
        stored.query("SELECT ?who {\n ?who cabos:supports }")
    with pytest.raises(Refused, match="SERVICE"):
        stored.query("ASK { SERVICE <http://127.0.0.1:1/> {} }")


def test_it_is_there_again(place: str, stored: Graph) -> None:
    if place == ":memory:":
        return
    before = stored.statements()
    stored.close()
    with pytest.raises(Unavailable, match="was closed"):
        stored.statements()
    with open_graph(place, read_only=True) as again:
        assert again.statements() == before
        with pytest.raises(Refused, match="read-only"):
            again.retract("a1")


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # of rdflib, by rdflib
def test_rdflib_reads_it_too(stored: Graph) -> None:
    found = stored.dataset.query("SELECT DISTINCT ?o { <https://w3id.org/cabos/entity/person-ana-vega> rdfs:label ?o }")
    assert [str(row[0]) for row in found] == ["Ana Vega"]


def test_what_others_write_is_seen(url: str, articles: Articles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cabos.graph.store.remote.LOOK", 0)
    with open_graph(url) as one, open_graph(url) as other:
        one.add(articles[0]().build())
        assert (other.articles().total, other.entity("Ana Vega").statements) == (1, 1)
        assert len(other.paths("Ana Vega", "Luis Ríos")) == 1
        one.add(articles[1]().build())
        assert (other.articles().total, other.entity("Ana Vega").statements) == (2, 2)
        assert other.paths("Ana Vega", "Luis Ríos")[0].steps[0].articles == 2
        other.retract("a1")
        assert [row.id for row in one.articles().items] == ["a2"]
        assert one.paths("Ana Vega", "Luis Ríos")[0].steps[0].articles == 1


def test_what_is_not_there(url: str) -> None:
    with pytest.raises(NotFound, match="holds no graph of cabos"):
        open_graph(url, read_only=True)
    with pytest.raises(Unavailable, match="does not answer"):
        open_graph("http://127.0.0.1:9/query")
    with pytest.raises(NotFound, match="answers 404"):
        open_graph(url.replace("/query", "/nothing"))
    for wrong in ("http:///query", "ftp://example.org/query"):
        with pytest.raises(BadInput, match=r"URL of a SPARQL server|a store in a folder"):
            open_graph(wrong)


def test_an_answer_that_takes_too_long(url: str) -> None:
    endpoint = Endpoint(url, url.replace("/query", "/update"), seconds=0.5)
    with open_graph(endpoint) as graph, pytest.raises(TimedOut, match=r"more than 0\.5 seconds"):
        graph.sparql("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")


def test_a_password_is_sent_and_not_shown() -> None:
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def answer() -> None:
            connection, _ = server.accept()
            received.append(connection.recv(65536))
            connection.sendall(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno")
            connection.close()

        thread = Thread(target=answer)
        thread.start()
        with pytest.raises(Refused, match=rf"^http://127.0.0.1:{port}/sparql answers 401: no"):
            open_graph(f"http://ana:secreto@127.0.0.1:{port}/sparql")
        thread.join()
    assert b"uthorization: Basic YW5hOnNlY3JldG8=" in received[0]
