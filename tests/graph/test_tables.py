"""What a notebook shows: tables, reprs, names that complete, the magic ``%%sparql``."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from cabos.graph import BadInput
from cabos.graph.graph import Graph
from cabos.graph.notebook import Sparql
from IPython.core.error import UsageError

TOLD = [
    ("Ana", "supports", "Luis", "fact", "a1"),
    ("Ana", "supports", "Luis", "fact", "a2"),
    ("Zoe", "meetsWith", "Luis", "fact", "a2"),
    ("Luis", "meetsWith", "Zoe", "fact", "a3"),
    ("Ana", "accuses", "Zoe", "denied", "a3"),
]
ARTICLES = {"a1": ("<b>Uno</b>", "2020-01", None, "El Faro"), "a2": ("Dos", "2020-03-02", None, "El Faro")}


@pytest.fixture
def graph(tied: Callable[..., Graph]) -> Graph:
    return tied(TOLD, articles=ARTICLES)


def test_edges_with_articles_sources_and_dates(graph: Graph) -> None:
    table = graph.to_pandas()
    assert list(table.columns) == [
        "subject", "relation", "object", "status", "articles", "sources", "first", "last", "subject_iri", "object_iri",
    ]  # fmt: skip
    assert table.drop(columns=["subject_iri", "object_iri"]).fillna("").values.tolist() == [
        ["Ana", "supports", "Luis", "fact", 2, 1, "2020-01-01", "2020-03-02"],
        ["Luis", "meetsWith", "Zoe", "fact", 2, 2, "2020-03-02", "2020-03-02"],  # either way round is one edge
        ["Ana", "accuses", "Zoe", "denied", 1, 1, "", ""],
    ]
    assert table["subject_iri"][0].endswith("/entity/person-ana")
    assert len(graph.to_pandas("edges", min_sources=2)) == 1
    assert len(graph.to_pandas("edges", relations=["CONSULT"], until="2020-02")) == 0


def test_entities_statements_and_articles(graph: Graph) -> None:
    assert graph.to_pandas("entities")["label"].tolist() == ["Luis", "Ana", "Zoe"]
    statements = graph.to_pandas("statements")
    assert len(statements) == 5
    assert set(statements["sentence"]) >= {"Ana supports Luis.", "Luis meetsWith Zoe."}
    assert statements["iri"].is_unique
    assert graph.to_pandas("articles")["title"].fillna("").tolist() == ["Dos", "<b>Uno</b>", ""]
    with pytest.raises(BadInput, match="there are: edges"):
        graph.to_pandas("verbs")


def test_an_empty_graph_has_tables_too(tied: Callable[..., Graph]) -> None:
    graph = tied([])
    assert [len(graph.to_pandas(what)) for what in ("edges", "entities", "statements", "articles")] == [0, 0, 0, 0]
    assert "relation" in graph.to_pandas().columns
    assert (graph.contradictions().total, graph.communities(), graph.ranking().total) == (0, [], 0)


def test_paths_as_a_table_and_as_html(graph: Graph) -> None:
    paths = graph.paths("Ana", "Zoe")
    assert str(paths[0]) == "Ana —supports→ Luis —meetsWith→ Zoe"
    table = paths.to_pandas()
    assert table[["step", "from", "relation", "to"]].drop_duplicates().values.tolist() == [
        [1, "Ana", "supports", "Luis"],
        [2, "Luis", "meetsWith", "Zoe"],
    ]
    assert len(table) == 4
    assert "<li>«Ana supports Luis.» <small>El Faro, 2020" in paths._repr_html_()
    assert graph.paths("Ana", "Zoe", avoid=["Luis"])._repr_html_() == "<p>No path.</p>"


def test_rows_as_html_that_carries_nothing_hostile(graph: Graph) -> None:
    assert "&lt;b&gt;Uno" in graph.articles()._repr_html_()
    assert "3 of 3" in graph.entities()._repr_html_()
    assert "Ana supports Luis." in graph.statements(subject="Ana", relation="supports")._repr_html_()
    assert "SUPPORT 1" in graph.ties("Ana")._repr_html_()
    assert graph.entities("nobody")._repr_html_() == "<p>0 of 0, from 0</p>"
    assert "degree" in graph.ranking()._repr_html_()


def test_names_complete_at_the_prompt(graph: Graph) -> None:
    assert graph._ipython_key_completions_() == ["Ana", "Luis", "Zoe"]
    assert graph["ana"].label == "Ana"


@pytest.fixture
def names(graph: Graph) -> dict[str, Any]:
    return {"graph": graph, "other": 3}


SELECT = "SELECT ?who { ?x cabos:supports ?y . ?x rdfs:label ?who }"


def test_sparql_magic_asks_the_only_graph(names: dict[str, Any]) -> None:
    answer = Sparql(names).ask("", SELECT)
    assert isinstance(answer, pd.DataFrame)
    assert answer["who"].tolist() == ["Ana"]
    assert Sparql(names).ask("found --graph graph", SELECT) is None
    assert names["found"].equals(answer)


def test_sparql_magic_that_cannot_be(names: dict[str, Any], tied: Callable[..., Graph]) -> None:
    for line, message in (
        ("--graph other", "other is no graph"),
        ("--what", "unrecognized"),
        ("--endpoint ftp://x", "no URL"),
    ):
        with pytest.raises(UsageError, match=message):
            Sparql(names).ask(line, SELECT)
    with pytest.raises(UsageError, match="Syntax error"):
        Sparql(names).ask("", "SELECT {")
    with pytest.raises(UsageError, match="none"):
        Sparql({}).ask("", SELECT)
    with pytest.raises(UsageError, match="second"):
        Sparql({**names, "second": tied(TOLD)}).ask("", SELECT)
