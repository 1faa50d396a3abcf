"""How likely each relation is between two names of one sentence, from the encoder's features.

A small head over the same features as the tags: both mentions, and what of the sentence the
pair attends to. It proposes; the rules, which know grammar, are there to agree or not.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from ...graph.errors import BadInput
from .decode import TYPES, Floats

RELATIONS = tuple(
    "supports recognizes meetsWith visits agreesWith appoints cooperatesWith supplies aids concedesTo withdrawsFrom "
    "asks accuses criticizes opposes threatens protestsAgainst sanctions deploysTo coerces investigates attacks "
    "defeats leads memberOf owns locatedIn nationality succeeds relatedTo".split()
)
"""Columns of the scores. Names of the ontology; a test compares them."""

STATUSES = ("fact", "denied", "possible")

ZONES = 10
"""Where a word stands to the pair: before, in the first, between, in the second, after; × order."""

DISTANCES = 8

MOST_MENTIONS = 16
"""Of one sentence: a list of forty names has no forty times forty relations."""

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A mention: its characters in the text, its type, and any key that says which entity it is."""

    start: int
    end: int
    type: str
    entity: str


@dataclass(frozen=True, slots=True)
class PairScore:
    """An ordered pair of mentions with the probability of each relation, and of each status if there is one."""

    subject: NamedSpan
    object: NamedSpan
    relations: Mapping[str, float]
    statuses: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Ordered pairs as rows of word positions: ``[start, end)`` of sentence, subject and object; their types."""

    sentence: Integers
    subject: Integers
    object: Integers
    types: Integers

    @property
    def zones(self) -> tuple[Integers, NDArray[np.bool_]]:
        """For each pair and word of its sentence: the zone, and whether the word is there (not padding)."""
        length = int((self.sentence[:, 1] - self.sentence[:, 0]).max())
        words = self.sentence[:, :1] + np.arange(length)
        back = self.subject[:, :1] > self.object[:, :1]
        first = np.where(back, self.object, self.subject)
        second = np.where(back, self.subject, self.object)
        edges = np.concatenate([first, second], 1)
        zone = (words[:, :, None] >= edges[:, None, :]).sum(-1) + 5 * back
        return zone, words < self.sentence[:, 1:]

    @property
    def distances(self) -> Integers:
        """How far apart, in steps of three words, and in which order: 0–15."""
        back = self.subject[:, 0] > self.object[:, 0]
        gap = np.where(back, self.subject[:, 0] - self.object[:, 1], self.object[:, 0] - self.subject[:, 1])
        steps: Integers = np.minimum(np.maximum(gap, 0) // 3, DISTANCES - 1) + DISTANCES * back
        return steps


def pair_up(
    words: Sequence[tuple[int, int]], sentences: Iterable[tuple[int, int]], mentions: Sequence[NamedSpan]
) -> tuple[Pairs, list[tuple[NamedSpan, NamedSpan]]]:
    """All ordered pairs of mentions of two entities in one sentence; sentences are character spans."""
    pairs = list(_pairs(sentences, mentions))
    starts = np.array([start for start, _ in words], np.int64)
    place = {span: np.searchsorted(starts, span) for span in _spans(pairs)}
    rows = np.array(
        [[*place[sentence], *place[s.start, s.end], *place[o.start, o.end]] for sentence, s, o in pairs], np.int64
    ).reshape(-1, 6)
    kinds = np.array([[_type_id(s.type), _type_id(o.type)] for _, s, o in pairs], np.int64).reshape(-1, 2)
    whole = (rows[:, 2] < rows[:, 3]) & (rows[:, 4] < rows[:, 5])
    kept = [(s, o) for (_, s, o), fits in zip(pairs, whole, strict=True) if fits]
    rows = rows[whole]
    return Pairs(rows[:, :2], rows[:, 2:4], rows[:, 4:], kinds[whole]), kept


def _pairs(
    sentences: Iterable[tuple[int, int]], mentions: Sequence[NamedSpan]
) -> Iterator[tuple[tuple[int, int], NamedSpan, NamedSpan]]:
    for start, end in sentences:
        inside = [mention for mention in mentions if start <= mention.start and mention.end <= end][:MOST_MENTIONS]
        for subject, object_ in permutations(inside, 2):
            if subject.entity != object_.entity:
                yield (start, end), subject, object_


def _spans(pairs: Iterable[tuple[tuple[int, int], NamedSpan, NamedSpan]]) -> set[tuple[int, int]]:
    return {span for sentence, s, o in pairs for span in (sentence, (s.start, s.end), (o.start, o.end))}


def _type_id(kind: str) -> int:
    return TYPES.index(kind) if kind in TYPES else len(TYPES)


class RelationHead:
    """The head's weights, by name; plain numpy, as it is a thousandth of the encoder's work."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._w = weights
        self._heads = weights["zone"].shape[1]

    def score(
        self,
        words: Sequence[tuple[int, int]],
        hidden: Floats,
        sentences: Iterable[tuple[int, int]],
        mentions: Sequence[NamedSpan],
    ) -> list[PairScore]:
        """Scores for every ordered pair of mentions of two entities within a sentence."""
        pairs, named = pair_up(words, sentences, mentions)
        if not named:
            return []
        relations, statuses = self.logits(hidden, pairs)
        likely, status = 1 / (1 + np.exp(-relations)), _softmax(statuses)
        return [
            PairScore(
                s, o, dict(zip(RELATIONS, map(float, r), strict=True)), dict(zip(STATUSES, map(float, t), strict=True))
            )
            for (s, o), r, t in zip(named, likely, status, strict=True)
        ]

    def logits(self, hidden: Floats, pairs: Pairs) -> tuple[Floats, Floats]:
        """Scores ``[pair, relation]`` and ``[pair, status]``; the same arithmetic as in training."""
        subject = self._linear("subject", self._mention(hidden, pairs.subject, pairs.types[:, 0]))
        object_ = self._linear("object", self._mention(hidden, pairs.object, pairs.types[:, 1]))
        context = self._attend(hidden, pairs, self._linear("query", np.maximum(subject + object_, 0)))
        place = self._w["distance"][pairs.distances]
        features = np.concatenate([subject, object_, subject * object_, context, place], 1)
        inner = np.maximum(self._linear("inner", features), 0)
        return self._linear("relation", inner), self._linear("status", inner)

    def _linear(self, name: str, x: Floats) -> Floats:
        result: Floats = x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]
        return result

    def _mention(self, hidden: Floats, spans: Integers, types: Integers) -> Floats:
        mean = np.stack([hidden[start:end].mean(0) for start, end in spans])
        return np.concatenate([mean, self._w["kind"][types]], 1)

    def _attend(self, hidden: Floats, pairs: Pairs, query: Floats) -> Floats:
        zones, there = pairs.zones
        words = np.minimum(pairs.sentence[:, :1] + np.arange(there.shape[1]), len(hidden) - 1)
        shape = (*words.shape, self._heads, -1)
        keys = self._linear("key", hidden)[words].reshape(shape)
        values = self._linear("value", hidden)[words].reshape(shape)
        query = query.reshape(len(query), self._heads, -1)
        scores = np.einsum("phd,pwhd->pwh", query, keys) / np.sqrt(query.shape[-1]) + self._w["zone"][zones]
        scores = np.where(there[..., None], scores, -1e9)
        weights = _softmax(scores, 1)
        result: Floats = np.einsum("pwh,pwhd->phd", weights, values).reshape(len(query), -1)
        return result


def load_head(packed: str, relations: str) -> RelationHead:
    """The head out of a model file's metadata: an ``.npz`` in base64, and the names of its columns as JSON.

    :raises BadInput: its columns are not the relations of this version
    """
    if json.loads(relations) != list(RELATIONS):
        raise BadInput("the weights know other relations than this version; rebuild them with make model")
    with np.load(io.BytesIO(base64.b64decode(packed))) as arrays:
        return RelationHead({name: arrays[name].astype(np.float32) for name in arrays.files})


def _softmax(x: Floats, axis: int = -1) -> Floats:
    raised = np.exp(x - x.max(axis, keepdims=True))
    result: Floats = raised / raised.sum(axis, keepdims=True)
    return result
