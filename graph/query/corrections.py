"""Queries put so that Oxigraph 0.5.13 answers them as SPARQL 1.1 says. Each rewriting is sound for every query.

* ``GROUP_CONCAT`` gives a plain string (18.5.1.7); the engine keeps a language that all members share.
* ``GRAPH ?g`` binds ``?g`` to each graph's name (18.6), also where a group of nothing but ``VALUES``
  stands in it; the engine forgets it there.
* ``MINUS`` removes nothing where the two sides share no variable (8.3.3); inside ``GRAPH ?g`` the
  engine takes ``?g`` for one that they share.
"""

from __future__ import annotations

import re

from .guard import TOKEN

_CONCERNED = re.compile(r"GROUP_CONCAT|MINUS|GRAPH\s*[?$]", re.IGNORECASE)
_Tokens = list[re.Match[str]]


def corrected(text: str) -> str:
    """The query as the engine should get it; most are what they were.

    >>> corrected("SELECT (GROUP_CONCAT(?o) AS ?g) { ?s ?p ?o }")
    'SELECT (STR(GROUP_CONCAT(?o)) AS ?g) { ?s ?p ?o }'
    >>> corrected("SELECT * { GRAPH ?g { VALUES ?t { 1 } } }")
    'SELECT * { GRAPH ?g {} GRAPH ?g { VALUES ?t { 1 } } }'
    >>> corrected("SELECT * { GRAPH ?g { ?a ?b 1 MINUS { ?c ?d 1 } } }")
    'SELECT * { GRAPH ?g { ?a ?b 1 FILTER(true) } }'
    """
    if not _CONCERNED.search(text):
        return text
    tokens = [token for token in TOKEN.finditer(text) if token.lastgroup != "skip"]
    partner = _brackets(tokens)
    edits: list[tuple[int, int, str]] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        word = token[0].upper() if token.lastgroup == "word" and not text.startswith(":", token.end()) else ""
        if word == "GROUP_CONCAT" and i + 1 in partner:
            end = tokens[partner[i + 1]].end()
            edits += [(token.start(), token.start(), "STR("), (end, end, ")")]
        elif word == "GRAPH" and _only_values(tokens, partner, i + 2) and tokens[i + 1].lastgroup == "var":
            edits.append((token.start(), token.start(), f"GRAPH {tokens[i + 1][0]} {{}} "))
        elif word == "MINUS" and _shares_nothing(tokens, partner, i):
            i = partner[i + 1]
            edits.append((token.start(), tokens[i].end(), "FILTER(true)"))
        i += 1
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _brackets(tokens: _Tokens) -> dict[int, int]:
    """Where each bracket that opens is closed."""
    partner, opened = {}, []
    for i, token in enumerate(tokens):
        if token.lastgroup == "open":
            opened.append(i)
        elif token.lastgroup == "close" and opened:
            partner[opened.pop()] = i
    return partner


def _only_values(tokens: _Tokens, partner: dict[int, int], opening: int) -> bool:
    """Whether a group begins there that holds VALUES, and nothing else."""
    i, end = opening + 1, partner.get(opening, -1)
    blocks = 0
    while i < end and tokens[i][0].upper() == "VALUES":
        block = next((n for n in range(i, end) if tokens[n][0] == "{"), None)
        if block is None:
            return False
        i, blocks = partner.get(block, end) + 1, blocks + 1
        i += i < end and tokens[i][0] == "."
    return i == end and blocks > 0


def _shares_nothing(tokens: _Tokens, partner: dict[int, int], minus: int) -> bool:
    """Whether no variable of a MINUS stands before it in its group."""
    opening = max((i for i, end in partner.items() if i < minus < end and tokens[i][0] == "{"), default=-1)
    if opening < 0 or minus + 1 not in partner:
        return False
    before = {token[0][1:] for token in tokens[opening + 1 : minus] if token.lastgroup == "var"}
    inside = {token[0][1:] for token in tokens[minus : partner[minus + 1]] if token.lastgroup == "var"}
    return not before & inside
