"""Family: «su esposa Michelle, sus hijas Malia y Sasha», «los hermanos A y B», «su pareja, la periodista C».

Reads words in a row around a noun of kinship: who is named behind it, and whose kin they are.
«hermano de X» is left to the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from spacy.tokens import Doc, Token

from ..gazetteer import Gazetteer
from ..names.identity import Cast
from ..names.name import PERSON, Name
from ..names.references import Reference
from .candidates import Candidate

_POSSESSIVE = frozenset("su sus".split())
_SIBLINGS = frozenset("hermanos hermanas gemelos gemelas mellizos mellizas hijos hijas".split())
_REACH = 7
"""Words between a noun of kinship and the first name, at most."""


def find_kin(doc: Doc, cast: Cast, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Edges between persons who are named as kin."""
    reader = _Kin(doc, cast, gazetteer)
    for token in doc:
        title = gazetteer.title(token.text) if token.i not in cast.at and token.is_alpha else None
        if title is not None and title.kind == "kin":
            yield from reader.at(token)


class _Kin:
    def __init__(self, doc: Doc, cast: Cast, gazetteer: Gazetteer) -> None:
        self.doc = doc
        self.cast = cast
        self.gazetteer = gazetteer

    def at(self, token: Token) -> Iterator[Candidate]:
        """What one noun of kinship says."""
        named = self._named(token)
        possessed = any(t.lower_ in _POSSESSIVE for t in self.doc[max(token.i - 3, token.sent.start) : token.i])
        if possessed and named and (owner := self._owner(token, named)):
            for name in named:
                yield self._edge(name, owner, token)
        if token.lower_ in _SIBLINGS and len(named) > 1:
            for one, other in combinations(named, 2):
                yield self._edge(one, other, token)

    def _named(self, token: Token) -> list[Name]:
        """The persons named right behind it; adjectives, a comma and a post may come before the first."""
        at, commas = token.i + 1, 0
        while at < min(token.i + _REACH, token.sent.end) and at not in self.cast.at:
            word = self.doc[at]
            commas += word.text == ","
            passed = word.pos_ == "ADJ" or word.text == "," or word.lower_ in ("y", "e")
            post = commas and (word.pos_ == "DET" or self.gazetteer.title(word.text) is not None)
            if commas > 1 or not (passed or post or self.gazetteer.title(word.text)):
                return []
            at += 1
        return list(self._listed(at))

    def _listed(self, at: int) -> Iterator[Name]:
        name = self.cast.at.get(at)
        while name is not None and self.cast.entities[name].type is PERSON:
            yield name
            between = self.doc[name.end].text if name.end < len(self.doc) else ""
            name = self.cast.at.get(name.end + 1) if between in (",", "y", "e") else None

    def _owner(self, token: Token, named: Sequence[Name]) -> Name | None:
        """Whose kin: the person named last before it in the sentence, else the first one behind."""
        kin = {self.cast.entities[name] for name in named}
        inside = [
            name
            for name in self.cast.names
            if token.sent.start <= name.start < token.sent.end
            and self.cast.entities[name].type is PERSON
            and self.cast.entities[name] not in kin
        ]
        before = [name for name in inside if name.end <= token.i and not self._is_kin(name)]
        after = [name for name in inside if name.start > token.i]
        return before[-1] if before else after[0] if after and self.doc[named[-1].end].text == "," else None

    def _is_kin(self, name: Name) -> bool:
        """Named as kin itself: «su esposa Michelle, sus hijas …» are all of one person's."""
        title = self.gazetteer.title(self.doc[name.start - 1].text) if name.start else None
        return title is not None and title.kind == "kin"

    def _edge(self, name: Name, owner: Name, token: Token) -> Candidate:
        ends = [
            Reference(self.cast.entities[n], n.start, n.end, "name", self.cast.cities.get(n)) for n in (name, owner)
        ]
        return Candidate(ends[0], "relatedTo", ends[1], token, "apposition")
