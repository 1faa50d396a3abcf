"""Cuts the vocabulary down to the pieces that Spanish news uses: 250,037 → some 28,000.

Single letters of the alphabets that news prints stay whether seen or not, so that any name
in them tokenises; other scripts become ``<unk>``, and keep their place in the text.
"""

from __future__ import annotations

import json
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from .base import Weights

_SPECIAL = 4  # <s> <pad> </s> <unk>
_BATCH = 2000


def corpus_texts(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a ``.jsonl.xz``."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def count_pieces(tokenizer: Tokenizer, texts: Iterable[str]) -> Counter[int]:
    """How often each piece is used."""
    counts: Counter[int] = Counter()
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == _BATCH:
            _count(tokenizer, batch, counts)
            batch = []
    _count(tokenizer, batch, counts)
    return counts


def _count(tokenizer: Tokenizer, batch: list[str], counts: Counter[int]) -> None:
    for encoding in tokenizer.encode_batch(batch, add_special_tokens=False):
        counts.update(encoding.ids)


def kept(vocabulary: list[tuple[str, float]], counts: Counter[int], least: int = 2) -> list[int]:
    """Ids that stay, in their old order: special pieces, pieces in use, single letters."""
    return [
        old
        for old, (piece, _) in enumerate(vocabulary)
        if old < _SPECIAL or counts[old] >= least or _is_letter(piece.removeprefix("▁"))
    ]


def _is_letter(piece: str) -> bool:
    """One character: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, or a sign of European print."""
    return len(piece) <= 1 and (not piece or ord(piece) < 0x700 or 0x1E00 <= ord(piece) < 0x2190)


def prune_tokenizer(tokenizer: dict[str, Any], keep: list[int]) -> dict[str, Any]:
    """The same tokenizer with the pieces ``keep`` alone; it adds no special pieces by itself."""
    vocabulary = tokenizer["model"]["vocab"]
    return {
        **tokenizer,
        "model": {**tokenizer["model"], "vocab": [vocabulary[old] for old in keep]},
        "added_tokens": [token for token in tokenizer["added_tokens"] if token["id"] < _SPECIAL],
        "post_processor": None,
        "padding": None,
        "truncation": None,
    }


def prune_weights(weights: Weights, keep: list[int]) -> Weights:
    """The same weights with the rows ``keep`` of the word embeddings."""
    return {**weights, "word.weight": weights["word.weight"][keep]}
