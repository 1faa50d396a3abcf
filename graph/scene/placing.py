"""Where the entities of a scene go: those that have a place keep it, newcomers find one beside their neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from typing import TYPE_CHECKING, Protocol

import numpy as np
import rustworkx as rx

from ..drawing.layout import EDGE, Points, positions_aside, unoverlap
from ..drawing.sizes import measure
from ..rows import EntityRef, last_segment

if TYPE_CHECKING:
    from ..graph import Graph

_ROUNDS = 60
_TURN = pi * (3 - 5**0.5)
"""The golden angle: points that follow one another by it never line up."""


class Ends(Protocol):
    """An edge, by the last segments of the IRIs at its ends."""

    @property
    def subject(self) -> str: ...
    @property
    def object(self) -> str: ...


def place(
    graph: Graph, refs: Mapping[str, EntityRef], edges: Sequence[Ends], placed: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """A position for each entity, by IRI. The same input gives the same positions."""
    iris = list(refs)
    if not iris:
        return {}
    number = {last_segment(iri): i for i, iri in enumerate(iris)}
    pairs = sorted({(number[edge.subject], number[edge.object]) for edge in edges if edge.subject != edge.object})
    rows = [graph._entities.get(iri) for iri in iris]
    sizes = [measure(refs[iri].label, row.statements if row else 0) for iri, row in zip(iris, rows, strict=True)]
    boxes = np.array([(one.width, one.height) for one in sizes])
    drops = np.array([one.drop for one in sizes])
    known = {number[key]: placed[key] for key in map(last_segment, placed) if key in number and key in placed}
    points = _beside(pairs, boxes, known) if known else positions_aside(pairs, boxes, drops)
    return {iri: (float(points[i, 0]), float(points[i, 1])) for i, iri in enumerate(iris)}


def _beside(pairs: Sequence[tuple[int, int]], boxes: Points, known: Mapping[int, tuple[float, float]]) -> Points:
    """Newcomers start around their known neighbours, settle under the springs, and give way to boxes."""
    count = len(boxes)
    held = np.zeros(count, np.bool_)
    held[list(known)] = True
    points = np.zeros((count, 2))
    for i, point in known.items():
        points[i] = point
    if held.all():
        return points
    near: dict[int, list[int]] = {i: [] for i in range(count)}
    for a, b in pairs:
        near[a].append(b)
        near[b].append(a)
    middle = points[held].mean(axis=0)
    edge = float(np.abs(points[held] - middle).max()) + EDGE
    for turn, i in enumerate(np.flatnonzero(~held).tolist()):
        anchors = [points[j] for j in near[i] if held[j]]
        radius = EDGE * (1 + 0.12 * (turn // 9)) if anchors else edge
        centre = np.mean(anchors, axis=0) if anchors else middle
        points[i] = centre + radius * np.array([cos(turn * _TURN), sin(turn * _TURN)])
    settled = _settle(pairs, points, held)
    return unoverlap(settled, boxes, held=held)


def _settle(
    pairs: Sequence[tuple[int, int]], points: Points, held: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> Points:
    graph: rx.PyGraph[int, int] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(points)))
    graph.add_edges_from([(a, b, 1) for a, b in pairs])
    start = {i: (float(x), float(y)) for i, (x, y) in enumerate(points / EDGE)}
    fixed = {int(i) for i in np.flatnonzero(held)}
    found = rx.spring_layout(graph, pos=start, fixed=fixed, k=1.0, num_iter=_ROUNDS, seed=1)
    settled: Points = np.array([found[i] for i in range(len(points))]) * EDGE
    settled[held] = points[held]
    return settled
