"""A small graph made by hand, an application on it, and a service that really runs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from cabos.api import Settings, create_app
from cabos.api.cli import options
from cabos.graph import Graph, open_graph
from cabos.graph.iris import article_iri, entity_iri
from cabos.graph.statement import Article, Entity, EntityType, Extraction, Mention, Span, Statement, Status
from cabos.ingest import Reader, open_reader
from fastapi.testclient import TestClient

TOKEN = "sésamo"  # noqa: S105 — outside ASCII on purpose
TYPES = {
    "Donald Trump": EntityType.PERSON,
    "Juan Guaidó": EntityType.PERSON,
    "Nicolás Maduro": EntityType.PERSON,
    "Nicolás Maduro Guerra": EntityType.PERSON,
    "Rusia": EntityType.COUNTRY,
    "Venezuela": EntityType.COUNTRY,
    "Rostec": EntityType.ORGANIZATION,
    "Suiza": EntityType.COUNTRY,
    "Ginebra": EntityType.PLACE,
}
WIKIDATA = {"Rusia": "Q159", "Venezuela": "Q717", "Suiza": "Q39"}
ALIASES = {"Rusia": ("Moscú",), "Nicolás Maduro": ("Maduro",), "Nicolás Maduro Guerra": ("Maduro",)}

# sentence | subject | relation | object | status | trigger | who says so
SEED = """\
Donald Trump apoya abiertamente a Juan Guaidó.|Donald Trump|supports|Juan Guaidó|fact|apoya|
Rusia respalda a Nicolás Maduro.|Rusia|supports|Nicolás Maduro|fact|respalda|
Rostec vendió fusiles de asalto a Venezuela.|Rostec|supplies|Venezuela|fact|vendió|
Rusia rechazó haber amenazado a Venezuela.|Rusia|threatens|Venezuela|denied|amenazado|Rusia
Moscú cree que Donald Trump podría sancionar a Venezuela.|Donald Trump|sanctions|Venezuela|possible|sancionar|Rusia
Nicolás Maduro es el presidente de Venezuela.|Nicolás Maduro|leads|Venezuela|fact|presidente|
Nicolás Maduro acusó a Juan Guaidó.|Nicolás Maduro|accuses|Juan Guaidó|fact|acusó|
Nicolás Maduro Guerra es hijo de Nicolás Maduro.|Nicolás Maduro Guerra|relatedTo|Nicolás Maduro|fact|hijo|"""
OTHER = """\
Rusia respalda a Nicolás Maduro <img src=x onerror=alert(1)>.|Rusia|supports|Nicolás Maduro|fact|respalda|
Ginebra está en Suiza.|Ginebra|locatedIn|Suiza|fact|está en|"""


def entity(name: str) -> Entity:
    """An entity of the tests."""
    wikidata = WIKIDATA.get(name)
    return Entity(entity_iri(TYPES[name], name, wikidata), name, TYPES[name], ALIASES.get(name, ()), wikidata)


def extraction(id: str, table: str, *, title: str, date: str = "2019-06-03", url: str | None = None) -> Extraction:
    """What an article says, from lines of ``sentence|subject|relation|object|status|trigger|speaker``."""
    lines = [line.split("|") for line in table.splitlines()]
    text = " ".join(line[0] for line in lines)
    article = Article(article_iri(id, id), id, text, title, date, url, "=El Diario", "Ana Pérez")

    def mention(name: str, sentence: Span) -> Mention:
        found = next((form for form in (name, *ALIASES.get(name, ())) if form in sentence.text), "")
        start = sentence.start + sentence.text.index(found)
        return Mention(start, start + len(found), found, entity(name))

    sentences, statements = [], []
    for words, subject, relation, object_, status, trigger, speaker in lines:
        start = text.index(words)
        sentence = Span(start, start + len(words), words)
        at = start + words.index(trigger)
        sentences.append(sentence)
        statements.append(
            Statement(
                article.iri,
                mention(subject, sentence),
                relation,
                mention(object_, sentence),
                Status(status),
                sentence,
                Span(at, at + len(trigger), trigger),
                mention(speaker, sentence) if speaker else None,
                confidence=0.9,
            )
        )
    mentions = {m for s in statements for m in (s.subject, s.object)}
    ordered = tuple(sorted(mentions, key=lambda m: (m.start, m.end)))
    return Extraction(article, tuple(sentences), ordered, tuple(statements), {"cabos": "test"})


def fill(graph: Graph) -> None:
    """Puts the two articles of the tests into a graph."""
    for made in (
        extraction("seed-article", SEED, title="Rusia y Venezuela", url="https://example.org/seed"),
        extraction("other", OTHER, title="<b>Ginebra</b>", url="javascript:alert(1)"),
    ):
        added = graph.add(made)
        assert not added.kept_out, added.kept_out


@pytest.fixture
def read() -> Callable[..., Extraction]:
    """``read("id", "sentence|subject|relation|object|status|trigger|speaker", title=…, date=…)``."""
    return extraction


@pytest.fixture(scope="session")
def graph() -> Iterator[Graph]:
    """The graph of the tests, in memory; tests only read it."""
    with open_graph(":memory:") as opened:
        fill(opened)
        yield opened


@pytest.fixture(scope="session")
def client(graph: Graph) -> Iterator[TestClient]:
    """A client of an application on that graph, writes off."""
    with TestClient(create_app(Settings(), graph), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader of articles with its language model."""
    return open_reader()


@pytest.fixture
def one_reader(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands share that reader: loading a model for each takes a second."""
    monkeypatch.setattr(options, "reader", lambda model, profile=None: reader)


@pytest.fixture
def own_graph() -> Iterator[Graph]:
    """The same graph, for one test that writes to it."""
    with open_graph(":memory:") as opened:
        fill(opened)
        yield opened


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same graph on disk; tests only read it."""
    folder = tmp_path_factory.mktemp("api") / "store"
    with open_graph(folder) as opened:
        fill(opened)
    return folder


CLASHING = """\
Rusia amenaza a Venezuela.|Rusia|threatens|Venezuela|fact|amenaza|
Rusia no amenaza a Venezuela.|Rusia|threatens|Venezuela|denied|amenaza|"""


@pytest.fixture(scope="session")
def address(
    store: Path, serve: Callable[..., AbstractContextManager[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of ``cabos serve``, in a process of its own, on a copy of that store: it keeps others from writing."""
    served = shutil.copytree(store, tmp_path_factory.mktemp("served") / "store")
    with serve(served, CABOS_TOKEN="token") as found:  # noqa: S106
        yield found


@pytest.fixture
def clashing(tmp_path: Path, serve: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    """Address of a service on a store in which an article contradicts itself."""
    with open_graph(tmp_path / "store") as opened:
        assert not opened.add(extraction("clash", CLASHING, title="Sí y no")).kept_out
    with serve(tmp_path / "store", CABOS_TOKEN="token") as found:  # noqa: S106
        yield found
