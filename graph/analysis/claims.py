"""What articles claim, as columns of numbers: the part of a store that paths and rankings need.

A claim is that one article says of two entities that a relation holds, is denied, or is
possible. Statements are not kept here: from a claim they are found in the article's graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..statement import Status
from .days import NEVER

Ints = NDArray[np.int32]
STATUSES = tuple(str(status) for status in Status)
COLUMNS = ("subject", "object", "relation", "status", "article", "first", "last")
_GONE = -1


class Claim(NamedTuple):
    """Numbers of entities, relation, status and article; ``first`` and ``last`` day of the event, if told."""

    subject: int
    object: int
    relation: int
    status: int
    article: int
    first: int = NEVER
    last: int = NEVER


class Numbers(dict[str, int]):
    """IRIs numbered in the order of their first use; ``iris[n]`` leads back."""

    def __init__(self) -> None:
        super().__init__()
        self.iris: list[str] = []

    def __missing__(self, iri: str) -> int:
        number = self[iri] = len(self.iris)
        self.iris.append(iri)
        return number


class Claims:
    """A table that grows at its end; claims that are gone keep their row, with no article.

    ``relations`` names the relations by number, ``articles`` the named graphs.
    """

    def __init__(self, relations: Sequence[str]) -> None:
        self.relations = tuple(relations)
        self.entities = Numbers()
        self.articles = Numbers()
        self.size = 0
        self._data = np.zeros((len(COLUMNS), 1024), np.int32)

    def __getattr__(self, name: str) -> Ints:
        """A column: ``subject object relation status article first last``."""
        if name not in COLUMNS:
            raise AttributeError(name)
        return self._data[COLUMNS.index(name), : self.size]

    @property
    def alive(self) -> NDArray[np.bool_]:
        """Which rows count."""
        alive: NDArray[np.bool_] = self.article != _GONE
        return alive

    def columns(self) -> Ints:
        """All columns, one a line."""
        return self._data[:, : self.size]

    def extend(self, columns: NDArray[Any]) -> None:
        """Append rows, given as an array of one line for each column."""
        size = self.size + columns.shape[1]
        if size > self._data.shape[1]:
            grown = np.zeros((len(COLUMNS), max(size, 2 * self.size)), np.int32)
            grown[:, : self.size] = self._data[:, : self.size]
            self._data = grown
        self._data[:, self.size : size] = columns
        self.size = size

    def add(self, claims: Iterable[Claim]) -> set[int]:
        """Append claims; the entities they are about."""
        rows = list(claims)
        if rows:
            self.extend(np.array(rows, np.int32).T)
        return {number for row in rows for number in (row.subject, row.object)}

    def remove(self, article: int) -> set[int]:
        """Take out all that an article claims; the entities it was about."""
        rows = np.flatnonzero(self.article == article)
        self._data[COLUMNS.index("article"), rows] = _GONE
        return {int(n) for n in np.concatenate((self.subject[rows], self.object[rows]))}

    def drop_untimed(self) -> None:
        """Of claims that differ only in that one tells when it happened, keep that one."""
        untimed = self.first == NEVER
        order = np.lexsort((untimed, *self._data[:5, : self.size]))
        same = (self._data[:5, order[1:]] == self._data[:5, order[:-1]]).all(axis=0)
        starts = np.flatnonzero(np.concatenate(([True], ~same)))
        leader = np.repeat(starts, np.diff(np.append(starts, len(order))))
        gone = order[untimed[order] & ~untimed[order[leader]]]
        self._data[COLUMNS.index("article"), gone] = _GONE

    def touching(self, entities: Iterable[int]) -> NDArray[np.intp]:
        """The rows whose subject or object is one of these."""
        marked = np.zeros(len(self.entities.iris), np.bool_)
        marked[list(entities)] = True
        return np.flatnonzero(marked[self.subject] | marked[self.object])
