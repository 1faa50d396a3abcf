"""The explorer in a real browser: each thing that can be done in it, with no error and no other host."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.slow

LIGHT_AND_DARK = ("light", "dark")


VENEZUELA = "#sel=Q717&" + "&".join(
    f"n={key}::" for key in ("Q717", "Q159", "organization-rostec", "person-donald-trump", "person-nicolas-maduro")
)


@pytest.fixture(scope="module")
def shared(open_shared_page: Callable[..., Any], address: str) -> Iterator[Any]:
    """One page for all tests: each begins at an address of its own."""
    watched = open_shared_page(width=1440, height=900, permissions=["clipboard-read", "clipboard-write"])
    watched.page.goto(f"{address}/")
    yield watched


@pytest.fixture
def page(shared: Any, address: str) -> Iterator[Page]:
    """The explorer as it opens; afterwards, that nothing went wrong in it."""
    go(shared.page, f"{address}/#")
    yield shared.page
    assert shared.errors == []
    assert shared.outside == []


@pytest.fixture
def venezuela(page: Page, address: str) -> Page:
    """Venezuela and its neighbours."""
    go(page, f"{address}/{VENEZUELA}")
    expect(page.locator("#panel h2")).to_have_text("Venezuela")
    return page


def go(page: Page, url: str) -> None:
    """Open an address of the explorer, and wait until it is drawn. The same page again is not loaded anew."""
    page.goto(url)
    page.wait_for_selector("html[data-ready]")


def drawn(page: Page) -> set[str]:
    """Ids of the entities on the canvas."""
    page.wait_for_selector("html[data-ready]")
    ids: list[str] = page.evaluate("document.getElementById('drawing').network.body.data.nodes.getIds()")
    return set(ids)


def spot(page: Page, entity: str) -> tuple[float, float]:
    """Where an entity is drawn, in pixels of the page."""
    x, y = page.evaluate(
        """(id) => {
          const place = document.getElementById("drawing");
          const { x, y } = place.network.canvasToDOM(place.network.getPosition(id));
          const box = place.getBoundingClientRect();
          return [x + box.x, y + box.y];
        }""",
        entity,
    )
    return x, y


def saved(page: Page, what: str) -> Path:
    """The file that an entry of the menu gives."""
    page.click("#export summary")
    with page.expect_download() as download:
        page.click(f"#export #{what}")
    return Path(download.value.path())


def test_it_opens_with_counts_a_drawing_and_the_best_supported(page: Page) -> None:
    expect(page.locator("#counts")).to_contain_text("artículos2")
    expect(page.locator("#counts")).to_contain_text("desmentido1")
    expect(page.locator("#panel h2")).to_have_text("Lo mejor respaldado")
    expect(page.locator("#panel .line").first).to_contain_text("Rusia apoya a Nicolás Maduro")
    expect(page.locator("#summary")).to_have_text("9 entidades · 9 relaciones")
    assert coloured(page) > 1_000


def coloured(page: Page) -> int:
    """How many pixels of the canvas have a colour of their own (red and blue far apart)."""
    return int(
        page.evaluate(
            """() => {
              const canvas = document.querySelector("#drawing canvas");
              const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
              let count = 0;
              for (let i = 0; i < data.length; i += 4) count += Math.abs(data[i] - data[i + 2]) > 60 && data[i + 3] > 0;
              return count;
            }"""
        )
    )


def test_search_completes_without_accents_by_keyboard(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("guaido")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Juan Guaidó")
    expect(page.locator("#reach")).to_have_text("2 de 2 vecinos a la vista")


def test_several_of_a_name_are_offered_and_none_is_said(page: Page) -> None:
    page.fill("#q", "maduro")
    page.click("#search .primary")
    expect(page.locator("#panel .results .line")).to_have_count(2)
    page.click("#panel .results .line >> text=Guerra")
    expect(page.locator("#panel h2")).to_have_text("Nicolás Maduro Guerra")
    page.fill("#q", "zzz")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_contain_text("Ninguna entidad se llama así.")


def test_a_found_entity_can_be_added_to_what_is_shown(venezuela: Page) -> None:
    venezuela.fill("#q", "suiza")
    venezuela.click("#add")
    expect(venezuela.locator("#panel h2")).to_have_text("Suiza")
    assert "Q39" in drawn(venezuela)
    assert "Q717" in drawn(venezuela)


def test_the_card_has_names_type_wikidata_counts_timeline_and_sentences(page: Page, address: str) -> None:
    go(page, f"{address}/#n=Q159::&sel=Q159")
    panel = page.locator("#panel")
    expect(panel.locator(".about")).to_contain_text("País · Wikidata Q159")
    expect(panel.get_by_role("link", name="Wikidata")).to_have_attribute(
        "href", re.compile("^https://www.wikidata.org/")
    )
    expect(panel.locator(".about")).to_contain_text("También: Moscú")
    expect(panel.locator(".about")).to_contain_text("2 hechos · 1 desmentido")
    expect(panel.locator(".timeline .bars")).to_have_attribute("aria-label", re.compile("de 2019-06 a 2019-06"))
    card = panel.locator(".statement", has_text="rechazó haber")
    expect(card.locator("h3")).to_have_text("Rusia ✕ amenaza a Venezuela")
    expect(card.locator("mark")).to_have_text("amenazado")
    expect(card.locator(".badge")).to_have_text("desmentido")
    expect(card.locator(".how")).to_have_text("según Rusia · confianza 0,9")
    expect(card.locator(".source")).to_contain_text("Rusia y Venezuela · =El Diario · 3 jun 2019 · leer la noticia")
    expect(card.get_by_role("link", name="leer la noticia")).to_have_attribute("href", "https://example.org/seed")


def test_expanding_tells_the_count_first_and_brings_neighbours(page: Page, address: str) -> None:
    go(page, f"{address}/#n=Q717::&n=Q159::&sel=Q717")
    expect(page.locator("#reach")).to_have_text("1 de 4 vecinos a la vista")
    expect(page.locator("#expand")).to_have_text("Expandir (+3)")
    page.click("#expand")
    expect(page.locator("#reach")).to_have_text("4 de 4 vecinos a la vista")
    expect(page.locator("#live")).to_have_text("4 de 4 vecinos")
    assert len(drawn(page)) == 5


def test_expanding_by_one_relation(page: Page, address: str) -> None:
    go(page, f"{address}/#n=Q717::&sel=Q717")
    page.click(".kinds summary")
    page.get_by_role("button", name="Expandir: suministra a").click()
    expect(page.locator("#reach")).to_have_text("1 de 4 vecinos a la vista")
    assert drawn(page) == {"Q717", "organization-rostec"}


def test_double_click_expands(page: Page, address: str) -> None:
    go(page, f"{address}/#n=Q717:0:0")
    page.mouse.dblclick(*spot(page, "Q717"))
    expect(page.locator("#reach")).to_have_text("4 de 4 vecinos a la vista")


def test_collapsing_takes_away_what_hangs_on_it_alone_and_undo_brings_it_back(venezuela: Page) -> None:
    before = drawn(venezuela)
    venezuela.click("#collapse")
    expect(venezuela.locator("#reach")).not_to_have_text("4 de 4 vecinos a la vista")
    assert drawn(venezuela) == {"Q717", "Q159", "person-nicolas-maduro"}
    venezuela.click("#undo")
    expect(venezuela.locator("#reach")).to_have_text("4 de 4 vecinos a la vista")
    assert drawn(venezuela) == before
    venezuela.click("#redo")
    expect(venezuela.locator("#reach")).to_have_text("2 de 4 vecinos a la vista")


def test_hiding(venezuela: Page) -> None:
    venezuela.click("#hide")
    expect(venezuela.locator("#panel h2")).to_have_text("A la vista")
    assert "Q717" not in drawn(venezuela)
    venezuela.keyboard.press("z")
    expect(venezuela.locator("#panel h2")).to_have_text("Venezuela")


def test_what_is_pinned_stays_when_the_rest_is_rearranged(page: Page, address: str) -> None:
    go(page, f"{address}/#n=Q717:900:-700&n=Q159:0:0&n=organization-rostec:1:1&sel=Q717")
    page.click("#pin")
    expect(page.locator("#pin")).to_have_text("Soltar")
    page.click("#relayout")
    expect(page).to_have_url(re.compile("p=Q717%3A900%3A-700&n=Q159%3A(?!0%3A0|%3A)"))
    page.keyboard.press("p")
    expect(page.locator("#pin")).to_have_text("Fijar")


def test_dragging_pins(page: Page, address: str) -> None:
    go(page, f"{address}/#n=Q717:0:0&n=Q159:200:0")
    x, y = spot(page, "Q717")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y + 90, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile("p=Q717%3A-"))


def test_several_are_selected_focused_and_joined(page: Page) -> None:
    page.click("#as-table")
    page.get_by_role("checkbox", name="Elegir Rostec").check()
    page.get_by_role("checkbox", name="Elegir Juan Guaidó").check()
    expect(page.locator("#panel h2")).to_have_text("2 entidades elegidas")
    page.click("#path")
    expect(page.locator("#panel h2")).to_have_text("Rostec ⋯ Juan Guaidó")
    page.click("#close-path")
    page.get_by_role("checkbox", name="Elegir Suiza").check()
    page.click("#focus")
    expect(page.locator("#entities tbody tr")).to_have_count(2)
    assert drawn(page) == {"Q39", "place-ginebra"}


def test_a_click_with_a_key_held_selects_one_more(page: Page, address: str) -> None:
    go(page, f"{address}/#n=Q39:0:0&n=Q159:300:0")
    page.mouse.click(*spot(page, "Q39"))
    expect(page.locator("#panel h2")).to_have_text("Suiza")
    page.keyboard.down("Shift")
    page.mouse.click(*spot(page, "Q159"))
    page.keyboard.up("Shift")
    expect(page.locator("#panel h2")).to_have_text("2 entidades elegidas")
    page.keyboard.press("Escape")
    expect(page.locator("#panel h2")).to_have_text("A la vista")


def test_filters(venezuela: Page) -> None:
    page = venezuela
    expect(page.locator("#summary")).to_have_text("5 entidades · 5 relaciones")
    page.uncheck("[data-key=denied]")
    expect(page.locator("#summary")).to_have_text("5 entidades · 4 relaciones")
    page.uncheck("[data-key=possible]")
    expect(page.locator("#summary")).to_have_text("5 entidades · 3 relaciones")
    page.uncheck("[data-key=COOPERATE], [data-key=supplies]")
    expect(page.locator("#summary")).to_have_text("5 entidades · 2 relaciones")
    page.uncheck("[data-key=Country]")
    expect(page.locator("#summary")).to_have_text("5 entidades · 0 relaciones")
    page.click("#unfilter")
    expect(page.locator("#summary")).to_have_text("5 entidades · 5 relaciones")
    page.locator("#confidence").fill("0.95")
    expect(page.locator("#summary")).to_have_text("5 entidades · 0 relaciones")
    page.click("#unfilter")
    page.check('[data-key="source:=El Diario"]')
    expect(page.locator("#summary")).to_have_text("5 entidades · 5 relaciones")
    page.click("#undo")
    expect(page.locator('[data-key="source:=El Diario"]')).not_to_be_checked()


def test_the_time_slider(page: Page, address: str) -> None:
    go(page, f"{address}/#n=person-juan-guaido::&n=person-nicolas-maduro::&n=Q159::&since=2019-07")
    expect(page.locator("#summary")).to_have_text("3 entidades · 0 relaciones")
    go(page, f"{address}/#n=person-juan-guaido::&n=person-nicolas-maduro::&n=Q159::&until=2019-07-01")
    expect(page.locator("#summary")).to_have_text("3 entidades · 2 relaciones")


def test_a_path_between_two_is_lit_and_told(page: Page) -> None:
    page.fill("#from", "rostec")
    page.get_by_role("option").first.click()
    expect(page.locator("#to")).to_be_focused()
    page.keyboard.type("guaid")
    page.get_by_role("option").first.click()
    page.click("#connect button")
    expect(page.locator("#panel h2")).to_have_text("Rostec ⋯ Juan Guaidó")
    chain = page.locator(".path h3").first
    expect(chain).to_have_text(re.compile("Rostec → .+ → Venezuela ← .+ ← Nicolás Maduro → acusa a → Juan Guaidó"))
    expect(page.locator(".path blockquote").first).to_contain_text("Rostec vendió")
    assert "path=organization-rostec&path=person-juan-guaido" in page.url


def test_the_table_is_a_twin_that_does_all_by_keyboard(page: Page, address: str) -> None:
    go(page, f"{address}/#n=Q717::&n=Q159::&view=table")
    expect(page.locator("#relations tbody tr")).to_have_count(1)
    expect(page.locator("#relations tbody")).to_contain_text("Rusia")
    expect(page.locator("#relations .badge")).to_have_text("desmentido")
    expect(page.locator("[data-entity=Q717]")).to_contain_text("1 de 4")
    page.get_by_role("button", name="Expandir: Venezuela").press("Enter")
    expect(page.locator("[data-entity=Q717]")).to_contain_text("4 de 4")
    page.get_by_role("button", name="Ocultar: Rostec").press("Enter")
    expect(page.locator("[data-entity=organization-rostec]")).to_have_count(0)
    page.get_by_role("button", name="Fijar: Rusia").press("Enter")
    expect(page.get_by_role("button", name="Soltar: Rusia")).to_be_visible()
    page.get_by_role("button", name="✕ amenaza a").press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Rusia ✕ amenaza a Venezuela")


def test_a_relation_opens_with_all_its_sentences(page: Page) -> None:
    page.click("#panel .line >> text=Rusia apoya a")
    expect(page.locator("#panel h2")).to_have_text("Rusia apoya a Nicolás Maduro")
    expect(page.locator("#panel .about")).to_contain_text("hecho 1 fuente · 2 frases · 2019-06-03")
    expect(page.locator("#panel .statement")).to_have_count(2)


def test_the_pointer_over_a_relation_shows_its_sentence(page: Page, address: str) -> None:
    go(page, f"{address}/#n=organization-rostec:0:0&n=Q717:300:0")
    (x, y), (right, _) = spot(page, "organization-rostec"), spot(page, "Q717")
    page.mouse.move((x + right) / 2 - 4, y)
    page.mouse.move((x + right) / 2, y)
    expect(page.locator("#tip blockquote")).to_have_text("«Rostec vendió fusiles de asalto a Venezuela.»")
    expect(page.locator("#tip mark")).to_have_text("vendió")


def test_contradictions_are_marked(open_page: Callable[..., Any], clashing: str) -> None:
    watched = open_page(width=1440, height=900)
    go(watched.page, f"{clashing}/?entity=Q159")
    expect(watched.page.locator(".clashes summary")).to_have_text("1 contradicción")
    expect(watched.page.locator(".clash-pair .statement")).to_have_count(2)
    watched.page.click("#as-table")
    expect(watched.page.locator("#relations .clash")).to_have_count(2)
    assert watched.errors == []


def test_the_address_restores_the_view(venezuela: Page, open_page: Callable[..., Any]) -> None:
    venezuela.uncheck("[data-key=denied]")
    expect(venezuela.locator("#summary")).to_have_text("5 entidades · 4 relaciones")
    again = open_page(width=1440, height=900).page
    go(again, venezuela.url)
    expect(again.locator("#panel h2")).to_have_text("Venezuela")
    expect(again.locator("#summary")).to_have_text("5 entidades · 4 relaciones")
    expect(again.locator("[data-key=denied]")).not_to_be_checked()
    assert again.url == venezuela.url


def test_the_view_is_saved_in_every_format(venezuela: Page) -> None:
    page = venezuela
    page.uncheck("[data-key=possible]")
    expect(page.locator("#summary")).to_have_text("5 entidades · 4 relaciones")
    assert saved(page, "png").read_bytes().startswith(b"\x89PNG")
    svg = saved(page, "svg").read_text("utf-8")
    assert svg.startswith("<svg")
    assert "Venezuela" in svg
    assert "✕ amenaza a" in svg
    rows = list(csv.DictReader(saved(page, "csv").read_text("utf-8").splitlines()))
    assert len(rows) == 5  # two sentences say that Rusia apoya a Maduro
    assert "sanctions" not in {row["relation"] for row in rows}
    assert "Rostec" in saved(page, "gexf").read_text("utf-8")
    assert "cabos:supplies" in saved(page, "turtle").read_text("utf-8")


def test_a_link_is_copied_and_the_query_of_the_view_opened(venezuela: Page) -> None:
    page = venezuela
    page.click("#export summary")
    page.click("#link")
    expect(page.locator("#live")).to_have_text("Enlace copiado")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    href = page.locator("#sparql").get_attribute("href") or ""
    assert href.startswith("/query?query=PREFIX")
    assert "entity%3AQ717" in href


def test_text_of_articles_is_never_markup(page: Page) -> None:
    page.fill("#q", "Rusia")
    page.keyboard.press("Enter")
    expect(page.locator("blockquote", has_text="<img src=x")).to_be_visible()
    assert page.locator("#panel img, #panel b, #panel script").count() == 0
    assert page.locator('#panel a[href^="javascript"]').count() == 0


def test_an_ambiguous_name_in_the_address_offers_its_candidates(open_page: Callable[..., Any], address: str) -> None:
    page = open_page().page
    page.goto(f"{address}/?entity=maduro")
    expect(page.get_by_role("alert")).to_contain_text("elija una")
    page.locator(".results .line", has_text="Guerra").click()
    expect(page.locator("#panel h2")).to_have_text("Nicolás Maduro Guerra")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_it_speaks_english(page: Page) -> None:
    page.click("[data-language=en]")
    page.wait_for_selector("html[lang=en][data-ready]")
    expect(page.locator("#panel h2")).to_have_text("Best supported")
    expect(page.locator("#panel .line").first).to_contain_text("Rusia supports Nicolás Maduro")
    page.click("[data-language=es]")
    expect(page.locator("#panel h2")).to_have_text("Lo mejor respaldado")


@pytest.mark.parametrize("scheme", LIGHT_AND_DARK)
def test_narrow_screens_need_no_sideways_scrolling(open_page: Callable[..., Any], address: str, scheme: str) -> None:
    watched = open_page(width=360, height=740, color_scheme=scheme)
    go(watched.page, f"{address}/?entity=Q159")
    expect(watched.page.locator(".statement").first).to_be_visible()
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert coloured(watched.page) > 100
    assert watched.errors == []


def test_a_relation_is_flagged_as_wrong_and_that_is_taken_back(open_page: Callable[..., Any], clashing: str) -> None:
    watched = open_page(width=1440, height=900)
    page = watched.page
    go(page, f"{clashing}/#n=Q159::&n=Q717::")
    page.click("#panel .line >> nth=0")
    page.click("#flag-edge")
    page.fill("#flag [name=reason]", "dice lo contrario")
    page.fill("#flag [name=token]", "wrong")
    page.click("#flag .primary")
    expect(page.locator("#flag .fault")).to_have_text("La clave no es correcta.")
    page.fill("#flag [name=token]", "token")
    page.click("#flag .primary")
    expect(page.locator("#alert")).to_contain_text("1 frase señalada")
    expect(page.locator("#summary")).to_have_text("2 entidades · 1 relaciones")
    page.click("#alert a")
    page.wait_for_url("**/decisions")
    page.wait_for_selector("html[data-ready]")
    expect(page.locator(".statement .how")).to_contain_text("dice lo contrario")
    page.click("[data-decision]")
    expect(page.locator(".statement")).to_have_text("Retirada: la frase vuelve a contar.")
    assert [error for error in watched.errors if "401" not in error] == []
