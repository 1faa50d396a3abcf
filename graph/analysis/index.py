"""The index of edges in memory: built at the first question, then kept in step with the store.

A write tells it which article has changed, and at the next question the claims of that
article are read again. Writes that nobody told it of show in the store's version: then all
is read anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import RLock

import numpy as np
from numpy.typing import NDArray
from pyoxigraph import NamedNode

from ..lookup.entities import EntityIndex
from ..ontology import Ontology
from ..rows import EntityRef, last_segment
from ..store import Change, Store
from .claims import Claims, Ints
from .only import Only
from .opened import Opened
from .origins import Origins
from .reading import read_article_claims, read_claims
from .saved import load, save
from .view import View

_VIEWS = 4
"""Views that are kept; one of a million edges takes 250 MB."""
WORTH_KEEPING = 20_000
"""Claims that are more than these are kept beside the store: fewer are read in a third of a second."""


class EdgeIndex:
    """Claims and views of one store. Safe to share by threads: hold ``lock`` while a view is used."""

    def __init__(
        self,
        store: Store,
        ontology: Ontology,
        entities: EntityIndex,
        opened: Opened | None = None,
        changed: Sequence[NamedNode] = (),
    ) -> None:
        """``opened`` is the state of a store on disk that may be kept beside it, ``changed`` what was written since."""
        self.names = entities.rows
        self.lock = RLock()
        self._store = store
        self._opened = opened
        self._ontology = ontology
        self._symmetric = {relation.name for relation in ontology.relations.values() if relation.symmetric}
        self._stale = list(changed)
        self._version = -1
        self._claims: Claims | None = None
        self._origins: Origins | None = None
        self._views: dict[Only, View] = {}

    def note(self, change: Change) -> None:
        """A write has happened."""
        with self.lock:
            self._stale.append(change.graph)

    def name(self, number: int) -> tuple[str, str]:
        """An entity's label and IRI: what it is sorted by."""
        ref = self.ref(number)
        return ref.label, ref.iri

    def ref(self, number: int) -> EntityRef:
        """The entity; where nothing describes it, the end of its IRI for a name."""
        iri = self.claims().entities.iris[number]
        row = self.names().get(iri)
        return row.ref if row else EntityRef(iri, last_segment(iri), "Entity")

    def claims(self) -> Claims:
        """All claims of this moment. Do not change them."""
        with self.lock:
            return self._refresh()[0]

    def days(self, rows: NDArray[np.intp]) -> tuple[Ints, Ints]:
        """First and last day of claims: the event's, else the article's."""
        with self.lock:
            return self._refresh()[1].event_days(rows)

    def sources(self, articles: Ints) -> Ints:
        """The number of the independent source of each article, by its number."""
        with self.lock:
            return self._refresh()[1].sources(articles)

    def view(self, only: Only) -> View:
        """The graph under these conditions, of this moment."""
        with self.lock:
            claims, origins = self._refresh()
            view = self._views.pop(only, None)
            if view is None:
                view = View(claims, origins, self._symmetric, only)
                if len(self._views) >= _VIEWS:
                    del self._views[next(iter(self._views))]
            self._views[only] = view
            return view

    def worth_keeping(self) -> Claims | None:
        """The claims of this moment, unless the store itself would have to be asked for all of them."""
        with self.lock:
            if self._claims is None and not self._load_kept():
                return None
            claims = self._refresh()[0]
            return claims if claims.size >= WORTH_KEEPING else None

    def _refresh(self) -> tuple[Claims, Origins]:
        version = self._store.version
        if self._claims is None:
            self._load_kept()
        if self._claims is None or self._origins is None or version != self._version + len(self._stale):
            self._claims = self._read()
            self._origins = Origins(self._store, self._claims)
            self._views.clear()
        elif self._stale:
            self._follow(self._claims, self._origins)
        self._stale.clear()
        self._version = version
        return self._claims, self._origins

    def _load_kept(self) -> bool:
        """Begin with the claims in the file beside the store, if that tells of the state that was opened."""
        opened = self._opened
        if opened is None or self._store.version != opened.version + len(self._stale):
            return False
        self._claims = load(opened.folder, opened.states, tuple(sorted(self._ontology.relations)))
        if self._claims is not None:
            self._origins, self._version = Origins(self._store, self._claims), opened.version
        return self._claims is not None

    def _read(self) -> Claims:
        """All claims, from the store; a file beside it keeps them if that is as it was opened."""
        claims = read_claims(self._store, self._ontology)
        if self._opened and self._opened.version == self._store.version and claims.size >= WORTH_KEEPING:
            save(claims, self._opened.folder, self._opened.states[-1])
        return claims

    def _follow(self, claims: Claims, origins: Origins) -> None:
        touched: set[int] = set()
        for graph in dict.fromkeys(self._stale):
            article = claims.articles[graph.value]
            touched |= claims.remove(article)
            touched |= claims.add(read_article_claims(self._store, self._ontology, graph, claims))
            origins.note(article)
        for view in self._views.values():
            view.note(touched)
