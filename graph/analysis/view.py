"""The graph under given conditions: arcs between entities, kept in step with the claims.

An edge is a subject, a relation, an object and a status. A symmetric relation has no
subject: "A meets B" and "B meets A" are one edge. Edges give arcs both ways, one only where
direction counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from .arcs import ArcList, Arcs, Positions, supported
from .claims import STATUSES, Claims, Ints
from .days import NEVER
from .only import Only
from .origins import Origins
from .quick import Neighbours

Keys = NDArray[np.int64]
_OBJECT, _SUBJECT = 8, 36
MAX_PATCH = 5_000
"""So many entities are patched before all arcs are built anew."""


class View:
    """Arcs out of and into each entity. ``inward`` is ``outward`` where direction does not count."""

    def __init__(self, claims: Claims, origins: Origins, symmetric: Collection[str], only: Only) -> None:
        self.only = only
        self._claims = claims
        self._origins = origins
        self.symmetric: NDArray[np.bool_] = np.array([name in symmetric for name in claims.relations])
        self.degree: Ints = np.zeros(0, np.int32)
        self._rebuild()

    @property
    def size(self) -> int:
        """How many entities have a number; not all of them have arcs."""
        return len(self._claims.entities.iris)

    @property
    def strongest(self) -> int:
        """The greatest support of an edge; 1 where there are no edges."""
        lists = (self.outward.base, *self.outward.patch.values())
        return max([1, *(int(arcs.support.max()) for arcs in lists if len(arcs))])

    def between(self, head: int, tail: int) -> ArcList:
        """The arcs from one entity to another."""
        arcs = self.outward.leaving(head)
        return arcs.at(np.flatnonzero(arcs.tail == tail))

    def edges(self) -> ArcList:
        """Each edge once, as a forward arc; of a symmetric relation the smaller number is its head."""
        return self._edges(self._rows(None))

    def selected(self) -> NDArray[np.intp]:
        """The rows of the claims that meet the conditions on statuses, relations and dates."""
        return self._rows(None)

    def days(self, at: slice | NDArray[np.intp]) -> tuple[Ints, Ints]:
        """First and last day of claims: the event's, else the article's."""
        return self._origins.event_days(at)

    def sources(self, rows: NDArray[np.intp]) -> Ints:
        """The number of the source of each of these claims."""
        return self._origins.sources(self._claims.article[rows])

    def reports(self, rows: NDArray[np.intp]) -> Ints:
        """The number of the article of each of these claims; reprints have that of what they reproduce."""
        return self._origins.reports(self._claims.article[rows])

    def note(self, entities: Iterable[int]) -> None:
        """The claims about these entities have changed."""
        touched = set(entities)
        if len(touched | self.outward.patch.keys()) > MAX_PATCH:
            self._rebuild()
            return
        both = self._arcs(self._rows(self._claims.touching(touched)), touched)
        for direction, arcs in zip((self.outward, self.inward), both, strict=True):
            direction.replace(_by_head(arcs, touched), self.size)
        self.out.forget(touched)
        self.into.forget(touched)
        self._degrees(touched)

    def rows(self, subject: int, relation: int, object_: int, status: int) -> NDArray[np.intp]:
        """The claims behind an edge; of a symmetric relation those of either order."""
        pairs = [(subject, object_), (object_, subject)] if self.symmetric[relation] else [(subject, object_)]
        key = _key(*min(pairs), relation, status)
        rows: NDArray[np.intp]
        if any(n in self.outward.patch for n in (subject, object_)):
            near = self._rows(self._claims.touching([subject, object_]))
            rows = near[_keys(self._claims, near, self.symmetric) == key]
        else:
            begin, end = np.searchsorted(self._keys, np.array([key, key + 1], np.int64))
            rows = self._sorted[begin:end]
        return rows

    def _rebuild(self) -> None:
        rows = self._rows(None)
        keys = _keys(self._claims, rows, self.symmetric)
        order = np.argsort(keys, kind="stable")
        self._sorted, self._keys = rows[order], keys[order]
        outward, inward = self._arcs(rows, None)
        self.outward = Arcs.of(outward, self.size)
        self.inward = Arcs.of(inward, self.size) if self.only.directed else self.outward
        self.out = Neighbours(self.outward)
        self.into = Neighbours(self.inward) if self.only.directed else self.out
        self._degrees(None)

    def _rows(self, among: NDArray[np.intp] | None) -> NDArray[np.intp]:
        """The claims that meet the conditions, of all or of these."""
        claims, only = self._claims, self.only
        at = slice(None) if among is None else among
        good = claims.alive[at] & (claims.subject[at] != claims.object[at])
        good &= np.isin(claims.status[at], [STATUSES.index(status) for status in only.statuses])
        if only.relations:
            good &= np.isin(claims.relation[at], [claims.relations.index(name) for name in only.relations])
        if only.since or only.until:
            first, last = self.days(at)
            good &= first != NEVER
            if only.since:
                good &= last >= only.since
            if only.until:
                good &= first <= only.until
        return np.flatnonzero(good) if among is None else among[good]

    def _arcs(self, rows: NDArray[np.intp], heads: Collection[int] | None) -> tuple[ArcList, ArcList]:
        """Arcs out of and into the entities (None: all), from the claims about them."""
        edges = self._edges(rows)
        symmetric = self.symmetric[edges.relation]
        backward = ArcList(edges.tail, edges.head, edges.relation, edges.status, symmetric, edges.support)
        there, back = edges, backward.at(np.flatnonzero(symmetric)) if self.only.directed else backward
        outward = _joined(there, back)
        if not self.only.directed:
            return outward, outward
        inward = ArcList(outward.tail, outward.head, outward.relation, outward.status, outward.forward, outward.support)
        return outward, inward

    def _edges(self, rows: NDArray[np.intp]) -> ArcList:
        """One forward arc for each edge that enough articles and sources tell of, reprints not counted."""
        claims = self._claims
        keys = _keys(claims, rows, self.symmetric)
        article = claims.article[rows]
        edge, strength = _distinct(keys, self._origins.sources(article))
        _, reports = _distinct(keys, self._origins.reports(article))
        good = (strength >= self.only.sources) & (reports >= self.only.articles)
        edge, support = edge[good], supported(strength[good], reports[good])
        head = (edge >> _SUBJECT).astype(np.int32)
        tail = ((edge >> _OBJECT) & ((1 << (_SUBJECT - _OBJECT)) - 1)).astype(np.int32)
        relation = ((edge >> 2) & 63).astype(np.int32)
        return ArcList(head, tail, relation, (edge & 3).astype(np.int32), np.ones(len(edge), np.bool_), support)

    def _degrees(self, entities: Iterable[int] | None) -> None:
        """Numbers of different neighbours; where direction counts, those of each way added up."""
        ways = (self.outward, self.inward) if self.only.directed else (self.outward,)
        if entities is None:
            self.degree = np.zeros(self.size, np.int32)
            for way in ways:
                self.degree += _neighbours(way.base, self.size)
            return
        self.degree = np.concatenate((self.degree, np.zeros(self.size - len(self.degree), np.int32)))
        for entity in entities:
            self.degree[entity] = sum(len(np.unique(way.leaving(entity).tail)) for way in ways)


def _key(subject: int, object_: int, relation: int, status: int) -> int:
    return (subject << _SUBJECT) | (object_ << _OBJECT) | (relation << 2) | status


def _keys(claims: Claims, rows: NDArray[np.intp], symmetric: NDArray[np.bool_]) -> Keys:
    """A number for each claim's edge; for symmetric relations the smaller number comes first."""
    subject, object_ = claims.subject[rows].astype(np.int64), claims.object[rows].astype(np.int64)
    relation = claims.relation[rows]
    swap = symmetric[relation] & (subject > object_)
    first, second = np.where(swap, object_, subject), np.where(swap, subject, object_)
    keys: Keys = (first << _SUBJECT) | (second << _OBJECT) | (relation.astype(np.int64) << 2) | claims.status[rows]
    return keys


def _distinct(keys: Keys, values: Ints) -> tuple[Keys, Ints]:
    """The different keys in order, and how many different values come with each."""
    if not len(keys):
        return keys, values
    order = np.lexsort((values, keys))
    keys, values = keys[order], values[order]
    new_key = np.concatenate(([True], keys[1:] != keys[:-1]))
    new = new_key | np.concatenate(([True], values[1:] != values[:-1]))
    starts: Positions = np.flatnonzero(new_key)
    return keys[starts], np.add.reduceat(new.astype(np.int32), starts).astype(np.int32)


def _neighbours(arcs: ArcList, size: int) -> Ints:
    new = np.ones(len(arcs), np.bool_)
    new[1:] = (arcs.head[1:] != arcs.head[:-1]) | (arcs.tail[1:] != arcs.tail[:-1])
    return np.bincount(arcs.head[new], minlength=size).astype(np.int32)


def _joined(*lists: ArcList) -> ArcList:
    columns = ("head", "tail", "relation", "status", "forward", "support")
    return ArcList(*(np.concatenate([getattr(arcs, name) for arcs in lists]) for name in columns))


def _by_head(arcs: ArcList, heads: Collection[int]) -> dict[int, ArcList]:
    ordered = arcs.sorted()
    bounds = {n: np.searchsorted(ordered.head, [n, n + 1]) for n in heads}
    return {n: ordered.at(np.arange(begin, end)) for n, (begin, end) in bounds.items()}
