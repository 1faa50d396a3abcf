"""Where to begin: the entities that most is said of, where they are tied to one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ..graph import Graph


def best_entities(graph: Graph, limit: int) -> list[str]:
    """IRIs of at most ``limit`` entities, sorted: ends of edges whose lesser known end has most to be said of.

    That shows how the best known hang together; the best supported edges alone are pairs apart.
    """
    with graph.index.lock:
        claims = graph.index.claims()
        rows = np.flatnonzero(claims.alive & (claims.subject != claims.object))
        told = np.unique(np.stack([claims.subject[rows], claims.object[rows], claims.article[rows]]), axis=1)[:2]
        known = np.bincount(told.ravel(), minlength=len(claims.entities.iris))
        pairs, support = np.unique(np.sort(told, axis=0), axis=1, return_counts=True)
        lesser = known[pairs].min(axis=0)
        kept: set[int] = set()
        for i in np.lexsort((pairs[1], pairs[0], -support, -lesser)).tolist():
            both = {int(pairs[0, i]), int(pairs[1, i])}
            if len(kept | both) <= limit:
                kept |= both
            if len(kept) == limit:
                break
        return sorted(claims.entities.iris[number] for number in kept)
