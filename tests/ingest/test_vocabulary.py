"""The rules name no relation that the ontology lacks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from cabos.graph.ontology import Ontology
from cabos.ingest import statements
from cabos.ingest.relations import vocabulary

ROOM = Path(__file__).parents[2] / "ingest"
KNOWN = set(Ontology.load().relations)


def named(tree: ast.AST) -> Iterator[str]:
    """Relations that a module writes: what candidates and edges are made with, and what is called ``relation``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and len(node.args) > 1:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("Candidate", "_edge"):
                yield from constants(node.args[1])
        elif isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "relation" for t in node.targets):
            yield from constants(node.value)
        elif isinstance(node, ast.Compare) and getattr(node.left, "id", getattr(node.left, "attr", "")) == "relation":
            yield from constants(*node.comparators)


def constants(*nodes: ast.AST) -> Iterator[str]:
    """The string constants that a value may be, tests of a condition left out."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.IfExp):
            yield from constants(node.body, node.orelse)
        elif isinstance(node, ast.Tuple | ast.Set | ast.List):
            yield from constants(*node.elts)


def test_what_the_rules_write_is_in_the_ontology() -> None:
    written = {(path.name, name) for path in ROOM.rglob("*.py") for name in named(ast.parse(path.read_text("utf-8")))}
    assert {name for _, name in written} >= {"leads", "memberOf", "nationality", "locatedIn", "owns"}
    assert {entry for entry in written if entry[1] not in KNOWN} == set()


def test_so_is_what_their_lists_name() -> None:
    assert vocabulary.THROUGH | vocabulary.COUPLING | statements._OF_CITIES <= KNOWN


def test_an_unknown_relation_would_be_found() -> None:
    source = 'relation = "likes" if lemma == "x" else "leads"\nyield_ = Candidate(a, "hates", b, t, "title")'
    assert set(named(ast.parse(source))) == {"likes", "leads", "hates"}
