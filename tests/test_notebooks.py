"""The notebooks run from top to bottom and give what they promise; the copies in git hold no outputs."""

import json
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


class ThisPython(KernelManager):
    """A kernel in the interpreter that runs the tests, whatever kernels the machine has installed."""

    @property
    def kernel_spec(self) -> KernelSpec:
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, language="python", display_name="tests")


def run(path: Path, folder: Path) -> list[dict[str, Any]]:
    """The code cells after running, in order."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=120,
        startup_timeout=120,
        kernel_manager_class=ThisPython,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def text(cell: dict[str, Any]) -> str:
    """What a cell printed, and its results as plain text."""
    parts = []
    for output in cell["outputs"]:
        assert output.get("name") != "stderr", output
        parts.append(output["text"] if output["output_type"] == "stream" else output["data"]["text/plain"])
    return "".join(parts)


def cell_with(cells: list[dict[str, Any]], source: str) -> dict[str, Any]:
    return next(cell for cell in cells if source in cell["source"])


@pytest.fixture(scope="module")
def first_graph(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    return run(FOLDER / "01_first_graph.ipynb", tmp_path_factory.mktemp("notebook"))


def test_it_reads_the_sample_and_reading_it_again_changes_nothing(first_graph: list[dict[str, Any]]) -> None:
    assert "0 statements" not in text(cell_with(first_graph, "graph.add(reader.read(article))\n    print"))
    assert text(cell_with(first_graph, ".changed")) == "False"


def test_sparql_answers_who_supports_whom(first_graph: list[dict[str, Any]]) -> None:
    answer = text(cell_with(first_graph, "cabos:supports"))
    assert "Donald Trump" in answer
    assert "Juan Guaidó" in answer


def test_statements_come_with_their_sentences(first_graph: list[dict[str, Any]]) -> None:
    assert "<table" in cell_with(first_graph, "statements = pd.DataFrame")["outputs"][0]["data"]["text/html"]
    assert "fact" in text(cell_with(first_graph, "value_counts"))


def test_names_are_found_and_connected(first_graph: list[dict[str, Any]]) -> None:
    assert "Juan Guaidó" in text(cell_with(first_graph, 'graph.entities("guaido")'))
    paths = text(cell_with(first_graph, "graph.paths("))
    assert paths.startswith("--- path 1")
    assert "Juan Guaidó ←supports— Donald Trump" in paths
    assert "«" in paths


def test_drawings_show_inline(first_graph: list[dict[str, Any]]) -> None:
    for source in ("drawing = graph.draw()", 'graph.draw("Rusia", hops=2)'):
        [output] = cell_with(first_graph, source)["outputs"]
        assert output["data"]["text/html"].startswith("<iframe title=")
        assert "Juan Guaidó" in output["data"]["text/html"]
        assert output["data"]["text/plain"].startswith("Drawing(title=")
    assert "graph.html" in text(cell_with(first_graph, "drawing.save"))


def test_networkx_counts_degrees(first_graph: list[dict[str, Any]]) -> None:
    assert "Estados Unidos" in text(cell_with(first_graph, "graph.to_networkx()"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_outputs_in_git(path: Path) -> None:
    cells = [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert cells
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
