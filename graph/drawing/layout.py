"""Where each node goes: a spring layout per component, components packed, labels moved apart.

Positions are computed here so that the page opens as a finished picture: the physics of
vis-network needs 24 s to settle 500 nodes, and this needs a fifth of a second. The same
input always gives the same positions. Units are pixels at zoom 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from ..deadline import aside

Points = NDArray[np.float64]
Pairs = NDArray[np.int64]

MANY = 150
"""Nodes; the layout of more keeps other threads waiting."""
EDGE = 200.0
"""Median length of an edge: room for a relation's label between two nodes."""
ASPECT = 1.5
"""Width over height of the whole picture, as of a screen."""
EFFORT = 10_000_000
"""How long to look for a more legible layout: about a quarter of a second, less for large components."""
ROOM = 4.0
"""A large component gets at least so many times the area that its boxes cover."""
GAP = 70.0
"""Free space between components."""


def positions(edges: Sequence[tuple[int, int]], boxes: Points, drops: Points) -> Points:
    """Centre of each node's shape, so that shapes and names do not overlap.

    ``edges`` are pairs of node numbers; ``boxes`` holds width and height per node, name
    included; ``drops`` is how far the middle of the box lies below the middle of the shape.
    """
    graph: rx.PyGraph[int, int] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(boxes)))
    bundles = Counter((min(a, b), max(a, b)) for a, b in edges if a != b)
    graph.add_edges_from([(a, b, size) for (a, b), size in sorted(bundles.items())])
    placed: list[tuple[Pairs, Points]] = []
    for members in sorted(map(sorted, rx.connected_components(graph)), key=lambda m: (-len(m), m)):
        ids = np.array(members, dtype=np.int64)
        placed.append((ids, _component(graph.subgraph(members), boxes[ids], drops[ids])))
    return _pack(len(boxes), placed, boxes) - np.stack([np.zeros(len(boxes)), drops], axis=1)


def positions_aside(edges: Sequence[tuple[int, int]], boxes: Points, drops: Points) -> Points:
    """The same; of many nodes in a process of its own, so that other threads need not wait."""
    return aside(positions, edges, boxes, drops) if len(drops) > MANY else positions(edges, boxes, drops)


def _component(graph: rx.PyGraph[int, int], boxes: Points, drops: Points) -> Points:
    """Positions within one component: the most legible of a few seeds, then touched up."""
    count = graph.num_nodes()
    if count == 1:
        return np.zeros((1, 2))
    bundles = sorted((min(a, b), max(a, b), size) for a, b, size in graph.weighted_edge_list())
    edges = np.array(bundles, dtype=np.int64)[:, :2]
    trials = EFFORT // (len(edges) ** 2 + 20 * len(edges) * count)
    seeds = min(24, trials // 4)
    if seeds < 2:
        return _spring(graph, edges, boxes, 0)
    faults = Faults(edges, boxes, drops, np.array([size for _, _, size in bundles]))
    best = min((_spring(graph, edges, boxes, seed) for seed in range(seeds)), key=faults.count)
    return _touch_up(best, faults, budget=trials - seeds)


def _spring(graph: rx.PyGraph[int, int], edges: Pairs, boxes: Points, seed: int) -> Points:
    rounds = 300 if len(boxes) <= 150 else 120 if len(boxes) <= 600 else 80
    found = rx.spring_layout(graph, seed=seed, num_iter=rounds)
    points = np.array([found[i] for i in range(len(boxes))])
    points = _turn(points - points.mean(axis=0))
    lengths = np.linalg.norm(points[edges[:, 0]] - points[edges[:, 1]], axis=1)
    points *= EDGE / max(float(np.median(lengths)), 1e-9)
    width, height = np.ptp(points, axis=0)
    points[:, 0] *= min(max(ASPECT * height / max(width, 1e-9), 1.0), ASPECT)
    free = float(np.prod(np.ptp(points, axis=0))) / float(boxes.prod(axis=1).sum())
    points *= max(1.0, (ROOM / max(free, 1e-9)) ** 0.5) if len(boxes) > 60 else 1.0
    return unoverlap(points, boxes)


def _touch_up(points: Points, faults: Faults, budget: int) -> Points:
    """Move single nodes by a step wherever that leaves fewer faults, for ``budget`` trials."""
    turns = np.arange(8) * np.pi / 4
    steps = np.concatenate([r * np.stack([np.cos(turns), np.sin(turns)], axis=1) for r in (EDGE / 4, EDGE / 1.6)])
    best, trial = faults.count(points), 0
    while trial < budget:
        before = best
        for node in range(len(points)):
            for step in steps[: max(budget - trial, 0)]:
                moved = points.copy()
                moved[node] += step
                moved = unoverlap(moved, faults.boxes, rounds=8)
                trial += 1
                if (now := faults.count(moved)) < best:
                    points, best = moved, now
        if best == before:
            break
    return unoverlap(points, faults.boxes)


def _turn(points: Points) -> Points:
    """The points turned so that their longest extent lies along x."""
    _, _, axes = np.linalg.svd(points, full_matrices=False)
    axes *= np.sign(axes[np.arange(2), np.abs(axes).argmax(axis=1)])[:, None]
    turned: Points = points @ axes.T
    return turned


def unoverlap(points: Points, boxes: Points, rounds: int = 120, held: NDArray[np.bool_] | None = None) -> Points:
    """Push overlapping boxes apart along the axis that needs the least, until none overlap. The ``held`` stay."""
    points, reach = points.copy(), float(boxes[:, 0].max())
    still = np.zeros(len(points), np.bool_) if held is None else held
    for _ in range(rounds):
        order = np.argsort(points[:, 0], kind="stable")
        xs = points[order, 0]
        ends = np.searchsorted(xs, xs + reach)
        runs = ends - np.arange(len(xs)) - 1
        first = np.repeat(np.arange(len(xs)), runs)
        second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(runs) - runs, runs)
        a, b = order[first], order[second]
        delta = points[b] - points[a]
        overlap = (boxes[a] + boxes[b]) / 2 - np.abs(delta)
        hit = (overlap > 0.5).all(axis=1) & ~(still[a] & still[b])
        if not hit.any():
            break
        a, b, delta, overlap = a[hit], b[hit], delta[hit], overlap[hit]
        along_x = overlap[:, 0] < overlap[:, 1]
        side = np.where(delta >= 0, 1.0, -1.0)
        push = np.where(np.stack([along_x, ~along_x], axis=1), overlap * side * 0.5, 0.0)
        np.add.at(points, a, -push * np.where(still[a], 0, 1 + still[b])[:, None])
        np.add.at(points, b, push * np.where(still[b], 0, 1 + still[a])[:, None])
    return points


class Faults:
    """What makes a picture hard to read: crossing edges, edges and their labels behind nodes, wasted room."""

    def __init__(self, edges: Pairs, boxes: Points, drops: Points, bundles: Pairs) -> None:
        self.edges, self.boxes = edges, boxes
        self.reach = boxes / 2 + 18.0 * (bundles - 1)[:, None, None]
        self.drops = np.stack([np.zeros(len(drops)), drops], axis=1)
        i, j = np.triu_indices(len(edges), 1)
        apart = (edges[i][:, :, None] != edges[j][:, None, :]).all(axis=(1, 2))
        self.pairs = i[apart], j[apart]
        self.along = np.linspace(0.1, 0.9, 9)[:, None, None]

    def count(self, points: Points) -> float:
        """The fewer the better. ``points`` are the middles of the boxes."""
        anchors = points - self.drops
        start, end = anchors[self.edges[:, 0]], anchors[self.edges[:, 1]]
        (i, j), rows = self.pairs, np.arange(len(self.edges))
        crossings = _sides(start[i], end[i], start[j], end[j]) & _sides(start[j], end[j], start[i], end[i])
        samples = start * (1 - self.along) + end * self.along
        inside = np.all(np.abs(samples[:, :, None, :] - points) < self.reach, axis=3)
        own = inside[2:7, rows[:, None], self.edges].any(axis=0).sum()
        inside[:, rows[:, None], self.edges] = False
        middles = (start + end) / 2
        near = np.abs(middles[:, None] - middles)
        labels = (np.triu(near[:, :, 0] < 70, 1) & (near[:, :, 1] < 16)).sum()
        lengths = np.linalg.norm(end - start, axis=1)
        width, height = np.ptp(points, axis=0) + self.boxes.max(axis=0)
        room = max(width / ASPECT, height) ** 2 * ASPECT / (len(points) * EDGE**2)
        spread = float((np.maximum(lengths / EDGE - 1.6, 0) ** 2).sum())
        hidden = float(inside.any(axis=0).sum()) + float(own)
        return float(crossings.sum()) + 2.5 * hidden + float(labels) + 3.0 * float(room) + 0.5 * spread


def _sides(a: Points, b: Points, c: Points, d: Points) -> NDArray[np.bool_]:
    """Whether c and d lie on different sides of the line through a and b."""
    ab = b - a

    def turn(p: Points) -> Points:
        return np.sign(ab[:, 0] * (p - a)[:, 1] - ab[:, 1] * (p - a)[:, 0])

    return np.asarray(turn(c) * turn(d) < 0)


def _pack(count: int, placed: Sequence[tuple[Pairs, Points]], boxes: Points) -> Points:
    """Components side by side in rows or columns, the largest first, as fills a screen best."""
    corners, sizes = [], []
    for ids, points in placed:
        low = (points - boxes[ids] / 2).min(axis=0)
        corners.append(points - low)
        sizes.append((points + boxes[ids] / 2).max(axis=0) - low + GAP)
    result: Points = np.zeros((count, 2))
    if not sizes:
        return result
    # Rows, and columns: the same with the axes exchanged.
    ways = [(w[:, axes], whole[axes]) for axes in ([0, 1], [1, 0]) for w, whole in _rows(np.array(sizes)[:, axes])]
    offsets, _ = min(ways, key=lambda way: max(way[1][0] / ASPECT, way[1][1]))
    for (ids, _), points, offset in zip(placed, corners, offsets, strict=True):
        result[ids] = points + offset
    result -= result.mean(axis=0)
    return result


def _rows(sizes: Points) -> Iterator[tuple[Points, Points]]:
    """Corners of components set in rows, and the size of it all, for each width worth a try."""
    for limit in np.cumsum(sizes[:40, 0]):
        if limit < sizes[:, 0].max():
            continue
        corners, x, y, row = np.zeros_like(sizes), 0.0, 0.0, 0.0
        for i, (width, height) in enumerate(sizes):
            if x and x + width > limit:
                x, y, row = 0.0, y + row, 0.0
            corners[i] = x, y
            x, row = x + float(width), max(row, float(height))
        yield corners, (corners + sizes).max(axis=0)
