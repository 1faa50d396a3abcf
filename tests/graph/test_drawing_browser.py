"""The drawing in a real browser: what a reader sees and does, with no request and no error."""

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cabos.graph import ArticleRef, EntityRef, SentenceRef, StatementRow
from cabos.graph.drawing import Drawing, render
from cabos.graph.graph import Graph

EDGE = "DATA.edges.find((edge) => edge.status === 'fact' && relationName(edge) === %s)"


@pytest.fixture
def show(open_page: Callable[..., Any], tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open a drawing in a browser; after the test nothing may have been asked for or gone wrong."""
    opened = []

    def shown(drawing: Drawing, **options: Any) -> Any:
        watched = open_page(**options)
        opened.append(watched)
        watched.page.goto(drawing.save(tmp_path / "d.html").as_uri())
        if options.get("java_script_enabled", True):
            watched.page.wait_for_selector("html[data-ready]")
        return watched.page

    yield shown
    for watched in opened:
        assert watched.errors == []
        assert watched.outside == []


def middle(page: Any, relation: str) -> tuple[float, float]:
    """Where the label of the first fact of that relation is, in pixels of the page."""
    x, y = page.evaluate(
        f"""() => {{
          const edge = {EDGE % json.dumps(relation)};
          const [a, b] = [network.getPosition(edge.from), network.getPosition(edge.to)];
          const at = network.canvasToDOM({{ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }});
          const box = document.getElementById("graph").getBoundingClientRect();
          return [at.x + box.x, at.y + box.y];
        }}"""
    )
    return x, y


def coloured(page: Any) -> int:
    """How many pixels of the canvas have a colour of their own (red and blue far apart)."""
    return int(
        page.evaluate(
            """() => {
              const canvas = document.querySelector("#graph canvas");
              const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
              let count = 0;
              for (let i = 0; i < data.length; i += 4) count += Math.abs(data[i] - data[i + 2]) > 60 && data[i + 3] > 0;
              return count;
            }"""
        )
    )


def test_it_is_drawn_at_once_with_a_legend_that_counts(salinas: Graph, show: Callable[..., Any]) -> None:
    page = show(salinas.draw())
    assert coloured(page) > 1_000
    legend = page.inner_text("#legend").split()
    for name, count in {"Persona": "7", "Organización": "10", "País": "3", "Lugar": "2", "Hecho": "29"}.items():
        assert legend[legend.index(name) + 1] == count
    assert "22 entidades · 35 relaciones · 3 desmentidas · 3 posibles" in page.inner_text("#summary")


def test_parallel_edges_are_curves_apart_and_status_shows(salinas: Graph, show: Callable[..., Any]) -> None:
    page = show(salinas.draw())
    ends = "DATA.nodes.filter((n) => ['Norvia', 'República de Almara'].includes(n.label)).map((n) => n.id)"
    pair = f"DATA.edges.filter((e) => {ends}.includes(e.from) && {ends}.includes(e.to))"
    bends = page.evaluate(f"{pair}.map((e) => (e.bend || 0) * (e.from < e.to ? 1 : -1))")
    assert len(bends) == len(set(bends)) == 4
    looks = page.evaluate("network.body.data.edges.get().map((e) => [e.status, e.label, e.dashes, e.width])")
    assert {(status, bool(dashes)) for status, _, dashes, _ in looks} == {
        ("fact", False),
        ("denied", True),
        ("possible", True),
    }
    assert ["denied", "✕ sanciona a"] in [look[:2] for look in looks]
    assert ["possible", "¿visita?"] in [look[:2] for look in looks]
    widths = {label: width for status, label, _, width in looks if status == "fact"}
    assert widths["investiga a"] > widths["visita"]


def test_hovering_an_edge_shows_its_sentence_with_the_words_that_say_it(
    salinas: Graph, show: Callable[..., Any]
) -> None:
    page = show(salinas.draw())
    x, y = middle(page, "visita")
    page.mouse.move(x - 4, y - 4)
    page.mouse.move(x, y)
    page.wait_for_selector("#tip:not([hidden])")
    assert "«Íñigo Zabaleta, presidente del Grupo Salinas, viajó a Almara en enero.»" in page.inner_text("#tip")
    assert page.inner_text("#tip mark") == "viajó a"
    assert "El Diario del Norte · 11 mar 2024" in page.inner_text("#tip")
    page.mouse.move(5, 200)
    page.wait_for_selector("#tip", state="hidden")


def test_clicking_an_edge_shows_all_that_is_known_of_it(salinas: Graph, show: Callable[..., Any]) -> None:
    page = show(salinas.draw())
    page.mouse.click(*middle(page, "investiga a"))
    page.wait_for_selector("#panel article")
    text = page.inner_text("#panel")
    assert "Fiscalía Anticorrupción investiga a → Lucía Ordóñez Peña" in text
    assert "Hecho 3 fuentes · 3 frases" in text
    assert "según Ramón Güell Ibáñez" in text
    assert "confianza 90 %" in text
    assert page.locator("#panel article").count() == 3
    link = page.locator("#panel article a").first
    assert link.get_attribute("href").startswith("https://")
    assert link.get_attribute("rel") == "noopener noreferrer"
    page.keyboard.press("Escape")
    assert "Elija una flecha" in page.inner_text("#panel")


def test_an_entity_is_found_without_its_accents_and_opened_by_keyboard(
    salinas: Graph, show: Callable[..., Any]
) -> None:
    page = show(salinas.draw())
    page.keyboard.press("/")
    page.keyboard.type("kovac")
    assert page.inner_text("#panel .found") == "Tomás Kovač\nPersona"
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Tomás Kovač"
    assert page.locator("#panel h3").all_inner_texts() == [
        "Amália Mendes se reúne con ↔ Tomás Kovač",
        "Tomás Kovač dirige → Norvia",
    ]


def test_the_legend_filters_picture_and_list(salinas: Graph, show: Callable[..., Any]) -> None:
    page = show(salinas.draw())
    visible = "network.body.data.edges.get().filter((e) => !e.hidden).length"
    page.uncheck("[data-key=denied]")
    assert page.evaluate(visible) == 32
    page.uncheck("[data-key=Country]")
    assert page.evaluate("network.body.data.nodes.get().filter((n) => !n.hidden).length") == 19
    assert page.locator("#panel .edges li").count() == page.evaluate(visible) < 32
    page.check("[data-key=denied]")
    page.check("[data-key=Country]")
    page.select_option("#legend select", "sanctions")
    assert page.evaluate(visible) == 2


def test_light_and_dark_follow_the_reader(salinas: Graph, show: Callable[..., Any]) -> None:
    page = show(salinas.draw(), color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(18, 22, 28)"
    page.click("#theme")
    assert page.evaluate(background) == "rgb(251, 250, 247)"
    page.keyboard.press("d")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.slow
def test_the_picture_is_saved_as_png_and_as_svg(salinas: Graph, show: Callable[..., Any]) -> None:
    page = show(salinas.draw())
    saved = {}
    for kind in ("png", "svg"):
        with page.expect_download() as download:
            page.click(f"#{kind}")
        assert download.value.suggested_filename == f"cabos.{kind}"
        saved[kind] = download.value.path().read_bytes()
    assert saved["png"].startswith(b"\x89PNG")
    svg = ElementTree.fromstring(saved["svg"])  # noqa: S314 — the page under test wrote it
    names = ["".join(text.itertext()) for text in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert {"✕ sanciona a", "¿visita?", "Norvia"} <= set(names)
    assert len(svg.findall(".//{*}circle")) == 7  # persons
    assert len(svg.findall(".//{*}path")) == 35


def test_it_is_read_in_spanish_and_in_english(salinas: Graph, show: Callable[..., Any]) -> None:
    page = show(salinas.draw())
    assert "Elija una flecha" in page.inner_text("#panel")
    page.click("#language")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "22 entities · 35 relations · 3 denied · 3 possible" in page.inner_text("#summary")
    assert "Organization" in page.inner_text("#legend")
    assert "Choose an arrow" in page.inner_text("#panel")
    assert "sanctions" in page.evaluate("network.body.data.edges.get().map((e) => e.label).join()")
    page.click("#language")
    assert "Organización" in page.inner_text("#legend")
    english = show(salinas.draw("Norvia", language="en"))
    assert english.get_attribute("html", "lang") == "en"
    assert english.get_attribute("#search", "placeholder") == "Find an entity  ( / )"


def test_it_fits_a_telephone(salinas: Graph, show: Callable[..., Any]) -> None:
    page = show(salinas.draw("Norvia"), width=360, height=740)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate("network.getScale()") >= 0.6
    for part in ("h1", "#search", "#graph", "#legend", "#panel"):
        assert page.is_visible(part)
    assert coloured(page) > 300


def test_in_a_frame_half_a_page_wide_nothing_is_cut_off(salinas: Graph, show: Callable[..., Any]) -> None:
    page = show(salinas.draw(), width=687, height=532)
    left, top, right, bottom = page.evaluate(
        """() => {
          const { x, y, width, height } = bounds();
          const [w, h] = [width / 2 - 20, height / 2 - 20]; // without the margin
          const [a, b] = [network.canvasToDOM({ x: x - w, y: y - h }), network.canvasToDOM({ x: x + w, y: y + h })];
          return [a.x, a.y, b.x, b.y];
        }"""
    )
    assert left >= 0
    assert top >= 0
    assert right <= page.evaluate("document.getElementById('graph').clientWidth")
    assert bottom <= page.evaluate("document.getElementById('graph').clientHeight")
    assert page.evaluate("document.getElementById('legend').scrollWidth") <= 687


def test_without_script_there_is_a_table(salinas: Graph, show: Callable[..., Any]) -> None:
    page = show(salinas.draw(), java_script_enabled=False)
    assert page.locator("noscript tr").count() == 36
    assert not page.is_visible(".tools")


def test_in_a_notebook_frame_it_draws_and_cannot_reach_out(
    salinas: Graph, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    watched = open_page()
    (tmp_path / "n.html").write_text(salinas.draw()._repr_mimebundle_()["text/html"], "utf-8")
    watched.page.goto((tmp_path / "n.html").as_uri())
    frame = watched.page.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for()
    assert "Norvia" in frame.locator("#panel").inner_text()
    assert (watched.errors, watched.outside) == ([], [])


def test_in_a_frame_that_is_not_shown_yet_it_waits_for_room(
    salinas: Graph, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    watched = open_page()
    frame = salinas.draw()._repr_mimebundle_()["text/html"]
    (tmp_path / "n.html").write_text(f"<!doctype html><div id=tab hidden>{frame}</div>", "utf-8")
    watched.page.goto((tmp_path / "n.html").as_uri())
    inner = watched.page.frame_locator("iframe")
    inner.locator("html[data-ready]").wait_for(state="attached")
    watched.page.evaluate("document.getElementById('tab').hidden = false")
    inner.locator("#graph canvas").wait_for()
    watched.page.wait_for_timeout(300)
    assert inner.locator("html").evaluate("network.getScale() !== 1 && network.getScale() > 0")
    assert (watched.errors, watched.outside) == ([], [])


HOSTILE = [
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "<svg onload=window.hacked=1>",
    '"><a href="javascript:window.hacked=1">href</a>',
    "{{7*7}}${7*7}{%raw%}",
    "<!--<script>",
    "\u2028\u2029\u202e\u200b\x00\x1b",
    "__proto__",
    "N" * 10_000,
    "",
]


def hostile_rows() -> list[StatementRow]:
    """Each hostile text as every field that comes from an article or a store."""
    rows = []
    for i, text in enumerate(HOSTILE):
        who, whom = EntityRef(f"urn:{i}{text}", text, text), EntityRef(f"urn:b{i}", f"B{i} {text}", "Person")
        article = ArticleRef(f"urn:a{i}{text}", text, text, text, f"javascript:window.hacked=1//{text}", text)
        sentence = SentenceRef(f"{text} dice {text}", 0, 9)
        rows.append(StatementRow(f"urn:s{i}", who, "supports", whom, "fact", text, 0.5, text, sentence, text, article))
    rows.append(replace(rows[0], iri="urn:x", relation=HOSTILE[1], status="denied"))
    return rows


def test_hostile_text_is_shown_and_does_nothing(show: Callable[..., Any]) -> None:
    page = show(render(hostile_rows(), title=HOSTILE[2]))
    assert page.inner_text("h1") == HOSTILE[2]
    for node in page.evaluate("DATA.nodes.map((node) => node.id)"):
        page.evaluate("(node) => select({ node }, { move: true })", node)
        page.evaluate("(node) => showTip(nodeTip(nodeOf.get(node)), { x: 9, y: 9 })", node)
    for edge in page.evaluate("DATA.edges.map((edge) => edge.id)"):
        page.evaluate("(edge) => select({ edge })", edge)
        page.evaluate("(edge) => showTip(edgeTip(edgeOf.get(edge)), { x: 9, y: 9 })", edge)
        assert page.locator("#panel a").count() == 0
    page.fill("#search", "img")
    assert HOSTILE[2] in page.inner_text("#panel .found")
    assert page.locator("#panel img, #panel script, #panel svg, #tip img, #tip script").count() == 0
    assert page.evaluate("window.hacked") is None


def test_script_that_gets_into_the_page_all_the_same_is_not_run(open_page: Any, tmp_path: Path) -> None:
    watched = open_page()
    watched.page.goto(render([], title="Vacío").save(tmp_path / "d.html").as_uri())
    watched.page.evaluate(
        """() => {
          const smuggled = document.createElement("div");
          smuggled.innerHTML = "<img src='data:,' onerror='window.hacked = 1'>";
          const blocked = new Promise((resolve) => document.addEventListener("securitypolicyviolation", resolve));
          document.body.append(smuggled);
          return blocked.then(() => true);
        }"""
    )
    assert watched.page.evaluate("window.hacked") is None
    assert "Content Security Policy" in watched.errors[0]
