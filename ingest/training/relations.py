"""Training the relation head together with the tags, on the edges of the labelled articles."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from ..encoder.tokenizer import BOS, EOS, PAD, windows
from .head import Head, Stage, stage
from .model import Tagger
from .scenes import SceneExample
from .train import Example, Recipe, groups, schedule

_SENTENCES = 48  # a batch of the head alone


Sentence = tuple[Tensor, Stage, SceneExample]
"""The features of a sentence's words as the shipped file gives them, what the head sees of it, and the targets."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """An article: its words with their tags (none where it teaches no names), its sentences with their targets."""

    names: Example
    stages: tuple[Stage, ...]
    examples: tuple[SceneExample, ...]


def lesson(names: Example, examples: Sequence[SceneExample]) -> Lesson:
    """An article, set for training."""
    return Lesson(names, tuple(stage(example.scene) for example in examples), tuple(examples))


def train_both(
    tagger: Tagger, head: Head, lessons: Sequence[Lesson], recipe: Recipe, share: float = 1.0
) -> Iterator[tuple[int, float, float]]:
    """Goes on training tags and relations together; gives (step, loss of tags, loss of relations)."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    chance = random.Random(recipe.seed)  # noqa: S311 - order of training, no secret
    parameters = [*groups(tagger, recipe), {"params": list(head.parameters()), "lr": recipe.head_rate}]
    optimizer = torch.optim.AdamW(parameters, weight_decay=0.01)
    rates = [group["lr"] for group in optimizer.param_groups]
    steps = max(1, round(recipe.epochs * sum(len(each.names.pieces.ids) for each in lessons) / recipe.batch))
    step, tags, links = 0, 0.0, 0.0
    tagger.train()
    head.train()
    while step < steps:
        for batch in _batches(lessons, recipe.batch, chance):
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * schedule(step / steps, recipe.warm)
            name_loss, pair_loss = _losses(tagger, head, batch, chance)
            optimizer.zero_grad()
            (name_loss + share * pair_loss).backward()
            torch.nn.utils.clip_grad_norm_([*tagger.parameters(), *head.parameters()], 1.0)
            optimizer.step()
            step += 1
            tags += (name_loss.item() - tags) / min(step, 50)
            links += (pair_loss.item() - links) / min(step, 50)
            if step % 50 == 0:
                yield step, tags, links
            if step >= steps:
                break
    tagger.eval()
    head.eval()
    yield step, tags, links


def train_head(head: Head, sentences: Sequence[Sentence], recipe: Recipe) -> Iterator[tuple[int, float]]:
    """Trains the head alone, over features that stay as they are; gives (epoch, loss)."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    chance = random.Random(recipe.seed)  # noqa: S311 - order of training, no secret
    optimizer = torch.optim.AdamW(head.parameters(), lr=recipe.head_rate, weight_decay=0.05)
    steps, step = round(recipe.epochs * -(-len(sentences) // _SENTENCES)), 0
    head.train()
    for epoch in range(1, round(recipe.epochs) + 1):
        mean = 0.0
        for batch in _like_lengths(sentences, chance):
            optimizer.param_groups[0]["lr"] = recipe.head_rate * schedule(step / steps, recipe.warm)
            words, stages, examples = zip(*batch, strict=True)
            loss = link_loss(head(words, stages), examples)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            step += 1
            mean += loss.item() * len(batch) / len(sentences)
        yield epoch, mean
    head.eval()


def _like_lengths(sentences: Sequence[Sentence], chance: random.Random) -> list[Sequence[Sentence]]:
    """Batches of sentences of about one length, in any order."""
    ordered = sorted(sentences, key=lambda each: len(each[0]) + chance.random() * 10)
    batches: list[Sequence[Sentence]] = [
        ordered[start : start + _SENTENCES] for start in range(0, len(ordered), _SENTENCES)
    ]
    chance.shuffle(batches)
    return batches


def _batches(lessons: Sequence[Lesson], budget: int, chance: random.Random) -> Iterator[list[Lesson]]:
    order = list(lessons)
    chance.shuffle(order)
    batch: list[Lesson] = []
    for each in order:
        batch.append(each)
        if sum(len(e.names.pieces.ids) for e in batch) >= budget:
            yield batch
            batch = []


def _losses(tagger: Tagger, head: Head, batch: Sequence[Lesson], chance: random.Random) -> tuple[Tensor, Tensor]:
    hidden = encode(tagger, batch, size=chance.choice((94, 126, 158)))
    targets = torch.from_numpy(np.concatenate([each.names.targets for each in batch]))
    logits = tagger.tag(functional.dropout(torch.cat(hidden), 0.1, True))
    taught = targets.sum(-1).sum().clamp(min=1)
    tag_loss = -(targets * logits.log_softmax(-1)).sum() / taught
    rows = [words[slice(*each.words)] for words, part in zip(hidden, batch, strict=True) for each in part.stages]
    stages = [each for part in batch for each in part.stages]
    if not stages:
        return tag_loss, torch.zeros(())
    return tag_loss, link_loss(head(rows, stages), [example for part in batch for example in part.examples])


def link_loss(logits: Tensor, examples: Sequence[SceneExample]) -> Tensor:
    """Mean loss of a pair of entities, over the relations that are known of it.

    An entity may be mentioned twice in a sentence: the likeliest pair of mentions stands for the two.
    """
    sizes = [len(example.wanted) for example in examples]
    before = np.cumsum([0, *sizes[:-1]])
    group = torch.from_numpy(_numbered(examples, before))
    wanted = torch.from_numpy(np.concatenate([example.wanted for example in examples]))
    best = torch.full(wanted.shape, -30.0).scatter_reduce(0, group[:, None].expand_as(logits), logits, "amax")
    each = functional.binary_cross_entropy_with_logits(best, wanted.clamp(min=0), reduction="none")
    return (each * (wanted >= 0)).sum() / len(wanted)


def _numbered(examples: Sequence[SceneExample], before: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([example.group + start for example, start in zip(examples, before, strict=True)])


def encode(tagger: Tagger, batch: Sequence[Lesson], size: int) -> list[Tensor]:
    """The features of every word of some articles, read in windows as in use."""
    plans = [(each.names.pieces, list(windows(each.names.pieces, size))) for each in batch]
    cuts = [(pieces, window) for pieces, plan in plans for window in plan]
    length = -(-(max(window.end - window.start for _, window in cuts) + 2) // 32) * 32
    ids = torch.full((len(cuts), length), PAD)
    for row, (pieces, window) in enumerate(cuts):
        ids[row, : window.end - window.start + 2] = torch.tensor([BOS, *pieces.ids[window.start : window.end], EOS])
    with torch.autocast("cpu", torch.bfloat16):
        hidden = tagger.encoder(ids, ids != PAD).float()
    rows = iter(range(len(cuts)))
    return [
        torch.cat(
            [
                hidden[next(rows), torch.from_numpy(pieces.first[slice(*w.words)].astype(np.int64)) - w.start + 1]
                for w in plan
            ]
        )
        for pieces, plan in plans
    ]
