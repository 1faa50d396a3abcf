"""The one way into a graph: a thin facade over the modules of this room.

``open_graph`` opens a store; a ``Graph`` writes articles, answers queries, and looks things
up. Reads may come from any thread; writes take turns.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from .analysis.facade import Connections
from .analysis.keeping import keeping
from .analysis.opened import opened, state
from .decisions import Decisions
from .endpoint import Endpoint, is_url
from .errors import NotFound
from .iris import ENTITY, STATEMENT, article_graph, is_iri
from .lookup.articles import ArticleIndex
from .lookup.entities import EntityIndex
from .lookup.keys import bounded, known_type, resolve_entity, statement_filter
from .lookup.statements import StatementReader
from .ontology import Ontology
from .query import Answer, run_query
from .rows import Added, ArticleRef, ArticleRow, EntityRef, EntityRow, Page, StatementRow, Stats
from .statement import Article, Extraction
from .store import Change, EmbeddedStore, RemoteStore, Store
from .store.schema import load_ontology
from .terms import ONTOLOGY_GRAPH
from .update.facade import Updates
from .versions import read_versions
from .writing import knows, remove_article, write_extraction

if TYPE_CHECKING:
    import pandas
    import rdflib

    from .shapes import Violation


def open_graph(location: str | Path | Endpoint | None = None, *, read_only: bool = False, create: bool = True) -> Graph:
    """Open the graph kept in a folder; None means ``$CABOS_STORE``, else ``cabos-store``.

    ``":memory:"`` is a graph that ends with the process. ``read_only`` opens a snapshot of
    this moment, which does not follow later writes, beside any process that writes.

    A URL is one that a SPARQL 1.1 server takes queries at; ``Endpoint`` also tells where it
    takes updates, and its token (else ``$CABOS_STORE_UPDATE``, ``$CABOS_STORE_TOKEN``). What is
    opened there follows the writes of others, ``read_only`` or not.

    :raises NotFound: no store there, with ``create=False`` or ``read_only=True``
    :raises BadInput: the folder holds something else
    :raises Unavailable: another process has it open for writing, or no server answers
    """
    if isinstance(location, Endpoint):
        return Graph(RemoteStore.open(location, read_only=read_only, create=create))
    place = str(location or os.environ.get("CABOS_STORE") or "cabos-store")
    if is_url(place):
        return Graph(RemoteStore.open(Endpoint.of(place, os.environ), read_only=read_only, create=create))
    before = state(place)
    graph = Graph(EmbeddedStore.open(place, read_only=read_only, create=create))
    graph.opened = opened(place, before, graph.version, locked=not read_only)
    return graph


class Graph(Connections, Updates, Decisions):
    """A knowledge graph: entities, statements, and the articles that make them.

    Use it as a context manager, or ``close`` it: a store that is open for writing is locked.
    Keys of entities are an IRI, the last segment of one, or a name; see ``entity``.
    """

    def __init__(self, store: Store, ontology: Ontology | None = None) -> None:
        self.store = store
        self.ontology = ontology or Ontology.load()
        self._write_lock = RLock()
        self._changed: list[NamedNode] = []
        if not store.read_only:
            load_ontology(store, self.ontology)
        self._entities = EntityIndex(store)
        self._articles = ArticleIndex(store)
        self._statements = StatementReader(store, self._entities, self._articles)

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Graph {self.location}>"

    def close(self) -> None:
        """Release the store; the graph cannot be used afterwards."""
        keep = keeping(self)
        self.store.close()
        if keep:
            keep()

    @property
    def location(self) -> str:
        """The folder, the URL, or ``":memory:"``."""
        return self.store.location

    @property
    def version(self) -> int:
        """Grows with each write of this Graph; what caches compare."""
        return self.store.version

    @property
    def dataset(self) -> rdflib.Dataset:
        """The store as an rdflib Dataset, for reading: writes there pass by every check."""
        from .store.view import rdflib_view

        return rdflib_view(self.store)

    def add(self, extraction: Extraction) -> Added:
        """Store what was read from an article, in place of what its graph held before.

        :raises BadInput: the article itself cannot be stored
        """
        with self._write_lock:
            added, changes = write_extraction(self.store, extraction, self.ontology)
            self._note(changes)
        return added

    def knows(self, article: Article, software: Mapping[str, str]) -> bool:
        """Whether this software has read the article already: adding it would change nothing."""
        return knows(self.store, article, software)

    def holds(self, article: str) -> bool:
        """Whether an article of this IRI is here; quicker than ``article``."""
        return read_versions(self.store, article).current is not None

    def retract(self, article: str) -> ArticleRow:
        """Take an article and all that only it says out of the graph.

        :raises NotFound: no article of that IRI, last segment, or id
        """
        with self._write_lock:
            row = self.article(article)
            self._note(remove_article(self.store, row))
        return row

    def query(self, text: str, *, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()) -> Answer:
        """Evaluate SPARQL; the default graph is the union of all that is stored.

        :raises BadInput: a syntax error (with line and column), or an update
        :raises Refused: SERVICE, or a text over the guard's limits
        """
        return run_query(self.store, text, default_graphs=default_graphs, named_graphs=named_graphs)

    def sparql(self, text: str) -> pandas.DataFrame | bool:
        """Evaluate SPARQL into a DataFrame of plain Python values, or a bool for ASK."""
        from .query.frames import frame

        return frame(self.query(text))

    def articles(self, *, limit: int = 50, offset: int = 0) -> Page[ArticleRow]:
        """The articles, newest first."""
        bounded(limit, offset)
        rows = self._articles.newest_first()
        return Page(rows[offset : offset + limit], len(rows), limit, offset)

    def sources(self, articles: Iterable[ArticleRef]) -> dict[str, str]:
        """The independent source of each article, by IRI: an outlet, or the article itself; reprints aside."""
        return self._articles.sources(articles)

    def articles_of(self, *, outlet: str | None = None, query: str | None = None) -> list[ArticleRow]:
        """The articles of an outlet, or those that a SELECT names, newest first.

        :raises BadInput: a query that names no articles, or is none
        """
        from .lookup.selection import of_answer, of_outlet

        rows = self._articles.newest_first()
        return of_answer(rows, self.query(query)) if query is not None else of_outlet(rows, outlet or "")

    def article(self, key: str) -> ArticleRow:
        """An article by its IRI, the last segment of that, or its own id.

        :raises NotFound: none
        """
        return self._articles.find(key)

    def extraction(self, key: str) -> Extraction:
        """All that was read from an article, its text included, as it is stored.

        :raises NotFound: no such article
        """
        from .extractions import extraction_from_quads

        graph = NamedNode(article_graph(self.article(key).iri))
        return extraction_from_quads(self.store.quads(graph=graph))

    def entities(self, text: str = "", *, type: str | None = None, limit: int = 20, offset: int = 0) -> Page[EntityRow]:
        """The entities of whose names each word of ``text`` begins a word; best first.

        :raises BadInput: an unknown type; the message lists the known
        """
        bounded(limit, offset)
        wanted = known_type(type) if type is not None else None
        rows = tuple(row for row in self._entities.search(text) if wanted in (None, row.type))
        return Page(rows[offset : offset + limit], len(rows), limit, offset)

    def entity(self, key: str) -> EntityRow:
        """An entity by IRI, last segment of its IRI, or name (accents and case do not count).

        :raises Ambiguous: several bear the name
        :raises NotFound: none does; the message has near names
        """
        return resolve_entity(self._entities, key)

    @property
    def entity_index(self) -> EntityIndex:
        """The names of all entities, in memory."""
        return self._entities

    def entity_refs(self, keys: Iterable[str]) -> list[EntityRef]:
        """The entities of these IRIs, or last segments of IRIs; those that are none are left out."""
        rows = (self._entities.get(key) or self._entities.get(ENTITY + key) for key in keys)
        return [row.ref for row in rows if row]

    def statements(
        self,
        *,
        entity: str | None = None,
        subject: str | None = None,
        object: str | None = None,
        relation: str | None = None,
        status: str | None = None,
        article: str | None = None,
        limit: int = 100,
        offset: int = 0,
    ) -> Page[StatementRow]:
        """The statements that meet every condition, each with its sentence; newest articles first.

        :raises BadInput: an unknown relation or status; the message lists the known
        """
        bounded(limit, offset)
        wanted = statement_filter(
            self._entities, self._articles, self.ontology,
            entity=entity, subject=subject, object=object, relation=relation, status=status, article=article,
        )  # fmt: skip
        return self._statements.page(wanted, limit, offset)

    def all_statements(self) -> Iterator[StatementRow]:
        """Every statement, in the order of ``statements``, as of the moment of the first."""
        return self._statements.all()

    def statement_rows(self, iris: Sequence[str]) -> list[StatementRow]:
        """The rows of these statements, in this order; unknown ones are left out."""
        return self._statements.rows(iris)

    def statement(self, key: str) -> StatementRow:
        """A statement by its IRI, or the last segment of that.

        :raises NotFound: none, or one of which an update has left only a part
        """
        for iri in (key, STATEMENT + key):
            if is_iri(iri) and (rows := self.statement_rows([iri])):
                return rows[0]
        raise NotFound(f"No statement {key!r}: give its IRI, or the last part of it.")

    def export(self, format: str) -> Iterator[bytes]:
        """The whole graph in chunks: turtle trig nquads jsonld graphml gexf csv.

        :raises BadInput: any other format
        """
        from .export import export

        return export(self, format)

    def stats(self) -> Stats:
        """What the graph holds, in numbers."""
        from .lookup.stats import count

        return count(self.store, self._entities, self.ontology)

    def violations(self) -> list[Violation]:
        """What in the store breaks a shape of the ontology; pyshacl, a tenth of a second an article."""
        from .shapes import violations

        articles = (graph for graph in self.store.graphs() if graph != ONTOLOGY_GRAPH)
        return violations((quad for graph in articles for quad in self.store.quads(graph=graph)), self.ontology)

    def _note(self, changes: Iterable[Change]) -> None:
        for change in changes:
            self._entities.note(change)
            self._articles.note(change)
            if self._index:
                self._index.note(change)
            else:
                self._changed.append(change.graph)
