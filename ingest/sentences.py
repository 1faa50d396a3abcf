"""Sentence boundaries: reads the tokens, writes ``is_sent_start`` on every one of them.

Set by rule, before the parser runs: the parser's own boundaries come from newswire trees
and break at quotes, abbreviations («EE.UU.») and headlines.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

COMPONENT = "cabos_sentences"

_FINAL = frozenset({".", "!", "?", "…", "...", "....", ".-"})
_CLOSING = frozenset({'"', "”", "»", "’", "'", ")", "]"})
_OPENING = frozenset({'"', "“", "«", "‘", "'", "(", "[", "¿", "¡", "-", "–", "—", "*", "•"})
_ABBREVIATIONS = frozenset(
    "sr sra srta sres dr dra drs lic ing arq prof gral gral cnel cap tte sgto mons fr sta sto st mr mrs "
    "ms jr art núm num pág págs vol ed av avda col gob dip sen pdte pdta vs etc aprox tel no n p pp c d s".split()
)


@Language.component(COMPONENT)
def set_sentence_starts(doc: Doc) -> Doc:
    """Marks each token as a sentence start or not."""
    for token in doc:
        token.is_sent_start = token.i == 0 or _starts(token)
    return doc


def _starts(token: Token) -> bool:
    if token.is_space:
        return False
    doc, before = token.doc, token.i - 1
    newline = False
    while before >= 0 and doc[before].is_space:
        newline = newline or "\n" in doc[before].text
        before -= 1
    if before < 0:
        return False
    ended = _ends_sentence(doc, before)
    if newline:
        return ended or not token.text[0].islower()
    return ended and _can_open(token)


def _can_open(token: Token) -> bool:
    """An upper-case letter, a digit, or an opening mark with one of them behind it."""
    if token.text[0].isupper() or token.text[0].isdigit():
        return True
    if token.text not in _OPENING or token.i + 1 >= len(token.doc):
        return False
    following = token.nbor(1).text
    return following[0].isupper() or following in _OPENING


def _ends_sentence(doc: Doc, last: int) -> bool:
    """Whether the text up to and with token ``last`` ends a sentence."""
    while last > 0 and doc[last].text in _CLOSING and not doc[last - 1].whitespace_:
        last -= 1
    text = doc[last].text
    if text in _FINAL:
        return not (text == "." and last > 0 and is_abbreviation(doc[last - 1].text))
    return text.endswith(("?", "!", "…")) or (
        text.endswith(".") and len(text) > 3 and not is_abbreviation(text[:-1]) and "." not in text[:-1]
    )


def is_abbreviation(word: str) -> bool:
    """«Sr», «Lic.», a single capital: written with a full stop that ends no sentence."""
    return word.casefold().rstrip(".") in _ABBREVIATIONS or (len(word) == 1 and word.isupper())
