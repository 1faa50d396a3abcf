"""What lies around entities: all within some steps, and whom one is connected to by what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..rows import EntityRef, Page
from .claims import Ints
from .ends import numbers, resolve
from .only import Only
from .view import View

if TYPE_CHECKING:
    from ..graph import Graph

_NOBODY: Ints = np.zeros(0, np.int32)
MAX_HOPS = 4


@dataclass(frozen=True, slots=True)
class Near:
    """An entity, its steps from the nearest of those asked for, and its number of neighbours."""

    entity: EntityRef
    hops: int
    degree: int

    def record(self) -> dict[str, Any]:
        """``entity``, ``hops``, ``degree``."""
        return {"entity": self.entity.record(), "hops": self.hops, "degree": self.degree}


@dataclass(frozen=True, slots=True)
class Tie:
    """A neighbour, and the strength of each relation to it, in independent sources; equal ones come by reports.

    ``^`` before a relation or category turns it round, as in SPARQL.
    """

    entity: EntityRef
    strength: int
    relations: dict[str, int]

    def record(self) -> dict[str, Any]:
        """``entity``, ``strength`` (of all relations), ``relations``."""
        return {"entity": self.entity.record(), "strength": self.strength, "relations": self.relations}


def neighbourhood(view: View, centres: Ints, hops: int, avoid: Ints = _NOBODY) -> Ints:
    """For every entity its steps from the nearest of ``centres``; -1 for more than ``hops``."""
    far = np.full(view.size, -1, np.int32)
    far[avoid] = hops + 1
    far[centres] = 0
    front = centres
    for step in range(1, hops + 1):
        _, tails, _ = view.outward.tails(front)
        far[tails[far[tails] == -1]] = step
        front = np.flatnonzero(far == step).astype(np.int32)
    far[avoid] = -1
    return far


def around(
    graph: Graph, keys: str | Sequence[str], hops: int, wanted: Only, *, avoid: Sequence[str], limit: int, offset: int
) -> Page[Near]:
    """The entities within ``hops`` of those asked for, the nearest first, then those with most neighbours."""
    ends, shunned = resolve(graph, keys), resolve(graph, avoid) if avoid else []
    with graph.index.lock:
        view, claims = graph.index.view(wanted), graph.index.claims()
        far = neighbourhood(view, numbers(claims, ends), hops, numbers(claims, shunned))
        within = np.flatnonzero(far >= 0)
        rank = far[within].astype(np.int64) * (int(view.degree.max(initial=0)) + 1) - view.degree[within]
        kept = _page(rank, offset, limit)
        found = [Near(graph.index.ref(int(n)), int(far[n]), int(view.degree[n])) for n in within[kept]]
    found.sort(key=lambda near: (near.hops, -near.degree, near.entity.label, near.entity.iri))
    skipped = offset - int((rank < rank[kept].min()).sum()) if len(kept) else 0
    return Page(tuple(found[skipped : skipped + limit]), len(within), limit, offset)


def _page(rank: NDArray[np.int64], offset: int, limit: int) -> NDArray[np.intp]:
    """The places of the ranks of a page, and of those that are equal to its first or its last."""
    ordered = np.sort(rank)[offset : offset + limit]
    if not len(ordered):
        return np.zeros(0, np.intp)
    return np.flatnonzero((rank >= ordered[0]) & (rank <= ordered[-1]))


def ties(graph: Graph, key: str, wanted: Only, *, by_category: bool, least: bool, limit: int, offset: int) -> Page[Tie]:
    """Whom an entity is most, or ``least``, connected to, by relation or by PLOVER category."""
    iri = graph.entity(key).iri
    with graph.index.lock:
        view, claims = graph.index.view(wanted), graph.index.claims()
        number = claims.entities.get(iri)
        if number is None:
            return Page((), 0, limit, offset)
        arcs = view.outward.leaving(number)
        strengths: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        support: dict[int, int] = defaultdict(int)
        columns = (arcs.tail, arcs.relation, arcs.forward, arcs.strength, arcs.support)
        for tail, relation, forward, strength, whole in zip(*(column.tolist() for column in columns), strict=True):
            name = claims.relations[relation]
            name = graph.ontology.relations[name].category if by_category else name
            strengths[tail][name if forward else f"^{name}"] += strength
            support[tail] += whole
        names = {n: graph.index.ref(n) for n in strengths}
    sign = 1 if least else -1
    order = sorted(strengths, key=lambda n: (sign * support[n], names[n].label, names[n].iri))
    found = [Tie(names[n], sum(strengths[n].values()), dict(sorted(strengths[n].items()))) for n in order]
    return Page(tuple(found[offset : offset + limit]), len(found), limit, offset)
