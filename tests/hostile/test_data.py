"""Texts that attack, in what is no page: exports that parse, answers that are whole, requests that never fail."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from xml.dom.minidom import parseString

import pytest
from cabos.api import Settings, create_app
from cabos.api.cli.output import plain
from cabos.graph import BadInput, Graph, TooLarge, open_graph
from cabos.ingest import article_from_text
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse

from .conftest import STRINGS, told

LABELS = "SELECT ?label { ?e rdfs:label ?label }"


@pytest.fixture(scope="module")
def asking(hostile: Graph) -> Iterator[TestClient]:
    """A client of a service on the hostile graph."""
    with TestClient(create_app(Settings(), hostile), raise_server_exceptions=False) as client:
        yield client


def test_there_are_enough() -> None:
    assert len(STRINGS) >= 60
    assert len(set(STRINGS)) == len(STRINGS)


@pytest.mark.parametrize("format", ["turtle", "trig", "nquads", "jsonld"])
def test_rdf_exports_are_read_again(hostile: Graph, format: str) -> None:
    written = b"".join(hostile.export(format))
    names = {
        "turtle": RdfFormat.TURTLE,
        "trig": RdfFormat.TRIG,
        "nquads": RdfFormat.N_QUADS,
        "jsonld": RdfFormat.JSON_LD,
    }
    texts = {quad.object.value for quad in parse(written, format=names[format]) if hasattr(quad.object, "value")}
    assert set(filter(str.strip, STRINGS)) <= texts


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_xml_exports_are_well_formed(hostile: Graph, format: str) -> None:
    assert "canary()" in parseString(b"".join(hostile.export(format))).toxml()  # noqa: S318 – our own


def test_answers_are_whole_in_every_format(asking: TestClient) -> None:
    def labels(media_type: str) -> str:
        response = asking.get("/sparql", params={"query": LABELS}, headers={"Accept": media_type})
        assert response.status_code == 200, response.text[:300]
        return response.text

    rows = json.loads(labels("application/sparql-results+json"))["results"]["bindings"]
    assert set(filter(str.strip, STRINGS)) <= {row["label"]["value"] for row in rows}
    parseString(labels("application/sparql-results+xml"))  # noqa: S318 – our own
    assert len(list(csv.reader(io.StringIO(labels("text/csv"), newline="")))) == len(rows) + 1
    assert labels("text/tab-separated-values").count("\n") == len(rows) + 1


def test_no_request_fails_and_no_header_is_smuggled_in(asking: TestClient) -> None:
    paths = [("/ask", "q"), ("/entities", "q"), ("/statements", "entity"), ("/paths", "from"), ("/draw", "entity"),
             ("/statements", "relation"), ("/sparql", "query")]  # fmt: skip
    for number, hostile in enumerate(STRINGS):
        for path, name in paths[number % 7 :][:1]:
            response = asking.get(path, params={name: hostile}, headers={"Accept": "text/html, */*;q=0.5"})
            assert response.status_code < 500, (path, hostile[:60], response.text[:300])
            assert "set-cookie" not in response.headers
    for path in ("/ask?q=%ED%A0%80", "/entities/%00", "/entities/%ED%A0%80", "/articles/..%2f..", "/ask?q=%00"):
        assert asking.get(path).status_code < 500, path


def test_tables_hold_no_formula(asking: TestClient) -> None:
    for path in ("/entities.csv?limit=500", "/statements.csv?limit=500", "/articles.csv?limit=500"):
        for row in csv.reader(io.StringIO(asking.get(path).text, newline="")):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row), path


def test_a_terminal_is_not_steered() -> None:
    for hostile in STRINGS:
        assert not set(plain(hostile)) & set("\x00\x07\x08\x1b\x7f\x85\x9b\u202e\u2066")


@pytest.mark.parametrize("half", ["\ud800", "a\udfffb"])
def test_half_a_character_is_refused_and_said(half: str) -> None:
    for field in ("text", "title", "publisher", "url"):
        with pytest.raises(BadInput, match=r"half a character \(U\+D[8F]..\)"):
            article_from_text(**{"text": "Rusia apoya a Maduro.", field: half + "Rusia"})
    with open_graph(":memory:") as graph, pytest.raises(BadInput):
        made = told(1)
        graph.add(replace(made, article=replace(made.article, title=half)))


def test_what_is_no_address_is_refused_and_said() -> None:
    for url in (*STRINGS, "http://[", "http://a:b@c:99999999/"):
        try:
            article_from_text("Rusia apoya a Maduro.", url=url)
        except (BadInput, TooLarge) as error:
            assert "no address" in str(error)
