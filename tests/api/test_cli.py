"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import csv
import json
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from cabos.api.cli.options import where
from cabos.api.cli.program import COMMANDS, run
from cabos.graph import open_graph

SAMPLE = Path(__file__).parents[2] / "ingest" / "data" / "sample.jsonl"
EXAMPLE = re.compile(r"^\s*\$ (cabos .+)$", re.MULTILINE)


@dataclass
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture
def cabos(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, store: Path) -> Callable[..., Ran]:
    """Runs a command in this process, on the store of the tests."""
    monkeypatch.setenv("CABOS_STORE", str(store))

    def ran(*arguments: object) -> Ran:
        code = run([str(a) for a in arguments])
        return Ran(code, *capsys.readouterr())

    return ran


def test_help_loads_nothing_heavy() -> None:
    """Imports that take seconds wait: neither spaCy nor an RDF library nor a web framework is there for --help."""
    heavy = "spacy rdflib pyoxigraph networkx pyvis pandas fastapi rich.table".split()
    code = f"""
import sys
from cabos.api.cli.program import run
code = run(["--help"]) or run(["ingest", "--help"])
sys.exit(f"imported: {{[m for m in {heavy} if m in sys.modules]}}" if any(m in sys.modules for m in {heavy}) else code)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_version(cabos: Callable[..., Ran]) -> None:
    assert re.fullmatch(r"cabos \d+\.\d+\.\d+\n", cabos("--version").out)


def test_wrong_usage_is_2(cabos: Callable[..., Ran]) -> None:
    for arguments in (["nonsense"], ["stats", "--format", "png"], ["path", "Rusia"], ["serve", "--port", "99999"]):
        ran = cabos(*arguments)
        assert (ran.code, ran.out) == (2, ""), arguments
        assert "Usage: cabos" in ran.err


def test_query_forms(cabos: Callable[..., Ran], tmp_path: Path) -> None:
    text = "SELECT ?name ?s WHERE { ?s cabos:locatedIn ?o . ?s rdfs:label ?name }"
    assert re.search(r"Ginebra +entity/place-ginebra", cabos("query", text).out)
    assert next(csv.DictReader(cabos("query", text, "--format", "csv").out.splitlines()))["name"] == "Ginebra"
    assert json.loads(cabos("query", text, "--format", "json").out)["head"]["vars"] == ["name", "s"]
    assert cabos("query", text, "--format", "tsv").out.startswith("?name\t?s\n")
    assert "<sparql" in cabos("query", text, "--format", "xml").out
    file = tmp_path / "where.rq"
    file.write_text(text, "utf-8")
    assert "Ginebra" in cabos("query", file).out
    build = "CONSTRUCT { ?s cabos:locatedIn ?o } WHERE { ?s cabos:locatedIn ?o }"
    assert "locatedIn" in cabos("query", build, "--format", "turtle").out
    assert json.loads(cabos("query", build, "--format", "json").out)


def test_ask_is_an_exit_code(cabos: Callable[..., Ran]) -> None:
    yes, no = cabos("query", "ASK { ?s cabos:supports ?o }"), cabos("query", "ASK { ?s cabos:threatens ?o }")
    assert (yes.code, yes.out) == (0, "true\n")
    assert (no.code, no.out) == (1, "false\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["query", "SELECT ?s WHERE {"], "1:"),
        (["query", "CLEAR ALL"], "update"),
        (["query", "nowhere.rq"], "nowhere.rq"),
        (["query", "ASK {}", "--format", "turtle"], "turtle"),
        (["query", "ASK {}", "--store", "nothing-here"], "nothing-here"),
        (["path", "Rusia", "Nobody"], "Nobody"),
        (["path", "Rusia", "Maduro"], "Nicolás Maduro Guerra"),
        (["draw", "Nobody"], "Nobody"),
        (["path", "Rusia", "Rostec", "--relation", "loves"], "loves"),
        (["retract", "none"], "none"),
        (["eval", "none.json"], "none.json"),
        (["eval", "none.json", "--events", "--stages"], "--stages"),
    ],
)
def test_an_error_is_one_line(cabos: Callable[..., Ran], arguments: list[str], words: str) -> None:
    ran = cabos(*arguments)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("error: ")
    assert words in ran.err
    assert ran.err.count("\n") == 1


def test_a_bad_setting_is_named(cabos: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CABOS_PORT", "http")
    ran = cabos("serve")
    assert ran.code == 1
    assert "CABOS_PORT" in ran.err


def test_path_forms(cabos: Callable[..., Ran]) -> None:
    ran = cabos("path", "Rostec", "Juan Guaidó")
    assert ran.code == 0
    assert re.search(r"1 +1 +Rostec +supplies +Venezuela +Rostec vendió", ran.out)
    steps = json.loads(cabos("path", "Rostec", "Juan Guaidó", "--format", "json").out)["paths"][0]["steps"]
    assert steps[0]["from"]["label"] == "Rostec"
    assert steps[1]["forward"] is False
    assert steps[0]["statements"][0]["sentence"]["text"].startswith("Rostec vendió")
    rows = list(csv.DictReader(cabos("path", "Rostec", "Juan Guaidó", "--format", "csv").out.splitlines()))
    assert (rows[1]["from"], rows[1]["relation"], rows[1]["to"]) == ("Nicolás Maduro", "leads", "Venezuela")


def test_no_path_is_1(cabos: Callable[..., Ran]) -> None:
    ran = cabos("path", "Suiza", "Rusia", "--format", "json")
    assert (ran.code, json.loads(ran.out)) == (1, {"paths": []})
    assert "no path" in ran.err


def test_draw_writes_one_file(cabos: Callable[..., Ran], tmp_path: Path) -> None:
    target = tmp_path / "rusia.html"
    ran = cabos("draw", "Rusia", "--output", target)
    assert (ran.code, ran.out) == (0, "")
    assert "Nicolás Maduro" in target.read_text("utf-8")
    assert cabos("draw", "Rusia", "--output", "-").out.startswith("<!doctype html>")
    assert "cannot be written" in cabos("draw", "Rusia", "--output", tmp_path / "no" / "x.html").err


def test_stats_forms(cabos: Callable[..., Ran]) -> None:
    assert json.loads(cabos("stats", "--format", "json").out)["articles"] == 2
    assert re.search(r"statements +denied +1", cabos("stats").out)
    rows = list(csv.DictReader(cabos("stats", "--format", "csv").out.splitlines()))
    assert {"what": "statements", "kind": "denied", "count": "1"} in rows


def test_export_forms(cabos: Callable[..., Ran], tmp_path: Path) -> None:
    for format, words in [("nquads", "supports"), ("graphml", "<graphml"), ("csv", "Rostec"), ("trig", "supports")]:
        assert words in cabos("export", "--format", format).out
    target = tmp_path / "graph.ttl"
    assert cabos("export", "--output", target).out == ""
    assert "supports" in target.read_text("utf-8")


def test_retract(cabos: Callable[..., Ran], store: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(store, tmp_path / "store")
    ran = cabos("retract", "none", "other", "--store", copy)
    assert ran.code == 1
    assert "none" in ran.err
    assert "other" in ran.out
    with open_graph(copy) as graph:
        assert [row.id for row in graph.articles().items] == ["seed-article"]


def test_terminal_control_in_articles_is_not_passed_on(cabos: Callable[..., Ran], tmp_path: Path) -> None:
    ran = cabos("query", 'SELECT ("a\\u001B[31mb" AS ?x) {}')
    assert "\x1b" not in ran.out


def test_serve_refuses_a_port_in_use(cabos: Callable[..., Ran]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = cabos("serve", "--port", taken.getsockname()[1])
    assert ran.code == 1
    assert "in use" in ran.err


def test_serve_names_a_store_in_use(cabos: Callable[..., Ran], tmp_path: Path) -> None:
    script = (
        f"from cabos.graph import open_graph; g = open_graph({str(tmp_path / 's')!r}); print(1, flush=True); input()"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        ran = cabos("serve", "--port", "0", "--store", tmp_path / "s")
        other.kill()
    assert ran.code == 1
    assert str(tmp_path / "s") in ran.err


def test_store_option_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CABOS_STORE", "from-environment")
    assert (where("given"), where(None)) == ("given", "from-environment")


@pytest.mark.usefixtures("one_reader")
def test_help_examples_work(
    cabos: Callable[..., Ran], tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every example of every command, as it stands, in a folder with the files that it names."""
    _folder_for_examples(tmp_path, store)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CABOS_STORE")
    examples: list[str] = []
    for command in COMMANDS:
        found = EXAMPLE.findall(cabos(command, "--help").out)
        assert found, f"{command} --help has no example"
        examples += found
    last = [e for e in examples if e.startswith("cabos retract")]  # the others need what it takes away
    served = [e for e in examples if e.startswith("cabos serve")]  # goes on for ever: has tests of its own
    for example in [e for e in examples if e not in last + served] + last:
        ran = cabos(*shlex.split(example)[1:])
        assert ran.code == 0, f"{example}\n{ran.err}{ran.out}"
    assert (tmp_path / "report.json").exists()


def _folder_for_examples(folder: Path, store: Path) -> None:
    text = json.loads(SAMPLE.read_text("utf-8"))["text"]
    news = json.dumps({"id": "news", "text": text})
    shutil.copytree(store, folder / "cabos-store")
    (folder / "folder").mkdir()
    (folder / "news.jsonl").write_text(news, "utf-8")
    (folder / "folder" / "news.jsonl").write_text(news, "utf-8")
    (folder / "article.txt").write_text(text, "utf-8")
    (folder / "who.rq").write_text("SELECT ?who { ?who cabos:supports ?o }", "utf-8")
    rusia, maduro = ({"id": n, "name": n, "aliases": [], "type": "Country"} for n in ("Rusia", "Maduro"))
    triples = [{"s": "Rusia", "r": "supports", "o": "Maduro", "status": "fact", "by": None, "evidence": []}]
    gold = [{"id": "a", "text": text, "sentences": [[0, len(text)]], "entities": [rusia, maduro], "triples": triples}]
    (folder / "gold.json").write_text(json.dumps(gold), "utf-8")
    (folder / "events.json").write_text(json.dumps([{"id": "a", "text": text, "events": []}]), "utf-8")
    said = {"doc": "a", "relation": "supports", "status": "fact", "subject": {"label": "Rusia"}}
    (folder / "statements.jsonl").write_text(json.dumps({**said, "object": {"label": "Maduro"}}), "utf-8")


@pytest.mark.usefixtures("one_reader")
def test_open_statements_are_printed_and_ranked_where_asked_for(cabos: Callable[..., Ran], tmp_path: Path) -> None:
    news = tmp_path / "news.txt"
    news.write_text("Barack Obama nació en Cuba. Barack Obama visitó Cuba.", "utf-8")
    lines = [json.loads(line) for line in cabos("extract", str(news)).out.splitlines()]
    assert [line["relation"] for line in lines] == ["visits"]
    (line,) = map(json.loads, cabos("extract", str(news), "--open").out.splitlines())
    assert (line["subject"]["label"], line["predicate"], line["object"]["label"]) == (
        "Barack Obama",
        "nacer en",
        "Cuba",
    )
    assert "nacer en" in cabos("extract", str(news), "--open", "--format", "table").out
    store = str(tmp_path / "open-store")
    assert cabos("ingest", str(news), "--store", store).code == 0
    ranked = json.loads(cabos("stats", "--open", "--store", store, "--format", "json").out)["open"]
    assert [(row["predicate"], row["count"], row["articles"]) for row in ranked] == [("nacer en", 1, 1)]
    assert cabos("stats", "--open", "--store", store, "--format", "csv").out.startswith("predicate,count,articles,")
    assert "Barack Obama nació en Cuba." in cabos("stats", "--open", "--store", store).out
