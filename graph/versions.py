"""Versions of an article: what tells them apart, and the note that stays of one that was replaced (PROV).

The notes lie in the article's own graph, so that retracting it leaves none behind. A version's
text is not kept: its digest is, with the times at which it was read and replaced.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from . import terms as t
from .iris import ARTICLE, VERSION, article_graph, digest
from .statement import Article
from .store import Store
from .times import time_literal


def content_digest(article: Article) -> str:
    """20 hexadecimal digits that change with text and metadata, and not with what its file calls it.

    >>> content_digest(Article("a", "1", "Uno.")) == content_digest(Article("a", "2", "Uno."))
    True
    """
    a = article
    return digest(a.text, *(x or "" for x in (a.title, a.date, a.url, a.publisher, a.author, a.section, a.language)))


@dataclass(slots=True)
class Versions:
    """What a store knows of an article's versions. ``current`` is None for an article that it does not hold."""

    article: str
    current: str | None = None
    read_at: str | None = None
    replaced: set[str] = field(default_factory=set)
    kept: list[Quad] = field(default_factory=list)

    def notes(self, new: str, now: str) -> list[Quad]:
        """The quads that go into the article's graph when ``new`` becomes its version."""
        if self.current in (None, new):
            return self.kept
        graph, article = NamedNode(article_graph(self.article)), NamedNode(self.article)
        old = NamedNode(f"{VERSION}{self.article.removeprefix(ARTICLE)}-{self.current}")
        triples: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
            (article, t.REVISION_OF, old),
            (old, t.TYPE, t.PROV_ENTITY),
            (old, t.SPECIALIZATION_OF, article),
            (old, t.CONTENT_DIGEST, Literal(str(self.current))),
            (old, t.INVALIDATED_AT, time_literal(now)),
        ]
        if self.read_at:
            triples.append((old, t.GENERATED_AT, time_literal(self.read_at)))
        return self.kept + [Quad(*triple, graph) for triple in triples]


def read_versions(store: Store, article: str) -> Versions:
    """What the article's graph says of its versions."""
    graph, node = NamedNode(article_graph(article)), NamedNode(article)
    known = Versions(article)
    for quad in store.quads(None, t.CONTENT_DIGEST, None, graph):
        if quad.subject == node:
            known.current = t.value(quad.object)
        elif isinstance(quad.subject, NamedNode):
            known.replaced.add(t.value(quad.object))
            known.kept += store.quads(quad.subject, None, None, graph)
    if known.replaced:
        known.kept += store.quads(node, t.REVISION_OF, None, graph)
    ended = next(store.quads(None, t.ENDED_AT, None, graph), None)
    known.read_at = t.value(ended.object) if ended else None
    return known
