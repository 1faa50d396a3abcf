"""Answers in every media type, errors at the user's own lines, datasets, and data frames."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest
import rdflib
from cabos.graph import BadInput
from cabos.graph.graph import Graph
from cabos.graph.iris import article_graph, article_iri

WHO_WHOM = "SELECT ?who ?whom { ?who cabos:supports ?whom }"
ROW = ("https://w3id.org/cabos/entity/person-ana-vega", "https://w3id.org/cabos/entity/person-luis-rios")


def test_bindings_in_every_form(filled: Graph) -> None:
    answer = filled.query(WHO_WHOM)
    assert answer.kind == "bindings"
    assert answer.media_types == (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    )
    document = json.loads(answer.serialize("application/sparql-results+json"))
    assert document["head"]["vars"] == ["who", "whom"]
    assert [tuple(x["value"] for x in row.values()) for row in document["results"]["bindings"]] == [ROW]
    assert b"<uri>" + ROW[0].encode() in answer.serialize("application/sparql-results+xml")
    assert answer.serialize("text/csv").decode() == f"who,whom\r\n{ROW[0]},{ROW[1]}\r\n"
    assert answer.serialize("text/tab-separated-values").decode() == f"?who\t?whom\n<{ROW[0]}>\t<{ROW[1]}>\n"


def test_a_boolean_in_every_form(filled: Graph) -> None:
    answer = filled.query("ASK { ?who cabos:supports ?whom }")
    assert answer.kind == "boolean"
    assert json.loads(answer.serialize("application/sparql-results+json"))["boolean"] is True
    assert b"<boolean>true</boolean>" in answer.serialize("application/sparql-results+xml")
    assert answer.serialize("text/csv") == b"true"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # of rdflib, by rdflib
def test_triples_in_every_form(filled: Graph) -> None:
    answer = filled.query("CONSTRUCT { ?s rdfs:label ?label } { ?s a cabos:Person ; rdfs:label ?label }")
    assert answer.kind == "triples"
    parsers = {
        "text/turtle": "turtle",
        "application/n-triples": "nt",
        "application/rdf+xml": "xml",
        "application/ld+json": "json-ld",
    }
    assert answer.media_types == tuple(parsers)
    for media_type, parser in parsers.items():
        read = rdflib.Graph().parse(data=answer.serialize(media_type), format=parser)
        assert {str(label) for label in read.objects()} == {"Ana Vega", "Luis Ríos"}


def test_describe_gives_triples(filled: Graph) -> None:
    assert b"Ana Vega" in filled.query("DESCRIBE entity:person-ana-vega").serialize("application/n-triples")


def test_a_form_that_the_answer_does_not_have(filled: Graph) -> None:
    with pytest.raises(BadInput, match=r"no form 'text/html'; it has: application/sparql-results\+json"):
        filled.query(WHO_WHOM).serialize("text/html")
    with pytest.raises(BadInput, match="no form 'text/csv'; it has: text/turtle"):
        filled.query("CONSTRUCT WHERE { ?s ?p ?o }").serialize("text/csv")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("SELECT ?who {\n  ?who cabos:supports }", "2:23"),
        ("SELECT ?who {\n\n  ?who nope:supports ?whom }", "3:"),
        ("SELEC", "1:"),
        ("", "1:1"),
    ],
)
def test_a_syntax_error_names_the_users_own_line(filled: Graph, text: str, where: str) -> None:
    with pytest.raises(BadInput, match=f"^Syntax error in the query at {where}") as caught:
        filled.query(text)
    assert "\\u{" not in str(caught.value)


@pytest.mark.parametrize("text", ["SELECT (<x:f>(1) AS ?x) {}", "ASK { FILTER(<x:f>(1)) }"])
def test_an_unknown_function_is_bad_input(filled: Graph, text: str) -> None:
    with pytest.raises(BadInput, match="x:f"):
        filled.query(text).serialize("text/csv")


def test_a_prefix_may_be_declared_again(filled: Graph) -> None:
    text = "PREFIX cabos: <https://w3id.org/cabos/ontology#> " + WHO_WHOM
    assert ROW[0] in filled.query(text).serialize("text/csv").decode()
    other = "PREFIX cabos: <https://example.org/> " + WHO_WHOM
    assert filled.query(other).serialize("text/csv") == b"who,whom\r\n"


def test_a_query_may_name_its_dataset(filled: Graph) -> None:
    first, second = (article_graph(article_iri(key)) for key in ("a1", "a2"))
    text = "SELECT (COUNT(*) AS ?n) FROM <{}> {{ ?s a cabos:Statement }}"
    assert filled.query(text.format(first)).serialize("text/csv") == b"n\r\n4\r\n"
    count = "SELECT (COUNT(*) AS ?n) { ?s a cabos:Statement }"
    assert filled.query(count, default_graphs=[second]).serialize("text/csv") == b"n\r\n2\r\n"
    assert filled.query(count, default_graphs=[first, second]).serialize("text/csv") == b"n\r\n6\r\n"
    assert filled.query(text.format(first), default_graphs=[second]).serialize("text/csv") == b"n\r\n2\r\n"
    graphs = "SELECT DISTINCT ?g { GRAPH ?g { ?s a cabos:Statement } }"
    assert filled.query(graphs, named_graphs=[first]).serialize("text/csv").decode() == f"g\r\n{first}\r\n"
    assert len(filled.query(graphs).serialize("text/csv").splitlines()) == 3
    assert filled.query(count, named_graphs=[first]).serialize("text/csv") == b"n\r\n0\r\n"
    assert filled.query(graphs, default_graphs=[first]).serialize("text/csv") == b"g\r\n"
    with pytest.raises(BadInput, match="absolute IRI"):
        filled.query(count, default_graphs=["a1"])


def test_from_reads_no_file(filled: Graph) -> None:
    answer = filled.query("SELECT ?s FROM <file:///etc/passwd> { ?s ?p ?o }")
    assert answer.serialize("text/csv") == b"s\r\n"


def test_a_frame_has_plain_python_values(filled: Graph) -> None:
    frame = filled.sparql("""
        SELECT ?label ?confidence ?time ?start { ?s rdf:subject/rdfs:label ?label ; cabos:confidence ?confidence ;
          prov:wasDerivedFrom/nif:beginIndex ?start ; cabos:status ?status ; rdf:predicate ?relation .
          OPTIONAL { ?s cabos:eventTime ?time } FILTER(?relation IN (cabos:supports, cabos:leads)) }
        ORDER BY ?confidence ?time ?start""")
    assert isinstance(frame, pd.DataFrame)
    assert frame.values.tolist() == [
        ["Luis Ríos", 0.456, None, 99],
        ["Ana Vega", 0.9, None, 0],
        ["Ana Vega", 0.9, date(2020, 4, 30), 0],
    ]


def test_frames_of_the_other_forms(filled: Graph) -> None:
    assert filled.sparql("ASK { ?who cabos:supports ?whom }") is True
    frame = filled.sparql("CONSTRUCT WHERE { ?who cabos:supports ?whom }")
    assert isinstance(frame, pd.DataFrame)
    assert list(frame.columns) == ["subject", "predicate", "object"]
    assert frame.values.tolist() == [[ROW[0], "https://w3id.org/cabos/ontology#supports", ROW[1]]]
    empty = filled.sparql("SELECT ?a ?b { ?a cabos:sanctions ?b }")
    assert isinstance(empty, pd.DataFrame)
    assert (list(empty.columns), len(empty)) == (["a", "b"], 0)


NAMED = """
INSERT DATA {
  GRAPH <http://example.org/one> { <x:a> <x:p> "uno"@es , "dos"@es }
  GRAPH <http://example.org/two> { <x:b> <x:p> "uno"@es }
}"""


def test_group_concat_gives_a_plain_string(graph: Graph) -> None:
    graph.update(NAMED)
    joined = (
        "SELECT (GROUP_CONCAT(DISTINCT ?o; SEPARATOR='/') AS ?all) { <x:a> <x:p> ?o } HAVING (GROUP_CONCAT(?o) != '')"
    )
    document = json.loads(graph.query(joined).serialize("application/sparql-results+json"))
    assert document["results"]["bindings"] in (
        [{"all": {"type": "literal", "value": "uno/dos"}}],
        [{"all": {"type": "literal", "value": "dos/uno"}}],
    )


def test_a_graph_of_nothing_but_values_is_each_graph(graph: Graph) -> None:
    graph.update(NAMED)
    found = graph.sparql("SELECT ?g ?t { GRAPH ?g { VALUES ?t { 'x' } } FILTER(STRSTARTS(STR(?g), 'http://example')) }")
    assert isinstance(found, pd.DataFrame)
    assert sorted(found["g"]) == ["http://example.org/one", "http://example.org/two"]
    one = "SELECT ?t { GRAPH ?g { VALUES (?g ?t) { (<http://example.org/one> 1) (<http://example.org/none> 2) } . } }"
    assert graph.query(one).serialize("text/csv") == b"t\r\n1\r\n"


def test_minus_of_what_shares_no_variable_removes_nothing(graph: Graph) -> None:
    graph.update(NAMED)
    query = "SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?a <x:p> 'uno'@es MINUS {{ {} ?c 'dos'@es }} ?a ?p ?o }} }}"
    assert graph.query(query.format("?b")).serialize("text/csv") == b"n\r\n3\r\n"
    assert graph.query(query.format("?a")).serialize("text/csv") == b"n\r\n1\r\n"


def test_a_syntax_error_after_a_correction_is_where_the_user_wrote_it(filled: Graph) -> None:
    with pytest.raises(BadInput, match="at 1:57"):
        filled.query("SELECT (GROUP_CONCAT(?o) AS ?g) { ?s ?p ?o } GROUP BY  }")
