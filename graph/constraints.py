"""Which statements may be stored: the shapes of ``ontology.ttl``, checked natively.

pyshacl takes 100–190 ms for an article of 440 quads, and these functions 0.06 ms: so the hot
path asks them, with domain and range read from the ontology. The shapes themselves
(``shapes``) are the oracle: tests prove that the two agree on every relation with every pair of
types, and on every field gone bad.
"""

from __future__ import annotations

from collections.abc import Iterator

from .ontology import Ontology
from .statement import Article, Mention, Span, Statement
from .times import is_time


def why_kept_out(statement: Statement, article: Article, ontology: Ontology) -> str | None:
    """The first reason not to store a statement; None where it may be stored."""
    return next(_reasons(statement, article, ontology), None)


def _reasons(statement: Statement, article: Article, ontology: Ontology) -> Iterator[str]:
    if statement.article != article.iri:
        yield f"it belongs to another article, {statement.article}"
    yield from _relation(statement, ontology)
    yield from _span("sentence", statement.sentence, article)
    yield from _span("trigger", statement.trigger, article)
    yield from _span("subject", statement.subject, article)
    yield from _span("object", statement.object, article)
    if statement.attributed_to:
        yield from _span("speaker", statement.attributed_to, article)
    if not 0 <= statement.confidence <= 1:
        yield f"confidence {statement.confidence} is not between 0 and 1"
    if statement.time is not None and not is_time(statement.time):
        yield f"time {statement.time!r} is not ISO 8601"


def _relation(statement: Statement, ontology: Ontology) -> Iterator[str]:
    subject, object_ = statement.subject.entity, statement.object.entity
    relation = ontology.relations.get(statement.relation)
    if subject is None or object_ is None:
        yield "subject and object must be named entities"
        return
    if relation is None:
        yield f"the ontology has no relation {statement.relation!r}"
        return
    if subject.iri == object_.iri:
        yield "subject and object are the same entity"
    if subject.type not in relation.domain:
        yield f"{relation.name} has no {subject.type} as subject"
    if object_.type not in relation.range:
        yield f"{relation.name} has no {object_.type} as object"


def _span(role: str, span: Span | Mention, article: Article) -> Iterator[str]:
    if span.start >= span.end:
        yield f"the {role} is empty ({span.start}–{span.end})"
    elif span.start < 0 or span.end > len(article.text):
        yield f"the {role} ({span.start}–{span.end}) lies outside the text of {len(article.text)} characters"
    elif span.text and span.text != article.text[span.start : span.end]:
        yield f"the words of the {role} are not those at {span.start}–{span.end}"
