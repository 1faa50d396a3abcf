"""Who matters: degree, PageRank, betweenness; who is most and least connected to somebody.

Scores are those of networkx, on the graph without parallel edges: degree counts different
neighbours, PageRank (Brin and Page 1998, damping 0.85) and betweenness (Brandes 2001,
normalized) take no weights.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from ..deadline import check_deadline
from ..errors import BadInput
from ..rows import EntityRef
from .only import Only
from .view import View
from .weights import Floats

if TYPE_CHECKING:
    from ..graph import Graph

MEASURES = ("degree", "in_degree", "out_degree", "pagerank", "betweenness")
Numbers = NDArray[np.int64]
SAMPLE = 200
"""Entities from which betweenness is estimated where there are more than ``EXACT``."""
EXACT = 2_000


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity and its score."""

    entity: EntityRef
    score: float

    def record(self) -> dict[str, Any]:
        """``entity`` and ``score``."""
        return {"entity": self.entity.record(), "score": self.score}


@dataclass(frozen=True, slots=True)
class Ranking:
    """Entities, highest score first. ``sampled`` says of how many entities an estimate is made."""

    measure: str
    items: tuple[Ranked, ...]
    total: int
    sampled: int | None = None

    def record(self) -> dict[str, Any]:
        """``measure``, ``sampled``, ``total``, ``items``."""
        items = [item.record() for item in self.items]
        return {"measure": self.measure, "sampled": self.sampled, "total": self.total, "items": items}

    def _repr_html_(self) -> str:
        """For Jupyter: a table."""
        import pandas as pd

        rows = [{"entity": x.entity.label, "type": x.entity.type, self.measure: x.score} for x in self.items]
        note = f"<p>estimated from {self.sampled} entities</p>" if self.sampled else ""
        table: str = pd.DataFrame(rows).to_html()
        return table + note


def rank(graph: Graph, measure: str, wanted: Only, *, type: str | None, limit: int) -> Ranking:
    """The entities that have edges under the conditions, by that measure.

    :raises BadInput: another measure; the message lists the known
    """
    if measure not in MEASURES:
        raise BadInput(f"No measure {measure!r}; there are: {', '.join(MEASURES)}.")
    with graph.index.lock:
        view = graph.index.view(wanted)
        present = np.flatnonzero(view.degree > 0)
        refs = [graph.index.ref(int(number)) for number in present]
        degrees = view.degree[present].astype(np.float64)
        heads, tails = _arcs(view, present)
    scores, sampled = (degrees, None) if measure == "degree" else _scores(measure, heads, tails, len(present))
    rows = [Ranked(ref, round(float(score), 9)) for ref, score in zip(refs, scores, strict=True)]
    rows = [row for row in rows if type in (None, row.entity.type)]
    rows.sort(key=lambda row: (-row.score, row.entity.label, row.entity.iri))
    return Ranking(measure, tuple(rows[:limit]), len(rows), sampled)


def _scores(measure: str, heads: Numbers, tails: Numbers, size: int) -> tuple[Floats, int | None]:
    if measure == "betweenness":
        return _betweenness(heads, tails, size)
    if measure in ("in_degree", "out_degree"):
        return np.bincount(tails if measure == "in_degree" else heads, minlength=size).astype(np.float64), None
    network: rx.PyDiGraph[int, None] = rx.PyDiGraph()
    network.add_nodes_from(range(size))
    network.add_edges_from_no_data(list(zip(heads.tolist(), tails.tolist(), strict=True)))
    found = rx.pagerank(network)
    return np.array([found[n] for n in range(size)]), None


def _arcs(view: View, present: NDArray[np.intp]) -> tuple[Numbers, Numbers]:
    """Heads and tails of the arcs of the view, parallel ones once; numbered by their place in ``present``."""
    place = np.zeros(view.size, np.int64)
    place[present] = np.arange(len(present))
    which, tails, _ = view.outward.tails(present.astype(np.int32))
    pairs = np.unique(which * max(len(present), 1) + place[tails])
    return np.divmod(pairs, max(len(present), 1))


def _betweenness(heads: Numbers, tails: Numbers, size: int) -> tuple[Floats, int | None]:
    """Exact up to ``EXACT`` entities; above from shortest paths out of ``SAMPLE`` of them."""
    exact = size <= EXACT
    # An estimate that is always the same.
    starts = range(size) if exact else random.Random(0).sample(range(size), SAMPLE)  # noqa: S311
    total = np.zeros(size)
    for start in starts:
        check_deadline()
        total += _dependencies(heads, tails, start, size)
    pairs = max((size - 1) * (size - 2), 1)
    return total * size / (len(starts) * pairs) if size else total, None if exact else SAMPLE


def _dependencies(heads: Numbers, tails: Numbers, start: int, size: int) -> Floats:
    """How much of the shortest paths out of ``start`` runs through each (Brandes 2001), level by level."""
    far = np.full(size, -1)
    far[start] = 0
    ways = np.zeros(size)
    ways[start] = 1.0
    levels: list[tuple[Numbers, Numbers]] = []
    while True:
        out = far[heads] == len(levels)
        a, b = heads[out], tails[out]
        far[b[far[b] < 0]] = len(levels) + 1
        further = far[b] == len(levels) + 1
        if not further.any():
            break
        levels.append((a[further], b[further]))
        ways += np.bincount(levels[-1][1], ways[levels[-1][0]], size)
    through = np.zeros(size)
    for a, b in reversed(levels):
        through += np.bincount(a, ways[a] / ways[b] * (1 + through[b]), size)
    through[start] = 0
    return through
