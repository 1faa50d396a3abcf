"""Finds the names in a text with the model's weights, and sets them in a spaCy ``Doc``.

Reads ``ingest/data/encoder.onnx``: one file that carries weights, tokenizer and labels. Each
window of a text runs by itself, so that what is found does not depend on what else is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnxruntime
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from tokenizers import Tokenizer

from ...graph.errors import BadInput, Unavailable
from .decode import LABELS, TYPES, Entity, Floats, entities
from .relations import RelationHead, load_head
from .tokenizer import BOS, EOS, Pieces, Window, split, windows

WEIGHTS = "encoder.onnx"

COMPONENT = "cabos_entities"

SPACY_LABELS = {"Person": "PER", "Organization": "ORG", "Country": "LOC", "Place": "LOC"}
"""Types as Spanish spaCy models call them; ``span._.cabos_type`` keeps Country and Place apart."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder makes of a text: its words, a row of scores and of features for each."""

    words: tuple[tuple[int, int], ...]
    logits: Floats
    hidden: Floats

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The names."""
        return entities(self.words, self.logits)


class Tagger:
    """The encoder with its tagging head. Safe for several threads; each process loads its own."""

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        """:raises Unavailable: no such file; :raises BadInput: not a model of cabos."""
        if not path.exists():
            raise Unavailable(f"{path}: the model's weights are missing; make model builds them")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._path = path
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        notes = self._session.get_modelmeta().custom_metadata_map
        if json.loads(notes.get("labels", "[]")) != list(LABELS):
            raise BadInput(f"{path}: its labels are not those of this version; rebuild it with make model")
        self.version = notes["version"]
        self._tokenizer = Tokenizer.from_str(notes["tokenizer"])
        self._head = load_head(notes["head"], notes["relations"]) if "head" in notes else None
        self._width = self._session.get_outputs()[1].shape[1]

    def __reduce__(self) -> tuple[type[Tagger], tuple[Path]]:
        """Worker processes that are not forked load the file again."""
        return Tagger, (self._path,)

    def read(self, text: str) -> Reading:
        """Scores and features for every word of a text."""
        pieces = split(self._tokenizer, text)
        logits = np.zeros((len(pieces.words), len(LABELS)), dtype=np.float32)
        hidden = np.zeros((len(pieces.words), self._width), dtype=np.float32)
        for window in windows(pieces):
            start, end = window.words
            logits[start:end], hidden[start:end] = self._run(pieces, window)
        return Reading(pieces.words, logits, hidden)

    def find(self, text: str) -> tuple[Entity, ...]:
        """The names in a text, in its order.

        >>> [(e.type, e.start, e.end) for e in load_tagger().find("Moscú acusó a Juan Guaidó.")]  # doctest: +SKIP
        [('Country', 0, 5), ('Person', 14, 25)]
        """
        return self.read(text).entities

    @property
    def head(self) -> RelationHead:
        """The head that weighs relations.

        :raises Unavailable: the file has none
        """
        if self._head is None:
            raise Unavailable("these weights have no relation head; make model builds one")
        return self._head

    def _run(self, pieces: Pieces, window: Window) -> tuple[Floats, Floats]:
        ids = np.array([[BOS, *pieces.ids[window.start : window.end], EOS]], dtype=np.int64)
        first = pieces.first[slice(*window.words)].astype(np.int64) - window.start + 1
        logits, hidden = self._session.run(None, {"ids": ids, "first": first})
        return logits, hidden


@lru_cache(maxsize=2)
def load_tagger(path: Path | None = None, *, threads: int = 1) -> Tagger:
    """The tagger with the weights that ship with cabos, or those of ``path``; loaded once a process.

    :raises Unavailable: the weights are missing
    """
    return Tagger(path or weights_path(), threads=threads)


def weights_path() -> Path:
    """Where the shipped weights are (or would be)."""
    return Path(str(files("cabos.ingest").joinpath("data", WEIGHTS)))


class EntityComponent:
    """spaCy component: reads ``doc.text``, writes ``doc.ents`` with ``_.cabos_type`` and ``_.cabos_score``.

    The encoder's reading stays in ``doc.user_data[COMPONENT]``, for the relations between the names.
    """

    def __init__(self, tagger: Tagger) -> None:
        self.tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        reading = self.tagger.read(doc.text)
        doc.user_data[COMPONENT] = reading
        set_entities(doc, reading.entities)
        return doc


def set_entities(doc: Doc, found: Iterable[Entity]) -> None:
    """Puts names into ``doc.ents``, widened to whole tokens where spaCy splits words otherwise."""
    spans = []
    for entity in found:
        span = doc.char_span(entity.start, entity.end, SPACY_LABELS[entity.type], alignment_mode="expand")
        if span is not None:
            span._.cabos_type, span._.cabos_score = entity.type, entity.score
            spans.append(span)
    doc.ents = tuple(filter_spans(spans))


@Language.factory(
    COMPONENT,
    default_config={"weights": None, "threads": 1},
    assigns=["doc.ents", "token.ent_iob", "token.ent_type", "span._.cabos_type", "span._.cabos_score"],
)
def create_entity_component(nlp: Language, name: str, weights: str | None, threads: int) -> EntityComponent:
    """The component ``cabos_entities``; ``weights`` names another file than the shipped one."""
    return EntityComponent(load_tagger(Path(weights) if weights else None, threads=threads))


for _name, _default in (("cabos_type", ""), ("cabos_score", 0.0)):
    if not Span.has_extension(_name):
        Span.set_extension(_name, default=_default)

__all__ = [
    "COMPONENT",
    "TYPES",
    "WEIGHTS",
    "EntityComponent",
    "Reading",
    "Tagger",
    "load_tagger",
    "set_entities",
    "weights_path",
]
