"""What stands in a question: names, dates, question words, predicates, and the clauses that hold them."""

from __future__ import annotations

from collections.abc import Iterable

from ...graph.rows import EntityRow
from ...graph.statement import EntityType
from .arguments import Argument, Asked, asked_for, kind_of, of_names
from .dates import Dates, find_dates
from .mentions import Named, Names, find_named
from .predicates import Predicate, singulars, titles, vocabulary
from .roles import Context, entities_for
from .words import Closed, Word, closed, language_of, split


class Sentence:
    """One question while it is read. ``used`` are the places of words that have been understood, ``cut`` is
    where a clause begins that is left aside.
    """

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.words: list[Word] = split(text)
        self.language = language_of(self.words)
        self.closed: Closed = closed(self.language)
        vocabulary_ = vocabulary(self.language)
        anywhere = [True] * len(self.words)
        evoked = {p.at for p in (*vocabulary_.find(self.words, anywhere), *titles(self.words, anywhere))}
        kinds = [kind_of(word, self.closed) is not None for word in self.words]
        evokes = [at in evoked or kinds[at] for at in range(len(self.words))]
        self.named: list[Named] = find_named(text, self.words, self.closed, names, evokes)
        inside = {place for name in self.named for place in range(name.at, name.end)}
        self.free = [place not in inside for place in range(len(self.words))]
        self.dates: Dates = find_dates(self.words, self.free, self.closed)
        self.free = [free and place not in self.dates.places for place, free in enumerate(self.free)]
        self.predicates = [*vocabulary_.find(self.words, self.free)]
        self.asked: Asked = asked_for(self.words, self.free, self.closed, self._listable())
        self.arguments: list[Argument] = of_names(self.words, self.named, self.closed)
        if self.language == "es":
            self.predicates += titles(self.words, self.free)
        self.predicates = [p for p in self.predicates if p.at not in self.asked.used or p.frame.kind == "verb"]
        self.used = set(self.asked.used)
        self.cut = len(self.words)

    def _listable(self) -> int:
        """The place before which a noun is what is listed: «países que apoyan…», «organizations in…»."""
        verbs = [p.at for p in self.predicates if p.frame.kind == "verb" and p.weight > 0]
        return min([*verbs, *(name.at for name in self.named if not name.demonym), len(self.words)])

    def has(self, what: str, before: int | None = None) -> int | None:
        """The place of the first free word that does that, or of a pair of words that do together."""
        end = len(self.words) if before is None else before
        for place in range(end):
            word = self.words[place]
            forms = (word.lower, *singulars(word.lower)) if what == "path" else (word.lower,)
            if self.free[place] and not self.closed.words.get(what, frozenset()).isdisjoint(forms):
                return place
        lowers = [word.lower for word in self.words[:end]]
        for first, second in self.closed.pairs(what):
            if first in lowers and second in lowers[lowers.index(first) + 1 :]:
                self.used.add(lowers.index(second))
                return lowers.index(first)
        return None

    def ends(self) -> tuple[tuple[EntityRow, ...], tuple[EntityRow, ...]] | None:
        found = [a for a in self.arguments if a.named and not a.named.demonym]
        if len(found) != 2 or not all(a.candidates for a in found):
            return None
        return entities_for(found[0], EntityType), entities_for(found[1], EntityType)

    def clause_end(self, predicate: Predicate) -> int:
        """Where a clause begins that depends on the predicate: «que abandone…», «de apoyar…»."""
        infinitives = ("ar", "er", "ir", "arse", "erse", "irse")
        for place in range(predicate.end, len(self.words) - 1):
            word, following = self.words[place], self.words[place + 1]
            if not self.free[place]:
                continue
            if self.closed.does(word, "sub"):
                return place
            verb = following.lower.endswith(infinitives if self.language == "es" else "ing")
            prepared = word.lower in ("de", "a", "por", "con", "para", "of", "for", "to", "with")
            in_english = self.language == "en" and word.lower == "to" and following.lower in vocabulary("en").verbs
            if prepared and self.free[place + 1] and ((verb and not self._is_noun(following)) or in_english):
                return place
        return len(self.words)

    def _is_noun(self, word: Word) -> bool:
        """Whether a word that ends as an infinitive does is a known noun: «líder», «titular»."""
        return kind_of(word, self.closed) is not None

    def inside_clause(self, predicate: Predicate) -> bool:
        """Whether an earlier verb has the predicate in a clause of its own, which says more of that verb."""
        earlier = (p for p in self.predicates if p.frame.kind == "verb" and p.end <= predicate.at and p.weight > 0)
        return any(self.clause_end(p) <= predicate.at for p in earlier)

    def context(self, predicate: Predicate) -> Context:
        passive = predicate.participle and self._is_passive(predicate)
        inverted = any(self.closed.does(word, "do") for word in self.words[: predicate.at])
        form = self.words[predicate.at].lower
        plural = None
        if predicate.frame.kind == "verb" and self.language == "es":
            head = form if not predicate.participle else self._auxiliary(predicate)
            plural = head.endswith("n") if head else None
        return Context(self.language, passive, inverted, plural)

    def _auxiliary(self, predicate: Predicate) -> str:
        """The nearest auxiliary before a participle."""
        for place in range(predicate.at - 1, -1, -1):
            word = self.words[place]
            if self.free[place] and (self.closed.does(word, "have") or self.closed.does(word, "be_passive")):
                return word.lower
        return ""

    def _is_passive(self, predicate: Predicate) -> bool:
        auxiliary = self._auxiliary(predicate)
        if auxiliary:
            return auxiliary in self.closed.words["be_passive"]
        agent = "por" if self.language == "es" else "by"
        return self.language == "es" or any(word.lower == agent for word in self.words)

    def content(self) -> list[int]:
        """The places of words that mean something which has not been understood."""
        known: Iterable[int] = (*self.used, *self.dates.places)
        return [
            place for place, word in enumerate(self.words[: self.cut])
            if self.free[place] and place not in known and word.text[0].isalnum() and not self.closed.is_closed(word)
        ]  # fmt: skip
