"""What may be the subject or the object of a question's relation: names, and who or what is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...graph.rows import EntityRow
from ...graph.statement import EntityType
from .. import gazetteer
from .mentions import Named
from .predicates import singulars
from .words import Closed, Word

BARE = ""
_TYPES = tuple(EntityType)
_SOMEBODY = frozenset({EntityType.PERSON, EntityType.ORGANIZATION})
_SOMEWHERE = frozenset({EntityType.PLACE, EntityType.COUNTRY})


@dataclass(frozen=True, slots=True)
class Argument:
    """One of them, and how it stands in the sentence.

    ``prepositions`` before it; none for a bare one. ``outer``: the one before a noun that it belongs to («a los
    activistas de X»), ``BARE`` where that stands bare («el espionaje de X»). ``named`` is None for
    who is asked for; ``likely`` are the classes that the question word suggests, ``type`` the
    one that it names.
    """

    at: int
    prepositions: tuple[str, ...] = ()
    outer: tuple[str, ...] = ()
    named: Named | None = None
    likely: frozenset[EntityType] = frozenset()
    type: EntityType | None = None
    plural: bool = False
    implied: bool = False

    @property
    def candidates(self) -> tuple[EntityRow, ...]:
        """The entities that it may be."""
        return self.named.candidates if self.named else ()


@dataclass(slots=True)
class Asked:
    """Who or what is asked for, with the places of the words that say so."""

    argument: Argument | None = None
    count: bool = False
    used: set[int] = field(default_factory=set)


def of_names(words: Sequence[Word], named: Sequence[Named], closed: Closed) -> list[Argument]:
    """The names as arguments. The second of «X y Y» stands as the first does."""
    found: list[Argument] = []
    for name in named:
        near, outer = _before(words, name.at, closed)
        joined = name.at > 0 and closed.does(words[name.at - 1], "and")
        if joined and found and found[-1].named and found[-1].named.end == name.at - 1:
            near, outer = found[-1].prepositions, found[-1].outer
        if name.demonym:
            near = ("of" if closed.language == "en" else "de",)
        found.append(Argument(name.at, near, outer, name))
    return found


def _before(words: Sequence[Word], at: int, closed: Closed) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The preposition before a name, and the one before the noun that the name belongs to."""
    place = _skip_articles(words, at - 1, closed)
    if place < 0 or not closed.does(words[place], "prep"):
        noun = place >= 0 and _is_noun(words[place], closed)
        outer = _skip_articles(words, place - 1, closed) if noun else -1
        return ((words[outer].lower,), ()) if outer >= 0 and closed.does(words[outer], "prep") else ((), ())
    near = (words[place].lower,)
    if words[place].lower not in ("de", "of") or place == 0 or closed.is_closed(words[place - 1]):
        return near, ()
    outer = _skip_articles(words, place - 2, closed)
    if outer >= 0 and closed.does(words[outer], "prep"):
        return near, (words[outer].lower,)
    return near, (BARE,) if outer < place - 2 else ()


def _skip_articles(words: Sequence[Word], place: int, closed: Closed) -> int:
    articles = ("el", "la", "los", "las", "lo", "un", "una", "su", "sus", "the", "a", "an", "his", "her", "its")
    english = closed.language == "en"
    while place >= 0 and words[place].lower in articles and (english or words[place].lower != "a"):
        place -= 1
    return place


def _is_noun(word: Word, closed: Closed) -> bool:
    """«el país Rusia», «al presidente Maduro»: a noun that says what the name is of."""
    return kind_of(word, closed) is not None or gazetteer.load().title(word.text) is not None


def asked_for(words: Sequence[Word], free: Sequence[bool], closed: Closed, listable: int) -> Asked:
    """The question word with its preposition and its noun; where there is none, the class that is listed.

    Only a noun before ``listable`` is that: what follows the verb belongs to it.
    """
    asked = Asked()
    for at in range(len(words)):
        if not free[at]:
            continue
        what = _question_word(words, at, closed)
        if what and (argument := _of_question_word(words, free, at, what, closed, asked)):
            asked.argument = argument
            return asked
    for at, word in enumerate(words[:listable]):
        if free[at] and (kind := kind_of(word, closed)):
            asked.used.add(at)
            asked.argument = Argument(at, type=kind, likely=frozenset({kind}), plural=word.lower.endswith("s"))
            return asked
    return asked


def _question_word(words: Sequence[Word], at: int, closed: Closed) -> str | None:
    """What a word asks for. «que» without accent asks only where the question begins."""
    word = words[at]
    for what in ("who", "count", "where", "whither", "which"):
        if closed.does(word, what):
            early = at <= 1 or word.lower != word.plain or closed.language == "en"
            return what if early and not (what == "which" and _is_clause(words, at, closed)) else None
    return None


def _is_clause(words: Sequence[Word], at: int, closed: Closed) -> bool:
    """«por qué», «qué es», «what happened»: no kind of thing is asked for."""
    return at > 0 and words[at - 1].lower == "por" and words[at].lower == "qué" and at + 1 < len(words) and (
        not kind_of(words[at + 1], closed)
    )  # fmt: skip


def _of_question_word(
    words: Sequence[Word], free: Sequence[bool], at: int, what: str, closed: Closed, asked: Asked
) -> Argument | None:
    asked.used.add(at)
    asked.count = what == "count"
    prepositions = _standing(words, at, closed)
    if what == "who":
        return Argument(at, prepositions, likely=_SOMEBODY, plural=words[at].lower.endswith("es"))
    if what in ("where", "whither"):
        near = prepositions or (("to", "in", "on") if closed.language == "en" else ("a", "en", "hasta"))
        return Argument(at, near if what == "where" else near[:1], likely=_SOMEWHERE)
    for place in range(at + 1, min(at + 4, len(words))):
        if not free[place] or closed.does(words[place], "be"):
            break
        if kind := kind_of(words[place], closed):
            asked.used.add(place)
            return Argument(at, prepositions, likely=frozenset({kind}), type=kind, plural=words[place].lower[-1] == "s")
    return Argument(at, prepositions, plural=words[at].lower.endswith("es"))


def _standing(words: Sequence[Word], at: int, closed: Closed) -> tuple[str, ...]:
    """The preposition of a question word; in English it may stand at the end."""
    if at > 0 and closed.does(words[at - 1], "prep"):
        return (words[at - 1].lower,)
    if closed.language == "en" and len(words) > 1 and closed.does(words[-1], "prep"):
        return (words[-1].lower,)
    return ()


def kind_of(word: Word, closed: Closed) -> EntityType | None:
    """The class that a noun names: its word for it, somebody's post, a kind of organization or place."""
    for form in (word.lower, *singulars(word.lower)):
        for kind in _TYPES:
            if form in closed.words[kind]:
                return kind
    if closed.language == "en":
        return None
    known = gazetteer.load()
    if known.title(word.text):
        return EntityType.PERSON
    for form in singulars(word.lower):
        if known.heads_organization(form):
            return EntityType.ORGANIZATION
        if known.heads_place(form):
            return EntityType.PLACE
    return None
