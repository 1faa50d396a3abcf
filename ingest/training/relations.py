"""Training the relation head together with the tags, on the edges of the labelled articles."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from ..encoder.decode import TYPES
from ..encoder.relations import DISTANCES, RELATIONS, STATUSES, ZONES, NamedSpan, Pairs, pair_up
from ..encoder.tokenizer import BOS, EOS, PAD, WINDOW, split, windows
from .data import Labelled, word_labels
from .edges import SYMMETRIC
from .model import Tagger
from .train import Example, Recipe, groups, hard, schedule

_ARTICLES = 8  # a batch of the head alone
_DROPOUT_ALONE = 0.35  # more than together: the features no longer vary


@dataclass(frozen=True, slots=True)
class PairExample:
    """An article's pairs with what they should score: 1, 0, or -1 (unknown) for each relation; -1 or a status."""

    names: Example
    pairs: Pairs
    entities: list[tuple[str, str]]
    relations: NDArray[np.float32]
    statuses: NDArray[np.int64]


class Head(nn.Module):
    """``encoder.relations.RelationHead`` in torch, name by name."""

    def __init__(self, width: int, inner: int = 192, heads: int = 4, dropout: float = 0.2) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.kind = nn.Parameter(torch.randn(len(TYPES) + 1, 32) * 0.1)
        self.zone = nn.Parameter(torch.zeros(ZONES, heads))
        self.distance = nn.Parameter(torch.randn(2 * DISTANCES, 16) * 0.1)
        self.subject, self.object = (nn.Linear(width + 32, inner) for _ in range(2))
        self.query, self.key, self.value = nn.Linear(inner, inner), nn.Linear(width, inner), nn.Linear(width, inner)
        self.inner = nn.Linear(4 * inner + 16, inner)
        self.relation, self.status = nn.Linear(inner, len(RELATIONS)), nn.Linear(inner, len(STATUSES))
        nn.init.constant_(self.relation.bias, -4.0)  # most pairs have no relation

    def forward(self, hidden: Tensor, pairs: Pairs) -> tuple[Tensor, Tensor]:
        """``hidden[word, width]`` → ``[pair, relation]`` and ``[pair, status]``."""
        hidden = functional.dropout(hidden, self.dropout, self.training)
        subject = self.subject(self._mention(hidden, pairs.subject, pairs.types[:, 0]))
        object_ = self.object(self._mention(hidden, pairs.object, pairs.types[:, 1]))
        context = self._attend(hidden, pairs, self.query(functional.relu(subject + object_)))
        place = self.distance[torch.from_numpy(pairs.distances)]
        features = torch.cat([subject, object_, subject * object_, context, place], 1)
        inner = functional.relu(self.inner(functional.dropout(features, self.dropout, self.training)))
        return self.relation(inner), self.status(inner)

    def _mention(self, hidden: Tensor, spans: NDArray[np.int64], types: NDArray[np.int64]) -> Tensor:
        sums = functional.pad(hidden.cumsum(0), (0, 0, 1, 0))
        start, end = torch.from_numpy(spans).T
        mean = (sums[end] - sums[start]) / (end - start)[:, None]
        return torch.cat([mean, self.kind[torch.from_numpy(types)]], 1)

    def _attend(self, hidden: Tensor, pairs: Pairs, query: Tensor) -> Tensor:
        zones, there = pairs.zones
        words = torch.from_numpy(np.minimum(pairs.sentence[:, :1] + np.arange(there.shape[1]), len(hidden) - 1))
        shape = (*words.shape, self.heads, -1)
        keys, values = self.key(hidden)[words].view(shape), self.value(hidden)[words].view(shape)
        query = query.view(len(query), self.heads, -1)
        scores = (
            torch.einsum("phd,pwhd->pwh", query, keys) / query.shape[-1] ** 0.5 + self.zone[torch.from_numpy(zones)]
        )
        weights = scores.masked_fill(~torch.from_numpy(there)[..., None], -1e9).softmax(1)
        return torch.einsum("pwh,pwhd->phd", weights, values).reshape(len(query), -1)


def calibrate(head: Head, factor: float, shift: float) -> None:
    """Folds a line through the log odds into the last layer; which pair is likelier stays as it was."""
    with torch.no_grad():
        head.relation.weight.mul_(factor)
        head.relation.bias.mul_(factor).add_(shift)


def mentions(article: dict[str, Any]) -> list[NamedSpan]:
    """Every form of every entity in the text, demonyms too: what a perfect finder of mentions gives."""
    text: str = article["text"]
    found: list[NamedSpan] = []
    taken = np.zeros(len(text), dtype=bool)
    forms = {(form, e["id"]): e["type"] for e in article["entities"] for form in (e["name"], *e["aliases"]) if form}
    for (form, entity), kind in sorted(forms.items(), key=lambda item: (-len(item[0][0]), item[0])):
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            if not taken[slice(*match.span())].any():
                taken[slice(*match.span())] = True
                found.append(NamedSpan(*match.span(), kind, entity))
    return sorted(found, key=lambda span: span.start)


def pair_example(tokenizer: Tokenizer, article: Labelled) -> PairExample:
    """An article's pairs. A relation that another sentence states is unknown here, not absent."""
    source = article.source
    pieces = split(tokenizer, article.text)
    sentences = [(start, end) for start, end in source["sentences"]]
    pairs, named = pair_up(pieces.words, sentences, mentions(source))
    relations = np.zeros((len(named), len(RELATIONS)), dtype=np.float32)
    statuses = np.full(len(named), -1, dtype=np.int64)
    for row, (subject, object_) in enumerate(named):
        sentence = next(i for i, (start, end) in enumerate(sentences) if start <= subject.start < end)
        for triple in source["triples"]:
            if _links(triple, subject.entity, object_.entity):
                stated = sentence in triple["evidence"]
                relations[row, RELATIONS.index(triple["r"])] = 1 if stated else -1
                if stated:
                    statuses[row] = STATUSES.index(triple["status"])
    names = hard(pieces, word_labels(pieces, article.spans))
    return PairExample(names, pairs, [(s.entity, o.entity) for s, o in named], relations, statuses)


def _links(triple: dict[str, Any], subject: str, object_: str) -> bool:
    ends = (triple["s"], triple["o"])
    return ends == (subject, object_) or (triple["r"] in SYMMETRIC and ends == (object_, subject))


def train_both(
    tagger: Tagger, head: Head, examples: Sequence[PairExample], recipe: Recipe, share: float = 1.0
) -> Iterator[tuple[int, float, float]]:
    """Goes on training tags and relations together; gives (step, loss of tags, loss of relations)."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    chance = random.Random(recipe.seed)  # noqa: S311 - order of training, no secret
    parameters = [*groups(tagger, recipe), {"params": list(head.parameters()), "lr": recipe.head_rate}]
    optimizer = torch.optim.AdamW(parameters, weight_decay=0.01)
    rates = [group["lr"] for group in optimizer.param_groups]
    steps = max(1, round(recipe.epochs * sum(len(e.names.pieces.ids) for e in examples) / recipe.batch))
    step, tags, links = 0, 0.0, 0.0
    tagger.train()
    head.train()
    while step < steps:
        for batch in _batches(examples, recipe.batch, chance):
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


def train_head(
    tagger: Tagger, head: Head, examples: Sequence[PairExample], recipe: Recipe
) -> Iterator[tuple[int, float]]:
    """Trains the head alone, over the features of a tagger that stays as it is; gives (epoch, loss)."""
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)  # noqa: S311 - order of training, no secret
    with torch.inference_mode():
        features = [encode(tagger, [example], WINDOW)[0] for example in examples]
    read = [(words.clone(), example) for words, example in zip(features, examples, strict=True) if example.entities]
    optimizer = torch.optim.AdamW(head.parameters(), lr=recipe.head_rate, weight_decay=0.05)
    steps, step = round(recipe.epochs * -(-len(read) // _ARTICLES)), 0
    head.dropout = _DROPOUT_ALONE
    head.train()
    for epoch in range(1, round(recipe.epochs) + 1):
        chance.shuffle(read)
        mean = 0.0
        for start in range(0, len(read), _ARTICLES):
            optimizer.param_groups[0]["lr"] = recipe.head_rate * schedule(step / steps, recipe.warm)
            loss = link_loss(head, read[start : start + _ARTICLES])
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            step += 1
            mean += loss.item() * _ARTICLES / len(read)
        yield epoch, mean
    head.eval()


def _batches(examples: Sequence[PairExample], budget: int, chance: random.Random) -> Iterator[list[PairExample]]:
    order = list(examples)
    chance.shuffle(order)
    batch: list[PairExample] = []
    for example in order:
        batch.append(example)
        if sum(len(e.names.pieces.ids) for e in batch) >= budget:
            yield batch
            batch = []


def _losses(tagger: Tagger, head: Head, batch: Sequence[PairExample], chance: random.Random) -> tuple[Tensor, Tensor]:
    hidden = encode(tagger, batch, size=chance.choice((94, 126, 158)))
    targets = torch.from_numpy(np.concatenate([example.names.targets for example in batch]))
    logits = tagger.tag(functional.dropout(torch.cat(hidden), 0.1, True))
    tag_loss = -(targets * logits.log_softmax(-1)).sum(-1).mean()
    return tag_loss, link_loss(head, list(zip(hidden, batch, strict=True)))


def link_loss(head: Head, batch: Sequence[tuple[Tensor, PairExample]]) -> Tensor:
    """Loss for a pair: over all relations that are known of it, and over its status if one is."""
    total, pairs = torch.zeros(()), 0
    for words, example in batch:
        if example.entities:
            relations, statuses = head(words, example.pairs)
            known, stated = torch.from_numpy(example.relations), torch.from_numpy(example.statuses)
            each = functional.binary_cross_entropy_with_logits(relations, known.clamp(min=0), reduction="none")
            total = total + (each * (known >= 0)).sum()
            total = total + functional.cross_entropy(statuses, stated, ignore_index=-1, reduction="sum")
            pairs += len(example.entities)
    return total / max(pairs, 1)


def encode(tagger: Tagger, batch: Sequence[PairExample], size: int) -> list[Tensor]:
    """The features of every word of some articles, read in windows as in use."""
    plans = [(example.names.pieces, list(windows(example.names.pieces, size))) for example in batch]
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
