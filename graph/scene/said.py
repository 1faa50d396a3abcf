"""The statements between chosen entities, read light: what filters need, and no text.

The index of edges says which articles speak of two of them; only there is the store asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pyoxigraph import NamedNode

from .. import terms as t
from ..analysis.days import span
from ..iris import ONTOLOGY

if TYPE_CHECKING:
    from ..graph import Graph
    from ..rows import ArticleRow


@dataclass(frozen=True, slots=True)
class Said:
    """A statement; ``first`` and ``last`` are the days of the event, else of the article (``YYYYMMDD``, 0: none).

    ``source`` is the number of the independent source, ``publisher`` the name of the outlet (empty for none).
    """

    iri: str
    subject: str
    relation: str
    object: str
    status: str
    confidence: float
    first: int
    last: int
    article: str
    source: int
    publisher: str


def said_among(graph: Graph, iris: Collection[str]) -> list[Said]:
    """Every statement whose subject and object are both among these, sorted by IRI."""
    chosen = set(iris)
    places = _where(graph, chosen)
    found = {said.iri: said for place in places for said in _read(graph, *place, chosen)}
    return [found[iri] for iri in sorted(found)]


def _where(graph: Graph, chosen: Collection[str]) -> list[tuple[str, str, int]]:
    """Named graphs, subjects and sources: where statements between two of the chosen stand."""
    with graph.index.lock:
        claims = graph.index.claims()
        member = members(claims.entities, len(claims.entities.iris), chosen)
        rows = np.flatnonzero(claims.alive & member[claims.subject] & member[claims.object])
        pairs = np.unique(np.stack([claims.article[rows], claims.subject[rows]]), axis=1)
        sources = graph.index.sources(pairs[0]).tolist()
        where = zip(pairs[0].tolist(), pairs[1].tolist(), sources, strict=True)
        return [(claims.articles.iris[a], claims.entities.iris[s], source) for a, s, source in where]


def members(numbers: dict[str, int], size: int, chosen: Collection[str]) -> NDArray[np.bool_]:
    """Which numbers of entities are among the chosen."""
    member = np.zeros(size, np.bool_)
    member[[numbers[iri] for iri in chosen if iri in numbers]] = True
    return member


def _read(graph: Graph, graph_iri: str, subject: str, source: int, chosen: Collection[str]) -> Iterator[Said]:
    """What one article says of one subject and the other chosen."""
    article = graph._articles.of_graph(graph_iri)
    if article is None:
        return
    node = NamedNode(graph_iri)
    for quad in graph.store.quads(None, t.SUBJECT, NamedNode(subject), node):
        if not isinstance(quad.subject, NamedNode):
            continue
        known = {q.predicate: t.value(q.object) for q in graph.store.quads(quad.subject, None, None, node)}
        if known.get(t.OBJECT) in chosen and (said := _said(quad.subject.value, subject, known, article, source)):
            yield said


def _said(iri: str, subject: str, known: dict[NamedNode, str], article: ArticleRow, source: int) -> Said | None:
    """The statement; None for one of which an update has left only a part."""
    try:
        first, last = span(known.get(t.EVENT_TIME) or article.date)
        return Said(
            iri=iri,
            subject=subject,
            relation=known[t.PREDICATE].removeprefix(ONTOLOGY),
            object=known[t.OBJECT],
            status=known[t.STATUS].removeprefix(ONTOLOGY).lower(),
            confidence=float(known[t.CONFIDENCE]),
            first=first,
            last=last,
            article=article.iri,
            source=source,
            publisher=article.publisher or "",
        )
    except (KeyError, ValueError):
        return None
