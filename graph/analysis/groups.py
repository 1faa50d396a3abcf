"""Groups of entities: communities, what joins two groups, and what has changed between two periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..deadline import aside
from ..errors import TooLarge
from ..rows import EntityRef, Page
from .claims import STATUSES
from .ends import numbers, resolve
from .louvain import louvain
from .only import Only

if TYPE_CHECKING:
    from ..graph import Graph

MOST_EDGES = 300_000
"""Louvain's method takes about a minute for so many."""


@dataclass(frozen=True, slots=True)
class Community:
    """Entities that are connected with one another more than with others, the best connected first."""

    entities: tuple[EntityRef, ...]

    def record(self) -> dict[str, Any]:
        """``size`` and ``entities``."""
        return {"size": len(self.entities), "entities": [ref.record() for ref in self.entities]}


@dataclass(frozen=True, slots=True)
class Bridge:
    """An entity of neither group, and how many of each it is connected to."""

    entity: EntityRef
    first: int
    second: int

    def record(self) -> dict[str, Any]:
        """All fields."""
        return {"entity": self.entity.record(), "first": self.first, "second": self.second}


@dataclass(frozen=True, slots=True)
class Changed:
    """An edge, and how many independent sources tell of it in each period."""

    subject: EntityRef
    object: EntityRef
    relation: str
    status: str
    before: int
    after: int

    def record(self) -> dict[str, Any]:
        """All fields."""
        return {
            "subject": self.subject.record(),
            "relation": self.relation,
            "object": self.object.record(),
            "status": self.status,
            "before": self.before,
            "after": self.after,
        }


def _ends(graph: Graph, edge: tuple[int, int, int, int]) -> tuple[EntityRef, EntityRef]:
    """Subject and object; of a symmetric relation, which has none, by their names."""
    subject, relation, object_, _ = edge
    ends = graph.index.ref(subject), graph.index.ref(object_)
    symmetric = graph.ontology.relations[graph.index.claims().relations[relation]].symmetric
    return ends[::-1] if symmetric and ends[0].label > ends[1].label else ends


def communities(graph: Graph, wanted: Only) -> list[Community]:
    """Louvain's communities (Blondel et al. 2008; networkx, seed 0), weighted by strength; largest first.

    :raises TooLarge: more than ``MOST_EDGES`` edges; narrow the conditions
    """
    with graph.index.lock:
        view = graph.index.view(wanted)
        arcs = view.edges()
        if len(arcs) > MOST_EDGES:
            raise TooLarge(f"{len(arcs):,} edges are too many for communities (at most {MOST_EDGES:,}); ask for fewer.")
    found = aside(louvain, arcs.head, arcs.tail, arcs.strength)
    groups = [sorted(group, key=lambda n: (-view.degree[n], graph.index.name(n))) for group in found]
    rows = [Community(tuple(graph.index.ref(n) for n in group)) for group in groups]
    return sorted(rows, key=lambda row: (-len(row.entities), row.entities[0].label, row.entities[0].iri))


def bridges(
    graph: Graph, first: str | Sequence[str], second: str | Sequence[str], wanted: Only, *, limit: int, offset: int
) -> Page[Bridge]:
    """The entities that are connected to both groups, those first that are to most of either."""
    groups = resolve(graph, first), resolve(graph, second)
    with graph.index.lock:
        view, claims = graph.index.view(wanted), graph.index.claims()
        sides = [numbers(claims, group) for group in groups]
        counts = np.zeros((2, view.size), np.int64)
        for side, members in enumerate(sides):
            for member in members.tolist():
                counts[side, np.unique(view.outward.leaving(member).tail)] += 1
        counts[:, np.concatenate(sides)] = 0
        both = np.flatnonzero(counts.all(axis=0))
        found = [Bridge(graph.index.ref(int(n)), int(counts[0, n]), int(counts[1, n])) for n in both]
    found.sort(key=lambda one: (-min(one.first, one.second), -one.first - one.second, one.entity.label, one.entity.iri))
    return Page(tuple(found[offset : offset + limit]), len(found), limit, offset)


def changes(graph: Graph, before: Only, after: Only, *, about: str | None, limit: int, offset: int) -> Page[Changed]:
    """The edges of which more or fewer sources tell in one period than in the other, the greatest change first."""
    iri = graph.entity(about).iri if about else None
    with graph.index.lock:
        claims = graph.index.claims()
        number = claims.entities.get(iri, -1) if iri else None
        told: dict[tuple[int, int, int, int], list[int]] = {}
        for period, wanted in enumerate((before, after)):
            arcs = graph.index.view(wanted).edges()
            columns = (arcs.head, arcs.relation, arcs.tail, arcs.status, arcs.strength)
            for *edge, strength in zip(*(column.tolist() for column in columns), strict=True):
                if number is None or number in (edge[0], edge[2]):
                    told.setdefault((edge[0], edge[1], edge[2], edge[3]), [0, 0])[period] = strength
        found = [
            Changed(*_ends(graph, edge), claims.relations[edge[1]], STATUSES[edge[3]], *counts)
            for edge, counts in told.items()
            if counts[0] != counts[1]
        ]
    found.sort(key=lambda c: (-abs(c.after - c.before), c.subject.label, c.relation, c.object.label, c.status))
    return Page(tuple(found[offset : offset + limit]), len(found), limit, offset)
