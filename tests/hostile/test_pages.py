"""Texts that attack: on no page does any of them run, break the page, or make it ask another host."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from cabos.graph import Graph, open_graph
from cabos.graph.iris import article_iri
from playwright.sync_api import expect

from .conftest import MARKUP, STRINGS, fill

PANELS = """() => {
  for (const node of DATA.nodes) { panel.replaceChildren(...nodePanel(node)); tip.replaceChildren(...nodeTip(node)); }
  for (const edge of DATA.edges) { panel.replaceChildren(...edgePanel(edge)); tip.replaceChildren(...edgeTip(edge)); }
  tip.replaceChildren(...DATA.edges.flatMap(edgePanel), ...DATA.nodes.flatMap(nodePanel));
}"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., Any]) -> Iterator[str]:
    """The address of a service on such a graph."""
    store = tmp_path_factory.mktemp("hostile") / "store"
    with open_graph(store) as graph:
        fill(graph)
    with serve(store) as address:
        yield address


def no_markup(page: Any) -> None:
    """No element of the page came from a text."""
    made = "[onerror], [onload], [onfocus], [ontoggle], [onbegin], img[src='x'], embed, object, base"
    assert page.locator(made).count() == 0
    for link in page.evaluate("[...document.links].map((a) => a.href)"):
        assert link.startswith(("http://", "https://")), link
    assert page.evaluate("[...document.scripts].every((s) => s.nonce)")


def test_drawing(hostile: Graph, guarded_page: Callable[..., Any], tmp_path: Path) -> None:
    page = guarded_page()
    page.goto(hostile.draw().save(tmp_path / "drawing.html").as_uri())
    page.wait_for_selector("html[data-ready]")
    page.evaluate(PANELS)
    assert MARKUP in page.inner_text("#tip")
    no_markup(page)
    page.fill("#search", "img")
    expect(page.locator("#panel .found")).to_contain_text(MARKUP)


def test_drawing_without_script(hostile: Graph, open_page: Callable[..., Any], tmp_path: Path) -> None:
    watched = open_page(java_script_enabled=False)
    watched.page.goto(hostile.draw().save(tmp_path / "drawing.html").as_uri())
    assert MARKUP in watched.page.inner_text("body")
    assert (watched.errors, watched.outside) == ([], [])


def test_notebook(hostile: Graph, guarded_page: Callable[..., Any], tmp_path: Path) -> None:
    frame = hostile.sparql("SELECT ?label { ?e rdfs:label ?label }")
    shown = [
        hostile.draw()._repr_mimebundle_()["text/html"],
        hostile.entities(limit=500)._repr_html_(),
        hostile.statements(limit=500)._repr_html_(),
        hostile.articles(limit=500)._repr_html_(),
        hostile.ranking()._repr_html_(),
        hostile.paths("alias 3", "alias 4")._repr_html_(),
        frame.to_html(),  # type: ignore[union-attr]
    ]
    (tmp_path / "notebook.html").write_text("<!doctype html><meta charset=utf-8>" + "".join(shown), "utf-8")
    page = guarded_page()
    page.goto((tmp_path / "notebook.html").as_uri())
    page.frame_locator("iframe").first.locator("html[data-ready]").wait_for()
    assert page.evaluate("document.querySelectorAll('script, img, svg, base, embed, object, form, input').length") == 0


@pytest.mark.slow
def test_explorer(service: str, guarded_page: Callable[..., Any]) -> None:
    page = guarded_page()
    for state in ({"q": "img"}, {"entity": "alias 4"}, {"from": "alias 3", "to": "alias 4"}):
        page.goto(f"{service}/?{urlencode(state)}")
        page.wait_for_load_state("networkidle")
        expect(page.locator("body")).to_contain_text(MARKUP)
        no_markup(page)


@pytest.mark.slow
def test_ask(service: str, guarded_page: Callable[..., Any]) -> None:
    page = guarded_page()
    for q in ("¿Qué personas aparecen?", "¿Cómo están conectados alias 3 y alias 4?"):
        page.goto(f"{service}/ask?{urlencode({'q': q})}")
        page.wait_for_load_state("networkidle")
        no_markup(page)
    for hostile in STRINGS[::48]:
        page.goto(f"{service}/ask?{urlencode({'q': f'¿Quién apoya a {hostile[:400]}?'})}")
        no_markup(page)


@pytest.mark.slow
def test_articles_and_statements(service: str, guarded_page: Callable[..., Any]) -> None:
    page = guarded_page()
    for number in (4, 5, 20):
        iri = article_iri(f"{number}").rpartition("/")[2]
        page.goto(f"{service}/articles/{iri}")
        expect(page.locator("body")).to_contain_text("apoya a")
        no_markup(page)
        address = page.evaluate("[...document.links].map((a) => a.href).find((a) => a.includes('/statements/'))")
        if address:
            page.goto(address)
            no_markup(page)


@pytest.mark.slow
def test_query_page(service: str, guarded_page: Callable[..., Any]) -> None:
    page = guarded_page()
    query = "SELECT ?e ?label { ?e a cabos:Person ; rdfs:label ?label } LIMIT 60"
    page.goto(f"{service}/query?{urlencode({'query': query})}")
    page.wait_for_load_state("networkidle")
    no_markup(page)
    page.goto(f"{service}/query?{urlencode({'query': '</script><script>canary()</script>' + MARKUP})}")
    page.wait_for_load_state("networkidle")
    no_markup(page)


@pytest.mark.slow
def test_data_opened_as_pages(service: str, guarded_page: Callable[..., Any]) -> None:
    page = guarded_page()
    for path in ("/articles?limit=60", "/entities?limit=60", "/statements?limit=60", "/stats", "/ask"):
        page.goto(service + path)
        assert page.evaluate("document.contentType") in ("application/json", "text/html"), path
        no_markup(page)
