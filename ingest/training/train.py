"""Trains a tagger: AdamW, lower layers slower, warm-up and linear decay, windows cut anew each epoch."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from ..encoder.decode import LABELS
from ..encoder.tokenizer import BOS, EOS, PAD, Pieces
from .data import IGNORED
from .model import Tagger


@dataclass(frozen=True, slots=True)
class Example:
    """A text with a distribution over the labels for every word; all zeros teach nothing."""

    pieces: Pieces
    targets: NDArray[np.float32]
    weight: float = 1.0


def hard(pieces: Pieces, labels: NDArray[np.int64], smoothing: float = 0.05) -> Example:
    """An example from label ids, a little of each probability spread over the other labels."""
    targets = np.full((len(labels), len(LABELS)), smoothing / len(LABELS), dtype=np.float32)
    known = labels != IGNORED
    targets[np.flatnonzero(known), labels[known]] += 1 - smoothing
    targets[~known] = 0
    return Example(pieces, targets)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train."""

    epochs: float = 12
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    batch: int = 1536
    seed: int = 1
    sizes: tuple[int, ...] = (62, 94, 126, 190)
    warm: float = 0.06
    threads: int = 2


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded windows: pieces, where they are real, where words begin, their label distributions and weights."""

    ids: Tensor
    real: Tensor
    first: Tensor
    targets: Tensor
    weights: Tensor


@dataclass(frozen=True, slots=True)
class _Cut:
    example: Example
    start: int
    end: int

    @property
    def size(self) -> int:
        return self.end - self.start


def train(tagger: Tagger, examples: Sequence[Example], recipe: Recipe) -> Iterator[tuple[int, float]]:
    """Trains in place; gives (step, loss) now and then, for the caller to show."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    chance = random.Random(recipe.seed)  # noqa: S311 - order of training, no secret
    optimizer = torch.optim.AdamW(groups(tagger, recipe), weight_decay=0.01)
    rates = [group["lr"] for group in optimizer.param_groups]
    pieces = sum(len(example.pieces.ids) for example in examples)
    steps = max(1, round(recipe.epochs * pieces / recipe.batch))
    step, mean = 0, 0.0
    tagger.train()
    while step < steps:
        for batch in batches(examples, recipe, chance):
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * schedule(step / steps, recipe.warm)
            loss = _loss(tagger, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            step += 1
            mean += (loss.item() - mean) / min(step, 50)
            if step % 100 == 0:
                yield step, mean
            if step >= steps:
                break
    tagger.eval()
    yield step, mean


def schedule(done: float, warm: float) -> float:
    """Share of the full rate: up over ``warm``, then down to a thousandth."""
    return min(done / warm if warm else 1.0, (1 - done) / (1 - warm)) + 1e-3


def groups(tagger: Tagger, recipe: Recipe) -> list[dict[str, object]]:
    """The embeddings learn slowest, the top layer at the full rate, the head at its own."""
    encoder, layers = tagger.encoder, len(tagger.encoder.layers)
    heads = [value for name, value in tagger.named_parameters() if not name.startswith("encoder.")]
    lowest = [*encoder.word.parameters(), *encoder.position.parameters(), *encoder.norm.parameters()]
    groups: list[dict[str, object]] = [
        {"params": heads, "lr": recipe.head_rate},
        {"params": lowest, "lr": recipe.rate * recipe.layer_decay**layers},
    ]
    for number, layer in enumerate(encoder.layers, 1):
        groups.append({"params": list(layer.parameters()), "lr": recipe.rate * recipe.layer_decay ** (layers - number)})
    return groups


def _loss(tagger: Tagger, batch: Batch) -> Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        logits = tagger(batch.ids, batch.real, batch.first)
    each = -(batch.targets * functional.log_softmax(logits.float(), -1)).sum(-1)
    return (each * batch.weights).sum() / batch.weights.sum().clamp(min=1)


def batches(examples: Sequence[Example], recipe: Recipe, chance: random.Random) -> Iterator[Batch]:
    """One epoch: every text cut into windows at random places, like lengths together."""
    cuts = [cut for example in examples for cut in _cut(example, recipe, chance)]
    cuts.sort(key=lambda cut: cut.size + chance.random() * 12)
    groups: list[list[_Cut]] = [[]]
    for cut in cuts:
        if groups[-1] and cut.size * (len(groups[-1]) + 1) > recipe.batch:
            groups.append([])
        groups[-1].append(cut)
    chance.shuffle(groups)
    return (collate(group) for group in groups if group)


def _cut(example: Example, recipe: Recipe, chance: random.Random) -> Iterator[_Cut]:
    total, size = len(example.pieces.ids), chance.choice(recipe.sizes)
    start = -chance.randrange(size) if total > size else 0
    while start < total:
        begin, end = max(start, 0), min(start + size, total)
        if end - begin > 8 or total <= 8:
            yield _Cut(example, begin, end)
        start += size


def collate(cuts: Sequence[_Cut]) -> Batch:
    """Pads windows into one batch; a piece that opens two words is labelled for the first."""
    # Few different lengths: torch prepares its kernels anew for every shape.
    length = -(-(max(cut.size for cut in cuts) + 2) // 32) * 32
    ids = torch.full((len(cuts), length), PAD)
    first = torch.zeros((len(cuts), length), dtype=torch.bool)
    targets, weights = [], []
    for row, cut in enumerate(cuts):
        pieces = cut.example.pieces
        ids[row, : cut.size + 2] = torch.tensor([BOS, *pieces.ids[cut.start : cut.end], EOS])
        places, words = np.unique(pieces.first, return_index=True)
        inside = (places >= cut.start) & (places < cut.end)
        first[row, torch.from_numpy(places[inside].astype(np.int64)) - cut.start + 1] = True
        targets.append(torch.from_numpy(cut.example.targets[words[inside]]))
        weights.append(torch.full((int(inside.sum()),), cut.example.weight))
    return Batch(ids, ids != PAD, first, torch.cat(targets), torch.cat(weights))
