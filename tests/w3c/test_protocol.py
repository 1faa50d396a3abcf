"""SPARQL 1.1 Protocol, Graph Store Protocol and Service Description, put to the running service."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from httpx2 import Client, Response
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.term import Node

SUITE = Path(__file__).resolve().parents[3] / "shared" / "w3c" / "sparql11"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
CODES = {"OK": {200}, "Created": {201}, "NoContent": {204}, "NotFound": {404}}
KINDS = {
    "boolean": "application/sparql-results",
    "tabular": "application/sparql-results",
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples"),
}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C's tests are not there (../shared/w3c/sparql11)"),
]


def manifest(name: str) -> tuple[Graph, list[Node]]:
    """A manifest and its entries, in order."""
    path = SUITE / name
    if not path.exists():
        return Graph(), []
    graph = Graph().parse(path, publicID=path.as_uri())
    return graph, list(Collection(graph, next(graph.objects(None, MF.entries))))


def entries(*names: str) -> list[Any]:
    """One parameter an entry that can be run: those that only tell in prose what to do cannot."""
    return [
        pytest.param(graph, node, id=str(node).rpartition("#")[2])
        for name in names
        for graph, nodes in [manifest(name)]
        for node in nodes
        if (node, MF.action, None) in graph
    ]


def expected_codes(graph: Graph, answer: Node) -> set[int]:
    """The status codes that will do."""
    codes: set[int] = set()
    for value in graph.objects(answer, MF.expectedStatus):
        name = str(value).rpartition("#")[2]
        family = name.removeprefix("StatusCode")
        codes |= CODES[name] if name in CODES else set(range(int(family[0]) * 100, int(family[0]) * 100 + 100))
    return codes


def send(service: Client, graph: Graph, request: Node, path: str) -> Response:
    """The request of a manifest, to that path of the service."""
    headers = {}
    for listed in graph.objects(request, HT.headers):
        for header in Collection(graph, listed):
            headers[str(graph.value(header, HT.fieldName))] = str(graph.value(header, HT.fieldValue))
    body = graph.value(request, HT.body)
    content = None
    if body is not None:
        encoding = str(graph.value(body, CNT.characterEncoding))
        content = str(graph.value(body, CNT.chars)).encode(encoding)
    return service.request(str(graph.value(request, HT.methodName)), path, headers=headers, content=content)


def requests(graph: Graph, entry: Node) -> list[Node]:
    """The requests of an entry, in order."""
    action = graph.value(entry, MF.action)
    return list(Collection(graph, graph.value(action, HT.requests)))


@pytest.mark.parametrize(("graph", "entry"), entries("protocol/manifest.ttl"))
def test_protocol(service: Client, graph: Graph, entry: Node) -> None:
    for data in graph.objects(entry, UT.graphData):
        file = Path(str(graph.value(data, UT.graph)).removeprefix("file://"))
        put = service.put(
            "/rdf-graphs",
            params={"graph": str(graph.value(data, LABEL))},
            content=file.read_bytes(),
            headers={"Content-Type": "application/n-triples"},
        )
        assert put.status_code in {201, 204}, put.text
    for request in requests(graph, entry):
        path = str(graph.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
        answer = send(service, graph, request, path)
        expected = graph.value(request, HT.resp)
        assert answer.status_code in expected_codes(graph, expected), answer.text
        if (form := graph.value(expected, MF.expectedFormat)) is not None:
            assert answer.headers["content-type"].startswith(KINDS[str(form)])
        if (value := graph.value(expected, MF.expectedBoolean)) is not None:
            assert answer.json()["boolean"] is value.toPython()


@pytest.mark.parametrize(
    ("graph", "entry"),
    entries("graph-store-protocol/manifest-indirect.ttl", "graph-store-protocol/manifest-direct.ttl"),
)
def test_graph_store_protocol(service: Client, graph: Graph, entry: Node) -> None:
    for name in ("person/1.ttl", "person/2.ttl"):  # tests of one manifest begin without what another has left
        for path in (f"/rdf-graphs?graph={quote(f'http://www.example/gsp/{name}', safe='')}", f"/rdf-graphs/{name}"):
            service.delete(path)
    location = ""
    for request in requests(graph, entry):
        path = str(graph.value(request, HT.absolutePath)).replace("/gsp", "/rdf-graphs", 1)
        answer = send(service, graph, request, path.replace("$LOCATION$", quote(location, safe="")))
        expected = graph.value(request, HT.resp)
        assert answer.status_code in expected_codes(graph, expected), answer.text
        location = answer.headers.get("location", location)
        body = graph.value(expected, HT.body)
        if body is not None and answer.content:
            base = str(service.base_url)
            wanted = Graph().parse(data=str(graph.value(body, CNT.chars)), format="turtle", publicID=base)
            found = Graph().parse(data=answer.text, format="turtle", publicID=base)
            assert isomorphic(found, wanted), answer.text


@pytest.fixture
def described(service: Client) -> Graph:
    """What GET on the endpoint tells."""
    answer = service.get("/sparql", headers={"Accept": "text/turtle"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/turtle")
    return Graph().parse(data=answer.text, format="turtle")


def test_service_description_returns_rdf(described: Graph) -> None:
    assert len(described) > 5


def test_service_description_has_endpoint_triple(service: Client, described: Graph) -> None:
    endpoint = URIRef(f"{str(service.base_url).rstrip('/')}/sparql")
    assert [str(node) for node in described.objects(None, SD.endpoint)] == [str(endpoint)]


def test_service_description_conforms_to_schema(described: Graph) -> None:
    service = next(described.subjects(RDF.type, SD.Service))
    languages = set(described.objects(service, SD.supportedLanguage))
    assert languages == {SD.SPARQL11Query, SD.SPARQL11Update}
    assert (service, SD.feature, SD.UnionDefaultGraph) in described
    terms = {term for triple in described for term in triple if str(term).startswith(str(SD))}
    known = "Service Dataset Graph NamedGraph endpoint supportedLanguage SPARQL11Query SPARQL11Update resultFormat "
    known += "inputFormat feature UnionDefaultGraph defaultDataset defaultGraph namedGraph name graph"
    assert {str(term).removeprefix(str(SD)) for term in terms} <= set(known.split())
