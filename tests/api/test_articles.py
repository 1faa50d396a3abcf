"""Writes over HTTP: the token, what is taken, what is refused, and that the store stays whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cabos.api import Settings, create_app
from cabos.graph import Article, Extraction, Graph, Statement, Status
from cabos.graph.statement import Mention, Span
from cabos.ingest import Reader
from fastapi.testclient import TestClient

from .conftest import TOKEN, entity

AUTHORISED = {"Authorization": f"Bearer {TOKEN}".encode()}
TEXT = "Rusia respalda a Venezuela."


class WordReader:
    """Reads that Rusia supports Venezuela, wherever the two names stand."""

    def read(self, article: Article) -> Extraction:
        """What the article says."""
        ends = []
        for name in ("Rusia", "Venezuela"):
            start = article.text.index(name)
            ends.append(Mention(start, start + len(name), name, entity(name)))
        sentence = Span(0, len(article.text), article.text)
        said = Statement(article.iri, ends[0], "supports", ends[1], Status.FACT, sentence, Span(6, 14, "respalda"))
        wrong = Statement(article.iri, ends[0], "relatedTo", ends[1], Status.FACT, sentence, Span(6, 14, "respalda"))
        return Extraction(article, (sentence,), tuple(ends), (said, wrong), {"cabos": "test"})


@pytest.fixture
def writer(own_graph: Graph) -> Iterator[TestClient]:
    """A client with writes on, and a reader that needs no language model."""
    app = create_app(Settings(token=TOKEN), own_graph, WordReader())  # type: ignore[arg-type]
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def test_an_article_goes_in_is_found_and_goes_out(writer: TestClient) -> None:
    article = {"text": TEXT, "title": "Apoyo", "date": "2019-06-03", "url": "https://example.org/1", "source": "Diario"}
    added = writer.post("/articles", json=article, headers=AUTHORISED)
    assert added.status_code == 201, added.text
    assert (added.json()["statements"], added.json()["edges"]) == (1, 1)
    assert "relatedTo" in added.json()["kept_out"][0]["statement"]["relation"]
    assert added.json()["kept_out"][0]["reason"]
    there = added.headers["location"]
    assert writer.get(there).json()["publisher"] == "Diario"
    ask = {"query": "ASK { wd:Q159 cabos:supports wd:Q717 }"}
    found = writer.get("/statements", params={"subject": "Rusia", "object": "Venezuela", "relation": "supports"})
    assert found.json()["total"] == 1, ask
    assert writer.delete(there, headers=AUTHORISED).json()["retracted"]["title"] == "Apoyo"
    assert writer.get(there).status_code == 404
    assert writer.delete(there, headers=AUTHORISED).status_code == 404


def test_the_same_article_again_replaces_itself(writer: TestClient) -> None:
    first = writer.post("/articles", content=TEXT, headers={**AUTHORISED, "Content-Type": "text/plain"})
    again = writer.post("/articles", content=TEXT, headers={**AUTHORISED, "Content-Type": "text/plain; charset=utf-8"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["changed"] is False
    assert writer.get("/articles").json()["total"] == 3


def test_a_text_is_read_with_the_language_model(own_graph: Graph, reader: Reader) -> None:
    text = "El presidente ruso, Vladimir Putin, respaldó a Nicolás Maduro."
    with TestClient(create_app(Settings(token=TOKEN), own_graph, reader)) as client:
        added = client.post("/articles", json={"text": text}, headers=AUTHORISED).json()
        found = client.get("/statements", params={"article": added["article"]["id"], "relation": "supports"})
    assert [(row["subject"]["label"], row["sentence"]["text"]) for row in found.json()["items"]] == [
        ("Vladimir Putin", text)
    ]


@pytest.mark.parametrize("given", [None, "Bearer wrong", f"Basic {TOKEN}", "Bearer", TOKEN])
def test_without_the_token_nothing_is_written(writer: TestClient, given: str | None) -> None:
    headers = {"Authorization": given.encode()} if given else {}
    for response in (
        writer.post("/articles", json={"text": TEXT}, headers=headers),
        writer.delete("/articles/seed-article", headers=headers),
    ):
        assert response.status_code == 401
        assert response.headers["www-authenticate"].startswith("Bearer")
        assert response.headers["content-type"] == "application/problem+json"
    assert writer.get("/articles").json()["total"] == 2


def test_with_no_token_configured_writes_are_off(graph: Graph) -> None:
    with TestClient(create_app(Settings(), graph)) as client:
        response = client.post("/articles", json={"text": TEXT}, headers={"Authorization": "Bearer "})
        assert response.status_code == 403
        assert "CABOS_TOKEN" in response.json()["detail"]
        assert client.delete("/articles/seed-article").status_code == 403


@pytest.mark.parametrize(
    ("body", "kind", "status", "words"),
    [
        (b"", "text/plain", 400, "text"),
        (b"...", "text/plain", 400, "text"),
        (b"Rusia \xff", "text/plain", 400, "UTF-8 at byte 6"),
        (b"\x7fELF\x00\x01", "text/plain", 400, "binary"),
        (b'{"text": "Rusia', "application/json", 422, "JSON"),
        (b'{"title": "no text"}', "application/json", 422, "text"),
        (b'{"text": "Rusia", "date": "ayer"}', "application/json", 422, "date"),
        (b'{"text": "Rusia", "url": "javascript:alert(1)"}', "application/json", 422, "url"),
        (b'{"text": "Rusia", "colour": 1}', "application/json", 422, "colour"),
        (b"[1]", "application/json", 422, ""),
        (b"x", "application/pdf", 415, "text/plain"),
        (b"Rusia " * 3_500_000, "text/plain", 413, "CABOS_LIMIT_BODY"),
        (b"Rusia " * 200_000, "text/plain", 413, "limit"),
    ],
)
def test_bad_articles(writer: TestClient, body: bytes, kind: str, status: int, words: str) -> None:
    response = writer.post("/articles", content=body, headers={**AUTHORISED, "Content-Type": kind})
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert words in response.json()["detail"]
    assert writer.get("/articles").json()["total"] == 2
