"""Whom a sentence is about that leaves its subject out: the subject of the sentence before."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from ..frames import has, subjects
from ..names.name import PLACE
from ..names.references import Reference, References


class Topics:
    """Follows a document sentence by sentence."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._topic: tuple[Reference, ...] = ()

    def remember(self, root: Token) -> None:
        """Keeps the subject of a sentence, for a next one that leaves it out."""
        found = self._references.of(subjects(root))
        if found:
            self._topic = tuple(replace(r, how="elided") for r in found if r.entity.type is not PLACE)

    def left_out(self, verb: Token) -> tuple[Reference, ...]:
        """Who is meant, where a main verb in the third person has no subject."""
        main = verb.dep_ in ("ROOT", "parataxis")
        finite = next((t for t in (verb, *verb.children) if has(t, "VerbForm", "Fin") and _of(t, verb)), None)
        return self._topic if main and finite is not None and has(finite, "Person", "3") else ()


def _of(token: Token, verb: Token) -> bool:
    return token == verb or token.dep_.startswith("aux")
