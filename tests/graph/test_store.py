"""The store: one transaction a write, a true union, and no folder harmed."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pyoxigraph
import pytest
from cabos.graph import BadInput, NotFound, Refused, Unavailable, open_graph
from cabos.graph.graph import Graph
from cabos.graph.store import EmbeddedStore
from cabos.graph.terms import ONTOLOGY_GRAPH
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

GRAPHS = [NamedNode(f"https://example.org/g{i}") for i in range(3)]
TRIPLES = [
    (NamedNode(f"https://example.org/s{i}"), NamedNode("https://example.org/p"), Literal(f'«{i}» "\\\n\t{{}} é'))
    for i in range(8)
]


def union(store: EmbeddedStore) -> set[str]:
    return {str(quad.triple) for quad in store.quads(graph=DefaultGraph())}


def named(store: EmbeddedStore) -> set[str]:
    return {str(quad.triple) for graph in store.graphs() for quad in store.quads(graph=graph)}


@pytest.mark.parametrize("seed", range(5))
def test_the_default_graph_is_the_union_whatever_is_written(seed: int) -> None:
    random_ = random.Random(seed)  # noqa: S311
    store = EmbeddedStore.open(":memory:")
    for _ in range(60):
        graph = random_.choice(GRAPHS)
        if random_.random() < 0.2:
            store.drop(graph)
        else:
            chosen = random_.sample(TRIPLES, random_.randrange(6))
            store.replace(graph, [Quad(*triple, graph) for triple in chosen])
            assert {str(quad.triple) for quad in store.quads(graph=graph)} == {
                str(Quad(*triple).triple) for triple in chosen
            }
        assert union(store) == named(store)


def test_a_triple_of_two_graphs_is_answered_once(filled: Graph) -> None:
    answer = filled.query("SELECT (COUNT(*) AS ?n) { entity:person-ana-vega cabos:supports ?whom }")
    assert answer.serialize("text/csv") == b"n\r\n1\r\n"


def test_writing_the_same_again_writes_nothing(filled: Graph, articles) -> None:
    before, version = set(filled.store.quads()), filled.version
    added = filled.add(articles[0]().build())
    assert (added.changed, added.statements, added.edges) == (False, 4, 2)
    assert set(filled.store.quads()) == before
    assert filled.version == version


def test_the_same_text_under_another_file_name_is_the_same_article(filled: Graph, articles) -> None:
    extraction = articles[0]().build()
    added = filled.add(replace(extraction, article=replace(extraction.article, id="copia")))
    assert not added.changed
    assert filled.articles().total == 2
    assert filled.article("a1").iri == extraction.article.iri


def test_a_new_reading_of_an_article_replaces_the_old(filled: Graph, articles) -> None:
    extraction = articles[0]().build()
    shorter = type(extraction)(
        extraction.article, extraction.sentences, extraction.mentions, extraction.statements[:1], {"cabos": "9"}
    )
    assert filled.add(shorter).changed
    assert filled.statements(article="a1").total == 1
    assert filled.statements(article="a2").total == 2
    assert filled.extraction("a1").software == {"cabos": "9"}
    assert union(filled.store) == named(filled.store)
    assert filled.entity("Costa Alta").statements == 1


def test_retracting_leaves_only_the_ontology(filled: Graph) -> None:
    empty = open_graph(":memory:")
    assert filled.retract("a1").id == "a1"
    assert filled.query("ASK { entity:person-ana-vega cabos:supports ?whom }").serialize("text/csv") == b"true"
    filled.retract("a2")
    assert set(filled.store.quads()) == set(empty.store.quads())
    assert filled.store.graphs() == [ONTOLOGY_GRAPH]
    assert (filled.entities().total, filled.articles().total, filled.statements().total) == (0, 0, 0)
    with pytest.raises(NotFound, match="No article 'a1'"):
        filled.retract("a1")


def test_a_store_on_disk_is_there_again(tmp_path: Path, articles) -> None:
    with open_graph(tmp_path / "store") as graph:
        graph.add(articles[0]().build())
        graph.add(articles[1]().build())
        before = graph.statements()
    with open_graph(tmp_path / "store", create=False) as graph:
        assert graph.statements() == before
        assert not graph.add(articles[0]().build()).changed
        graph.retract("a1")
        assert union(graph.store) == named(graph.store)


def test_a_locked_store_says_who_may_hold_it(tmp_path: Path, articles) -> None:
    with open_graph(tmp_path / "store") as graph:
        graph.add(articles[0]().build())
        with pytest.raises(Unavailable, match="open for writing elsewhere"):
            open_graph(tmp_path / "store")
        code = f"from cabos.graph import open_graph; open_graph({str(tmp_path / 'store')!r})"
        other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert "Unavailable" in other.stderr.splitlines()[-1]
    open_graph(tmp_path / "store").close()


def test_a_snapshot_beside_the_writer(tmp_path: Path, articles) -> None:
    with open_graph(tmp_path / "store") as writer:
        writer.add(articles[0]().build())
        with open_graph(tmp_path / "store", read_only=True) as snapshot:
            writer.add(articles[1]().build())
            assert (snapshot.articles().total, writer.articles().total) == (1, 2)
            with pytest.raises(Refused, match="read-only"):
                snapshot.add(articles[1]().build())
        with open_graph(tmp_path / "store", read_only=True) as later:
            assert later.articles().total == 2


def test_a_backup_is_a_store(tmp_path: Path, articles) -> None:
    with open_graph(tmp_path / "store") as graph:
        graph.add(articles[0]().build())
        graph.store.backup(str(tmp_path / "copy"))
        with open_graph(tmp_path / "copy", create=False) as copy:
            assert copy.statements() == graph.statements()


def test_another_folder_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(BadInput, match=r"holds other files \(notes.txt"):
        open_graph(tmp_path)
    with pytest.raises(BadInput, match="is a file"):
        open_graph(tmp_path / "notes.txt")
    assert [entry.name for entry in tmp_path.iterdir()] == ["notes.txt"]


def test_a_store_that_others_made_is_left_as_it_is(tmp_path: Path) -> None:
    store = pyoxigraph.Store(tmp_path / "theirs")
    store.add(Quad(*TRIPLES[0]))
    del store
    with pytest.raises(BadInput, match="not one that cabos made"):
        open_graph(tmp_path / "theirs")
    assert len(pyoxigraph.Store(tmp_path / "theirs")) == 1


def test_what_is_not_there_is_not_made_unless_asked(tmp_path: Path) -> None:
    for wish in ({"create": False}, {"read_only": True}):
        with pytest.raises(NotFound, match="cabos ingest"):
            open_graph(tmp_path / "store", **wish)
    assert not (tmp_path / "store").exists()
    with pytest.raises(BadInput, match="a store in a folder"):
        open_graph("sftp://localhost/store")


def test_the_environment_names_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CABOS_STORE", str(tmp_path / "named"))
    with open_graph() as graph:
        assert graph.location == str(tmp_path / "named")


def test_a_closed_graph_says_so(tmp_path: Path) -> None:
    graph = open_graph(tmp_path / "store")
    graph.close()
    with pytest.raises(Unavailable, match="was closed"):
        graph.entities()


def test_threads_that_write_lose_nothing(tmp_path: Path, article, who) -> None:
    def write(graph: Graph, first: int) -> None:
        for number in range(first, first + 10):
            built = article(f"t{number}").sentence("Ana Vega apoyó a Luis Ríos.")
            graph.add(built.say(("Ana Vega", who.vega), "supports", ("Luis Ríos", who.rios), "apoyó").build())
            graph.entities("vega")

    with open_graph(tmp_path / "store") as graph:
        threads = [Thread(target=write, args=(graph, first)) for first in (0, 10, 20, 30)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert graph.entity("Ana Vega").statements == graph.statements().total == 40
        assert union(graph.store) == named(graph.store)


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # of rdflib, by rdflib
def test_rdflib_sees_the_union_and_the_named_graphs(filled: Graph) -> None:
    view = filled.dataset
    rows = list(view.query("SELECT ?o { <https://w3id.org/cabos/entity/person-ana-vega> ?p ?o }"))
    assert len(rows) == len({str(row) for row in rows}) > 3
    assert len([name for name in view.graphs() if "article" in str(name.identifier)]) == 2
