"""The wheel: that it holds what the code reads, and works where only it is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from cabos.graph.drawing import assets
from cabos.graph.errors import Unavailable
from cabos.ingest import open_reader

ROOT = Path(__file__).parents[1]
LOADING = {".j2", ".css", ".js"}


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


def test_other_peoples_javascript_comes_with_its_licences(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert any(name.endswith("/licenses/NOTICE") for name in names)
    for folder, script in (("graph/drawing", "vis-network.min.js"), ("api/web", "yasgui.min.js")):
        if not (ROOT / folder / "vendor" / script).is_file():
            if os.environ.get("CI"):
                pytest.fail(f"{script} is not installed: make assets")
            pytest.skip(f"{script} is not installed: make assets")
        assert {f"cabos/{folder}/vendor/{script}", f"cabos/{folder}/vendor/LICENSES.txt"} <= names
    text = zipfile.ZipFile(wheel).read("cabos/api/web/vendor/LICENSES.txt").decode()
    assert "@zazuko/yasgui 4.6.2 (MIT)" in text
    assert "dompurify" in text


def test_the_lock_file_names_no_address_and_the_scripts_point_nowhere() -> None:
    folder = ROOT / "api" / "vendoring"
    assert '"resolved"' not in (folder / "package-lock.json").read_text("utf-8")
    assert "omit-lockfile-registry-resolved=true" in (folder / ".npmrc").read_text("utf-8")
    for script in ROOT.glob("*/**/vendor/*.js"):
        assert "sourceMappingURL" not in script.read_text("utf-8")


def test_no_page_of_ours_loads_anything_from_another_host() -> None:
    files = [f for part in ("api/web", "graph/drawing") for f in (ROOT / part).iterdir() if f.suffix in LOADING]
    assert len(files) > 20
    for file in files:
        found = re.findall(
            r"""(?:src|import|from|url\(|<link[^>]*href)\s*=?\s*["'(]?https?://""", file.read_text("utf-8")
        )
        assert not found, file


def test_drawings_fall_back_to_the_script_inside_pyvis(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ours = assets.files
    monkeypatch.setattr(assets, "files", lambda name: tmp_path if name == assets.__package__ else ours(name))
    assets.vis_network.cache_clear()
    try:
        assert "vis.js" in assets.vis_network()[:1000] or "vis-network" in assets.vis_network()[:1000]
    finally:
        assets.vis_network.cache_clear()


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
