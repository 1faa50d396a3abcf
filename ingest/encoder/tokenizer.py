"""Words and word pieces of a text, both as character spans of the text as it was given.

A *word* is what gets a label: a run of letters, digits and marks, or one sign. *Pieces* are
what the encoder reads. A word's label is read at its first piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

BOS, PAD, EOS = 0, 1, 2
"""Ids of ``<s>``, ``<pad>`` and ``</s>`` in the vocabulary of XLM-R, which pruning keeps."""

WINDOW = 126
"""Pieces that the encoder sees at once, without ``<s>`` and ``</s>``."""

CONTEXT = 12
"""Where a sentence is too long for a window: pieces at the cut that are read for context, and labelled next door."""

_WORD = re.compile(r"\w+|[^\w\s]")

_SENTENCE_END = re.compile(r"(?<=[.!?…»”\"])\s+(?=[^\Wa-záéíóúñü]|[¿¡«“\"])|\n+")
"""Good enough to cut windows at; the sentences of the graph come from elsewhere."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """One text: its words as character spans, its pieces, each word's first piece, and where sentences begin."""

    words: tuple[tuple[int, int], ...]
    ids: NDArray[np.int32]
    first: NDArray[np.int32]
    breaks: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces ``start:end`` of a text, in which the words ``words[0]:words[1]`` get their labels."""

    start: int
    end: int
    words: tuple[int, int]


def words_of(text: str) -> tuple[tuple[int, int], ...]:
    """The words of a text.

    >>> text = "El Gobierno (EE.UU.)"
    >>> [text[start:end] for start, end in words_of(text)]
    ['El', 'Gobierno', '(', 'EE', '.', 'UU', '.', ')']
    """
    return tuple(match.span() for match in _WORD.finditer(text))


def split(tokenizer: Tokenizer, text: str) -> Pieces:
    """The words and pieces of a text.

    A piece may cover two words («).» is one piece): both then read their label there. The
    normaliser folds some signs (``…`` → ``...``); the offsets are those of the text all the same.
    """
    words = words_of(text)
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ends = np.array([end for _, end in encoding.offsets], dtype=np.int32)
    starts = np.array([start for start, _ in words], dtype=np.int32)
    # Ends never fall; the first piece that ends after a word begins is the one that opens the word.
    first = np.searchsorted(ends, starts, side="right").astype(np.int32)
    first = np.minimum(first, max(len(ends) - 1, 0))
    opening = np.searchsorted(starts, [match.end() for match in _SENTENCE_END.finditer(text)])
    return Pieces(words, np.array(encoding.ids, dtype=np.int32), first, first[opening[opening < len(first)]])


def windows(pieces: Pieces, size: int = WINDOW, context: int = CONTEXT) -> Iterator[Window]:
    """Cuts a text at the last sentence end that fits; every word is labelled in exactly one window.

    A sentence longer than a window is read in overlapping ones.
    """
    if size <= 2 * context:
        raise ValueError(f"a window of {size} pieces has no room between two contexts of {context}")
    total, done, start = len(pieces.ids), 0, 0
    while done < len(pieces.words):
        end = min(start + size, total)
        fitting = pieces.breaks[(pieces.breaks > start + size // 2) & (pieces.breaks <= end)]
        if end == total:
            until = len(pieces.words)
        elif len(fitting):
            end = int(fitting[-1])
            until = int(np.searchsorted(pieces.first, end))
        else:
            until = int(np.searchsorted(pieces.first, end - context))
        yield Window(start, end, (done, until))
        start = end if len(fitting) else start + size - 2 * context
        done = until
