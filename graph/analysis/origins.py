"""Dates and sources of articles, by the numbers that claims give them; read when first asked for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pyoxigraph import NamedNode

from ..store import Store
from .claims import Claims, Ints, Numbers
from .days import NEVER
from .reading import read_sources


class Origins:
    """Where claims come from. ``note`` must be told of every article that has changed."""

    def __init__(self, store: Store, claims: Claims) -> None:
        self._store = store
        self._claims = claims
        self._names = Numbers()
        self._columns: NDArray[np.int32] | None = None

    def days(self, articles: Ints) -> tuple[Ints, Ints]:
        """First and last day of each article's date; ``NEVER`` for none."""
        columns = self._read()
        return columns[0, articles], columns[1, articles]

    def event_days(self, rows: slice | NDArray[np.intp]) -> tuple[Ints, Ints]:
        """First and last day of claims: the event's, else the article's."""
        claims = self._claims
        own = claims.first[rows] != NEVER
        first, last = self.days(claims.article[rows])
        return np.where(own, claims.first[rows], first), np.where(own, claims.last[rows], last)

    def sources(self, articles: Ints) -> Ints:
        """The number of each article's source."""
        sources: Ints = self._read()[2, articles]
        return sources

    def note(self, article: int) -> None:
        """This article was written again."""
        if self._columns is not None:
            self._enter(NamedNode(self._claims.articles.iris[article]))

    def _read(self) -> NDArray[np.int32]:
        if self._columns is None:
            self._columns = np.zeros((3, 0), np.int32)
            self._enter(None)
        return self._columns

    def _enter(self, graph: NamedNode | None) -> None:
        assert self._columns is not None  # noqa: S101 – both callers see to it
        known = self._columns.shape[1]
        iris = self._claims.articles.iris
        if len(iris) > known:
            new = np.full((3, len(iris) - known), NEVER, np.int32)
            new[2] = [self._names[iri] for iri in iris[known:]]
            self._columns = np.concatenate((self._columns, new), axis=1)
        for name, source, days in read_sources(self._store, graph):
            if name in self._claims.articles:
                self._columns[:, self._claims.articles[name]] = (*days, self._names[source])
