"""``encoder.relations.RelationHead`` in torch, weight by weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ..encoder.decode import TYPES
from ..encoder.relations import BETWEEN, DISTANCES, HOWS, RELATIONS, ZONES, Scene

PLACES = 3
"""Off the path, on it, beside it."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A scene's arrays as tensors. ``places[P, W, 13]``: zone and place on the path of each word, one-hot."""

    words: tuple[int, int]
    evoked: Tensor
    average: Tensor
    types: Tensor
    hows: Tensor
    pairs: Tensor
    places: Tensor
    distances: Tensor
    between: Tensor
    told: Tensor


def stage(scene: Scene) -> Stage:
    """A scene, set for training: what never changes is computed once."""
    average = np.zeros((len(scene.spans), len(scene.evoked)), np.float32)
    for row, (start, end) in enumerate(scene.spans.tolist()):
        average[row, start:end] = 1 / (end - start)
    zones = np.eye(ZONES, dtype=bool)[scene.zones]
    path = np.eye(PLACES, dtype=bool)[scene.path.astype(np.int64)]
    return Stage(
        scene.words,
        torch.from_numpy(scene.evoked),
        torch.from_numpy(average),
        torch.from_numpy(scene.types),
        torch.from_numpy(scene.hows),
        torch.from_numpy(scene.pairs),
        torch.from_numpy(np.concatenate([zones, path], 2)),
        torch.from_numpy(scene.distances),
        torch.from_numpy(scene.between),
        torch.from_numpy(np.stack(scene.told).astype(np.float32)),
    )


class Head(nn.Module):
    """Scores of relations for the pairs of mentions of some sentences."""

    def __init__(self, width: int, inner: int = 192, heads: int = 6, dropout: float = 0.3) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        relations = len(RELATIONS)
        self.kind = nn.Parameter(torch.randn(len(TYPES) + 1, 32) * 0.1)
        self.how = nn.Parameter(torch.randn(len(HOWS), 32) * 0.1)
        self.zone, self.path = nn.Parameter(torch.zeros(ZONES, heads)), nn.Parameter(torch.zeros(PLACES, heads))
        self.evokes = nn.Parameter(torch.zeros(2, heads))
        self.zone_value = nn.Parameter(torch.zeros(ZONES, inner))
        self.path_value = nn.Parameter(torch.zeros(PLACES, inner))
        self.distance = nn.Parameter(torch.randn(2 * DISTANCES, 16) * 0.1)
        self.between = nn.Parameter(torch.randn(BETWEEN, 16) * 0.1)
        self.subject, self.object = (nn.Linear(width + 64, inner) for _ in range(2))
        self.query, self.key, self.value = nn.Linear(inner, inner), nn.Linear(width, inner), nn.Linear(width, inner)
        self.lexkey, self.lexval = (nn.Linear(relations, inner, bias=False) for _ in range(2))
        self.inner, self.outer = nn.Linear(4 * inner + 32 + 4 * relations, 2 * inner), nn.Linear(2 * inner, inner)
        self.relation = nn.Linear(inner, relations)
        self.direct = nn.Parameter(torch.zeros(4, relations))
        nn.init.constant_(self.relation.bias, -4.0)  # most pairs have no relation

    def forward(self, hidden: Sequence[Tensor], stages: Sequence[Stage]) -> Tensor:
        """``hidden[W, width]`` of each sentence → ``[pairs of all sentences, relation]``."""
        words = [len(each) for each in hidden]
        features = functional.dropout(torch.cat(list(hidden)), self.dropout, self.training)
        subject, object_ = self._ends(features.split(words), stages)
        context = self._context(features, subject + object_, stages, words)
        told = torch.cat([each.told for each in stages], 1)
        parts = [subject, object_, subject * object_, context]
        parts += [self.distance[torch.cat([each.distances for each in stages])]]
        parts += [self.between[torch.cat([each.between for each in stages])], *told]
        inner = functional.relu(self.inner(self._drop(torch.cat(parts, 1))))
        result: Tensor = self.relation(functional.relu(self.outer(self._drop(inner))))
        return result + torch.einsum("kpr,kr->pr", told, self.direct)

    def _drop(self, x: Tensor) -> Tensor:
        return functional.dropout(x, self.dropout, self.training)

    def _ends(self, hidden: Sequence[Tensor], stages: Sequence[Stage]) -> tuple[Tensor, Tensor]:
        means = torch.cat([each.average @ words for each, words in zip(stages, hidden, strict=True)])
        kinds, hows = (torch.cat([getattr(each, name) for each in stages]) for name in ("types", "hows"))
        mentions = torch.cat([means, self.kind[kinds], self.how[hows]], 1)
        before = np.cumsum([0, *(len(each.types) for each in stages[:-1])])
        pairs = torch.cat([each.pairs + int(start) for each, start in zip(stages, before, strict=True)])
        return self.subject(mentions)[pairs[:, 0]], self.object(mentions)[pairs[:, 1]]

    def _context(self, hidden: Tensor, ends: Tensor, stages: Sequence[Stage], words: list[int]) -> Tensor:
        evoked = torch.cat([each.evoked for each in stages])
        query = self.query(functional.relu(ends)).view(len(ends), self.heads, -1) / (ends.shape[1] / self.heads) ** 0.5
        keys = (self.key(hidden) + self.lexkey(evoked)).view(len(hidden), self.heads, -1)
        values = (self.value(hidden) + self.lexval(evoked)).view(len(hidden), self.heads, -1)
        evokes = self.evokes[(evoked.sum(1) > 0).long()]
        bias = torch.cat([self.zone, self.path])
        value = torch.cat([self.zone_value, self.path_value]).view(ZONES + PLACES, self.heads, -1)
        found = []
        rows = zip(
            stages,
            query.split([len(each.pairs) for each in stages]),
            keys.split(words),
            values.split(words),
            evokes.split(words),
            strict=True,
        )
        for each, q, k, v, e in rows:
            places = each.places.float()
            scores = torch.matmul(q.transpose(0, 1), k.permute(1, 2, 0)) + (places @ bias).permute(2, 0, 1)
            weights = (scores + e.T[:, None]).softmax(2)
            seen = torch.matmul(weights, v.transpose(0, 1)).transpose(0, 1)
            placed = torch.einsum("phz,zhd->phd", torch.bmm(weights.transpose(0, 1), places), value)
            found.append((seen + placed).reshape(len(q), -1))
        return torch.cat(found)


def calibrate(head: Head, factor: float, shift: float) -> None:
    """Folds a line through the log odds into the last layer; which pair is likelier stays as it was."""
    with torch.no_grad():
        head.relation.weight.mul_(factor)
        head.relation.bias.mul_(factor).add_(shift)
        head.direct.mul_(factor)
