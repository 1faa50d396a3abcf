"""From a store to claims: all at once as text that the engine writes, or one article's.

The engine's own rows cost 3 µs a term in Python; its TSV is split into a hundred thousand
cells in 10 ms. What remains is the engine's look-up of each IRI by its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, QuerySolutions

from .. import terms as t
from ..iris import ONTOLOGY
from ..ontology import Ontology
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
_ABOUT = """
SELECT ?g ?article ?date ?publisher { GRAPH ?g { ?article a cabos:Article
  OPTIONAL { ?article schema:datePublished ?date } OPTIONAL { ?article schema:publisher ?publisher } } }"""

_THREADS = 2


def read_claims(store: Store, ontology: Ontology) -> Claims:
    """All claims of a store."""
    claims = Claims(sorted(ontology.relations))
    iris = [ontology.relations[name].iri for name in claims.relations]
    with ThreadPoolExecutor(_THREADS) as pool:
        for number, cells in enumerate(pool.map(lambda iri: _cells(store, _FACTS.format(iri)), iris)):
            _extend(claims, cells, width=3, relation=number)
    relations = {iri: number for number, iri in enumerate(iris)}
    _extend(claims, _cells(store, _OTHERS), width=5, relations=relations)
    timed = claims.size
    _extend(claims, _cells(store, _TIMES), width=6, relations=relations)
    if claims.size > timed:
        claims.drop_untimed()
    return claims


def read_article_claims(store: Store, graph: NamedNode, claims: Claims) -> set[Claim]:
    """What one article claims; new entities get their numbers."""
    numbers = {ONTOLOGY + name: number for number, name in enumerate(claims.relations)}
    found = set()
    for quad in store.quads(None, t.TYPE, t.STATEMENT, graph):
        said = {q.predicate: t.value(q.object) for q in _about(store, quad, graph)}
        first, last = span(said.get(t.EVENT_TIME))
        found.add(
            Claim(
                claims.entities[said[t.SUBJECT]],
                claims.entities[said[t.OBJECT]],
                numbers[said[t.PREDICATE]],
                STATUSES.index(said[t.STATUS].removeprefix(ONTOLOGY).lower()),
                claims.articles[graph.value],
                first,
                last,
            )
        )
    timed = {claim[:5] for claim in found if claim.first != NEVER}
    return {claim for claim in found if claim.first != NEVER or claim[:5] not in timed}


def read_sources(store: Store, graph: NamedNode | None = None) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Each article's graph, its source, and the first and last day of its date."""
    text = _ABOUT if graph is None else _ABOUT.replace("GRAPH ?g {", f"VALUES ?g {{ {graph} }} GRAPH ?g {{", 1)
    solutions = store.query(text, prefixes=PREFIXES)
    assert isinstance(solutions, QuerySolutions)  # noqa: S101 – a SELECT
    for name, article, date, publisher in solutions:
        iri = t.value(article)
        yield t.value(name), source_key(publisher and t.value(publisher), iri), span(date and t.value(date))


def _about(store: Store, quad: Quad, graph: NamedNode) -> Iterator[Quad]:
    return store.quads(quad.subject, None, None, graph) if isinstance(quad.subject, NamedNode) else iter(())


def _cells(store: Store, text: str) -> list[str]:
    """The cells of a SELECT, row by row. IRIs have no brackets, which none can contain."""
    results = store.query(text, prefixes=PREFIXES)
    assert isinstance(results, QuerySolutions)  # noqa: S101 – a SELECT
    table = (results.serialize(format=QueryResultsFormat.TSV) or b"").decode().replace("<", "").replace(">", "")
    return table[table.index("\n") + 1 :].replace("\n", "\t").split("\t")[:-1]


def _extend(
    claims: Claims, cells: list[str], *, width: int, relation: int = 0, relations: Mapping[str, int] | None = None
) -> None:
    """Append rows of subject, object, graph, and from ``width`` 5 on relation, status; at 6 time."""
    size = len(cells) // width
    if not size:
        return
    columns = np.zeros((len(COLUMNS), size), np.int32)
    numbered = ((0, claims.entities, 0), (1, claims.entities, 1), (4, claims.articles, 2))
    for column, numbers, cell in numbered:
        columns[column] = np.fromiter(map(numbers.__getitem__, cells[cell::width]), np.int32, size)
    columns[2] = relation
    if relations is not None:
        statuses = {ONTOLOGY + name.capitalize(): number for number, name in enumerate(STATUSES)}
        columns[2] = np.fromiter(map(relations.__getitem__, cells[3::width]), np.int32, size)
        columns[3] = np.fromiter(map(statuses.__getitem__, cells[4::width]), np.int32, size)
    if width == 6:
        columns[5:] = np.array([span(time.split('"')[1]) for time in cells[5::width]], np.int32).T
    claims.extend(columns)
