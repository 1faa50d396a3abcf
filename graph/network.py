"""The graph as networkx sees it: one edge for all that says the same, with its support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import ReferenceType, ref

import networkx as nx
from pyoxigraph import Literal, NamedNode, QuerySolutions

from .analysis.days import period, span, within
from .analysis.only import relation_names
from .analysis.reading import Origin, read_origins
from .analysis.sources import first_print
from .deadline import check_deadline
from .errors import NotFound
from .iris import ONTOLOGY
from .lookup.keys import known_status
from .rows import EntityRef, last_segment
from .statement import Status
from .terms import PREFIXES

if TYPE_CHECKING:
    from .graph import Graph

_STATEMENTS = """
SELECT ?statement ?subject ?relation ?object ?status ?sentence ?confidence ?time WHERE {
  ?statement a cabos:Statement ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ;
    cabos:status ?status ; prov:wasDerivedFrom ?sentence ; cabos:confidence ?confidence .
  OPTIONAL { ?statement cabos:eventTime ?time }
}"""


@dataclass(slots=True)
class _Edge:
    statements: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    confidence: float = 0.0


def to_networkx(
    graph: Graph,
    *,
    statuses: Sequence[str] = (Status.FACT,),
    relations: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
) -> nx.MultiDiGraph[str]:
    """Edges as a ``MultiDiGraph`` of your own: one for each subject, relation, object and status.

    A node is an IRI with ``label`` and ``type``. An edge has ``relation``, ``status``,
    ``support`` (number of independent sources), ``statements`` (their IRIs) and ``confidence``
    (the highest). Its key is the relation; of what is no fact ``relation:status``.

    :raises BadInput: an unknown relation or status (the message lists the known); no date
    """
    return network(graph, statuses, relations, period(since, until, as_of)).copy()


def network(
    graph: Graph, statuses: Sequence[str], relations: Sequence[str], days: tuple[int, int] = (0, 0)
) -> nx.MultiDiGraph[str]:
    """The same, shared and frozen: built anew only once the store has changed. For ``days`` see ``period``."""
    chosen = tuple(sorted({known_status(status) for status in statuses}))
    return _network(ref(graph), graph.version, chosen, relation_names(graph.ontology, relations), days)


@lru_cache(maxsize=8)
def _network(
    weak: ReferenceType[Graph],
    version: int,
    statuses: tuple[str, ...],
    relations: tuple[str, ...],
    days: tuple[int, int],
) -> nx.MultiDiGraph[str]:
    """``weak`` so that the cache keeps no graph alive; ``version`` so that a write makes it stale."""
    graph = weak()
    result: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    if graph is None:
        return result
    edges = _edges(graph, statuses, relations, days)
    for iri in sorted({end for subject, _, object_, _ in edges for end in (subject, object_)}):
        entity = _entity(graph, iri)
        result.add_node(iri, label=entity.label, type=entity.type)
    for (subject, relation, object_, status), edge in sorted(edges.items()):
        result.add_edge(
            subject,
            object_,
            key=relation if status == Status.FACT else f"{relation}:{status}",
            relation=relation,
            status=status,
            support=len(edge.sources),
            statements=tuple(sorted(edge.statements)),
            confidence=edge.confidence,
        )
    nx.freeze(result)
    return result


def _edges(
    graph: Graph, statuses: tuple[str, ...], relations: tuple[str, ...], days: tuple[int, int]
) -> dict[tuple[str, str, str, str], _Edge]:
    """All statements in one pass over the store, gathered by what they say."""
    solutions = graph.store.query(_STATEMENTS, prefixes=PREFIXES)
    edges: dict[tuple[str, str, str, str], _Edge] = {}
    origins = {origin.article: origin for _, origin in read_origins(graph.store)}
    links = {article: origin.reprint_of for article, origin in origins.items() if origin.reprint_of}
    assert isinstance(solutions, QuerySolutions)  # noqa: S101 – a SELECT
    for statement, subject, predicate, object_, standing, sentence, confidence, time in solutions:
        check_deadline()
        relation, status = _local(predicate), _local(standing).lower()
        if status not in statuses or (relations and relation not in relations):
            continue
        article = _text(sentence).partition("#")[0]
        if any(days) and not within(*(span(_text(time)) if time else origins[article].days), *days):
            continue
        edge = edges.setdefault((_text(subject), relation, _text(object_), status), _Edge())
        edge.statements.add(_text(statement))
        edge.sources.add(_source(article, origins, links))
        edge.confidence = max(edge.confidence, float(_text(confidence)))
    return edges


def _source(article: str, origins: dict[str, Origin], links: dict[str, str]) -> str:
    first = first_print(article, links)
    return origins[first].source if first in origins else first


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _local(term: object) -> str:
    return _text(term).removeprefix(ONTOLOGY)


def _entity(graph: Graph, iri: str) -> EntityRef:
    """The entity; where nothing describes it, the end of its IRI for a name."""
    try:
        return graph.entity(iri).ref
    except NotFound:
        return EntityRef(iri, last_segment(iri), "Entity")
