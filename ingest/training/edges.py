"""How good are the relations: edges of whole articles, with the labelled mentions given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ...graph.ontology import Ontology
from ..encoder.decode import Floats
from ..encoder.relations import RELATIONS
from .score import Score

if TYPE_CHECKING:
    from .scenes import SceneExample

Edge = tuple[str, str, str]

_UNLIKELY = 0.01

SYMMETRIC = frozenset(name for name, relation in Ontology.load().relations.items() if relation.symmetric)
"""Relations that hold both ways."""


def edge(subject: str, relation: str, object_: str) -> Edge:
    """An edge; one that is symmetric is the same either way round."""
    if relation in SYMMETRIC and object_ < subject:
        subject, object_ = object_, subject
    return subject, relation, object_


def gold_edges(article: dict[str, Any]) -> set[Edge]:
    """All edges that are labelled, also those that no single sentence with two names states."""
    return {edge(triple["s"], triple["r"], triple["o"]) for triple in article["triples"]}


def best_edges(scores: Iterable[tuple[Floats, SceneExample]]) -> dict[Edge, float]:
    """Each edge of an article with its highest probability over all pairs of mentions."""
    best: dict[Edge, float] = {}
    for likely, example in scores:
        for group, row in zip(example.group.tolist(), likely, strict=True):
            subject, object_ = example.entities[group]
            if subject != object_:
                for column in np.flatnonzero(row > _UNLIKELY).tolist():
                    key = edge(subject, RELATIONS[column], object_)
                    best[key] = max(best.get(key, 0.0), float(row[column]))
    return best


def at(threshold: float, likely: Sequence[dict[Edge, float]], gold: Sequence[set[Edge]]) -> Score:
    """Edges with at least this probability, against the labelled ones, over all articles."""
    right = found = 0
    for scores, expected in zip(likely, gold, strict=True):
        chosen = {key for key, value in scores.items() if value >= threshold}
        right, found = right + len(chosen & expected), found + len(chosen)
    return Score(right, found, sum(map(len, gold)))


def calibration(likely: Sequence[dict[Edge, float]], gold: Sequence[set[Edge]], steps: int = 50) -> tuple[float, float]:
    """Factor and shift of the log odds under which the probabilities are those of the labelled edges.

    Platt's method: logistic regression of right or wrong on the log odds, by Newton's steps.
    """
    pairs = [
        (value, key in expected) for scores, expected in zip(likely, gold, strict=True) for key, value in scores.items()
    ]
    chance = np.clip([value for value, _ in pairs], 1e-6, 1 - 1e-6)
    right = np.array([hit for _, hit in pairs], dtype=float)
    inputs = np.stack([np.log(chance / (1 - chance)), np.ones(len(pairs))], 1)
    line, loss = np.array([1.0, 0.0]), np.inf
    step = np.zeros(2)
    for _ in range(steps):
        odds = inputs @ (line + step)
        now = float((np.logaddexp(0, odds) - right * odds).mean())
        if now > loss:  # too far: go half the way
            step = step / 2
            continue
        line, loss = line + step, now
        mean = 1 / (1 + np.exp(-odds))
        curve = (inputs * (mean * (1 - mean))[:, None]).T @ inputs + 1e-6 * np.eye(2)
        step = np.linalg.solve(curve, inputs.T @ (right - mean))
    return float(line[0]), float(line[1])
