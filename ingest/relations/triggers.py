"""Which words of a sentence evoke relations: looks tokens up in the lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from spacy.tokens import Token

from ..frames import is_participle, verb_lemma
from ..gazetteer import Gazetteer
from ..lexicon import Frame, Kind, Lexicon

Frames = tuple[Frame, ...]


class Triggers:
    """Looks tokens up by lemma, by form, and by the title that a word is a form of."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer

    def frames(self, token: Token) -> Iterator[tuple[Kind, Frames]]:
        """The frames of a token, by the kind of word that it is taken for."""
        if token.pos_ in ("VERB", "AUX") or self._is_verb(token):
            yield "verb", self._lexicon.of("verb", self._verb(token))
        elif token.pos_ in ("NOUN", "PROPN", "ADJ"):
            title = self._gazetteer.title(token.text)
            lemmas = (token.lemma_.casefold(), token.text.casefold(), *([title.lemma] if title else ()))
            yield "noun", self._frames("noun", lemmas)
            yield "adj", self._frames("adj", lemmas)

    def relations(self, token: Token, lemmas: Set[str]) -> set[str]:
        """The relations that a token may evoke in a sentence with these lemmas, whatever its slots hold."""
        return {
            frame.relation
            for _, frames in self.frames(token)
            for frame in frames
            if frame.with_ is None or frame.with_ in lemmas
        }

    def _is_verb(self, token: Token) -> bool:
        """A participle, or a preterite («homenajeó») that the model took for another part of speech."""
        word = token.text.casefold()
        return word in self._lexicon.forms and (is_participle(token) or word.endswith(("ó", "aron", "ieron")))

    def _frames(self, kind: Kind, lemmas: Iterable[str]) -> tuple[Frame, ...]:
        """The frames of the first of the lemmas that has any: models mistake feminine nouns."""
        return next((frames for lemma in lemmas if (frames := self._lexicon.of(kind, lemma))), ())

    def _verb(self, token: Token) -> str:
        """The infinitive; through the table of forms where the model gives a lemma that the lexicon lacks."""
        lemma = verb_lemma(token)
        known = token.pos_ in ("VERB", "AUX") and self._lexicon.of("verb", lemma)
        return lemma if known else self._lexicon.forms.get(token.text.casefold(), lemma)
