"""Training data from labelled articles: every form of every named entity, found in the text.

The labels list forms, not places: a form counts wherever it stands between word boundaries,
longest form first. Forms without a capital (demonyms, «la petrolera») are no names and get
no tag; «gobierno de Chile» gives way to «Chile» where both are forms of one entity.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..encoder.decode import LABELS
from ..encoder.tokenizer import Pieces

IGNORED = -100
"""Label of a word that teaches nothing: its form belongs to entities of two types."""

DEV_FILES = ("seed.json", "dev.json", "dev_afp.json", "dev_world.json")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A name in a text."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article, the names in it, and the label object it came from."""

    id: str
    text: str
    spans: tuple[Span, ...]
    source: dict[str, Any]


def read_labelled(path: Path) -> list[Labelled]:
    """The articles of a file of ``gold/``."""
    return [label(article) for article in json.loads(path.read_text(encoding="utf-8"))]


def read_labels(corpus: Iterable[Mapping[str, Any]]) -> list[Labelled]:
    """The articles of ``labels.jsonl``, in the form of ``gold/``; the corpus has their texts.

    They teach relations. Only entities that take part in an edge are listed, so they teach no names.
    """
    lines = Path(__file__).with_name("labels.jsonl").read_text(encoding="utf-8").splitlines()
    labels = {label["id"]: label for label in map(json.loads, lines)}
    return [Labelled(a["id"], a["text"], (), _gold(labels[a["id"]], a["text"])) for a in corpus if a["id"] in labels]


def _gold(label: dict[str, Any], text: str) -> dict[str, Any]:
    entities = [
        {"id": f"e{number}", "type": kind, "name": name, "aliases": aliases}
        for number, (kind, name, *aliases) in enumerate(label["entities"])
    ]
    triples = [
        {"s": f"e{s}", "r": r, "o": f"e{o}", "status": status, "by": by, "evidence": evidence}
        for s, r, o, status, by, evidence in label["triples"]
    ]
    return {**label, "text": text, "entities": entities, "triples": triples}


def held_out(identifier: str, parts: int = 5) -> bool:
    """Whether an article is kept out of training, for evaluation: one of so many parts, by a hash of its id."""
    return int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % parts == 0


def label(article: dict[str, Any]) -> Labelled:
    """Finds the names of an article in its text."""
    text: str = article["text"]
    spans: list[Span] = []
    taken = np.zeros(len(text), dtype=bool)
    for form, kind in sorted(forms(article["entities"]).items(), key=lambda item: (-len(item[0]), item[0])):
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            if not taken[match.start() : match.end()].any():
                taken[match.start() : match.end()] = True
                spans.append(Span(match.start(), match.end(), kind))
    return Labelled(article["id"], text, tuple(sorted(spans)), article)


def forms(entities: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Each written form with a capital → its type; ``""`` where two types claim it."""
    types: dict[str, str] = {}
    for entity in entities:
        own = {form for form in (entity["name"], *entity["aliases"]) if form.strip()}
        for form in own:
            name = _from_capital(form)
            if not name or (name != form and name in own):
                continue
            kind = entity["type"]
            types[form] = kind if types.get(form, kind) == kind else ""
    return types


def _from_capital(form: str) -> str:
    """The form from its first word with a capital on: «gobierno de Chile» → «Chile»."""
    words = form.split(" ")
    while words and not any(character.isupper() for character in words[0]):
        words.pop(0)
    return " ".join(words)


def word_labels(pieces: Pieces, spans: Iterable[Span]) -> NDArray[np.int64]:
    """A label id for every word: B- at a span's first word, I- at the others, O elsewhere."""
    labels = np.zeros(len(pieces.words), dtype=np.int64)
    starts = np.array([start for start, _ in pieces.words])
    for span in spans:
        first, last = np.searchsorted(starts, [span.start, span.end])
        if not span.type:
            labels[first:last] = IGNORED
        elif first < last:
            labels[first] = LABELS.index(f"B-{span.type}")
            labels[first + 1 : last] = LABELS.index(f"I-{span.type}")
    return labels
