"""The first page in a real browser: search, drawing, sentences, paths; no error, no other host."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def page(open_page: Callable[..., Any], address: str) -> Any:
    """The first page; afterwards, that nothing went wrong in it."""
    watched = open_page()
    watched.page.goto(f"{address}/")
    expect(watched.page.locator("#title")).to_have_text("Lo mejor respaldado")
    yield watched.page
    assert watched.errors == []
    assert watched.outside == []


def drawing(page: Page) -> Any:
    """The page of the drawing."""
    return page.frame_locator("#drawing")


def test_first_view_counts_and_draws(page: Page) -> None:
    expect(page.locator("#counts")).to_contain_text("artículos2")
    expect(page.locator("#counts")).to_contain_text("desmentidos1")
    expect(page.locator("#list button").first).to_contain_text("frases")
    expect(drawing(page).locator("#graph canvas")).to_be_visible()


def test_in_the_page_the_drawing_shows_sentences_only_of_what_is_selected(page: Page) -> None:
    expect(drawing(page).locator("#panel")).to_be_hidden()
    drawing(page).locator("#search").fill("Rostec")
    drawing(page).locator("#search").press("Enter")
    expect(drawing(page).locator("#panel")).to_contain_text("Rostec vendió fusiles")


def test_search_by_keyboard_shows_drawing_and_sentences(page: Page) -> None:
    page.locator("#q").focus()
    page.keyboard.type("mosc")
    options = page.get_by_role("option")
    expect(options).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("#title")).to_have_text("Rusia")
    expect(page.locator(".statement")).to_have_count(3)
    expect(drawing(page).locator("h1")).to_contain_text("Rusia")
    assert page.url.endswith("/?entity=Q159")
    page.go_back()
    expect(page.locator("#title")).to_have_text("Lo mejor respaldado")


def test_a_statement_shows_its_sentence_status_speaker_and_source(page: Page) -> None:
    page.fill("#q", "guaido")
    page.keyboard.press("Enter")
    card = page.locator(".statement", has_text="Donald Trump")
    expect(card.locator("h2")).to_have_text("Donald Trump apoya a Juan Guaidó")
    expect(card.locator("blockquote")).to_have_text("«Donald Trump apoya abiertamente a Juan Guaidó.»")
    expect(card.locator("mark")).to_have_text("apoya")
    expect(card.locator(".badge")).to_have_text("hecho")
    expect(card.locator(".source")).to_contain_text("Rusia y Venezuela · =El Diario · 3 de junio de 2019")
    expect(card.get_by_role("link")).to_have_attribute("href", "https://example.org/seed")


def test_what_is_denied_or_possible_says_so(page: Page) -> None:
    page.fill("#q", "venezuela")
    page.keyboard.press("Enter")
    denied = page.locator(".statement.denied")
    expect(denied.locator(".badge")).to_have_text("desmentido")
    expect(denied.locator(".how")).to_have_text("según Rusia")
    expect(page.locator(".statement.possible .badge")).to_have_text("posible")
    page.get_by_label("Estado").select_option("fact")
    expect(page.locator(".statement.denied")).to_have_count(0)
    expect(page.locator(".statement.fact")).to_have_count(2)
    assert "status=fact" in page.url


def test_how_two_are_connected(page: Page) -> None:
    page.fill("#from", "rostec")
    page.get_by_role("option").first.click()
    expect(page.locator("#to")).to_be_focused()
    page.keyboard.type("guaid")
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Ver").click()
    expect(page.locator("#title")).to_have_text("Rostec ⋯ Juan Guaidó")
    chain = page.locator(".path h2").first
    expect(chain).to_have_text(re.compile("Rostec → .+ → Venezuela ← .+ ← Nicolás Maduro → acusa a → Juan Guaidó"))
    expect(page.locator(".path blockquote").first).to_contain_text("Rostec vendió")
    expect(drawing(page).locator("h1")).to_contain_text("De Rostec a Juan Guaidó")


def test_text_of_articles_is_never_markup(page: Page) -> None:
    page.fill("#q", "Rusia")
    page.keyboard.press("Enter")
    expect(page.locator("blockquote", has_text="<img src=x")).to_be_visible()
    assert page.locator("#list img, #list b").count() == 0
    assert page.locator('#list a[href^="javascript"]').count() == 0


def test_an_ambiguous_name_offers_its_candidates(open_page: Callable[..., Any], address: str) -> None:
    page = open_page().page
    page.goto(f"{address}/?entity=maduro")
    expect(page.get_by_role("alert")).to_contain_text("elija una")
    page.get_by_role("button", name="Nicolás Maduro Guerra").click()
    expect(page.locator("#title")).to_have_text("Nicolás Maduro Guerra")
    expect(page.get_by_role("alert")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_narrow_screens_need_no_sideways_scrolling(open_page: Callable[..., Any], address: str, scheme: str) -> None:
    watched = open_page(width=360, height=740, color_scheme=scheme)
    watched.page.goto(f"{address}/?entity=Q159")
    expect(watched.page.locator(".statement").first).to_be_visible()
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert watched.errors == []
