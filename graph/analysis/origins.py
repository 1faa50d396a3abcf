"""Dates and sources of articles, by the numbers that claims give them; read when first asked for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pyoxigraph import NamedNode

from .. import terms as t
from ..store import Store
from .claims import Claims, Ints, Numbers
from .days import NEVER
from .reading import read_origins
from .sources import first_print

_FIRST, _LAST, _SOURCE, _REPORT = range(4)


class Origins:
    """Where claims come from. ``note`` must be told of every article that has changed."""

    def __init__(self, store: Store, claims: Claims) -> None:
        self._store = store
        self._claims = claims
        self._names = Numbers()
        self._columns: NDArray[np.int32] | None = None
        self._own: dict[str, str] = {}
        self._links: dict[str, str] = {}
        self._graphs: dict[str, str] = {}

    def days(self, articles: Ints) -> tuple[Ints, Ints]:
        """First and last day of each article's date; ``NEVER`` for none."""
        columns = self._read()
        return columns[_FIRST, articles], columns[_LAST, articles]

    def event_days(self, rows: slice | NDArray[np.intp]) -> tuple[Ints, Ints]:
        """First and last day of claims: the event's, else the article's."""
        claims = self._claims
        own = claims.first[rows] != NEVER
        first, last = self.days(claims.article[rows])
        return np.where(own, claims.first[rows], first), np.where(own, claims.last[rows], last)

    def sources(self, articles: Ints) -> Ints:
        """The number of each article's independent source: outlet of the article that it is, or reproduces."""
        if self._columns is None and self._each_its_own():
            return articles
        sources: Ints = self._read()[_SOURCE, articles]
        return sources

    def reports(self, articles: Ints) -> Ints:
        """The number of the article that each is, or reproduces."""
        if self._columns is None and self._each_its_own():
            return articles
        reports: Ints = self._read()[_REPORT, articles]
        return reports

    def note(self, article: int) -> None:
        """This article was written again, or is gone."""
        if self._columns is not None:
            name = self._claims.articles.iris[article]
            gone = self._graphs.pop(name, None)
            if gone is not None:
                self._own.pop(gone, None)
                self._links.pop(gone, None)
            self._enter(NamedNode(name))

    def _each_its_own(self) -> bool:
        """Whether no article names an outlet or reproduces another: then there is nothing to read."""
        kinds = (t.PUBLISHER, t.REPRINT_OF)
        return all(next(self._store.quads(None, kind, None, None), None) is None for kind in kinds)

    def _read(self) -> NDArray[np.int32]:
        if self._columns is None:
            self._columns = np.zeros((4, 0), np.int32)
            self._enter(None)
        return self._columns

    def _enter(self, graph: NamedNode | None) -> None:
        assert self._columns is not None  # noqa: S101 – both callers see to it
        known = self._columns.shape[1]
        iris = self._claims.articles.iris
        if len(iris) > known:
            new = np.full((4, len(iris) - known), NEVER, np.int32)
            new[_SOURCE] = new[_REPORT] = [self._names[iri] for iri in iris[known:]]
            self._columns = np.concatenate((self._columns, new), axis=1)
        fresh: list[str] = []
        for name, origin in read_origins(self._store, graph):
            self._graphs[name] = origin.article
            self._own[origin.article] = origin.source
            if origin.reprint_of:
                self._links[origin.article] = origin.reprint_of
            if name in self._claims.articles:
                self._columns[:2, self._claims.articles[name]] = origin.days
            fresh.append(name)
        reprints = {name for name, article in self._graphs.items() if article in self._links} if self._links else set()
        for name in {*fresh, *reprints}:
            if name in self._claims.articles:
                first = first_print(self._graphs[name], self._links)
                pair = self._names[self._own.get(first, first)], self._names[first]
                self._columns[_SOURCE:, self._claims.articles[name]] = pair
