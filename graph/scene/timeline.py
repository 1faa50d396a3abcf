"""When an entity was in the news: how many claims of each month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ..graph import Graph


def timeline(graph: Graph, iri: str) -> dict[str, int]:
    """Claims about the entity by month (``2019-06``), the first first; what has no date is left out.

    A claim is that one article says of two entities that a relation holds, is denied, or is possible.
    """
    with graph.index.lock:
        claims = graph.index.claims()
        number = claims.entities.get(iri)
        if number is None:
            return {}
        rows = np.flatnonzero(claims.alive & ((claims.subject == number) | (claims.object == number)))
        first, _ = graph.index.days(rows)
    months, counts = np.unique(first[first > 0] // 100, return_counts=True)
    return {f"{m // 100:04}-{m % 100:02}": int(n) for m, n in zip(months.tolist(), counts, strict=True)}
