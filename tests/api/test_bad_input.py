"""What cannot be read is named with file and line, the rest goes on, and the store stays whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cabos.api.cli.program import run
from cabos.graph import open_graph

GOOD = {"id": "good", "text": "El presidente ruso, Vladimir Putin, respaldó a Nicolás Maduro.", "title": "Apoyo"}
LATER = {"id": "later", "text": "Emmanuel Macron visitó Moscú."}
BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty.txt"),
    "empty.jsonl": (b"\n\n", "empty.jsonl"),
    "binary.txt": (b"\x7fELF\x02\x01\x00\x00" * 100, "binary"),
    "broken.txt": (b"Rusia \x81\x8d\x8f\x00\x01\x02\x03" * 20, "binary data"),
    "broken.jsonl": (b'{"text": "Rusia \x00\x01"}\n', "broken.jsonl:1"),
    "huge.txt": (b"Rusia respalda a Maduro. " * 800_000, "20,000,000"),
    "nojson.jsonl": (json.dumps(GOOD).encode() + b"\nthis is no JSON\n" + json.dumps(LATER).encode(), "nojson.jsonl:2"),
    "notext.jsonl": (b'{"title": "x"}\n', "notext.jsonl:1"),
    "list.json": (b'{"text": "x"}', "list.json"),
    "picture.png": (b"\x89PNG", "picture.png"),
}

pytestmark = pytest.mark.usefixtures("one_reader")

Ingest = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ingest(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Ingest:
    """Runs ``cabos ingest`` on files with these bytes, into the store of this test."""

    def ran(*names: str, options: tuple[str, ...] = ()) -> tuple[int, str, str]:
        for name in names:
            data = json.dumps(GOOD).encode() if name == "good.jsonl" else BAD[name][0]
            (tmp_path / name).write_bytes(data)
        paths = [str(tmp_path / name) for name in names]
        code = run(["ingest", *paths, "--store", str(tmp_path / "store"), *options])
        return code, *capsys.readouterr()

    return ran


@pytest.mark.parametrize("name", [name for name in BAD if name != "nojson.jsonl"])
def test_one_bad_file(ingest: Ingest, name: str, tmp_path: Path) -> None:
    code, _, err = ingest(name)
    assert code == 1
    assert str(tmp_path / name) in err
    assert BAD[name][1] in err
    assert "Traceback" not in err
    assert not (tmp_path / "store").exists(), "nothing was read, so no store was made"


def test_a_missing_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["ingest", str(tmp_path / "none.txt"), "--store", str(tmp_path / "store")]) == 1
    assert "none.txt" in capsys.readouterr().err


def test_bad_files_among_good_ones(ingest: Ingest, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    code, out, err = ingest(*BAD, "good.jsonl", options=("--format", "json", "--report", str(report)))
    assert code == 1
    for name, (_, words) in BAD.items():
        assert name in err
        assert words in err
    totals = json.loads(out)
    assert totals["statements"] >= 1
    assert len(totals["failed"]) == len(BAD)
    assert [row["id"] for row in json.loads(report.read_text("utf-8"))["articles"]] == ["good", "later", "good"]
    with open_graph(tmp_path / "store") as graph:
        assert {row.id for row in graph.articles().items} == {"good", "later"}
        before = graph.stats()
    assert ingest("broken.txt", "empty.txt")[0] == 1
    with open_graph(tmp_path / "store") as graph:
        assert graph.stats() == before


def test_an_article_whose_own_data_are_wrong(ingest: Ingest, tmp_path: Path) -> None:
    lines = [json.dumps({**GOOD, "id": "when", "date": "ayer"}), json.dumps(GOOD)]
    (tmp_path / "dates.jsonl").write_text("\n".join(lines), "utf-8")
    code = run(["ingest", str(tmp_path / "dates.jsonl"), "--store", str(tmp_path / "store")])
    assert code == 1
    with open_graph(tmp_path / "store") as graph:
        assert [row.id for row in graph.articles().items] == ["good"]


def test_ingest_again_changes_nothing(ingest: Ingest) -> None:
    assert json.loads(ingest("good.jsonl", options=("--format", "json"))[1])["unchanged"] == 0
    code, out, _ = ingest("good.jsonl", options=("--format", "json"))
    assert (code, json.loads(out)["unchanged"]) == (0, 1)


def test_a_folder_without_articles(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["ingest", str(tmp_path)]) == 1
    assert "no file is in this folder" in capsys.readouterr().err
