"""What the relation head learns from: the sentences of labelled articles, as the whole chain sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from .. import gazetteer, lexicon
from ..encoder.decode import Floats
from ..encoder.relations import COLUMN, RELATIONS, Scene
from ..encoder.tagger import COMPONENT, EntityComponent, Reading, Tagger
from ..language import load_model
from ..reader import analyse
from ..relations.scenes import View, Viewer
from ..scoring import Labels
from .data import Labelled
from .edges import SYMMETRIC

UNKNOWN = -1.0
"""Target of an edge that another sentence states: this one may or may not."""

_OVERLAP = 10
"""Characters that a sentence of ours and one of the labels share at least to be the same."""


@dataclass(frozen=True, slots=True)
class SceneExample:
    """A sentence with what its pairs should score.

    ``group[P]`` numbers the pairs of entities; ``wanted[G, 30]`` is 1, 0 or ``UNKNOWN`` for each;
    ``entities[G]`` names them.
    """

    scene: Scene
    group: NDArray[np.int64]
    wanted: NDArray[np.float32]
    entities: tuple[tuple[str, str], ...]


class Scenery:
    """Reads articles with given weights up to what the head sees."""

    def __init__(self, weights: Path) -> None:
        self._nlp: Language = load_model(profile="accurate")
        component = self._nlp.get_pipe(COMPONENT)
        assert isinstance(component, EntityComponent)  # noqa: S101 - for the type checker
        component.tagger = Tagger(weights)
        self._component = component

    def views(self, text: str) -> tuple[Reading, list[View]]:
        """The encoder's reading of a text, and its sentences with two entities or more."""
        doc = self._nlp(text)
        _, references, candidates = analyse(doc, gazetteer.load(), lexicon.load())
        reading: Reading = doc.user_data[COMPONENT]
        return reading, list(Viewer(doc, reading.words, references, lexicon.load()).views(candidates))

    def examples(self, article: Labelled) -> list[tuple[Floats, SceneExample]]:
        """The sentences of a labelled article: the features of their words, and what they should score."""
        reading, views = self.views(article.text)
        return [
            (reading.hidden[slice(*example.scene.words)], example) for example in label_scenes(article.source, views)
        ]

    def scored(self, article: Labelled) -> list[tuple[Floats, SceneExample]]:
        """The sentences of a labelled article with the head's probabilities."""
        reading, views = self.views(article.text)
        likely = self._component.tagger.head.score(reading.hidden, [view.scene for view in views])
        return list(zip(likely, label_scenes(article.source, views), strict=True))


def label_scenes(article: Mapping[str, Any], views: Iterable[View]) -> Iterator[SceneExample]:
    """Targets for the pairs of each sentence. Mentions of nothing labelled have no relation."""
    labels = Labels(article)
    triples: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for triple in article["triples"]:
        triples[triple["s"], triple["o"]].append(triple)
        if triple["r"] in SYMMETRIC:
            triples[triple["o"], triple["s"]].append(triple)
    for view in views:
        entities = [_entity(labels, view, number) for number in range(len(view.mentions))]
        ends = [(entities[i], entities[j]) for i, j in view.scene.pairs.tolist()]
        number = {pair: at for at, pair in enumerate(dict.fromkeys(ends))}
        stated = _stated(article["sentences"], view)
        wanted = np.stack([_wanted(pair, triples.get(pair, ()), stated) for pair in number])
        yield SceneExample(view.scene, np.array([number[pair] for pair in ends]), wanted, tuple(number))


def _entity(labels: Labels, view: View, number: int) -> str:
    mention = view.mentions[number]
    return labels.find({"label": mention.entity.label, "text": view.sentence.doc[mention.start : mention.end].text})


def _stated(sentences: Sequence[Sequence[int]], view: View) -> set[int]:
    """The labelled sentences that this one is, or is part of."""
    start, end = view.sentence.start_char, view.sentence.end_char
    return {i for i, (first, last) in enumerate(sentences) if min(last, end) - max(first, start) > _OVERLAP}


def _wanted(pair: tuple[str, str], triples: Iterable[Mapping[str, Any]], stated: set[int]) -> NDArray[np.float32]:
    wanted = np.zeros(len(RELATIONS), np.float32)
    if pair[0] == pair[1]:  # two of our entities that are one
        wanted[:] = UNKNOWN
        return wanted
    for triple in triples:
        column = COLUMN[triple["r"]]
        if stated & set(triple["evidence"]):
            wanted[column] = 1
        elif wanted[column] != 1:
            wanted[column] = UNKNOWN
    return wanted
