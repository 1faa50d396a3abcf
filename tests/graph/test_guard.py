"""The guard: what must not reach the engine does not, and ordinary queries do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cabos.graph import BadInput, Refused, TooLarge
from cabos.graph.graph import Graph
from cabos.graph.query.guard import MAX_LENGTH, check_query, position

W3C = Path(__file__).parents[2].parent / "shared" / "w3c"

REMOTE = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://127.0.0.1:9/> {} }",
    "SELECT * {?s ?p 1SERVICE<http://127.0.0.1:9/>{}}",
    "SELECT * {?s ?p 1.5e3SERVICE<http://127.0.0.1:9/>{}}",
    "SELECT * {?s ?p trueSERVICE<http://127.0.0.1:9/>{}}",
    "SELECT * {?s ?p true.SERVICE<http://127.0.0.1:9/>{}}",
    "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICEex:a{} }",
    "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICESILENTex:a{} }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:a{} }",
    "SELECT * { FILTER(?a<?b)SERVICE?v{} }",
    "SELECT * { FILTER(?a<?b)SERVICE<http://127.0.0.1:9/>{} }",
    "SELECT * { ?s ?p 'it''s'SERVICE<http://127.0.0.1:9/>{} }",
    "SELECT * { ?s ?p '\\'' SERVICE <http://127.0.0.1:9/> {} }",
    "SELECT * { # '''\n SERVICE <http://127.0.0.1:9/> {} # '''\n }",
    "SELECT * { ?s ?p <http://x/#> SERVICE <http://127.0.0.1:9/> {} }",
]


@pytest.mark.parametrize("text", REMOTE)
def test_service_is_refused_however_it_is_written(text: str) -> None:
    with pytest.raises(Refused, match="SERVICE at"):
        check_query(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service ex:SERVICE 'SERVICE <x>' } # SERVICE",
        "SELECT * { ?s ?p <http://example.org/SERVICE/LOAD> }",
        'SELECT * { ?s ?p """no "SERVICE" here""" , \'\'\'LOAD\'\'\' }',
        "SELECT * { ?s ?p ex:a\\'b\\#c , 'SERVICE'@es }",
        "SELECT * { ?s ?p 1 . FILTER(?a < 3 && ?b > 2) }",
        "SELECT * { VALUES (?a ?b) { " + "(1 2)" * 5_000 + " } ?a ?b ?c }",
        "SELECT * { ?s ?p ?o FILTER(?o IN (" + ",".join(["1"] * 1_000) + ")) }",
        "SELECT * {" + "{" * 90 + "}" * 90 + "}",
    ],
)
def test_ordinary_queries_pass(text: str) -> None:
    check_query(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {" + "{" * 3_000 + "}" * 3_000 + "}", "nested more than 100 deep, at 1:110"),
        ("SELECT * {FILTER(" + "!" * 12_000 + "1)}", "more than 500 operators"),
        ("SELECT * {FILTER(1" + "&&1" * 10_000 + ")}", "more than 500 operators"),
        ("SELECT * {{}" + "UNION{}" * 10_000 + "}", "more than 500 operators"),
        ("SELECT * {" + "FILTERSTR(1)" * 10_000 + "}", "more than 500 operators"),
        ("SELECT * {" + "BIND(trueAS?x)" * 3_000 + "}", "more than 500 operators"),
        ("SELECT ?x {?x ?y ?z} GROUP BY ?x HAVING(1)" + "(1)" * 10_000, "more than 500 operators"),
        ("SELECT * {" + "?a ?b ?c." * 9_000 + "}", "more than 1500 terms"),
        ("SELECT * {" + "{}" * 9_000 + "}", "more than 1500 terms"),
        ("ASK {?a ?b (" + "1 " * 5_000 + ")}", "more than 1500 terms"),
        ("PREFIX values: <x:y> ASK {" + "?a ?b ?c." * 9_000 + "}", "more than 1500 terms"),
        ("ASK { VALUES ?x { 1 } " + "?a ?b ?c." * 9_000 + "}", "more than 1500 terms"),
        ("ASK {?a " + "(" * 30_000 + "<x:y>" + ")" * 30_000 + " ?c}", "nested more than 100 deep"),
        ("ASK {} #" + "x" * MAX_LENGTH, "200008 characters; 200000 are allowed"),
    ],
)
def test_what_would_crash_the_engine_is_too_large(graph: Graph, text: str, message: str) -> None:
    with pytest.raises(TooLarge, match=message):
        graph.query(text)


def test_the_engine_stands_all_that_passes() -> None:
    """At the limits, and combined, in a process of its own: a crash would end it."""
    code = """
import threading, pyoxigraph
from cabos.graph.query.guard import check_query
texts = [
    "SELECT * {" + "FILTER EXISTS{" * 49 + "FILTER(" + "!" * 350 + "1)" + "}" * 49 + "}",
    "SELECT (" + "STR(" * 95 + "1" + "&&1" * 490 + ")" * 95 + " AS ?x) {}",
    "SELECT * {" + "OPTIONAL{" * 98 + "}" * 98 + "UNION{}" * 400 + "}",
    "ASK {" + "BIND(1 AS ?x)".join(f"OPTIONAL{{?s{i} ?p ?o}}" for i in range(200)) + "}",
]
def run():
    for text in texts:
        check_query(text)
        try:
            results = pyoxigraph.Store().query(text)
            results.serialize(format=pyoxigraph.QueryResultsFormat.JSON)
        except SyntaxError:
            pass
    print("stood")
thread = threading.Thread(target=run); thread.start(); thread.join()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "stood"), done.stderr


@pytest.mark.parametrize(
    "piece", ["'", '"""\\"', "a.", "a-", "\\", "1e", ":%", '"\n', "'''\"\"\"", "@", "<a", "?", ".", "AS.", "#\n"]
)
def test_the_guard_ends_on_the_longest_text(piece: str) -> None:
    """Expressions that try again from every character would take hours here; the child is given a minute."""
    code = f"""
from contextlib import suppress
from cabos.graph.errors import BadInput, Refused, TooLarge
from cabos.graph.query.guard import MAX_LENGTH, check_query
with suppress(TooLarge, Refused, BadInput):
    check_query(({piece!r} * MAX_LENGTH)[:MAX_LENGTH])
print("ended")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "ended"), done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "PREFIX insert: <x:y>\nDELETE WHERE { ?s ?p ?o }",
        "base <x:y> clear all",
        "# SELECT\nDROP GRAPH <x:y>",
    ],
)
def test_an_update_is_told_where_updates_go(graph: Graph, text: str) -> None:
    with pytest.raises(BadInput, match=r"is an update, and this takes queries.*cabos ingest"):
        graph.query(text)


def test_load_reaches_for_no_file(graph: Graph) -> None:
    with pytest.raises(Refused, match="LOAD at 1:1"):
        graph.query("LOAD <file:///etc/passwd>")


def test_a_position_counts_lines_and_columns_from_one() -> None:
    assert position("a\nbc", 0) == "1:1"
    assert position("a\nbc", 3) == "2:2"


@pytest.mark.skipif(not W3C.is_dir(), reason=f"the W3C suites are not at {W3C}")
def test_of_the_w3c_queries_only_those_with_service_are_refused() -> None:
    refused = []
    paths = sorted(W3C.rglob("*.rq"))
    for path in paths:
        try:
            check_query(path.read_text("utf-8", "replace"))
        except Refused:
            refused.append(path.name)
    assert len(paths) > 300
    assert all("service" in name for name in refused)
