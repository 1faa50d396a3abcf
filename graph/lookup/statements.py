"""Statements with their evidence: filters that are met by patterns, never by text put into a query.

Each filter gives a set of statement nodes, and the page is cut from what is common to all.
Articles come newest first, and within one article statements stand as they are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from .. import terms as t
from ..deadline import check_deadline
from ..iris import ONTOLOGY, article_graph
from ..rows import ArticleRow, EntityRef, Page, SentenceRef, StatementRow, last_segment
from ..store import Store
from .articles import ArticleIndex
from .entities import EntityIndex

_Group = tuple[ArticleRow, list[NamedNode]]


@dataclass(frozen=True, slots=True)
class Filter:
    """What statements are asked for, as nodes of the graph. ``entity`` is on either side."""

    entity: NamedNode | None = None
    subject: NamedNode | None = None
    object: NamedNode | None = None
    relation: NamedNode | None = None
    status: NamedNode | None = None
    article: str | None = None


class StatementReader:
    """Reads statement rows. Holds nothing of its own; the two indexes give names and articles."""

    def __init__(self, store: Store, entities: EntityIndex, articles: ArticleIndex) -> None:
        self._store = store
        self._entities = entities
        self._articles = articles

    def page(self, wanted: Filter, limit: int, offset: int) -> Page[StatementRow]:
        """The rows that meet the filter, from ``offset`` on, at most ``limit``."""
        groups = self._groups(wanted)
        items: list[StatementRow] = []
        seen = 0
        for article, nodes in groups:
            first, last = max(offset - seen, 0), offset + limit - seen
            seen += len(nodes)
            if first < len(nodes) and last > 0:
                items += self._rows(article, nodes)[first:last]
        return Page(tuple(items), seen, limit, offset)

    def all(self) -> Iterator[StatementRow]:
        """Every row, in the order of pages."""
        for article, nodes in self._groups(Filter()):
            yield from self._rows(article, nodes)

    def rows(self, iris: Iterable[str]) -> list[StatementRow]:
        """The rows of these statements, in the order given; unknown ones are left out."""
        nodes = [NamedNode(iri) for iri in iris]
        graphs: dict[object, set[str]] = defaultdict(set)
        for quad in self._store.quads_of(dict.fromkeys(nodes), t.TYPE, t.STATEMENT):
            graphs[quad.subject].add(_name(quad))
        return [
            row
            for node in nodes
            for name in sorted(graphs[node])
            if (article := self._articles.of_graph(name)) and (row := self._whole_row(node, article))
        ]

    def _groups(self, wanted: Filter) -> Iterator[_Group]:
        """The statements that meet the filter, article by article, newest first."""
        by_graph: dict[str, list[NamedNode]] = defaultdict(list)
        for node, graph in self._matching(wanted):
            by_graph[graph].append(node)
        for article in self._articles.newest_first():
            if nodes := by_graph.get(article_graph(article.iri)):
                yield article, nodes

    def _matching(self, wanted: Filter) -> set[tuple[NamedNode, str]]:
        found: set[tuple[NamedNode, str]] | None = None
        for patterns in _patterns(wanted):
            graph = NamedNode(article_graph(wanted.article)) if wanted.article else None
            quads = (q for p, o in patterns for q in self._store.quads(None, p, o, graph))
            nodes = {(q.subject, _name(q)) for q in quads if _is_named(q) and isinstance(q.subject, NamedNode)}
            found = nodes if found is None else found & nodes
        return found or set()

    def _rows(self, article: ArticleRow, nodes: list[NamedNode]) -> list[StatementRow]:
        rows = (row for node in nodes if (row := self._whole_row(node, article)))
        return sorted(rows, key=lambda row: (row.sentence.start, row.relation, row.subject.label, row.iri))

    def _whole_row(self, node: NamedNode, article: ArticleRow) -> StatementRow | None:
        """The statement; None for one of which an update has left only a part."""
        check_deadline()
        try:
            return self._row(node, article)
        except (KeyError, ValueError):
            return None

    def _row(self, node: NamedNode, article: ArticleRow) -> StatementRow:
        graph = NamedNode(article_graph(article.iri))
        known = {q.predicate: q.object for q in self._store.quads(node, None, None, graph)}
        texts = {predicate: t.value(term) for predicate, term in known.items()}
        sentence = self._literals(known[t.DERIVED_FROM], graph)
        speaker = known.get(t.ATTRIBUTED_TO)
        return StatementRow(
            iri=node.value,
            subject=self._entity(texts[t.SUBJECT]),
            relation=texts[t.PREDICATE].removeprefix(ONTOLOGY),
            object=self._entity(texts[t.OBJECT]),
            status=texts[t.STATUS].removeprefix(ONTOLOGY).lower(),
            attributed_to=self._speaker(speaker, graph) if isinstance(speaker, NamedNode) else None,
            confidence=float(texts[t.CONFIDENCE]),
            time=texts.get(t.EVENT_TIME),
            sentence=SentenceRef(sentence[t.ANCHOR], int(sentence[t.BEGIN]), int(sentence[t.END])),
            trigger=self._literals(known[t.HAS_TRIGGER], graph)[t.ANCHOR],
            article=article.ref,
        )

    def _literals(self, node: object, graph: NamedNode) -> dict[NamedNode, str]:
        if not isinstance(node, NamedNode):
            return {}
        quads = self._store.quads(node, None, None, graph)
        return {q.predicate: q.object.value for q in quads if isinstance(q.object, Literal)}

    def _entity(self, iri: str) -> EntityRef:
        row = self._entities.get(iri)
        return row.ref if row else EntityRef(iri, last_segment(iri), "Entity")

    def _speaker(self, node: NamedNode, graph: NamedNode) -> str:
        """The name of the entity that says it, else the words of the source."""
        row = self._entities.get(node.value)
        return row.label if row else self._literals(node, graph).get(t.ANCHOR, last_segment(node.value))


def _patterns(wanted: Filter) -> list[list[tuple[NamedNode, NamedNode]]]:
    """For each filter the patterns of which one must be met; rarest first, so far as can be known."""
    patterns = []
    if wanted.entity:
        patterns.append([(t.SUBJECT, wanted.entity), (t.OBJECT, wanted.entity)])
    for predicate, node in (
        (t.SUBJECT, wanted.subject),
        (t.OBJECT, wanted.object),
        (t.PREDICATE, wanted.relation),
        (t.STATUS, wanted.status),
    ):
        if node:
            patterns.append([(predicate, node)])
    return patterns or [[(t.TYPE, t.STATEMENT)]]


def _name(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def _is_named(quad: Quad) -> bool:
    return isinstance(quad.graph_name, NamedNode)
