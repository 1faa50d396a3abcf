"""From scores to spans: the best labelling that is a well-formed sequence of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TYPES = ("Person", "Organization", "Country", "Place")

LABELS = ("O", *(f"{prefix}-{kind}" for kind in TYPES for prefix in "BI"))
"""``B-`` opens a name and ``I-`` goes on with it; ``O`` is no name."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Entity:
    """A name: its characters in the text, its type, and the probability of both (0–1)."""

    start: int
    end: int
    type: str
    score: float


def _moves() -> NDArray[np.bool_]:
    """``moves[a, b]``: may label b follow label a? I-X follows B-X and I-X alone."""
    allowed = np.ones((len(LABELS), len(LABELS)), dtype=bool)
    for column, label in enumerate(LABELS):
        if label.startswith("I-"):
            allowed[:, column] = [before[2:] == label[2:] for before in LABELS]
    return allowed


_FORBIDDEN = np.where(_moves(), 0.0, -np.inf).astype(np.float32)
_START = np.array([-np.inf if label.startswith("I-") else 0.0 for label in LABELS], dtype=np.float32)


def log_softmax(logits: Floats) -> Floats:
    """Log probabilities over the last axis."""
    shifted = logits - logits.max(-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


def best_labels(scores: Floats) -> list[int]:
    """The allowed sequence of labels with the highest sum (Viterbi), for ``scores[word, label]``."""
    greedy = scores.argmax(-1)
    path = [int(label) for label in greedy]
    if not path or (_START[path[0]] == 0 and not _FORBIDDEN[greedy[:-1], greedy[1:]].any()):
        return path
    back = np.zeros(scores.shape, dtype=np.int64)
    total = scores[0] + _START
    for word in range(1, len(scores)):
        options = total[:, None] + _FORBIDDEN
        back[word] = options.argmax(0)
        total = options.max(0) + scores[word]
    path[-1] = int(total.argmax())
    for word in range(len(scores) - 1, 0, -1):
        path[word - 1] = int(back[word, path[word]])
    return path


def spans(labels: Sequence[int]) -> list[tuple[int, int, str]]:
    """Names as ``(first word, word after the last, type)``."""
    found: list[tuple[int, int, str]] = []
    for word, label in enumerate(labels):
        if label % 2:
            found.append((word, word + 1, LABELS[label][2:]))
        elif label:
            start, _, kind = found[-1]
            found[-1] = (start, word + 1, kind)
    return found


def entities(words: Sequence[tuple[int, int]], logits: Floats) -> tuple[Entity, ...]:
    """The names in a text, from ``logits[word, label]``. A name scores as its weakest word."""
    scores = log_softmax(logits)
    return tuple(
        Entity(words[start][0], words[end - 1][1], kind, _score(scores[start:end], kind))
        for start, end, kind in spans(best_labels(scores))
    )


def _score(scores: Floats, kind: str) -> float:
    begin = LABELS.index(f"B-{kind}")
    chosen = [float(scores[0, begin]), *(float(value) for value in scores[1:, begin + 1])]
    return float(np.exp(min(chosen)))
