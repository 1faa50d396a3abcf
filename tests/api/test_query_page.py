"""The SPARQL page in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from cabos.api import Settings, create_app
from cabos.api.routes import pages
from cabos.graph import Graph
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.slow

WHO = "SELECT ?who ?whom { ?who cabos:supports ?whom }"


@pytest.fixture
def page(open_page: Callable[..., Any], address: str) -> Iterator[Page]:
    """The page with a query in the address; afterwards, that nothing went wrong in it."""
    watched = open_page(width=1280, height=900)
    watched.page.goto(f"{address}/query?query={quote(WHO)}")
    watched.page.wait_for_selector("html[data-ready]")
    yield watched.page
    assert watched.errors == []
    assert watched.outside == []


def test_a_query_is_run_and_its_entities_lead_to_their_cards(page: Page) -> None:
    assert "PREFIX cabos:" in page.evaluate(
        "document.querySelector('.tabPanel.active .CodeMirror').CodeMirror.getValue()"
    )
    page.click(".tabPanel.active .yasqe_queryButton")
    link = page.locator(".yasr a", has_text="entity/Q159").first
    expect(link).to_have_attribute("href", "/?entity=Q159")


def test_results_become_csv_and_a_drawing(page: Page) -> None:
    with page.expect_download() as download:
        page.click("#csv")
    rows = Path(download.value.path()).read_text("utf-8").splitlines()
    assert rows[0] == "who,whom"
    assert len(rows) == 3
    page.click("#draw")
    page.wait_for_url("**/#n=*")
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#summary")).to_have_text("4 entidades · 3 relaciones")


def test_saved_queries_and_prefixes_are_at_hand(page: Page) -> None:
    value = "document.querySelector('.tabPanel.active .CodeMirror').CodeMirror.getValue()"
    page.click(".helpers summary")
    page.click("[data-prefix=wd]")
    assert "PREFIX wd: <http://www.wikidata.org/entity/>" in page.evaluate(value)
    page.select_option("#saved", index=1)
    assert "PREFIX rdf:" in page.evaluate(value)


def test_what_is_wrong_with_a_query_is_said(open_page: Callable[..., Any], address: str) -> None:
    page = open_page().page  # the browser itself reports the answer 400 as an error
    page.goto(f"{address}/query?query=nonsense")
    page.wait_for_selector("html[data-ready]")
    page.click("#csv")
    expect(page.locator("#told")).to_contain_text("Syntax error in the query at 1:9")


def test_without_yasgui_there_is_a_form_and_how_to_get_it(
    graph: Graph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pages, "VENDOR", tmp_path)
    with TestClient(create_app(Settings(), graph)) as client:
        answer = client.get("/query", params={"query": "</textarea><script>"})
        assert "make assets" in answer.text
        assert "&lt;/textarea&gt;&lt;script&gt;" in answer.text
        assert "make assets" in client.get("/web/vendor/yasgui.min.js").json()["detail"]
