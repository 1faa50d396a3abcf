"""Graphs that were fetched from a server, the latest ones, each as a store in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from itertools import islice
from threading import RLock

import pyoxigraph
from pyoxigraph import NamedNode, Quad

_MOST = 256
LARGE = 20_000
"""Quads; a graph of more is not kept."""


class KeptGraphs:
    """Safe to share by threads."""

    def __init__(self, fetch: Callable[[NamedNode, int], Iterable[Quad]]) -> None:
        """``fetch`` reads at most so many quads of a graph."""
        self._fetch = fetch
        self._lock = RLock()
        self._graphs: OrderedDict[NamedNode, pyoxigraph.Store | None] = OrderedDict()

    def get(self, graph: NamedNode) -> pyoxigraph.Store | None:
        """The graph, its quads in the default graph; None for a large one."""
        with self._lock:
            if graph in self._graphs:
                self._graphs.move_to_end(graph)
                return self._graphs[graph]
        quads = list(islice(self._fetch(graph, LARGE + 1), LARGE + 1))
        kept = None
        if len(quads) <= LARGE:
            kept = pyoxigraph.Store()
            kept.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
        with self._lock:
            self._graphs[graph] = kept
            while len(self._graphs) > _MOST:
                self._graphs.popitem(last=False)
        return kept

    def forget(self, graphs: Iterable[NamedNode] | None = None) -> None:
        """These have changed; None: all may have."""
        with self._lock:
            if graphs is None:
                self._graphs.clear()
            for graph in graphs or ():
                self._graphs.pop(graph, None)
