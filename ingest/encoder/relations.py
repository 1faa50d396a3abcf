"""How likely each relation is between two mentions of a sentence, from the encoder's features and the tree.

A small head over the same features as the tags. Beside what the encoder makes of the words it
is told what grammar and lexicon know: which words evoke which relations, which of them lie on
the path between the two mentions in the dependency tree, and which edges the rules have read.
It learns which of these to believe, and what is said without any of them.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from ...graph.errors import BadInput
from .decode import TYPES, Floats

RELATIONS = tuple(
    "supports recognizes meetsWith visits agreesWith appoints cooperatesWith supplies aids concedesTo withdrawsFrom "
    "asks accuses criticizes opposes threatens protestsAgainst sanctions deploysTo coerces investigates attacks "
    "defeats leads memberOf owns locatedIn nationality succeeds relatedTo".split()
)
"""Columns of the scores. Names of the ontology; a test compares them."""

COLUMN = {name: column for column, name in enumerate(RELATIONS)}

HOWS = ("name", "title", "government", "group", "description", "elided")
"""How a mention refers: ``Reference.how``."""

ZONES = 10
"""Where a word stands to the pair: before, in the first, between, in the second, after; × order."""

DISTANCES = 8
BETWEEN = 6
ON_PATH, BESIDE_PATH = 1, 2

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with its mentions, as the head sees it; W words, M mentions, P ordered pairs of them.

    ``words`` are the first and last row of the encoder's reading; ``spans[M, 2]`` count from the first.
    ``evoked[W, 30]`` is 1 where the lexicon has a word for a relation; ``path[P, W]`` says which words lie
    on the path between the two mentions or beside it; ``said[P, 30, 2]`` which edges the rules have read,
    by what stands side by side and by predicates.
    """

    words: tuple[int, int]
    evoked: Floats
    spans: Integers
    types: Integers
    hows: Integers
    pairs: Integers
    path: NDArray[np.int8]
    said: Floats

    @property
    def zones(self) -> Integers:
        """``[P, W]``: the zone of each word."""
        first, second = self._ordered
        words = np.arange(len(self.evoked))
        edges = np.concatenate([first, second], 1)
        zones: Integers = (words[None, :, None] >= edges[:, None, :]).sum(-1) + 5 * self._back[:, None]
        return zones

    @property
    def distances(self) -> Integers:
        """``[P]``: how far apart, in steps of three words, and in which order: 0–15."""
        first, second = self._ordered
        gap = np.maximum(second[:, 0] - first[:, 1], 0) // 3
        steps: Integers = np.minimum(gap, DISTANCES - 1) + DISTANCES * self._back
        return steps

    @property
    def between(self) -> Integers:
        """``[P]``: how many mentions begin between the two, 5 for more."""
        first, second = self._ordered
        starts = self.spans[:, 0]
        inside = (starts[None] > first[:, :1]) & (starts[None] < second[:, :1])
        count: Integers = np.minimum(inside.sum(1), BETWEEN - 1)
        return count

    @property
    def evoked_on_path(self) -> Floats:
        """``[P, 30]``: the relations that a word on the path evokes."""
        return _any(self.path == ON_PATH, self.evoked)

    @property
    def evoked_between(self) -> Floats:
        """``[P, 30]``: the relations that a word between the two mentions evokes."""
        return _any(self.zones % 5 == 2, self.evoked)

    @property
    def told(self) -> tuple[Floats, Floats, Floats, Floats]:
        """What grammar and lexicon say of each pair, ``[P, 30]`` each."""
        return self.evoked_on_path, self.evoked_between, self.said[:, :, 0], self.said[:, :, 1]

    @property
    def _back(self) -> NDArray[np.bool_]:
        starts = self.spans[self.pairs][:, :, 0]
        return np.asarray(starts[:, 0] > starts[:, 1])

    @property
    def _ordered(self) -> tuple[Integers, Integers]:
        spans = self.spans[self.pairs]
        back = self._back[:, None]
        return np.where(back, spans[:, 1], spans[:, 0]), np.where(back, spans[:, 0], spans[:, 1])


def _any(words: NDArray[np.bool_], evoked: Floats) -> Floats:
    hits: Floats = (words.astype(np.float32) @ evoked > 0).astype(np.float32)
    return hits


def type_id(kind: str) -> int:
    """The number of an entity's type, one more for any other."""
    return TYPES.index(kind) if kind in TYPES else len(TYPES)


class RelationHead:
    """The head's weights, by name; plain numpy, as it is a small part of the encoder's work."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._w = weights
        self._heads = weights["zone"].shape[1]
        self._threads = ThreadpoolController()

    def score(self, hidden: Floats, scenes: Sequence[Scene]) -> list[Floats]:
        """``hidden[words of the text, width]`` → probabilities ``[P, 30]`` for each scene.

        All scenes at once where it can be: many small products cost more than a large one.
        """
        if not scenes:
            return []
        with self._threads.limit(limits=1, user_api="blas"):  # more of them wait for one another longer than they work
            return self._score(hidden, scenes)

    def _score(self, hidden: Floats, scenes: Sequence[Scene]) -> list[Floats]:
        subject, object_ = self._ends(hidden, scenes)
        context = self._contexts(hidden, scenes, subject + object_)
        told = np.concatenate([np.stack(scene.told) for scene in scenes], 1)
        places = [np.concatenate([scene.distances for scene in scenes]), np.concatenate([s.between for s in scenes])]
        features = [subject, object_, subject * object_, context, self._w["distance"][places[0]]]
        features += [self._w["between"][places[1]], *told]
        inner = np.maximum(self._linear("inner", np.concatenate(features, 1)), 0)
        inner = np.maximum(self._linear("outer", inner), 0)
        logits = self._linear("relation", inner) + np.einsum("kpr,kr->pr", told, self._w["direct"])
        likely = 1 / (1 + np.exp(-logits))
        return np.split(likely, np.cumsum([len(scene.pairs) for scene in scenes[:-1]]))

    def _ends(self, hidden: Floats, scenes: Sequence[Scene]) -> tuple[Floats, Floats]:
        """Subject and object of every pair of every scene."""
        means = np.stack(
            [hidden[s + w : e + w].mean(0) for scene in scenes for w in scene.words[:1] for s, e in scene.spans]
        )
        kinds = self._w["kind"][np.concatenate([scene.types for scene in scenes])]
        hows = self._w["how"][np.concatenate([scene.hows for scene in scenes])]
        mentions = np.concatenate([means, kinds, hows], 1)
        first = np.cumsum([0, *(len(scene.spans) for scene in scenes[:-1])])
        pairs = np.concatenate([scene.pairs + start for scene, start in zip(scenes, first, strict=True)])
        return self._linear("subject", mentions)[pairs[:, 0]], self._linear("object", mentions)[pairs[:, 1]]

    def _contexts(self, hidden: Floats, scenes: Sequence[Scene], ends: Floats) -> Floats:
        """What each pair attends to in its sentence."""
        words = np.concatenate([hidden[slice(*scene.words)] for scene in scenes])
        evoked = np.concatenate([scene.evoked for scene in scenes])
        shape = (len(words), self._heads, -1)
        keys = np.add(self._linear("key", words), evoked @ self._w["lexkey.weight"].T, dtype=np.float32)
        values = np.add(self._linear("value", words), evoked @ self._w["lexval.weight"].T, dtype=np.float32)
        keys, values = keys.reshape(shape), values.reshape(shape)
        query = self._linear("query", np.maximum(ends, 0)).reshape(len(ends), self._heads, -1)
        query /= np.sqrt(np.float32(query.shape[-1]))
        evokes = self._w["evokes"][(evoked.sum(1) > 0).astype(np.int64)]
        contexts, word, pair = [], 0, 0
        for scene in scenes:
            w, p = slice(word, word := word + len(scene.evoked)), slice(pair, pair := pair + len(scene.pairs))
            contexts.append(self._context(scene, query[p], keys[w], values[w], evokes[w]))
        return np.concatenate(contexts)

    def _context(self, scene: Scene, query: Floats, keys: Floats, values: Floats, evokes: Floats) -> Floats:
        w, zones, path = self._w, scene.zones, scene.path.astype(np.int64)
        scores = np.matmul(query.transpose(1, 0, 2), keys.transpose(1, 2, 0)).transpose(1, 2, 0)
        weights = _softmax(scores + w["zone"][zones] + w["path"][path] + evokes[None])
        seen = np.matmul(weights.transpose(2, 0, 1), values.transpose(1, 0, 2)).transpose(1, 0, 2)
        seen = seen + _placed(weights, zones, w["zone_value"]) + _placed(weights, path, w["path_value"])
        result: Floats = seen.reshape(len(seen), -1)
        return result

    def _linear(self, name: str, x: Floats) -> Floats:
        result: Floats = x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]
        return result


def _placed(weights: Floats, places: Integers, values: Floats) -> Floats:
    """What the places of the attended words add: ``weights[P, W, heads]`` gathered by place, times its value."""
    heads = weights.shape[2]
    there = np.eye(len(values), dtype=np.float32)[places]
    per_place = np.matmul(there.transpose(0, 2, 1), weights)
    split = values.reshape(len(values), heads, -1).transpose(1, 0, 2)
    added: Floats = np.matmul(per_place.transpose(2, 0, 1), split).transpose(1, 0, 2)
    return added


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(1, keepdims=True))
    result: Floats = raised / raised.sum(1, keepdims=True)
    return result


def load_head(packed: str, relations: str) -> RelationHead:
    """The head out of a model file's metadata: an ``.npz`` in base64, and the names of its columns as JSON.

    :raises BadInput: its columns are not the relations of this version
    """
    if json.loads(relations) != list(RELATIONS):
        raise BadInput("the weights know other relations than this version; rebuild them with make model")
    with np.load(io.BytesIO(base64.b64decode(packed))) as arrays:
        return RelationHead({name: arrays[name].astype(np.float32) for name in arrays.files})
