"""Articles of a store, newest first, kept in memory and read again one by one after writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from threading import RLock

from pyoxigraph import NamedNode, Quad, QuerySolutions

from .. import terms as t
from ..analysis.sources import independent
from ..errors import Ambiguous, NotFound
from ..iris import ARTICLE, article_graph
from ..rows import ArticleRef, ArticleRow
from ..store import Change, Store

_DESCRIPTION = (t.IDENTIFIER, t.HEADLINE, t.DATE_PUBLISHED, t.URL, t.PUBLISHER, t.AUTHOR, t.SECTION, t.REPRINT_OF)


class ArticleIndex:
    """All article rows of a store. Safe to share by threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = RLock()
        self._stale: set[NamedNode] | None = None
        self._epoch = store.epoch
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
            self._follow()
            if self._stale is None and graph:
                if graph not in self._single:
                    self._single[graph] = read_article(self._store, NamedNode(graph))
                return self._single[graph]
            if graph:
                self._refresh()
            return self._by_graph.get(graph)

    def sources(self, articles: Iterable[ArticleRef]) -> dict[str, str]:
        """The independent source of each of these, by IRI."""
        known = {article.iri: article for article in articles}
        wanted, firsts = set(known), [article.reprint_of for article in known.values()]
        while firsts := [iri for iri in firsts if iri and iri not in known]:
            rows = [row for iri in firsts if (row := self.of_graph(article_graph(iri)))]
            known.update((row.iri, row.ref) for row in rows)
            firsts = [row.reprint_of for row in rows]
        return {iri: source for iri, source in independent(known.values()).items() if iri in wanted}

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

    def _follow(self) -> None:
        """Forgets all where somebody else has written."""
        if self._epoch != (epoch := self._store.epoch):
            self._epoch, self._stale = epoch, None
            self._single.clear()

    def _refresh(self) -> None:
        self._follow()
        if self._stale is None:
            self._by_graph = {article_graph(row.iri): row for row in read_articles(self._store)}
            self._ordered = None
        for graph in self._stale or ():
            self._ordered = None
            if row := read_article(self._store, graph):
                self._by_graph[graph.value] = row
            else:
                self._by_graph.pop(graph.value, None)
        self._stale = set()


def read_articles(store: Store) -> Iterator[ArticleRow]:
    """All articles of a store: one pass over each predicate, and no look at any graph by itself."""
    known: dict[str, dict[str, dict[NamedNode, str]]] = defaultdict(lambda: defaultdict(dict))
    for quad in store.quads(None, t.TYPE, t.ARTICLE):
        if _describes(quad):
            known[_name(quad)][t.value(quad.subject)] = {}
    for predicate in _DESCRIPTION:
        for quad in store.quads(None, predicate, None):
            if (found := known.get(_name(quad), {}).get(t.value(quad.subject))) is not None:
                found[predicate] = t.value(quad.object)
    counts = [_counts(store, kind) for kind in (t.STATEMENT, t.SENTENCE)]
    for graph, articles in known.items():
        for iri, found in articles.items():
            if t.IDENTIFIER in found:
                yield _row(iri, found, *(count.get(graph, 0) for count in counts))


def read_article(store: Store, graph: NamedNode) -> ArticleRow | None:
    """The article that a named graph describes; None where it describes none.

    An update may write anything anywhere: an article counts in the graph that is named after it,
    and with an identifier.
    """
    node = next((q.subject for q in store.quads(None, t.TYPE, t.ARTICLE, graph) if _describes(q)), None)
    if not isinstance(node, NamedNode):
        return None
    known = {q.predicate: t.value(q.object) for q in store.quads(node, None, None, graph)}
    if t.IDENTIFIER not in known:
        return None
    counts = (sum(1 for _ in store.quads(None, t.TYPE, kind, graph)) for kind in (t.STATEMENT, t.SENTENCE))
    return _row(node.value, known, *counts)


def _describes(quad: Quad) -> bool:
    """Whether a graph is named after the article that it tells of."""
    return isinstance(quad.subject, NamedNode) and article_graph(quad.subject.value) == _name(quad)


def _name(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def _counts(store: Store, kind: NamedNode) -> dict[str, int]:
    """How many nodes of a class each graph has."""
    solutions = store.query(f"SELECT ?g (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?node {t.TYPE} {kind} }} }} GROUP BY ?g")
    assert isinstance(solutions, QuerySolutions)  # noqa: S101 – a SELECT
    return {t.value(graph): int(t.value(number)) for graph, number in solutions}


def _row(iri: str, known: Mapping[NamedNode, str], statements: int, sentences: int) -> ArticleRow:
    return ArticleRow(
        iri=iri,
        id=known[t.IDENTIFIER],
        title=known.get(t.HEADLINE),
        date=known.get(t.DATE_PUBLISHED),
        url=known.get(t.URL),
        publisher=known.get(t.PUBLISHER),
        author=known.get(t.AUTHOR),
        statements=statements,
        sentences=sentences,
        section=known.get(t.SECTION),
        reprint_of=known.get(t.REPRINT_OF),
    )
