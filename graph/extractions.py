"""An extraction read back from its article's graph: the inverse of ``quads``.

What comes back is what was written, with these differences: entities carry this article's
aliases sorted, every linked mention and sentence is among ``mentions`` and ``sentences``, both
in reading order, and a confidence has three decimals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from . import terms as t
from .iris import ONTOLOGY, WIKIDATA
from .statement import Article, Entity, EntityType, Extraction, Mention, OpenStatement, Span, Statement, Status

_Values = dict[NamedNode, list[str]]


def extraction_from_quads(quads: Iterable[Quad]) -> Extraction:
    """The extraction that an article's graph holds.

    :raises ValueError: the quads describe no article
    """
    return _Reader(quads).extraction()


class _Reader:
    """The quads of one graph as texts, by subject and predicate."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._known: dict[str, _Values] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            self._known[t.value(quad.subject)][quad.predicate].append(t.value(quad.object))
        self._entities = {iri: self._entity(iri) for iri in self._of_types(EntityType)}

    def extraction(self) -> Extraction:
        articles = self._of_type(t.ARTICLE)
        if not articles:
            raise ValueError("these quads describe no article")
        statements = [self._statement(iri, articles[0]) for iri in self._of_type(t.STATEMENT)]
        said = [self._open_statement(iri, articles[0]) for iri in self._of_type(t.OPEN_STATEMENT)]
        return Extraction(
            article=self._article(articles[0]),
            sentences=tuple(sorted(map(self._span, self._of_type(t.SENTENCE)), key=lambda s: (s.start, s.end))),
            mentions=tuple(sorted(self._mentions(), key=lambda m: (m.start, m.end, m.label))),
            statements=tuple(sorted(statements, key=lambda s: (s.sentence.start, s.trigger.start, s.iri))),
            minhash=self._maybe(articles[0], t.MINHASH),
            software={self._one(iri, t.LABEL): self._one(iri, t.VERSION) for iri in self._of_type(t.SOFTWARE_AGENT)},
            open_statements=tuple(sorted(said, key=lambda s: (s.trigger.start, s.iri))),
        )

    def _article(self, iri: str) -> Article:
        return Article(
            iri=iri,
            id=self._one(iri, t.IDENTIFIER),
            text=self._one(iri, t.BODY),
            title=self._maybe(iri, t.HEADLINE),
            date=self._maybe(iri, t.DATE_PUBLISHED),
            url=self._maybe(iri, t.URL),
            publisher=self._maybe(iri, t.PUBLISHER),
            author=self._maybe(iri, t.AUTHOR),
            language=self._one(iri, t.LANGUAGE),
            section=self._maybe(iri, t.SECTION),
        )

    def _statement(self, iri: str, article: str) -> Statement:
        speaker = self._maybe(iri, t.ATTRIBUTED_TO)
        return Statement(
            article=article,
            subject=self._mention(self._one(iri, t.SUBJECT_MENTION), self._one(iri, t.SUBJECT)),
            relation=self._one(iri, t.PREDICATE).removeprefix(ONTOLOGY),
            object=self._mention(self._one(iri, t.OBJECT_MENTION), self._one(iri, t.OBJECT)),
            status=Status(self._one(iri, t.STATUS).removeprefix(ONTOLOGY).lower()),
            sentence=self._span(self._one(iri, t.DERIVED_FROM)),
            trigger=self._span(self._one(iri, t.HAS_TRIGGER)),
            attributed_to=self._mention(self._one(iri, t.SPEAKER_MENTION), speaker) if speaker else None,
            time=self._maybe(iri, t.EVENT_TIME),
            confidence=float(self._one(iri, t.CONFIDENCE)),
        )

    def _open_statement(self, iri: str, article: str) -> OpenStatement:
        return OpenStatement(
            article=article,
            subject=self._entities[self._one(iri, t.OPEN_SUBJECT)],
            predicate=self._one(iri, t.OPEN_PREDICATE),
            object=self._entities[self._one(iri, t.OPEN_OBJECT)],
            status=Status(self._one(iri, t.OPEN_STATUS).removeprefix(ONTOLOGY).lower()),
            sentence=self._span(self._one(iri, t.DERIVED_FROM)),
            trigger=self._span(self._one(iri, t.OPEN_TRIGGER)),
        )

    def _mentions(self) -> Iterable[Mention]:
        for iri in self._of_type(t.MENTION):
            for referent in self._known[iri][t.REFERS_TO] or [iri]:
                yield self._mention(iri, referent)

    def _mention(self, iri: str, referent: str) -> Mention:
        """``referent`` is an entity, or for a source in words the mention itself."""
        span = self._span(iri)
        return Mention(span.start, span.end, span.text, self._entities.get(referent))

    def _span(self, iri: str) -> Span:
        return Span(int(self._one(iri, t.BEGIN)), int(self._one(iri, t.END)), self._one(iri, t.ANCHOR))

    def _entity(self, iri: str) -> Entity:
        kinds = [kind for kind in EntityType if t.term(f"cabos:{kind}").value in self._known[iri][t.TYPE]]
        wikidata = self._maybe(iri, t.SAME_AS)
        return Entity(
            iri=iri,
            label=min(self._known[iri][t.LABEL]),
            type=kinds[0],
            aliases=tuple(sorted(self._known[iri][t.ALT_LABEL])),
            wikidata=wikidata.removeprefix(WIKIDATA) if wikidata else None,
        )

    def _of_types(self, kinds: Iterable[EntityType]) -> list[str]:
        return [iri for kind in kinds for iri in self._of_type(t.term(f"cabos:{kind}"))]

    def _of_type(self, kind: NamedNode) -> list[str]:
        return sorted(iri for iri, known in list(self._known.items()) if kind.value in known.get(t.TYPE, ()))

    def _one(self, iri: str, predicate: NamedNode) -> str:
        return self._known[iri][predicate][0]

    def _maybe(self, iri: str, predicate: NamedNode) -> str | None:
        return next(iter(self._known[iri][predicate]), None)
