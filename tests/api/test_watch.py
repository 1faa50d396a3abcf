"""``cabos watch`` and ``cabos retract``: what arrives is read once, and what is chosen goes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from cabos.api.cli.program import run
from cabos.graph import open_graph
from cabos.ingest.sources.watching import SETTLED, Watch

TEXT = "El presidente ruso, Vladimir Putin, respaldó a Nicolás Maduro."
LONG_AGO = 1_500_000_000


def write(path: Path, text: str, when: int = LONG_AGO) -> Path:
    path.write_text(text, "utf-8")
    os.utime(path, (when, when))
    return path


def test_a_file_is_read_once_and_again_when_it_has_changed(tmp_path: Path) -> None:
    looking = Watch([str(tmp_path), "https://diario.example/rss"])
    old = write(tmp_path / "old.txt", TEXT)
    (tmp_path / "growing.txt").write_text(TEXT, "utf-8")
    names, looks = looking.arrived()
    assert names == [str(old), "https://diario.example/rss"], f"the other one changed less than {SETTLED} s ago"
    assert looking.arrived()[0] == names, "not yet read"
    looking.done(looks)
    assert looking.arrived()[0] == ["https://diario.example/rss"]
    write(old, TEXT + " Sí.", LONG_AGO + 1)
    assert str(old) in looking.arrived()[0]


def test_a_page_is_asked_once_an_hour() -> None:
    looking = Watch([])
    assert [looking.asked("a"), looking.asked("b"), looking.asked("a")] == [False, False, True]


@pytest.fixture
def filled(tmp_path: Path, one_reader: None, capsys: pytest.CaptureFixture[str]) -> Iterator[Path]:
    """A store that was filled by watching a folder, twice."""
    folder, store, report = tmp_path / "news", tmp_path / "store", tmp_path / "out.csv"
    folder.mkdir()
    rows = [{"id": n, "text": f"{TEXT} {n}.", "source": outlet} for n, outlet in enumerate(("El Faro", "La Hora"))]
    write(folder / "a.jsonl", "\n".join(map(json.dumps, rows)))
    (folder / "broken.jsonl").write_text("{", "utf-8")
    os.utime(folder / "broken.jsonl", (LONG_AGO, LONG_AGO))
    watched = ["watch", str(folder), "--store", str(store), "--every", "0", "--report", str(report)]
    assert run([*watched, "--rounds", "2"]) == 0
    told = capsys.readouterr().err
    assert "2 added, 1 failed" in told
    assert told.count("broken.jsonl") == 1, "read once, though there were two looks"
    assert run([*watched, "--rounds", "1"]) == 0
    assert "2 unchanged" in capsys.readouterr().err
    yield store


def test_retract_by_outlet_and_by_query(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ["--store", str(filled)]
    assert run(["retract", "--source", "el faro", "--dry-run", "--format", "json", *at]) == 0
    assert [row["id"] for row in json.loads(capsys.readouterr().out)["retracted"]] == ["0"]
    assert run(["retract", "--source", "El Faro", "--source", "Nadie", *at]) == 1
    assert "Nadie" in capsys.readouterr().err
    with open_graph(filled, read_only=True) as graph:
        assert [row.id for row in graph.articles().items] == ["1"]
    assert run(["retract", "--query", "SELECT ?p { ?s ?p ?o }", *at]) == 1
    assert "no articles" in capsys.readouterr().err
    assert run(["retract", "--query", "SELECT ?g { GRAPH ?g { ?a schema:publisher 'La Hora' } }", *at]) == 0
    assert run(["retract", *at]) == 1
    with open_graph(filled, read_only=True) as graph:
        assert [name.value.rpartition("/")[2] for name in graph.store.graphs()] == ["ontology"]
        assert len({quad.triple for quad in graph.store.quads()}) == len(set(graph.ontology.triples()))
