"""Names in a text: reads tokens and the model's entities, gives the spans that name something.

The model's spans are the first vote. The gazetteer adds what it knows (demonyms, which no
tagger marks, and seats of government), runs of capitals that the model passed over are
taken up, and spans that are no name (sentence openings, stray determiners) are mended or
dropped. Types are only votes here; the document decides in :mod:`.identity`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from ...graph.statement import EntityType
from ..gazetteer import Gazetteer, Match
from ..sentences import is_abbreviation
from .bodies import state_bodies, with_small_head
from .marks import (
    COMMON,
    DETACHABLE,
    NEVER_NAMES,
    NO_ACTORS,
    SAINTS,
    datelines,
    label_of,
    opens_sentence,
)
from .name import COUNTRY, ORGANIZATION, PERSON, PLACE, Name


def find_names(doc: Doc, gazetteer: Gazetteer) -> list[Name]:
    """All names of a document, in order, none overlapping."""
    return _Finder(doc, gazetteer).run()


class _Finder:
    """One document's search; holds which tokens are taken."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        self.doc = doc
        self.gazetteer = gazetteer
        self.words = [t.text for t in doc]
        self.taken: list[Name | None] = [None] * len(doc)

    def run(self) -> list[Name]:
        for name in self._portfolios():
            self._take(name)
        for name in self._from_model():
            self._take(name)
        for name in self._from_gazetteer():
            self._take(name)
        for name in self._from_capitals():
            self._take(name)
        for name in list(state_bodies(self.doc, self.taken)):
            self._take(name)
        written = datelines(self.doc)
        names = sorted({n for n in self.taken if n is not None and n.start not in written}, key=lambda n: n.start)
        return [with_small_head(self.doc, self.taken, name) for name in names]

    def _take(self, name: Name) -> None:
        if all(self.taken[i] is None for i in range(name.start, name.end)):
            for i in range(name.start, name.end):
                self.taken[i] = name

    def _name(self, start: int, end: int, type: EntityType | None, known: Match | None = None) -> Name:
        text = self.doc[start:end].text
        return Name(start, end, text, type, known.kind if known else "name", known)

    def _portfolios(self) -> Iterator[Name]:
        """«ministra de Salud», «titular de Educación Pública»: the office, named by what it is in charge of."""
        for i, word in enumerate(self.words[:-2]):
            title = self.gazetteer.title(word) if word[0].isalpha() else None
            if title is None or not (title.kind == "ministry" or title.lemma == "titular"):
                continue
            start = i + 1
            while start < len(self.words) - 1 and self.words[start].casefold() in ("de", "del", "la", "los", "para"):
                start += 1
            end = self._run_of_capitals(start)
            body = end - start > 1 and self.gazetteer.heads_organization(self.words[start])
            if start == i + 1 or end == start or body:
                continue
            known = self.gazetteer.match(self.words, start)
            if known is None or known.end < end:
                yield Name(start, end, self.doc[start:end].text, ORGANIZATION, "portfolio")

    def _run_of_capitals(self, start: int) -> int:
        """End of «Relaciones Exteriores», «Petróleo y Minería», stopping before a country."""
        end = start
        while end < len(self.words):
            known = self.gazetteer.match(self.words, end)
            if known and known.kind in ("country", "demonym") and end > start:
                break
            if self._is_capital(end):
                end += 1
            elif (
                end > start
                and self.words[end] in ("y", "e")
                and end + 1 < len(self.words)
                and self._is_capital(end + 1)
            ):
                if self.gazetteer.title(self.words[end + 1]):
                    break
                end += 2
            elif end > start and self.words[end] in ("de", "del") and end + 1 < len(self.words):
                known = self.gazetteer.match(self.words, end + 1)
                if known or not self._is_capital(end + 1):
                    break
                end += 2
            else:
                break
        return end

    def _from_model(self) -> Iterator[Name]:
        for span in self.doc.ents:
            start, end = self._trim(span.start, span.end)
            if start > 0 and self.words[start - 1] in SAINTS and self.taken[start - 1] is None:
                start -= 1  # «San | Mamés»
            if start >= end or not self._can_be_name(start, end):
                continue
            label = label_of(span)
            if label is None and not self._looks_like_body(start):
                continue
            known = self.gazetteer.match(self.words, start)
            if known and known.end == end and not (known.kind == "body" and self._state_behind(start, end)):
                yield self._name(start, end, self._type(known, label), known)
            else:
                yield from self._split(start, end, label)

    def _split(self, start: int, end: int, label: EntityType | None) -> Iterator[Name]:
        """Takes «de PAÍS» off a state body, and a country off a person («Evo Morales de Bolivia»)."""
        head = self.words[start].casefold()
        detachable = head in DETACHABLE or label is PERSON
        whole = self.doc[start:end].text
        if detachable and (state := self._state_behind(start, end)):
            yield state
            end = state.start - 1
        elif adjective := self._demonym_behind(start, end):
            yield adjective
            end = adjective.start
        if end - start == 1 and head in COMMON:
            return
        name = self._name(start, end, ORGANIZATION if self._looks_like_body(start) else label)
        # «Senado de Argentina», «embajada de Francia»: the head alone names nothing.
        yield replace(name, text=whole) if end - start == 1 and label is not PERSON else name

    def _demonym_behind(self, start: int, end: int) -> Name | None:
        """The demonym of «Ejército mexicano», as a name of its own."""
        known = self.gazetteer.match(self.words, end - 1) if end - start > 1 and self.words[end - 1].islower() else None
        if known is None or known.kind != "demonym" or known.end != end or not self._looks_like_body(start):
            return None
        return self._name(end - 1, end, COUNTRY, known)

    def _state_behind(self, start: int, end: int) -> Name | None:
        """The country of «Senado de Argentina», as a name of its own; for state bodies and persons."""
        for at in range(end - 2, start, -1):
            known = self.gazetteer.match(self.words, at + 1)
            linked = self.words[at].casefold() in ("de", "del")
            linked &= self.words[at - 2 : at] not in (["del", "Estado"], ["el", "Estado"])  # «del Estado de México»
            if linked and known and known.end == end and known.kind in ("country", "capital"):
                return self._name(at + 1, end, COUNTRY, known)
        return None

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """Drops what cannot begin or end a name."""
        doc = self.doc
        while start < end and not self._can_begin(doc[start]):
            start += 1
        while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].text[0].islower()):
            if doc[end - 1].text == "." and len(doc[end - 2].text) <= 2 and end - 2 > start:
                break
            if doc[end - 1].text[0].islower() and doc[end - 1].pos_ in ("PROPN", "NOUN", "ADJ") and end - start > 1:
                break
            end -= 1
        for i in range(start, end):
            if doc[i].is_space:
                return start, i
        # «presidente Evo Morales»: the title is no part of the name.
        while end - start > 1 and self.gazetteer.title(doc[start].text.casefold()) and doc[start + 1].text[0].isupper():
            start += 1
        return start, end

    def _can_begin(self, token: Token) -> bool:
        if token.is_punct or token.is_space:
            return False
        if token.text[0].islower():
            return self._looks_like_body(token.i) and token.i + 1 < len(self.doc)
        article = token.text.casefold() in ("el", "la", "los", "las")
        if article and opens_sentence(self.doc, token.i):
            return False
        return not (opens_sentence(self.doc, token.i) and token.pos_ in NEVER_NAMES and not token.text.isupper())

    def _can_be_name(self, start: int, end: int) -> bool:
        if not any(t.text[0].isupper() or any(c.isupper() for c in t.text) for t in self.doc[start:end]):
            return False
        first = self.words[start].casefold()
        if first in NO_ACTORS or (
            end - start == 1 and (first in COMMON or self.words[start] in SAINTS or is_abbreviation(first))
        ):
            return False
        if self.words[start + 1 : start + 2] in (["de"], ["del"]) and end - start > 2 and self.gazetteer.title(first):
            return False  # «Gobernador de Durango»: a post
        if end - start > 1 or not opens_sentence(self.doc, start):
            return True
        token = self.doc[start]
        return token.pos_ == "PROPN" or token.text.isupper() or self._named_elsewhere(token)

    def _named_elsewhere(self, token: Token) -> bool:
        return any(
            t.text == token.text and t.i != token.i and not opens_sentence(self.doc, t.i) and t.pos_ == "PROPN"
            for t in self.doc
        )

    def _looks_like_body(self, i: int) -> bool:
        return self.gazetteer.heads_organization(self.words[i].casefold())

    def _from_gazetteer(self) -> Iterator[Name]:
        i = 0
        while i < len(self.words):
            known = self._known(i)
            if known is None or (known.weak and not self._after_noun(known, i)):
                i += 1
                continue
            inside = self.words[i][0].isupper() and i > 0 and self.words[i - 1][0].isupper()
            if known.kind == "demonym" and (inside or not self._is_adjective(i)):
                i = known.end  # «Revolución Cubana»: part of a name
                continue
            if known.kind == "body":
                yield from (
                    self._split(i, known.end, ORGANIZATION)
                    if self._state_behind(i, known.end)
                    else (self._name(i, known.end, ORGANIZATION, known),)
                )
            else:
                yield self._name(i, known.end, self._type(known, None), known)
            i = known.end

    def _known(self, i: int) -> Match | None:
        """The longest known name from here on that overlaps none that is taken."""
        if self.taken[i] is not None:
            return None
        known = self.gazetteer.match(self.words, i)
        taken = next((j for j in range(i, known.end) if self.taken[j]), None) if known else None
        return known if taken is None else self.gazetteer.match(self.words[:taken], i)

    def _after_noun(self, known: Match, i: int) -> bool:
        """A weak demonym («indio») counts right behind a title or the noun of a body."""
        if known.kind != "demonym" or i == 0:
            return False
        before = self.words[i - 1]
        return self.gazetteer.title(before) is not None or self.gazetteer.heads_organization(before)

    def _is_adjective(self, i: int) -> bool:
        """A demonym in use: «ruso» after a noun, «los rusos»; no language («en ruso», «habla inglés»)."""
        return not (i > 0 and self.words[i - 1].casefold() in ("en", "hablar", "habla", "idioma"))

    def _type(self, known: Match, label: EntityType | None) -> EntityType:
        if known.kind in ("country", "demonym", "seat"):
            return COUNTRY
        if known.kind == "body":
            return ORGANIZATION
        return label if label in (PERSON, ORGANIZATION) else PLACE

    def _from_capitals(self) -> Iterator[Name]:
        """Runs of capitalised words that neither model nor gazetteer took."""
        i = 0
        while i < len(self.doc):
            if self.taken[i] is not None or not self._is_capital(i):
                i += 1
                continue
            end = i + 1
            while end < len(self.doc) and self.taken[end] is None and self._is_capital(end):
                end += 1
            goes_on = i > 0 and self.taken[i - 1] is not None  # «Policía Municipal»: no name of its own
            if not goes_on and self._can_be_name(i, end) and self._worth_it(i, end):
                yield self._name(i, end, self._guess(i))
            i = end

    def _is_capital(self, i: int) -> bool:
        token = self.doc[i]
        return token.text[0].isupper() and token.is_alpha and token.pos_ not in ("DET", "ADP", "CCONJ", "PRON", "SCONJ")

    def _worth_it(self, start: int, end: int) -> bool:
        """No headline in capitals, no lone common word."""
        words = self.words[start:end]
        if sum(len(w) > 4 and w.isupper() for w in words) > 1 or end - start > 6:
            return False
        return any(t.pos_ == "PROPN" for t in self.doc[start:end])

    def _guess(self, i: int) -> EntityType | None:
        word = self.words[i]
        if self._looks_like_body(i) or (word.isupper() and 2 <= len(word) <= 6):
            return ORGANIZATION
        if self.gazetteer.is_given_name(word.casefold()):
            return PERSON
        if self.gazetteer.heads_place(word.casefold()):
            return PLACE
        return None
