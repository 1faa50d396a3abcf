"""From an edge of a view back to the statements behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from .. import terms as t
from ..quads import status_node
from ..rows import StatementRow
from .claims import STATUSES
from .days import span, within
from .view import View

if TYPE_CHECKING:
    from ..graph import Graph


def evidence(
    graph: Graph, view: View, subject: int, relation: int, object_: int, status: int, most: int
) -> tuple[tuple[StatementRow, ...], int]:
    """The statements of an edge, the surest first, at most ``most``; and how many articles there are."""
    claims = graph.index.claims()
    rows = view.rows(subject, relation, object_, status)
    articles = {int(number) for number in claims.article[rows]}
    pairs = {(int(claims.subject[row]), int(claims.object[row])) for row in rows}
    predicate = NamedNode(graph.ontology.relations[claims.relations[relation]].iri)
    wanted = (predicate, status_node(STATUSES[status]))
    found: list[str] = []
    for name in sorted(claims.articles.iris[number] for number in articles):
        if len(found) >= most:
            break
        for pair in pairs:
            ends = (NamedNode(claims.entities.iris[pair[0]]), NamedNode(claims.entities.iris[pair[1]]))
            found += _statements(graph, NamedNode(name), ends, wanted)
    good = [row for row in graph.statement_rows(found) if _in_time(row, view)]
    good.sort(key=lambda row: (-row.confidence, row.article.date or "", row.iri))
    return tuple(good[:most]), len(articles)


def _statements(
    graph: Graph, article: NamedNode, ends: tuple[NamedNode, NamedNode], wanted: tuple[NamedNode, NamedNode]
) -> list[str]:
    """What an article says of two entities, in these words of the ontology."""
    store = graph.store
    conditions = ((t.OBJECT, ends[1]), (t.PREDICATE, wanted[0]), (t.STATUS, wanted[1]))
    return [
        t.value(quad.subject)
        for quad in store.quads(None, t.SUBJECT, ends[0], article)
        if isinstance(node := quad.subject, NamedNode)
        and all(next(store.quads(node, *condition, article), None) for condition in conditions)
    ]


def _in_time(row: StatementRow, view: View) -> bool:
    return within(*span(row.time or row.article.date), view.only.since, view.only.until)
