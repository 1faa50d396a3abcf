"""Who else there is: neighbours of the entities of a scene, counted and ranked under its filters.

Counts come from the index of edges, which knows nothing of confidence: that filter is not applied to them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..analysis.claims import STATUSES, Claims
from ..analysis.days import NEVER
from ..analysis.sources import source_key
from ..iris import article_graph
from .said import members
from .sieve import Sieve

if TYPE_CHECKING:
    from ..graph import Graph

Rows = NDArray[np.intp]


class Near(NamedTuple):
    """How many neighbours an entity has, and how many of them are in the scene."""

    total: int
    shown: int


def neighbours(graph: Graph, iris: Collection[str], only: Sieve) -> dict[str, Near]:
    """The count for each of the entities."""
    with graph.index.lock:
        claims = graph.index.claims()
        size = len(claims.entities.iris)
        member = members(claims.entities, size, iris)
        one, other, _ = _pairs(graph, claims, member, only)
        pairs = np.unique(one.astype(np.int64) * size + other) if len(one) else np.zeros(0, np.int64)
        heads, tails = pairs // max(size, 1), pairs % max(size, 1)
        tails_shown = member[tails]
        total = np.bincount(heads, minlength=size)
        shown = np.bincount(heads[tails_shown], minlength=size)
        numbers = {iri: claims.entities.get(iri) for iri in iris}
    return {iri: Near(int(total[n]), int(shown[n])) if n is not None else Near(0, 0) for iri, n in numbers.items()}


def expansion(graph: Graph, iri: str, shown: Iterable[str], only: Sieve, limit: int) -> tuple[list[str], int]:
    """IRIs of at most ``limit`` neighbours that are not shown yet, best supported first; and how many there are."""
    with graph.index.lock:
        claims = graph.index.claims()
        if iri not in claims.entities:
            return [], 0
        member = members(claims.entities, len(claims.entities.iris), [iri])
        _, other, articles = _pairs(graph, claims, member, only)
        known = {claims.entities[key] for key in shown if key in claims.entities}
        told = np.unique(np.stack([other, articles]), axis=1)[0] if len(other) else other
        found, support = np.unique(told, return_counts=True)
        order = sorted(
            (
                (-int(n), *graph.index.name(int(number)), int(number))
                for number, n in zip(found, support, strict=True)
                if int(number) not in known
            )
        )
        return [claims.entities.iris[rank[-1]] for rank in order[:limit]], len(found)


def _pairs(graph: Graph, claims: Claims, member: NDArray[np.bool_], only: Sieve) -> tuple[Rows, Rows, Rows]:
    """Of every claim that passes and touches a member: the member, the other, and the article; both ways."""
    rows = np.flatnonzero(claims.alive & (member[claims.subject] | member[claims.object]))
    rows = rows[_passing(graph, claims, rows, only)]
    subject, object_, article = claims.subject[rows], claims.object[rows], claims.article[rows]
    out, into = member[subject], member[object_] & (subject != object_)
    one = np.concatenate((subject[out], object_[into])).astype(np.intp)
    other = np.concatenate((object_[out], subject[into])).astype(np.intp)
    articles = np.concatenate((article[out], article[into])).astype(np.intp)
    if only.types:
        kinds = {int(n): only.admits(graph.index.ref(int(n)).type) for n in np.unique(other)}
        keep = np.array([kinds[int(n)] for n in other], np.bool_)
        one, other, articles = one[keep], other[keep], articles[keep]
    return one, other, articles


def _passing(graph: Graph, claims: Claims, rows: Rows, only: Sieve) -> NDArray[np.bool_]:
    passing = np.ones(len(rows), np.bool_)
    if only.relations:
        passing &= np.isin(claims.relation[rows], [claims.relations.index(name) for name in only.relations])
    if only.statuses:
        passing &= np.isin(claims.status[rows], [STATUSES.index(status) for status in only.statuses])
    if only.sources:
        numbers = [claims.articles[name] for name in _articles_of(graph, only.sources) if name in claims.articles]
        passing &= np.isin(claims.article[rows], numbers)
    if only.since or only.until:
        first, last = graph.index.days(rows)
        passing &= first != NEVER
        passing &= (last >= only.since) if only.since else True
        passing &= (first <= only.until) if only.until else True
    return passing


def _articles_of(graph: Graph, publishers: Collection[str]) -> list[str]:
    """The named graphs of the articles of these outlets."""
    keys = {source_key(name, "") for name in publishers}
    rows = graph.articles(limit=10_000).items
    return [article_graph(row.iri) for row in rows if source_key(row.publisher, "") in keys]
