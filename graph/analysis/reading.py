"""From a store to claims: all at once as text that the engine writes, or one article's.

The engine's own rows cost 3 µs a term in Python; its TSV is split into a hundred thousand
cells in 10 ms. What remains is the engine's look-up of each IRI by its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import compress
from typing import NamedTuple

import numpy as np
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, QuerySolutions

from .. import terms as t
from ..iris import ONTOLOGY
from ..ontology import Ontology
from ..statement import Status
from ..store import Store
from ..terms import PREFIXES
from .claims import COLUMNS, STATUSES, Claim, Claims
from .days import NEVER, span
from .sources import source_key

_FACTS = "SELECT ?s ?o ?g {{ GRAPH ?g {{ ?s <{}> ?o }} }}"
_OTHERS = """
SELECT ?s ?o ?g ?p ?x { GRAPH ?g { VALUES ?x { cabos:Denied cabos:Possible }
  ?claim cabos:status ?x ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } }"""
_TIMES = """
SELECT ?s ?o ?g ?p ?x ?time { GRAPH ?g {
  ?claim cabos:eventTime ?time ; cabos:status ?x ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } }"""
_THREADS = 2
_NO_IRI = ('"', "_:")


def read_claims(store: Store, ontology: Ontology) -> Claims:
    """All claims of a store: facts as its edges have them, the others, and times, as its statements do."""
    claims = Claims(sorted(ontology.relations))
    iris = [ontology.relations[name].iri for name in claims.relations]
    with ThreadPoolExecutor(_THREADS) as pool:
        for number, cells in enumerate(pool.map(lambda iri: _rows(store, _FACTS.format(iri), 3), iris)):
            _extend(claims, cells, relation=number)
    relations = {iri: number for number, iri in enumerate(iris)}
    _extend(claims, _rows(store, _OTHERS, 5), relations=relations)
    timed = claims.size
    _extend(claims, _rows(store, _TIMES, 6), relations=relations)
    if claims.size > timed:
        claims.drop_untimed()
    return claims


def read_article_claims(store: Store, ontology: Ontology, graph: NamedNode, claims: Claims) -> set[Claim]:
    """What one named graph claims, as ``read_claims`` has it; new entities get their numbers."""
    article = claims.articles[graph.value]
    found = set()
    for number, name in enumerate(claims.relations):
        for quad in store.quads(None, NamedNode(ontology.relations[name].iri), None, graph):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                ends = claims.entities[quad.subject.value], claims.entities[quad.object.value]
                found.add(Claim(*ends, number, STATUSES.index(Status.FACT), article))
    for quad in store.quads(None, t.STATUS, None, graph):
        if isinstance(quad.subject, NamedNode) and (claim := _stated(store, quad.subject, graph, claims, article)):
            found.add(claim)
    timed = {claim[:5] for claim in found if claim.first != NEVER}
    return {claim for claim in found if claim.first != NEVER or claim[:5] not in timed}


def _stated(store: Store, node: NamedNode, graph: NamedNode, claims: Claims, article: int) -> Claim | None:
    """The claim of a statement that tells more than its edge: that it is no fact, or when it happened."""
    said = {quad.predicate: quad.object for quad in store.quads(node, None, None, graph)}
    subject, object_, relation = (said.get(predicate) for predicate in (t.SUBJECT, t.OBJECT, t.PREDICATE))
    if not isinstance(subject, NamedNode) or not isinstance(object_, NamedNode) or not isinstance(relation, NamedNode):
        return None
    name, status = relation.value.removeprefix(ONTOLOGY), t.value(said[t.STATUS]).removeprefix(ONTOLOGY).lower()
    first, last = span(t.value(said[t.EVENT_TIME])) if t.EVENT_TIME in said else (NEVER, NEVER)
    if name not in claims.relations or status not in STATUSES or (status == Status.FACT and first == NEVER):
        return None
    ends = claims.entities[subject.value], claims.entities[object_.value]
    return Claim(*ends, claims.relations.index(name), STATUSES.index(status), article, first, last)


class Origin(NamedTuple):
    """An article, its own source, the article that it is a reprint of, and the first and last day of its date."""

    article: str
    source: str
    reprint_of: str | None
    days: tuple[int, int]


def read_origins(store: Store, graph: NamedNode | None = None) -> Iterator[tuple[str, Origin]]:
    """Each article's graph (or this one's), and where what it says comes from.

    Four passes over one predicate each: joined in a query they take a hundred times as long.
    """
    articles = store.quads(None, t.TYPE, t.ARTICLE, graph)
    found = {name: t.value(quad.subject) for quad in articles if (name := _graph(quad))}
    publishers, dates, reprints = (
        {_graph(quad): t.value(quad.object) for quad in store.quads(None, predicate, None, graph)}
        for predicate in (t.PUBLISHER, t.DATE_PUBLISHED, t.REPRINT_OF)
    )
    for name, article in found.items():
        source = source_key(publishers.get(name), article)
        yield name, Origin(article, source, reprints.get(name), span(dates.get(name)))


def _graph(quad: Quad) -> str:
    """The name of its graph; nothing for the union."""
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def _rows(store: Store, text: str, width: int) -> list[list[str]]:
    """The columns of a SELECT whose first two are IRIs; IRIs have no brackets, which none can contain."""
    results = store.query(text, prefixes=PREFIXES)
    assert isinstance(results, QuerySolutions)  # noqa: S101 – a SELECT
    table = (results.serialize(format=QueryResultsFormat.TSV) or b"").decode().replace("<", "").replace(">", "")
    cells = table[table.index("\n") + 1 :].replace("\n", "\t").split("\t")[:-1]
    columns = [cells[number::width] for number in range(width)]
    if '"' in table or "_:" in table:  # an update may have made an edge of anything
        ends = zip(columns[0], columns[1], strict=True)
        good = [not a.startswith(_NO_IRI) and not b.startswith(_NO_IRI) for a, b in ends]
        columns = [list(compress(column, good)) for column in columns]
    return columns


def _extend(
    claims: Claims, cells: list[list[str]], *, relation: int = 0, relations: Mapping[str, int] | None = None
) -> None:
    """Append rows of subject, object, graph, and where there are ``relations`` relation, status, perhaps time."""
    size = len(cells[0])
    if not size:
        return
    columns = np.zeros((len(COLUMNS), size), np.int32)
    for column, numbers, names in ((0, claims.entities, cells[0]), (1, claims.entities, cells[1])):
        columns[column] = np.fromiter(map(numbers.__getitem__, names), np.int32, size)
    columns[4] = np.fromiter(map(claims.articles.__getitem__, cells[2]), np.int32, size)
    columns[2] = relation
    if relations is not None:
        statuses = {ONTOLOGY + name.capitalize(): number for number, name in enumerate(STATUSES)}
        columns[2] = [relations.get(name, -1) for name in cells[3]]
        columns[3] = [statuses.get(name, -1) for name in cells[4]]
    if len(cells) > 5:
        columns[5:] = np.array([span(time.split('"')[1]) for time in cells[5]], np.int32).T
    claims.extend(columns[:, (columns[2] >= 0) & (columns[3] >= 0)])
