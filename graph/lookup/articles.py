"""Articles of a store, newest first, kept in memory and read again one by one after writes."""

from __future__ import annotations

from threading import RLock

from pyoxigraph import DefaultGraph, NamedNode

from .. import terms as t
from ..errors import Ambiguous, NotFound
from ..iris import ARTICLE, article_graph
from ..rows import ArticleRow
from ..store import Change, Store

_UNION = DefaultGraph()


class ArticleIndex:
    """All article rows of a store. Safe to share by threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = RLock()
        self._stale: set[NamedNode] | None = None
        self._by_graph: dict[str, ArticleRow] = {}
        self._single: dict[str, ArticleRow | None] = {}
        self._ordered: tuple[ArticleRow, ...] | None = None

    def note(self, change: Change) -> None:
        """A write has happened: read its article again at the next question."""
        with self._lock:
            self._single.pop(change.graph.value, None)
            if self._stale is not None:
                self._stale.add(change.graph)

    def newest_first(self) -> tuple[ArticleRow, ...]:
        """Every article, by date from the newest; those without a date come last."""
        with self._lock:
            self._refresh()
            if self._ordered is None:
                rows = sorted(self._by_graph.values(), key=lambda row: row.iri)
                self._ordered = tuple(sorted(rows, key=lambda row: row.date or "", reverse=True))
            return self._ordered

    def of_graph(self, graph: str) -> ArticleRow | None:
        """The article whose graph that is; None for a graph that is no article's.

        Until somebody asks for all articles only this one is read: all take seconds of a large store.
        """
        with self._lock:
            if self._stale is None and graph:
                if graph not in self._single:
                    self._single[graph] = read_article(self._store, NamedNode(graph))
                return self._single[graph]
            if graph:
                self._refresh()
            return self._by_graph.get(graph)

    def find(self, key: str) -> ArticleRow:
        """The article of that IRI, last segment of an IRI, or own id.

        :raises NotFound: none
        :raises Ambiguous: an id that articles of several sources bear
        """
        with self._lock:
            self._refresh()
            for iri in (key, ARTICLE + key):
                if row := self._by_graph.get(article_graph(iri)):
                    return row
            rows = [row for row in self.newest_first() if row.id == key]
        if not rows:
            raise NotFound(f"No article {key!r}: give its IRI, the last part of it, or its id in the source.")
        if len(rows) > 1:
            raise Ambiguous(
                f"{len(rows)} articles have the id {key!r}; give the IRI of one.",
                [(row.iri, row.title or row.id) for row in rows],
            )
        return rows[0]

    def _refresh(self) -> None:
        if self._stale is None:
            stale = {quad.graph_name for quad in self._store.quads(None, t.TYPE, t.ARTICLE)}
        else:
            stale = set(self._stale)
        self._stale = set()
        for graph in stale:
            if not isinstance(graph, NamedNode):
                continue
            if row := read_article(self._store, graph):
                self._by_graph[graph.value] = row
            else:
                self._by_graph.pop(graph.value, None)
        if stale:
            self._ordered = None


def read_article(store: Store, graph: NamedNode) -> ArticleRow | None:
    """The article that a named graph describes; None where it describes none.

    An update may write anything anywhere: an article counts in the graph that is named after it,
    and with an identifier.
    """
    described = (q.subject for q in store.quads(None, t.TYPE, t.ARTICLE, graph))
    node = next((x for x in described if isinstance(x, NamedNode) and article_graph(x.value) == graph.value), None)
    if node is None:
        return None
    known = {q.predicate: t.value(q.object) for q in store.quads(node, None, None, graph)}
    if t.IDENTIFIER not in known:
        return None
    return ArticleRow(
        iri=node.value,
        id=known[t.IDENTIFIER],
        title=known.get(t.HEADLINE),
        date=known.get(t.DATE_PUBLISHED),
        url=known.get(t.URL),
        publisher=known.get(t.PUBLISHER),
        author=known.get(t.AUTHOR),
        statements=sum(1 for _ in store.quads(None, t.TYPE, t.STATEMENT, graph)),
        sentences=sum(1 for _ in store.quads(None, t.TYPE, t.SENTENCE, graph)),
    )
