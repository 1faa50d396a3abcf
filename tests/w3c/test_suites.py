"""The W3C's tests of queries, updates, syntax and result formats, put to the running service.

The dataset that a test describes is given by the protocol's own parameters: its files are
stored as named graphs, and ``default-graph-uri``, ``named-graph-uri``, ``using-graph-uri`` and
``using-named-graph-uri`` choose among them, since without them the service's default graph is
the union of all. Literals are compared by value, as a store may keep them in canonical form.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from httpx2 import Client
from pyoxigraph import BlankNode, Dataset, Literal, NamedNode, Quad, QueryBoolean, QueryResultsFormat, RdfFormat, Triple
from rdflib import RDF, Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node, URIRef

SUITE = Path(__file__).resolve().parents[3] / "shared" / "w3c" / "sparql11"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
OWN = "https://w3id.org/cabos/graph/default"
GRAPHS = [f"http://example.org/g{number}" for number in range(1, 5)]
EMPTY = "urn:cabos:test:empty"
ROOM = "aggregates bind bindings cast construct csv-tsv-res exists functions grouping json-res negation "
ROOM += "project-expression property-path subquery syntax-query syntax-update-1 syntax-update-2 add basic-update clear "
ROOM += "copy delete delete-data delete-insert delete-where drop move update-silent"

ZERO = "Oxigraph: a path of length zero from a constant finds nothing where the dataset does not hold the constant"
KNOWN = {
    "aggregates": {
        "agg-empty-group-count-graph": "Oxigraph: COUNT without GROUP BY inside GRAPH ?g gives no row",
    },
    "functions": {"bnode01": "Oxigraph: BNODE(str) gives a new node each time"},
    "property-path": dict.fromkeys(
        ["zero_or_more_set_start", "zero_or_more_set_end", "zero_or_one_set_start", "zero_or_one_set_end"], ZERO
    ),
}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C's tests are not there (../shared/w3c/sparql11)"),
]


def entries(kinds: set[str]) -> list[Any]:
    """One parameter an entry of these kinds: folder, manifest, node."""
    found = []
    for folder in ROOM.split() if SUITE.is_dir() else ():
        path = SUITE / folder / "manifest.ttl"
        graph = Graph().parse(path, publicID=path.as_uri())
        for node in Collection(graph, next(graph.objects(None, MF.entries))):
            kind = str(next(graph.objects(node, RDF.type))).rpartition("#")[2]
            name = str(node).rpartition("#")[2]
            reason = KNOWN.get(folder, {}).get(name)
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            if kind in kinds:
                found.append(pytest.param(graph, node, id=f"{folder}:{name}", marks=marks))
    return found


def file_of(node: Node | None) -> Path:
    """The file that a node of a manifest names."""
    return Path(str(node).removeprefix("file://"))


def based(path: Path) -> str:
    """A text whose relative IRIs are those of its folder."""
    return f"BASE <{path.as_uri()}>\n{path.read_text('utf-8')}"


def rdf_format(path: Path) -> RdfFormat:
    """The form of a file of triples."""
    return {".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".rdf": RdfFormat.RDF_XML}[path.suffix]


def triples(path: Path) -> list[Triple]:
    """The triples of a file, as the store keeps their literals."""
    store = ox.Store()
    store.load(path=path, format=rdf_format(path), base_iri=path.as_uri())
    return [quad.triple for quad in store]


@pytest.fixture(scope="session")
def stored(service: Client, suite: Path) -> set[str]:
    """All files of data that queries need, each stored as the graph that is named after it."""
    names: set[str] = set()
    for parameter in entries({"QueryEvaluationTest", "CSVResultFormatTest"}):
        graph, node = parameter.values
        action = graph.value(node, MF.action)
        names |= {str(value) for name in (QT.data, QT.graphData) for value in graph.objects(action, name)}
    for name in sorted(names):
        path = file_of(name)
        body = ox.serialize(triples(path), format=RdfFormat.N_TRIPLES)
        answer = service.put(
            "/rdf-graphs", params={"graph": name}, content=body, headers={"Content-Type": "application/n-triples"}
        )
        assert answer.status_code in {201, 204}, answer.text
    return names


def rows_as_triples(rows: Iterable[dict[str, Any]]) -> list[Triple]:
    """Rows as triples about a node for each, so that blank nodes may be compared."""
    found = []
    for row in rows:
        about = BlankNode()
        found.append(Triple(about, NamedNode("row:is"), Literal("row")))
        found += [Triple(about, NamedNode(f"row:{name}"), term) for name, term in row.items() if term is not None]
    return found


def same(left: Iterable[Triple], right: Iterable[Triple]) -> bool:
    """Whether two lists of triples are the same up to blank nodes and the form of literals."""

    def canonical(found: Iterable[Triple]) -> Counter[Quad]:
        store = ox.Store()
        store.extend(Quad(t.subject, t.predicate, t.object) for t in found)
        dataset = Dataset(store)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
        return Counter(dataset)

    return canonical(left) == canonical(right)


def solutions(data: bytes, form: QueryResultsFormat) -> bool | list[dict[str, Any]]:
    """A boolean, or rows."""
    results = ox.parse_query_results(data, form)
    if isinstance(results, QueryBoolean):
        return bool(results)
    names = [variable.value for variable in results.variables]
    return [{name: solution[name] for name in names} for solution in results]


def expected_rows(path: Path) -> list[dict[str, Any]]:
    """Rows written as RDF, in the vocabulary of the DAWG."""
    graph = ox.Store()
    graph.load(path=path, format=RdfFormat.TURTLE, base_iri=path.as_uri())

    def value(node: Any, name: str) -> Any:
        return next((q.object for q in graph.quads_for_pattern(node, NamedNode(RS + name), None)), None)

    rows = []
    for quad in graph.quads_for_pattern(None, NamedNode(RS + "solution"), None):
        bindings = graph.quads_for_pattern(quad.object, NamedNode(RS + "binding"), None)
        rows.append({value(b.object, "variable").value: value(b.object, "value") for b in bindings})
    return rows


@pytest.mark.parametrize(("graph", "node"), entries({"QueryEvaluationTest"}))
def test_query(service: Client, stored: set[str], graph: Graph, node: Node) -> None:
    action, result = graph.value(node, MF.action), file_of(graph.value(node, MF.result))
    if any(graph.objects(action, QT.serviceData)):
        pytest.skip("needs SERVICE, which is refused")
    text = based(file_of(graph.value(action, QT.query)))
    fields: dict[str, Any] = {"query": text}
    if not re.search(r"\bFROM\b", text):
        fields["default-graph-uri"] = [str(value) for value in graph.objects(action, QT.data)] or EMPTY
        fields["named-graph-uri"] = [str(value) for value in graph.objects(action, QT.graphData)]
    form = {".srx": "application/sparql-results+xml", ".srj": "application/sparql-results+json"}.get(result.suffix)
    form = form or {".tsv": "text/tab-separated-values"}.get(result.suffix)
    answer = service.post("/sparql", data=fields, headers={"Accept": form or "application/n-triples, */*;q=0.1"})
    assert answer.status_code == 200, answer.text
    if form:
        parsed = {".srx": QueryResultsFormat.XML, ".srj": QueryResultsFormat.JSON, ".tsv": QueryResultsFormat.TSV}
        wanted = solutions(result.read_bytes(), parsed[result.suffix])
        found = solutions(answer.content, parsed[result.suffix])
        if isinstance(wanted, bool) or isinstance(found, bool):
            assert found is wanted
        else:
            assert same(rows_as_triples(found), rows_as_triples(wanted)), (found, wanted)
    elif answer.headers["content-type"] == "application/n-triples":
        found_triples = [quad.triple for quad in ox.parse(answer.content, RdfFormat.N_TRIPLES)]
        assert same(found_triples, triples(result)), answer.text
    else:
        found = solutions(answer.content, QueryResultsFormat.JSON)
        assert not isinstance(found, bool)
        assert same(rows_as_triples(found), rows_as_triples(expected_rows(result))), (found, expected_rows(result))


def csv_rows(text: str) -> Counter[tuple[tuple[str, str], ...]]:
    """Rows by column, as ``SELECT *`` has no order of columns; the labels of blank nodes do not count."""
    rows = csv.DictReader(io.StringIO(text))

    def by_value(text: str) -> str:
        number = re.fullmatch(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?", text)
        return str(float(text)) if number else "_:" if text.startswith("_:") else text

    return Counter(tuple(sorted((name, by_value(text)) for name, text in row.items())) for row in rows)


@pytest.mark.parametrize(("graph", "node"), entries({"CSVResultFormatTest"}))
def test_csv(service: Client, stored: set[str], graph: Graph, node: Node) -> None:
    action, result = graph.value(node, MF.action), file_of(graph.value(node, MF.result))
    fields = {
        "query": based(file_of(graph.value(action, QT.query))),
        "default-graph-uri": [str(value) for value in graph.objects(action, QT.data)],
    }
    answer = service.post("/sparql", data=fields, headers={"Accept": "text/csv"})
    found, wanted = (csv_rows(text) for text in (answer.text, result.read_text("utf-8")))
    assert found == wanted


@pytest.mark.parametrize(("graph", "node"), entries({"PositiveSyntaxTest11", "PositiveUpdateSyntaxTest11"}))
def test_good_syntax(service: Client, graph: Graph, node: Node) -> None:
    """400 is what a malformed text gets; any other refusal is about what it asks for."""
    path = file_of(graph.value(node, MF.action))
    kind = "update" if path.suffix == ".ru" else "query"
    answer = service.post("/sparql", data={kind: based(path)})
    told = "" if answer.status_code in {200, 204, 403} else answer.json()["detail"]
    assert not told or "cannot be evaluated" in told or "of the update failed" in told


@pytest.mark.parametrize(("graph", "node"), entries({"NegativeSyntaxTest11", "NegativeUpdateSyntaxTest11"}))
def test_bad_syntax(service: Client, graph: Graph, node: Node) -> None:
    path = file_of(graph.value(node, MF.action))
    kind = "update" if path.suffix == ".ru" else "query"
    answer = service.post("/sparql", data={kind: based(path)})
    assert answer.status_code == 400, answer.text


def dataset_of(graph: Graph, node: Node) -> dict[str, list[Triple]]:
    """The graphs of a state, by name; the default graph is that of what belongs to no other."""
    found = {OWN: [t for value in graph.objects(node, UT.data) for t in triples(file_of(value))]}
    for data in graph.objects(node, UT.graphData):
        name = str(graph.value(data, URIRef(LABEL)) or "")
        found[name] = triples(file_of(graph.value(data, UT.graph)))
    return found


@pytest.mark.parametrize(("graph", "node"), entries({"UpdateEvaluationTest"}))
def test_update(service: Client, graph: Graph, node: Node) -> None:
    action = graph.value(node, MF.action)
    before, after = dataset_of(graph, action), dataset_of(graph, graph.value(node, MF.result))
    blocks = (
        f"GRAPH <{name}> {{ {(ox.serialize(found, format=RdfFormat.N_TRIPLES) or b'').decode()} }}"
        for name, found in before.items()
    )
    left = [*GRAPHS, *before, *after]
    drops = "".join(f"DROP SILENT GRAPH <{name}> ; " for name in left)
    set_up = service.post("/sparql", data={"update": f"{drops} INSERT DATA {{ {' '.join(blocks)} }}"})
    assert set_up.status_code == 204, set_up.text
    text = based(file_of(graph.value(action, UT.request)))
    fields: dict[str, Any] = {"update": text}
    named = [name for name in {*GRAPHS, *before, *after} if name != OWN]
    if before[OWN] and not re.search(r"\b(WITH|USING)\b", text):
        fields |= {"using-graph-uri": OWN, "using-named-graph-uri": named}
    answer = service.post("/sparql", data=fields)
    assert answer.status_code == 204, answer.text
    names = " ".join(f"<{name}>" for name in {*left})
    query = f"SELECT ?g ?s ?p ?o {{ VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} }}"
    found = service.post("/sparql", data={"query": query}, headers={"Accept": "application/sparql-results+json"})
    rows = solutions(found.content, QueryResultsFormat.JSON)
    wanted = [
        {"g": NamedNode(name), "s": t.subject, "p": t.predicate, "o": t.object}
        for name, listed in after.items()
        for t in listed
    ]
    assert not isinstance(rows, bool)
    assert same(rows_as_triples(rows), rows_as_triples(wanted)), (rows, wanted)
