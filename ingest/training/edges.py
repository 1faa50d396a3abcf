"""How good are the relations: edges of whole articles, with the labelled mentions given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..encoder.relations import PairScore
from .score import Score

Edge = tuple[str, str, str]

SYMMETRIC = frozenset({"meetsWith", "agreesWith", "cooperatesWith", "relatedTo"})
"""Relations that hold both ways."""


def edge(subject: str, relation: str, object_: str) -> Edge:
    """An edge; one that is symmetric is the same either way round."""
    if relation in SYMMETRIC and object_ < subject:
        subject, object_ = object_, subject
    return subject, relation, object_


def gold_edges(article: dict[str, Any]) -> set[Edge]:
    """All edges that are labelled, also those that no single sentence with two names states."""
    return {edge(triple["s"], triple["r"], triple["o"]) for triple in article["triples"]}


def best_edges(scores: Iterable[PairScore]) -> dict[Edge, float]:
    """Each edge of an article with its highest probability over all pairs of mentions."""
    best: dict[Edge, float] = {}
    for pair in scores:
        for relation, likely in pair.relations.items():
            key = edge(pair.subject.entity, relation, pair.object.entity)
            best[key] = max(best.get(key, 0.0), likely)
    return best


def at(threshold: float, likely: Sequence[dict[Edge, float]], gold: Sequence[set[Edge]]) -> Score:
    """Edges with at least this probability, against the labelled ones, over all articles."""
    right = found = 0
    for scores, expected in zip(likely, gold, strict=True):
        chosen = {key for key, value in scores.items() if value >= threshold}
        right, found = right + len(chosen & expected), found + len(chosen)
    return Score(right, found, sum(map(len, gold)))
