"""The pages of articles and statements: as text, and in a real browser."""

from __future__ import annotations

import doctest
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cabos.api import reading
from cabos.graph import Graph
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def article(address: str, open_page: Callable[..., Any]) -> Iterator[Page]:
    """The page of an article; afterwards, that nothing went wrong in it."""
    watched = open_page(width=1280, height=800)
    watched.page.goto(f"{address}/articles/seed-article")
    watched.page.wait_for_selector("html[data-ready]")
    yield watched.page
    assert watched.errors == []
    assert watched.outside == []


def test_examples() -> None:
    assert doctest.testmod(reading).failed == 0


def test_the_pieces_are_the_text(graph: Graph) -> None:
    for row in graph.articles().items:
        extraction = graph.extraction(row.iri)
        pieces = [p.text for paragraph in reading.paragraphs(extraction) for s in paragraph for p in s.pieces]
        assert "".join(pieces) == extraction.article.text.replace("\n", "")


def test_an_article_is_json_and_for_browsers_a_page(client: TestClient) -> None:
    assert client.get("/articles/seed-article").json()["title"] == "Rusia y Venezuela"
    page = client.get("/articles/seed-article", headers=HTML)
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["vary"].startswith("Accept, Cookie")
    nonce = re.search(r"script-src 'nonce-([\w-]+)'", page.headers["content-security-policy"])
    assert nonce
    assert f'nonce="{nonce[1]}"' in page.text
    assert client.get("/articles/seed-article", headers={"Accept": "image/png"}).status_code == 406


def test_text_and_addresses_of_articles_are_never_markup(client: TestClient) -> None:
    page = client.get("/articles/other", headers=HTML).text
    assert "<b>Ginebra" not in page
    assert "&lt;b&gt;Ginebra&lt;/b&gt;" in page
    assert "<img src=x" not in page
    assert "javascript:" not in page


def test_mentions_and_statements_are_marked_both_ways(article: Page) -> None:
    mention = article.locator(".text .mention.country", has_text="Venezuela").first
    expect(mention).to_have_attribute("href", "/?entity=Q717")
    sentence = article.locator(".text .sentence", has_text="Donald Trump apoya")
    card = article.locator(".said .statement", has_text="Donald Trump apoya a Juan Guaidó")
    card.hover()
    expect(sentence).to_have_class(re.compile(r"\blit\b"))
    expect(sentence.locator("mark.lit")).to_have_text("apoya")
    expect(sentence.locator(".mention.lit")).to_have_text(["Donald Trump", "Juan Guaidó"])
    article.locator(".text .sentence", has_text="Rostec vendió").hover()
    expect(card).not_to_have_class(re.compile(r"\blit\b"))
    expect(article.locator(".said .lit")).to_contain_text("Rostec suministra a Venezuela")
    article.locator(".text .sentence", has_text="Rostec vendió").locator("mark").click()
    expect(article.locator(".said .lit")).to_be_focused()


def test_an_article_leads_to_the_graph_and_back(article: Page) -> None:
    article.get_by_role("link", name="Ver en el grafo").click()
    article.wait_for_selector("html[data-ready] #summary:has-text('7 entidades')")
    article.click("#panel .line >> text=Rostec suministra a Venezuela")
    article.locator("#panel .source a").first.click()
    expect(article.locator(".text h1")).to_have_text("Rusia y Venezuela")


def test_a_statement_has_a_page(article: Page, client: TestClient) -> None:
    article.locator(".said .statement.denied").get_by_role("link", name="Ficha de la frase").click()
    expect(article.locator("h1")).to_have_text("Rusia ✕ amenaza a Venezuela")
    expect(article.locator(".facts")).to_contain_text("Quién lo diceRusia")
    expect(article.locator(".large .badge")).to_have_text("desmentido")
    identity = article.url.rpartition("/")[2]
    assert client.get(f"/statements/{identity}").json()["status"] == "denied"
    assert client.get("/statements/nothing").status_code == 404
    article.get_by_role("link", name="Rusia y Venezuela").click()
    expect(article.locator(".sentence:target")).to_contain_text("Rusia rechazó haber amenazado")


@pytest.mark.parametrize("path", ["/articles/seed-article", "/statements/", "/query"])
def test_pages_fit_a_telephone(open_page: Callable[..., Any], address: str, client: TestClient, path: str) -> None:
    if path == "/statements/":
        path += client.get("/statements", params={"limit": 1}).json()["items"][0]["iri"].rpartition("/")[2]
    watched = open_page(width=360, height=740)
    watched.page.goto(address + path)
    expect(watched.page.locator("main")).to_be_visible()
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert watched.errors == []
