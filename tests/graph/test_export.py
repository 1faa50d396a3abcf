"""Exports: every format reads back with an independent reader."""

from __future__ import annotations

import csv
import io

import networkx
import pytest
import rdflib
from cabos.graph import BadInput
from cabos.graph.graph import Graph

ANA = "https://w3id.org/cabos/entity/person-ana-vega"


def exported(graph: Graph, format: str) -> bytes:
    return b"".join(graph.export(format))


def test_turtle_holds_the_union(filled: Graph) -> None:
    read = rdflib.Graph().parse(data=exported(filled, "turtle"), format="turtle")
    assert len(read) == len({quad.triple for quad in filled.store.quads()})
    assert (rdflib.URIRef(ANA), rdflib.RDFS.label, rdflib.Literal("Ana Vega")) in read


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(("format", "parser"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_formats_with_named_graphs_keep_them(filled: Graph, format: str, parser: str) -> None:
    read = rdflib.Dataset()
    read.parse(data=exported(filled, format), format=parser)
    named = {str(name) for *_, name in read.quads() if name is not None}
    assert named == {name.value for name in filled.store.graphs()}
    assert len(list(read.quads())) == sum(1 for name in filled.store.graphs() for _ in filled.store.quads(graph=name))


@pytest.mark.parametrize(("format", "reader"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_network_formats_hold_all_edges_with_their_status(filled: Graph, format: str, reader) -> None:
    network = reader(io.BytesIO(exported(filled, format)))
    assert network.nodes[ANA]["label"] == "Ana Vega"
    found = sorted((data["relation"], data["status"]) for *_, data in network.edges(data=True))
    assert found == [
        ("accuses", "fact"),
        ("attacks", "possible"),
        ("cooperatesWith", "fact"),
        ("leads", "denied"),
        ("supports", "fact"),
    ]


def test_csv_has_a_line_for_each_statement_with_its_sentence(filled: Graph) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(filled, "csv").decode())))
    assert len(rows) == 6
    assert (rows[0]["subject"], rows[0]["relation"], rows[0]["object"]) == ("Ana Vega", "supports", "Luis Ríos")
    assert rows[0]["sentence"] == "Vega volvió a apoyar a Luis Ríos."


def test_csv_runs_no_formula(graph: Graph, article, who) -> None:
    built = article("f").sentence("=HYPERLINK(1) dijo Ana Vega de Luis Ríos.")
    graph.add(built.say(("Ana Vega", who.vega), "supports", ("Luis Ríos", who.rios), "dijo").build())
    (row,) = csv.DictReader(io.StringIO(exported(graph, "csv").decode()))
    assert row["sentence"].startswith("'=HYPERLINK")


def test_an_unknown_format_lists_the_known(filled: Graph) -> None:
    with pytest.raises(BadInput, match="No export format 'xlsx'; there are: turtle, trig, nquads, jsonld, graphml"):
        filled.export("xlsx")
