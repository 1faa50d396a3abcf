"""The entities that a question names: as the graph calls them, as the gazetteer does, or nearly so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ...graph.iris import ENTITY
from ...graph.rows import EntityRow
from ...graph.statement import EntityType
from .. import gazetteer
from ..gazetteer_terms import Entry, key
from . import english
from .words import Closed, Word

_LONGEST = 9
_INSIDE = frozenset("de del la las los el y al of the and for".split())
_WORTH = frozenset({"country", "capital", "seat", "body", "place"})


class Names(Protocol):
    """Where entities are looked up by name; :class:`cabos.graph.ask.EntityNames` is one."""

    def named(self, name: str) -> list[EntityRow]: ...

    def with_words(self, name: str) -> list[EntityRow]: ...

    def get(self, iri: str) -> EntityRow | None: ...

    def near(self, name: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Named:
    """``words[at:end]`` name an entity: the candidates, best first. None: no article tells of it.

    ``exact`` are those of just this name, or surname. ``demonym``: the words are an adjective of nationality.
    ``near``: labels spelt like it.
    """

    at: int
    end: int
    text: str
    candidates: tuple[EntityRow, ...]
    demonym: bool = False
    near: tuple[str, ...] = ()
    exact: tuple[EntityRow, ...] = ()


def find_named(text: str, words: Sequence[Word], closed: Closed, names: Names, evokes: Sequence[bool]) -> list[Named]:
    """The names from left to right, the longest at each place.

    ``evokes`` tells which words could be something else: one of those is a name alone only with a
    capital that it does not owe to its place at the beginning.
    """
    capitals = any(word.is_capital for word in words[1:])
    found: list[Named] = []
    at = 0
    while at < len(words):
        named = _at(text, words, at, closed, names, evokes, capitals)
        if named:
            found.append(named)
        at = named.end if named else at + 1
    return found


def _at(
    text: str, words: Sequence[Word], at: int, closed: Closed, names: Names, evokes: Sequence[bool], capitals: bool
) -> Named | None:
    if closed.is_closed(words[at]) and not words[at].is_capital:
        return None
    if not words[at].is_capital and (demonym := _of_demonym(text, words, at, closed.language, names)):
        return demonym
    run = _run(words, at, closed)
    for end in range(min(len(words), at + _LONGEST), at, -1):
        first, last = words[at], words[end - 1]
        if closed.is_closed(last) and not last.is_capital:
            continue
        own = text[first.start : last.end]
        sure = any(word.is_capital for word in words[max(at, 1) : end]) or (at == 0 and first.is_capital and end > 1)
        weak = end == at + 1 and (evokes[at] or closed.is_closed(first) or (capitals and not first.is_capital))
        if weak and not (sure and at > 0) and not (first.is_capital and any(evokes[end:])):
            continue
        if candidates := _known(own, names, closed.language, sure or first.is_capital):
            return Named(at, end, own, tuple(candidates), exact=(*candidates, *_by_surname(own, names, candidates)))
        if end <= run and end == max(run, at + 1) and first.is_capital and (loose := _loosely(own, names)):
            return Named(at, end, own, tuple(loose))
    if demonym := _of_demonym(text, words, at, closed.language, names):
        return demonym
    if run > at and not (at == 0 and (evokes[at] or closed.is_closed(words[at]))) and (at > 0 or run > 1):
        own = text[words[at].start : words[run - 1].end]
        return Named(at, run, own, (), near=tuple(names.near(own)))
    return None


def _run(words: Sequence[Word], at: int, closed: Closed) -> int:
    """The end of a run of capitalised words, with «de», «la» between them."""
    end = at
    for place in range(at, min(len(words), at + _LONGEST)):
        word = words[place]
        if word.is_capital and not (place == 0 and closed.is_closed(word)):
            end = place + 1
        elif word.lower not in _INSIDE or place == at or word.lower in ("y", "and"):
            break
    return end


def _known(text: str, names: Names, language: str, capital: bool) -> list[EntityRow]:
    """Those of that name in the graph, as label first, and those that the gazetteer knows under it."""
    found = sorted(names.named(text), key=lambda row: key(row.label) != key(text))
    if capital or not found:
        for entry in _entries(text, language):
            found += [row for row in _of(entry, names) if row not in found]
    return found


def _by_surname(text: str, names: Names, known: Sequence[EntityRow]) -> list[EntityRow]:
    """Persons whose name ends so, though no article calls them by the surname alone."""
    return [
        row for row in names.with_words(text)
        if row.type == EntityType.PERSON and row not in known and key(row.label).endswith(" " + key(text))
    ]  # fmt: skip


def _entries(text: str, language: str) -> Iterator[Entry]:
    """What the gazetteer calls so; for a capital or a seat the government first, then the city."""
    known = gazetteer.load()
    for name in known.names.get(key(text), ()):
        if name.kind in _WORTH:
            if name.country and name.kind in ("capital", "seat"):
                yield name.country
            yield name.entry
    if language == "en" and (country := english.load().names.get(key(text))):
        yield country


def _of(entry: Entry, names: Names) -> list[EntityRow]:
    row = names.get(ENTITY + entry.wikidata) if entry.wikidata else None
    return [row] if row else [row for row in names.named(entry.name) if row.type == entry.type]


def _loosely(text: str, names: Names) -> list[EntityRow]:
    """Those whose name has these words and more: «Gregorio Barradas» of «Gregorio Barradas Miravete»."""
    return names.with_words(text)[:5]


def _of_demonym(text: str, words: Sequence[Word], at: int, language: str, names: Names) -> Named | None:
    if found := _demonym(words, at, language):
        end, entry = found
        return Named(at, end, text[words[at].start : words[end - 1].end], tuple(_of(entry, names)), demonym=True)
    return None


def _demonym(words: Sequence[Word], at: int, language: str) -> tuple[int, Entry] | None:
    for end in (at + 2, at + 1):
        own = " ".join(word.text for word in words[at:end])
        if language == "en" and (country := english.load().demonyms.get(key(own))):
            return end, country
        name = gazetteer.load().find(own, "demonym")
        if name and name.country and (own.islower() or not name.weak):
            return end, name.country
    return None
