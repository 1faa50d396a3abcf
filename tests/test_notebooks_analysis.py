"""Notebooks 02 to 04 run on the invented affair, and a browser shows what they promise."""

from __future__ import annotations

import html
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from cabos.graph import open_graph
from cabos.ingest import open_reader, read_articles
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"

COLOURED = """() => {
    const canvas = document.querySelector("#graph canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let found = 0;
    for (let i = 0; i < data.length; i += 4) if (Math.abs(data[i] - data[i + 2]) > 60) found++;
    return found;
}"""
Cells = list[dict[str, Any]]


class ThisPython(KernelManager):
    """A kernel in the interpreter that runs the tests."""

    @property
    def kernel_spec(self) -> KernelSpec:
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, language="python", display_name="tests")


@pytest.fixture(scope="module")
def affair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the twelve articles that the notebooks read where no other store is named."""
    folder = tmp_path_factory.mktemp("affair") / "store"
    reader = open_reader()
    with open_graph(folder) as graph:
        for article in read_articles(FOLDER / "affair.jsonl"):
            assert not graph.add(reader.read(article)).kept_out
    return folder


@pytest.fixture(scope="module")
def run(affair: Path) -> Callable[[str], Cells]:
    """The code cells of a notebook after running, in order."""

    def ran(name: str) -> Cells:
        notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
        client = NotebookClient(
            notebook,
            timeout=120,
            startup_timeout=120,
            kernel_manager_class=ThisPython,
            resources={"metadata": {"path": str(affair.parent)}},
        )
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("CABOS_STORE", str(affair))
            client.execute()
        return [cell for cell in notebook.cells if cell.cell_type == "code"]

    return ran


@pytest.fixture(scope="module")
def paths(run: Callable[[str], Cells]) -> Cells:
    return run("02_paths_and_centrality")


@pytest.fixture(scope="module")
def year(run: Callable[[str], Cells]) -> Cells:
    return run("03_a_year_of_a_newspaper")


@pytest.fixture(scope="module")
def contradictions(run: Callable[[str], Cells]) -> Cells:
    return run("04_contradictions")


def shown(cells: Cells, source: str, kind: str = "text/plain") -> str:
    """What the first cell with that source shows, of one media type."""
    cell = next(cell for cell in cells if source in cell["source"])
    parts = []
    for output in cell["outputs"]:
        assert output.get("name") != "stderr", output
        parts.append(output["text"] if output["output_type"] == "stream" else output["data"].get(kind, ""))
    return "".join(parts)


def test_paths_are_shown_with_their_sentences(paths: Cells) -> None:
    table = shown(paths, "graph.paths(prosecutor, country)", "text/html")
    assert "<b>Julia Vargas" in table
    assert "—cooperatesWith→" in table or "←cooperatesWith—" in table or "cooperatesWith→ Argentina" in table
    assert "«Argentina cooperó con Chile.»" in table
    assert "sentence" in shown(paths, "all_simple=True", "text/html")


def test_conditions_change_the_answer(paths: Cells) -> None:
    costs = [float(line.split()[0]) for line in shown(paths, 'weight="evidence"').splitlines()]
    assert costs == sorted(costs)
    assert len(costs) > 1
    table = shown(paths, "questions = {")
    assert "any path" in table
    assert "Julia Vargas" in table


def test_centrality_groups_and_ties(paths: Cells) -> None:
    assert "betweenness" in shown(paths, "measures = {}", "text/html")
    assert "Bolivia" in shown(paths, 'graph.ties("Bruno Salvatierra")', "text/html")
    assert "Argentina" in shown(paths, "graph.communities()")
    assert "Chile" in shown(paths, "graph.bridges(", "text/html")


def test_sparql_magic_fills_a_variable(paths: Cells) -> None:
    assert shown(paths, "%%sparql") == ""
    assert "Julia Vargas" in shown(paths, "accused  #", "text/html")
    assert "subject_iri" in shown(paths, 'graph.to_pandas("edges")', "text/html")


def test_a_year_in_months_and_halves(year: Cells) -> None:
    assert shown(year, "value_counts().idxmax()") == "'2023'"
    assert "2023-05" in shown(year, "pivot_table")
    assert "ACCUSE" in shown(year, '"relation"].map(category)')
    assert "Tomás Salcedo" in shown(year, 'type="Person"', "text/html")
    assert "before" in shown(year, "graph.changes(", "text/html")
    assert "second half" in shown(year, "halves = {")


def test_contradictions_with_both_sentences(contradictions: Cells) -> None:
    table = shown(contradictions, "found = graph.contradictions", "text/html")
    assert "Elena Rivas no apoya a Tomás Salcedo." in table
    assert "Elena Rivas apoyó a Tomás Salcedo." in table
    voices = shown(contradictions, "graph.who_says", "text/html")
    assert "denied" in voices
    assert "El Faro" in voices


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "words", "drawings"),
    [
        ("paths", "Julia Vargas —meetsWith→ Elena Rivas", 2),
        ("year", "second half", 2),
        ("contradictions", "Elena Rivas no apoya a Tomás Salcedo.", 1),
    ],
)
def test_a_browser_shows_it(
    name: str, words: str, drawings: int, request: pytest.FixtureRequest, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    """The outputs as one page, as an export has them: tables, and drawings that have drawn."""
    outputs = [output for cell in request.getfixturevalue(name) for output in cell["outputs"]]
    data = [o["data"] if "data" in o else {"text/plain": o["text"]} for o in outputs]
    body = "".join(d.get("text/html") or f"<pre>{html.escape(d['text/plain'])}</pre>" for d in data)
    file = tmp_path / f"{name}.html"
    file.write_text(
        f"<!doctype html><meta charset=utf-8><title>{name}</title><style>pre{{white-space:pre-wrap}}</style>{body}",
        "utf-8",
    )
    watched = open_page(height=2400)
    watched.page.goto(file.as_uri())
    assert words in watched.page.inner_text("body")
    frames = watched.page.query_selector_all("iframe")
    assert len(frames) == drawings
    for frame in frames:
        frame.scroll_into_view_if_needed()
        inside = frame.content_frame()
        inside.wait_for_selector("html[data-ready]", timeout=20_000)
        assert inside.evaluate(COLOURED) > 500
    picture = watched.page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
    assert len(picture) > 50_000
    assert watched.errors == []
    assert watched.outside == []
