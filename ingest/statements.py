"""From candidates to statements: their types, status, source and evidence."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from ..graph.ontology import Ontology
from ..graph.statement import Article, Entity, Mention, Span, Statement, Status
from .names import Cast, Reference
from .relations import Candidate, Sources, confidence, status_of
from .times import Times

_OF_CITIES = frozenset({"visits", "locatedIn"})
"""Relations whose object is a place: there a capital is the city, elsewhere the government."""


def sentences(doc: Doc) -> Iterator[Span]:
    """The sentences of a document, without the space around them."""
    for sentence in doc.sents:
        if sentence.text.strip():
            yield trimmed(sentence)


def mentions(doc: Doc, cast: Cast) -> Iterator[Mention]:
    """The names of a document with their entities."""
    for name in cast.names:
        span = doc[name.start : name.end]
        yield Mention(span.start_char, span.end_char, span.text, cast.entities[name])


def statement(
    article: Article, candidate: Candidate, sources: Sources, times: Times, likely: float | None = None
) -> Statement | None:
    """A candidate with its status, source and confidence; None where its types cannot be.

    ``likely`` is what the encoder makes of the edge (0–1), None where it has no say.
    """
    relation, trigger = candidate.relation, candidate.trigger
    allowed = Ontology.load().relations[relation]
    subject = _reading(candidate.subject, relation == "locatedIn")
    object_ = _reading(candidate.object, relation in _OF_CITIES)
    if subject == object_ or subject.type not in allowed.domain or object_.type not in allowed.range:
        return None
    stated = candidate.rule in ("title", "apposition", "place")
    return Statement(
        article.iri,
        candidate.subject.mention(trigger.doc, subject),
        relation,
        candidate.object.mention(trigger.doc, object_),
        Status.FACT if stated else status_of(trigger),
        trimmed(trigger.sent),
        Span(trigger.idx, trigger.idx + len(trigger.text), trigger.text),
        None if stated else sources.of(trigger),
        None if stated else times.of(trigger),
        confidence(candidate, likely),
    )


def trimmed(sentence: Tokens) -> Span:
    """The sentence without the space around it."""
    text = sentence.text.strip()
    start = sentence.start_char + sentence.text.index(text)
    return Span(start, start + len(text), text)


def _reading(reference: Reference, as_city: bool) -> Entity:
    """The city for a capital where the relation is about places, else the government."""
    return reference.city if as_city and reference.city else reference.entity
