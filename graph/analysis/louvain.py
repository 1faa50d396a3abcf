"""Louvain's communities on arrays: minutes of plain Python for a large graph."""

from __future__ import annotations

from collections import Counter

import networkx as nx

from .claims import Ints


def louvain(heads: Ints, tails: Ints, strength: Ints) -> list[list[int]]:
    """Groups of numbers (Blondel et al. 2008; networkx, seed 0), weighted by the strength of all edges of a pair."""
    weights: Counter[tuple[int, int]] = Counter()
    for head, tail, weight in sorted(zip(heads.tolist(), tails.tolist(), strength.tolist(), strict=True)):
        weights[(tail, head) if (tail, head) in weights else (head, tail)] += weight
    network: nx.Graph[int] = nx.Graph()
    network.add_weighted_edges_from((head, tail, weight) for (head, tail), weight in weights.items())
    return [sorted(group) for group in nx.community.louvain_communities(network, seed=0)]
