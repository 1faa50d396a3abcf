"""Where somebody is quoted: pairs of quotation marks, across sentences."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc

_PAIRS = {"«": "»", "“": "”", '"': '"'}
_SCARE = 4
"""Words of a quotation below which it quotes a word, not a speaker."""


class Quotation(NamedTuple):
    """Tokens of the opening and of the closing mark."""

    start: int
    end: int


def quotations(doc: Doc) -> tuple[Quotation, ...]:
    """The quotations of a document, in order, without those of a few words.

    A straight mark opens where no space follows it, closes where none precedes it, and opens
    nothing where it is not closed in its paragraph: one is easily forgotten.
    """
    found: list[Quotation] = []
    start = closing = None
    for token in doc:
        ends = token.text == closing and not (closing == '"' and token.nbor(-1).whitespace_)
        if start is not None and (ends or ("\n" in token.text and closing == '"')):
            if ends and token.i - start > _SCARE:
                found.append(Quotation(start, token.i))
            start = closing = None
        elif start is None and token.text in _PAIRS and not token.whitespace_:
            start, closing = token.i, _PAIRS[token.text]
    return tuple(found)
