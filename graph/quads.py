"""An extraction as quads: all that one article says, in the named graph of that article.

Entity descriptions are part of it on purpose (each article names entities in its own
words), so that dropping the graph leaves nothing behind. An edge is written only for a
statement whose status is FACT. No blank nodes, no RDF-star: any store takes these quads.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from . import terms as t
from .iris import ACTIVITY, ARTICLE, BASE, WIKIDATA, article_graph, digest, slug, span_iri
from .ontology import Ontology
from .reprints import bands
from .statement import Article, Entity, Extraction, Mention, OpenStatement, Span, Statement
from .times import time_literal
from .versions import content_digest

Pair = tuple[NamedNode, NamedNode | Literal]
"""A predicate and an object."""


def extraction_quads(extraction: Extraction, ended: str | None = None) -> list[Quad]:
    """The quads of an article's graph. Statements must have passed ``constraints``.

    ``ended`` is the ISO 8601 moment at which the run that read the article ended.

    :raises ValueError: an IRI, a date or an offset that RDF cannot hold
    """
    graph = NamedNode(article_graph(extraction.article.iri))
    triples = (
        *_article(extraction.article),
        *_activity(extraction, graph, ended),
        *_minhash(extraction),
        *_spans(extraction),
        *(pair for entity in _entities(extraction) for pair in _entity(entity)),
        *(pair for statement in extraction.statements for pair in _statement(statement)),
        *(pair for statement in extraction.open_statements for pair in _open_statement(statement)),
    )
    return list(dict.fromkeys(Quad(subject, *pair, graph) for subject, pair in triples))


def status_node(status: str) -> NamedNode:
    """``fact`` → ``cabos:Fact``."""
    return t.term(f"cabos:{status.capitalize()}")


def agent_node(name: str, version: str) -> NamedNode:
    """A version of a program, or of a language model."""
    return NamedNode(f"{BASE}software/{slug(name)}-{digest(name, version)[:8]}")


def activity_node(article: str) -> NamedNode:
    """The reading of an article."""
    return NamedNode(ACTIVITY + article.removeprefix(ARTICLE))


def _article(article: Article) -> Iterator[tuple[NamedNode, Pair]]:
    node = NamedNode(article.iri)
    yield node, (t.TYPE, t.ARTICLE)
    yield node, (t.TYPE, t.NEWS_ARTICLE)
    yield node, (t.IDENTIFIER, Literal(article.id))
    yield node, (t.BODY, Literal(article.text))
    yield node, (t.LANGUAGE, Literal(article.language))
    for predicate, value in (
        (t.HEADLINE, article.title),
        (t.PUBLISHER, article.publisher),
        (t.AUTHOR, article.author),
        (t.SECTION, article.section),
    ):
        if value:
            yield node, (predicate, Literal(value))
    if article.url:
        yield node, (t.URL, Literal(article.url, datatype=t.XSD_ANY_URI))
    if article.date:
        yield node, (t.DATE_PUBLISHED, time_literal(article.date))
    yield node, (t.CONTENT_DIGEST, Literal(content_digest(article)))


def _minhash(extraction: Extraction) -> Iterator[tuple[NamedNode, Pair]]:
    if extraction.minhash:
        node = NamedNode(extraction.article.iri)
        yield node, (t.MINHASH, Literal(extraction.minhash))
        for band in bands(extraction.minhash):
            yield node, (t.MINHASH_BAND, Literal(band))


def _activity(extraction: Extraction, graph: NamedNode, ended: str | None) -> Iterator[tuple[NamedNode, Pair]]:
    article = extraction.article.iri
    activity = activity_node(article)
    yield graph, (t.GENERATED_BY, activity)
    yield activity, (t.TYPE, t.ACTIVITY)
    yield activity, (t.USED, NamedNode(article))
    if ended:
        yield activity, (t.ENDED_AT, time_literal(ended))
    for name, version in extraction.software.items():
        agent = agent_node(name, version)
        yield activity, (t.ASSOCIATED_WITH, agent)
        yield agent, (t.TYPE, t.SOFTWARE_AGENT)
        yield agent, (t.LABEL, Literal(name))
        yield agent, (t.VERSION, Literal(version))


def _spans(extraction: Extraction) -> Iterator[tuple[NamedNode, Pair]]:
    article = extraction.article
    for sentence in extraction.sentences:
        yield from _span(article, sentence, t.SENTENCE)
    for mention in extraction.mentions:
        yield from _mention(article, mention)
    for said in extraction.open_statements:
        yield from _span(article, said.sentence, t.SENTENCE)
        yield from _span(article, said.trigger, t.TRIGGER)
    for statement in extraction.statements:
        yield from _span(article, statement.sentence, t.SENTENCE)
        yield from _span(article, statement.trigger, t.TRIGGER)
        for linked in (statement.subject, statement.object, statement.attributed_to):
            if linked:
                yield from _mention(article, linked)


def _mention(article: Article, mention: Mention) -> Iterator[tuple[NamedNode, Pair]]:
    yield from _span(article, mention, t.MENTION)
    if mention.entity:
        yield _node(article.iri, mention), (t.REFERS_TO, NamedNode(mention.entity.iri))


def _span(article: Article, span: Span | Mention, kind: NamedNode) -> Iterator[tuple[NamedNode, Pair]]:
    if not 0 <= span.start < span.end <= len(article.text):
        raise ValueError(f"characters {span.start}–{span.end} are not a part of its {len(article.text)}")
    node = _node(article.iri, span)
    yield node, (t.TYPE, kind)
    yield node, (t.BEGIN, Literal(span.start))
    yield node, (t.END, Literal(span.end))
    yield node, (t.ANCHOR, Literal(article.text[span.start : span.end]))
    yield node, (t.CONTEXT, NamedNode(article.iri))


def _entities(extraction: Extraction) -> Iterator[Entity]:
    """Every entity that is mentioned or linked; one with two descriptions comes twice."""
    mentions = list(extraction.mentions)
    for statement in extraction.statements:
        mentions += filter(None, (statement.subject, statement.object, statement.attributed_to))
    described = [mention.entity for mention in mentions if mention.entity]
    described += [entity for said in extraction.open_statements for entity in (said.subject, said.object)]
    yield from dict.fromkeys(described)


def _entity(entity: Entity) -> Iterator[tuple[NamedNode, Pair]]:
    if not entity.label.strip():
        raise ValueError(f"the entity {entity.iri} has no name")
    node = NamedNode(entity.iri)
    yield node, (t.TYPE, t.term(f"cabos:{entity.type}"))
    yield node, (t.LABEL, Literal(entity.label))
    for alias in entity.aliases:
        if alias.strip() and alias != entity.label:
            yield node, (t.ALT_LABEL, Literal(alias))
    if entity.wikidata:
        yield node, (t.SAME_AS, NamedNode(WIKIDATA + entity.wikidata))


def _statement(statement: Statement) -> Iterator[tuple[NamedNode, Pair]]:
    node = NamedNode(statement.iri)
    article = statement.article
    subject, object_ = _referent(article, statement.subject), _referent(article, statement.object)
    relation = NamedNode(Ontology.load().relations[statement.relation].iri)
    yield node, (t.TYPE, t.STATEMENT)
    yield node, (t.TYPE, t.RDF_STATEMENT)
    yield node, (t.SUBJECT, subject)
    yield node, (t.PREDICATE, relation)
    yield node, (t.OBJECT, object_)
    yield node, (t.STATUS, status_node(statement.status))
    yield node, (t.CONFIDENCE, _decimal(statement.confidence))
    yield node, (t.DERIVED_FROM, _node(article, statement.sentence))
    yield node, (t.HAS_TRIGGER, _node(article, statement.trigger))
    yield node, (t.SUBJECT_MENTION, _node(article, statement.subject))
    yield node, (t.OBJECT_MENTION, _node(article, statement.object))
    if statement.attributed_to:
        yield node, (t.ATTRIBUTED_TO, _referent(article, statement.attributed_to))
        yield node, (t.SPEAKER_MENTION, _node(article, statement.attributed_to))
    if statement.time:
        yield node, (t.EVENT_TIME, time_literal(statement.time))
    if statement.status == "fact":
        yield subject, (relation, object_)


def _open_statement(statement: OpenStatement) -> Iterator[tuple[NamedNode, Pair]]:
    """With properties of its own, so that no question about statements meets it."""
    node = NamedNode(statement.iri)
    yield node, (t.TYPE, t.OPEN_STATEMENT)
    yield node, (t.OPEN_SUBJECT, NamedNode(statement.subject.iri))
    yield node, (t.OPEN_PREDICATE, Literal(statement.predicate))
    yield node, (t.OPEN_OBJECT, NamedNode(statement.object.iri))
    yield node, (t.OPEN_STATUS, status_node(statement.status))
    yield node, (t.OPEN_TRIGGER, _node(statement.article, statement.trigger))
    yield node, (t.DERIVED_FROM, _node(statement.article, statement.sentence))


def _referent(article: str, mention: Mention) -> NamedNode:
    """The entity; for a source in words, the words."""
    return NamedNode(mention.entity.iri) if mention.entity else _node(article, mention)


def _node(article: str, span: Span | Mention) -> NamedNode:
    return NamedNode(span_iri(article, span.start, span.end))


def _decimal(number: float) -> Literal:
    """Three decimals, as the records have it: 0.91, not 0.910."""
    return Literal(format(Decimal(f"{number:.3f}").normalize(), "f"), datatype=t.XSD_DECIMAL)
