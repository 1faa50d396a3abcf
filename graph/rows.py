"""What look-ups answer: frozen rows, each with a JSON-ready record whose keys stay stable.

Rows are read from the store and never written back; ``statement.py`` has the records that
are written.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Generic, Protocol, TypeVar

from .statement import Statement


class Row(Protocol):
    """Anything that can put itself in a JSON document."""

    def record(self) -> dict[str, Any]: ...


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class EntityRef:
    """An entity as another row names it."""

    iri: str
    label: str
    type: str

    def record(self) -> dict[str, Any]:
        """``iri``, ``id`` (last segment of the IRI), ``label``, ``type``."""
        return {"iri": self.iri, "id": last_segment(self.iri), "label": self.label, "type": self.type}


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity: its commonest name, its other names, and how many statements it is part of."""

    iri: str
    label: str
    type: str
    aliases: tuple[str, ...]
    wikidata: str | None
    statements: int

    @property
    def ref(self) -> EntityRef:
        """The entity as another row names it."""
        return EntityRef(self.iri, self.label, self.type)

    def record(self) -> dict[str, Any]:
        """All fields, and ``id``: the last segment of the IRI."""
        return {
            "iri": self.iri,
            "id": last_segment(self.iri),
            "label": self.label,
            "type": self.type,
            "aliases": list(self.aliases),
            "wikidata": self.wikidata,
            "statements": self.statements,
        }


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """An article as the evidence of a statement names it; ``reprint_of`` is the IRI of one of nearly the same text."""

    iri: str
    id: str
    title: str | None
    date: str | None
    url: str | None
    publisher: str | None
    reprint_of: str | None = None

    def record(self) -> dict[str, Any]:
        """All fields."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article, with the number of its statements and sentences. ``date`` is ISO 8601."""

    iri: str
    id: str
    title: str | None
    date: str | None
    url: str | None
    publisher: str | None
    author: str | None
    statements: int
    sentences: int
    section: str | None = None
    reprint_of: str | None = None

    @property
    def ref(self) -> ArticleRef:
        """The article as a statement names it."""
        return ArticleRef(self.iri, self.id, self.title, self.date, self.url, self.publisher, self.reprint_of)

    def record(self) -> dict[str, Any]:
        """All fields."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class SentenceRef:
    """The sentence that says it: ``text`` is ``article[start:end]``, in characters."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement with its evidence. ``attributed_to`` is the name, or words, of who says it."""

    iri: str
    subject: EntityRef
    relation: str
    object: EntityRef
    status: str
    attributed_to: str | None
    confidence: float
    time: str | None
    sentence: SentenceRef
    trigger: str
    article: ArticleRef

    def record(self) -> dict[str, Any]:
        """All fields, nested."""
        return {
            "iri": self.iri,
            "subject": self.subject.record(),
            "relation": self.relation,
            "object": self.object.record(),
            "status": self.status,
            "attributed_to": self.attributed_to,
            "confidence": self.confidence,
            "time": self.time,
            "sentence": asdict(self.sentence),
            "trigger": self.trigger,
            "article": self.article.record(),
        }


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """One page of a list, and how long the whole list is."""

    items: tuple[R, ...]
    total: int
    limit: int
    offset: int

    def record(self) -> dict[str, Any]:
        """``items`` as records, ``total``, ``limit``, ``offset``."""
        items = [item.record() for item in self.items]
        return {"items": items, "total": self.total, "limit": self.limit, "offset": self.offset}

    def _repr_html_(self) -> str:
        """For Jupyter: a table, and how much of the whole it is."""
        from .analysis.frames import shown

        caption = f"<p>{len(self.items)} of {self.total}, from {self.offset}</p>"
        return (shown(self.items) if self.items else "") + caption


@dataclass(frozen=True, slots=True)
class KeptOut:
    """A statement that was not stored, and why."""

    statement: Statement
    reason: str


@dataclass(frozen=True, slots=True)
class Added:
    """What writing one article did.

    ``changed`` is False where the store held just this already, and nothing was written; ``replaced``
    is True where it held something else of the article.
    """

    article: str
    statements: int
    edges: int
    kept_out: tuple[KeptOut, ...]
    changed: bool
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Stats:
    """What a graph holds, in numbers.

    ``edges`` counts different edges, and ``relations`` those of each relation; ``reprints`` are
    among the ``articles``, and count once in ``sources``, the independent ones.
    """

    articles: int
    reprints: int
    sources: int
    sentences: int
    entities: dict[str, int]
    statements: dict[str, int]
    edges: int
    relations: dict[str, int]

    def record(self) -> dict[str, Any]:
        """All fields."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class OpenRelation:
    """A verb that joins named entities and evokes no relation yet: how often, in how many articles, an example."""

    predicate: str
    count: int
    articles: int
    subject: str
    object: str
    sentence: str

    def record(self) -> dict[str, Any]:
        """All fields; subject, object and sentence are those of the example."""
        return asdict(self)


def last_segment(iri: str) -> str:
    """What follows the last slash.

    >>> last_segment("https://w3id.org/cabos/entity/Q159")
    'Q159'
    """
    return iri.rsplit("/", 1)[-1]
