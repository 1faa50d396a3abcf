"""The wheel: that it holds what the code reads, and works where only it is installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from cabos.graph.errors import Unavailable
from cabos.ingest import open_reader

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for part in ("api", "graph", "ingest"):  # a copy, so that no build folder is left beside the sources
        shutil.copytree(ROOT / part, source / part)
    for part in ("LICENSE", "NOTICE", "README.md", "ontology.ttl", "pyproject.toml"):
        shutil.copy(ROOT / part, source / part)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*command, str(source)], check=True, capture_output=True)
    (built,) = folder.glob("cabos-*.whl")
    return built


def test_it_holds_data_templates_and_ontology_and_no_training_code(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "cabos/ontology.ttl", "cabos/ingest/data/lexicon.tsv", "cabos/ingest/data/gazetteer/countries.tsv",
        "cabos/ingest/data/sample.jsonl", "cabos/graph/drawing/page.html.j2",
        "cabos/api/web/explore.html.j2", "cabos/api/web/words.json",
    } <= names  # fmt: skip
    assert not [name for name in names if name.startswith("cabos/ingest/training/")]


def test_it_draws_and_answers_outside_the_source_tree(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "import cabos.graph, cabos.ingest\n"
        "graph = cabos.graph.open_graph(':memory:')\n"
        "print(cabos.graph.__file__, len(graph.ontology.relations), len(cabos.ingest.sample_articles()))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    where, relations, articles = done.stdout.split()
    assert where.startswith(str(tmp_path))
    assert (relations, articles) == ("30", "1")


def test_a_missing_language_model_says_in_one_line_how_to_get_it() -> None:
    with pytest.raises(Unavailable, match=r"es_core_news_xx is not installed; get it with: ") as caught:
        open_reader("es_core_news_xx")
    assert "\n" not in str(caught.value)
