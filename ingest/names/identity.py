"""Who is who in one article: reads names, gives each of them its entity.

A country, its demonyms and its seat of government are one entity; a surname goes with the
full name, an acronym with the words it abbreviates, a short form of a body with its long
one. Types are agreed over all mentions of an entity. A capital keeps two readings, the
city and the government that sits there; the relation decides which one is meant.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

from ...graph.iris import entity_iri, fold
from ...graph.statement import Entity, EntityType
from ..gazetteer import Entry, Gazetteer, Match
from .name import COUNTRY, ORGANIZATION, PERSON, PLACE, Name

Key = tuple[str, ...]

_SMALL = frozenset("el la los las de del y e the of para".split())
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Cast:
    """The names of an article with their entities.

    ``cities`` gives, for a name that may be a capital or a government, the city;
    ``entities`` gives the government. ``at`` maps a token index to the name that covers it.
    """

    names: tuple[Name, ...]
    entities: dict[Name, Entity]
    cities: dict[Name, Entity]
    at: dict[int, Name]


def words_of(text: str) -> Key:
    """The words of a name, folded, without articles and prepositions.

    >>> words_of("Comisión Nacional del Agua")
    ('comision', 'nacional', 'agua')
    """
    words = _WORD.findall(fold(text))
    return tuple(w for w in words if w not in _SMALL) or tuple(words)


def resolve(doc: Doc, names: Sequence[Name], gazetteer: Gazetteer) -> Cast:
    """One entity per thing named; every name gets one."""
    groups = _Groups(doc, names, gazetteer)
    groups.join_acronyms()
    groups.join_short_forms()
    entities = groups.entities()
    cities = {
        n: Entity(entity_iri("Place", n.text), n.text, PLACE) for n in names if n.kind == "capital" and n.type is PLACE
    }
    at = {i: n for n in names for i in range(n.start, n.end)}
    return Cast(tuple(names), entities, cities, at)


class _Groups:
    """Names grouped by key, the groups then joined (union–find over keys)."""

    def __init__(self, doc: Doc, names: Sequence[Name], gazetteer: Gazetteer) -> None:
        self.doc = doc
        self.gazetteer = gazetteer
        self.names = names
        self.parent: dict[Key, Key] = {}
        self.key = {name: self._key(name) for name in names}
        self.by_key: dict[Key, list[Name]] = defaultdict(list)
        for name in names:
            self.by_key[self.key[name]].append(name)
            self.parent.setdefault(self.key[name], self.key[name])
        self.type = {key: self._vote(each) for key, each in self.by_key.items()}

    def _key(self, name: Name) -> Key:
        if name.known and name.kind in ("country", "demonym", "seat", "capital") and name.type is not PERSON:
            return ("=country", _state(name.known).name)
        if name.kind == "portfolio":
            return ("=portfolio", *words_of(name.text))
        if name.known and name.kind in ("body", "place"):
            return ("=" + name.kind, name.known.entry.name)
        return words_of(name.text)

    def root(self, key: Key) -> Key:
        while self.parent[key] != key:
            key = self.parent[key]
        return key

    def _join(self, short: Key, full: Key) -> None:
        a, b = self.root(short), self.root(full)
        if a != b:
            self.parent[a] = b

    def _vote(self, names: Iterable[Name]) -> EntityType:
        """The type of a group: what the gazetteer says, else the weightiest evidence around its names."""
        votes: Counter[EntityType] = Counter()
        for name in names:
            if name.kind == "portfolio":
                return ORGANIZATION
            if name.known and name.kind in ("country", "demonym", "seat"):
                return COUNTRY
            if name.kind == "capital" and name.type is not PERSON:
                return COUNTRY
            if name.kind == "body":
                return ORGANIZATION
            votes.update(self._evidence(name))
        return votes.most_common(1)[0][0] if votes else ORGANIZATION

    def _evidence(self, name: Name) -> Counter[EntityType]:
        votes: Counter[EntityType] = Counter()
        if name.type:
            votes[name.type] += 2
        if name.kind == "place":
            votes[PLACE] += 2
        first = self.doc[name.start].text.casefold()
        before = self.doc[name.start - 1].text.casefold() if name.start else ""
        title = self.gazetteer.title(before) if before else None
        if self.gazetteer.heads_organization(first):
            votes[ORGANIZATION] += 4
        elif self.gazetteer.heads_place(first):
            votes[PLACE] += 3
        elif self.gazetteer.is_given_name(first) and name.end - name.start > 1:
            votes[PERSON] += 3
        if title and self.doc[name.start].text[0].isupper():
            votes[PERSON] += 3
        if self.doc[name.start].text.isupper() and name.end - name.start == 1 and 2 <= len(name.text) <= 6:
            votes[ORGANIZATION] += 2
        return votes

    def join_acronyms(self) -> None:
        """«Instituto Nacional Electoral (INE)», and an acronym anywhere whose letters fit one name."""
        ordered = list(self.names)
        for name, following in pairwise(ordered):
            gap = self.doc[name.end : following.start].text.strip()
            closed = following.end < len(self.doc) and self.doc[following.end].text.startswith(")")
            if gap == "(" and closed and _abbreviates(following.text, name.text):
                self._join(self.key[following], self.key[name])
        for key, each in self.by_key.items():
            text = each[0].text.replace(".", "")
            if text.isupper() and len(text) > 1 and self.root(key) == key and not key[0].startswith("="):
                fits = [
                    k for k in self.by_key if len(k) > 1 and _abbreviates(text, self.by_key[k][0].text, strict=True)
                ]
                if len(fits) == 1:
                    self._join(key, fits[0])

    def join_short_forms(self) -> None:
        """A surname with its full name, «Consejo» with «Consejo Mundial de Lucha Libre»."""
        keys = [k for k in self.by_key if not k[0].startswith("=")]
        for short in sorted(keys, key=len):
            longer = [k for k in keys if len(k) > len(short) and self._is_short_form(short, k)]
            if self.type[short] is not PERSON and len({self.root(k) for k in longer}) > 1:
                continue
            best = self._closest(short, longer)
            if best:
                self._join(short, best)

    def _is_short_form(self, short: Key, full: Key) -> bool:
        kind, full_kind = self.type[short], self.type[full]
        guessed = not any(self.gazetteer.heads_organization(w) for w in short)
        if full_kind is PERSON:
            if not (kind is PERSON or (guessed and len(short) == 1)):
                return False
            return _is_run(short, full) or (len(short) > 1 and set(short) <= set(full))
        if kind is not full_kind or kind is COUNTRY:
            return False
        return full[: len(short)] == short

    def _closest(self, short: Key, longer: Sequence[Key]) -> Key | None:
        """The longer form last named before the short form is first used; else the first one after."""
        if not longer:
            return None
        start = self.by_key[short][0].start
        before = [(max(n.start for n in self.by_key[k] if n.start < start), k) for k in longer
                  if self.by_key[k][0].start < start]  # fmt: skip
        return max(before)[1] if before else min(longer, key=lambda k: self.by_key[k][0].start)

    def entities(self) -> dict[Name, Entity]:
        members: dict[Key, list[Name]] = defaultdict(list)
        for name in self.names:
            members[self.root(self.key[name])].append(name)
        made = {root: self._entity(root, each) for root, each in members.items()}
        return {name: made[self.root(self.key[name])] for name in self.names}

    def _entity(self, root: Key, names: Sequence[Name]) -> Entity:
        known = next((n.known for n in names if n.known and self.key[n][0].startswith("=")), None)
        forms = Counter(n.text for n in names)
        if known:
            entry = _state(known) if known.kind in ("country", "demonym", "seat", "capital") else known.entry
            label, wikidata = entry.name, entry.wikidata
        else:
            label = max(forms, key=lambda f: (len(words_of(f)), not f.isupper(), forms[f], len(f), f))
            wikidata = None
        type_ = self.type[root] if not known else self._vote(n for n in names if n.known)
        aliases = tuple(sorted(form for form in forms if form != label))
        return Entity(entity_iri(type_, label, wikidata), label, type_, aliases, wikidata or None)


def _state(known: Match) -> Entry:
    """The country that a country's name, demonym, seat or capital stands for."""
    return known.country or known.entry


def _is_run(short: Key, full: Key) -> bool:
    return any(full[i : i + len(short)] == short for i in range(len(full) - len(short) + 1))


def _abbreviates(acronym: str, name: str, strict: bool = False) -> bool:
    """Whether the capitals of the acronym occur in the name's initials, in order.

    ``strict`` asks for all initials; otherwise «Conaie» may take letters from inside words.

    >>> _abbreviates("INE", "Instituto Nacional Electoral", strict=True)
    True
    """
    letters = fold(acronym.replace(".", ""))
    initials = "".join(w[0] for w in words_of(name))
    if strict:
        return letters == initials
    if not letters or len(words_of(name)) < 2 or not initials.startswith(letters[0]):
        return False
    rest = iter(fold(name))
    return all(letter in rest for letter in letters if letter.isalnum())
