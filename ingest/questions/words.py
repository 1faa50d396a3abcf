"""The words of a question, and what the closed classes of both languages do: ``data/question_words.tsv``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..gazetteer_terms import plain

LANGUAGES = ("es", "en")
MONTHS = "months"
_WORD = re.compile(r"\w+(?:['’.\-]\w+)*|[,;:()]")
_CONTRACTED = {"del": ("de", "el"), "al": ("a", "el")}
_POSSESSIVE = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as it is written, in lower case, also without accents, and where it stands in the text."""

    text: str
    lower: str
    plain: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital, or is a number."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Closed:
    """The closed classes of a language: which words do what."""

    language: str
    words: Mapping[str, frozenset[str]]
    order: Mapping[str, tuple[str, ...]]

    def does(self, word: Word, what: str) -> bool:
        """Whether the word does that."""
        return word.lower in self.words.get(what, frozenset())

    def month(self, word: Word) -> int:
        """1–12 for a month's name, else 0."""
        months = self.order[MONTHS]
        return months.index(word.lower) + 1 if word.lower in months else 0

    def is_closed(self, word: Word) -> bool:
        """Whether the word belongs to a closed class, so that it is no name where it has no capital."""
        return any(word.lower in words for what, words in self.words.items() if what not in _OPEN)

    def pairs(self, what: str) -> list[list[str]]:
        """The entries that ask for two words."""
        return [entry.split("+") for entry in self.words.get(what, ()) if "+" in entry]


_OPEN = frozenset({"Person", "Organization", "Country", "Place", MONTHS})


def split(text: str) -> list[Word]:
    """The words of a text, with «del» and «al» taken apart, as their places in the text allow.

    >>> [word.lower for word in split("¿Es Moscú del PRI?")]
    ['es', 'moscú', 'de', 'el', 'pri']
    """
    words: list[Word] = []
    for match in _WORD.finditer(text):
        form, start, end = match[0], match.start(), match.end()
        if own := _POSSESSIVE.search(form):
            words.append(_word(form[: own.start()], start, end - 2))
            words.append(Word("'s", "'s", "'s", end - 2, end))
        elif parts := _CONTRACTED.get(form):
            words += [_word(parts[0], start, start + 1), _word(parts[1], start + 1, end)]
        else:
            words.append(_word(form, start, end))
    return words


def _word(form: str, start: int, end: int) -> Word:
    return Word(form, form.lower(), plain(form) or form.lower(), start, end)


@cache
def closed(language: str) -> Closed:
    """The closed classes of ``es`` or ``en``, read once."""
    text = files(__package__).joinpath("..", "data", "question_words.tsv").read_text("utf-8")
    order: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            own, what, words = line.split("\t")
            if own == language:
                order[what] = tuple(words.split("|"))
    return Closed(language, {what: frozenset(words) for what, words in order.items()}, order)


def language_of(words: Sequence[Word]) -> str:
    """The language of which more words are known; Spanish where none is ahead."""
    counts = {language: sum(closed(language).is_closed(word) for word in words) for language in LANGUAGES}
    return max(LANGUAGES, key=lambda language: (counts[language], language == "es"))
