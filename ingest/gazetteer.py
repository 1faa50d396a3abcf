"""What the world is called in Spanish news: countries, bodies, places, names, posts.

The data are files of ``data/gazetteer``; each names its sources in its first lines. They
are read once, on first use. A form marked ``~`` there is *weak*: it often means something
else (Granada, Miraflores), and counts only where the article gives another reason for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from ..graph.iris import fold

Kind = Literal["country", "demonym", "capital", "seat", "body", "place"]
TitleKind = Literal["head", "member", "ministry", "kin", "person"]
Gender = Literal["m", "f", "c"]

_ACCENTS = str.maketrans("áéíóúüñàèìòùâêîôûäëïöçãõ", "aeiouunaeiouaeiouaeiocao")
_GAP = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A country, an organisation or a place that is known by name.

    ``type`` is the class in the ontology; ``kind`` says more: ``state``, ``city``, ``agency``,
    ``party`` …; ``country`` is the ISO code of the country it is, lies in or belongs to.
    """

    name: str
    type: Literal["Country", "Organization", "Place"]
    kind: str
    wikidata: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """One form of a name. ``country`` is what a capital, seat or demonym stands for."""

    form: str
    kind: Kind
    entry: Entry
    country: Entry | None
    weak: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A known name over ``words[start:end]``.

    ``entry`` is what the words name (the city, for a capital); ``country`` the country that it is,
    stands for or lies in.
    """

    end: int
    kind: Kind
    entry: Entry
    country: Entry | None
    weak: bool


@dataclass(frozen=True, slots=True)
class Title:
    """A noun that says what somebody is.

    ``kind``: ``head`` leads what it is of; ``member`` belongs to it; ``ministry`` leads the
    ministry that follows («ministra de Salud»); ``kin`` is related to; ``person`` says only
    that the name beside it is a person's. ``gender``: ``m``, ``f``, or ``c`` for both.
    """

    lemma: str
    kind: TitleKind
    gender: Gender
    plural: bool
    former: bool = False


def key(text: str) -> str:
    """Words without accents, case or punctuation, parted by one space.

    >>> key("EE.UU."), key("EE. UU."), key("Al-Qaeda")
    ('ee uu', 'ee uu', 'al qaeda')
    """
    plain = text.lower().translate(_ACCENTS)
    return _GAP.sub(" ", plain if plain.isascii() else fold(plain)).strip()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All that is known by name. Look-ups take text in any case, with or without accents."""

    countries: dict[str, Entry] = field(default_factory=dict)
    names: dict[str, list[Name]] = field(default_factory=dict)
    prefixes: dict[str, Entry] = field(default_factory=dict)
    titles: dict[str, Title] = field(default_factory=dict)
    given_names: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    organization_heads: frozenset[str] = frozenset()
    place_heads: frozenset[str] = frozenset()
    longest: dict[str, int] = field(default_factory=dict)

    def find(self, text: str, kind: Kind) -> Name | None:
        """The name of that kind that ``text`` is, weak or not."""
        return next((name for name in self.names.get(key(text), ()) if name.kind == kind), None)

    def country(self, code: str) -> Entry | None:
        """The country of an ISO 3166-1 code (or of the codes that countries.tsv makes up)."""
        return self.countries.get(code)

    def country_by_name(self, text: str) -> Entry | None:
        """Rusia, EE.UU., Holanda."""
        return _entry(self.find(text, "country"))

    def country_by_demonym(self, word: str) -> Entry | None:
        """ruso, rusas, estadounidenses."""
        return _entry(self.find(word, "demonym"))

    def country_by_prefix(self, word: str) -> Entry | None:
        """The first half of «franco-alemán», with or without its hyphen."""
        return self.prefixes.get(key(word)) or self.country_by_demonym(word)

    def capital_of(self, text: str) -> Entry | None:
        """The country whose capital ``text`` is."""
        name = self.find(text, "capital")
        return name.country if name else None

    def seat_of(self, text: str) -> Entry | None:
        """The country whose government has its seat there: Casa Blanca, Kremlin."""
        return _entry(self.find(text, "seat"))

    def body(self, text: str) -> Entry | None:
        """ONU, Unión Europea, Reuters."""
        return _entry(self.find(text, "body"))

    def place(self, text: str) -> Entry | None:
        """A place that is no country; capitals too."""
        return _entry(self.find(text, "place") or self.find(text, "capital"))

    def is_weak(self, text: str) -> bool:
        """Known by name, and often something else in every sense of it that is known."""
        known = self.names.get(key(text), ())
        return bool(known) and all(name.weak for name in known)

    def is_given_name(self, word: str) -> bool:
        return key(word) in self.given_names

    def is_surname(self, word: str) -> bool:
        return key(word) in self.surnames

    def heads_organization(self, word: str) -> bool:
        """ministerio, universidad: the first word of many organisations' names."""
        return key(word) in self.organization_heads

    def heads_place(self, word: str) -> bool:
        """ciudad, río: the noun before a place's name."""
        return key(word) in self.place_heads

    def title(self, phrase: str) -> Title | None:
        """The title that ``phrase`` is; «exministra», «ex ministra» are former ones."""
        plain = key(phrase)
        if found := self.titles.get(plain):
            return found
        if not plain.startswith("ex"):
            return None
        found = self.titles.get(plain[2:].lstrip())
        return found and Title(found.lemma, found.kind, found.gender, found.plural, former=True)

    def match(self, words: Sequence[str], start: int) -> Match | None:
        """The longest known name that begins with ``words[start]``.

        Names must be capitalised, acronyms in capitals, as the data spell them; demonyms may
        be either. A word of the text may hold several of the name's ("EE.UU.", "Al-Qaeda").
        """
        found = None
        pieces: list[str] = []
        for end in range(start, len(words)):
            more = _pieces(words[end])
            if not more and words[end] not in {".", "-"}:
                break
            pieces += more
            if not pieces or len(pieces) > self.longest.get(key(pieces[0]), 0):
                break
            if more and (name := self._fitting(pieces)):
                found = Match(end + 1, name.kind, name.entry, name.country, name.weak)
        return found

    def _fitting(self, pieces: list[str]) -> Name | None:
        known = self.names.get(key(" ".join(pieces)), ())
        return next((name for name in known if _same_case(_pieces(name.form), pieces)), None)


def _entry(name: Name | None) -> Entry | None:
    return name.entry if name else None


def _pieces(text: str) -> list[str]:
    return [piece for piece in _GAP.split(text) if piece]


def _same_case(spelled: list[str], written: list[str]) -> bool:
    return all(
        (not known[0].isupper() or word[0].isupper()) and (not known.isupper() or word.isupper())
        for known, word in zip(spelled, written, strict=True)
    )


@cache
def load() -> Gazetteer:
    """The gazetteer, read on the first call (40 ms); all callers share it."""
    gazetteer = Gazetteer(
        given_names=_words("given_names.txt"),
        surnames=_words("surnames.txt"),
        organization_heads=_words("org_heads.txt"),
        place_heads=_words("place_heads.txt"),
    )
    _load_countries(gazetteer)
    return gazetteer


def _rows(file: str) -> Iterator[list[str]]:
    text = files(__package__).joinpath("data", "gazetteer", file).read_text("utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


def _words(file: str) -> frozenset[str]:
    return frozenset(key(row[0]) for row in _rows(file))


def _add(gazetteer: Gazetteer, form: str, kind: Kind, entry: Entry, country: Entry | None) -> None:
    spelled = form.removesuffix("~")
    plain = key(spelled)
    gazetteer.names.setdefault(plain, []).append(Name(spelled, kind, entry, country, spelled != form))
    first = plain.partition(" ")[0]
    length = plain.count(" ") + 1
    if length > gazetteer.longest.get(first, 0):
        gazetteer.longest[first] = length


def _list(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def _load_countries(gazetteer: Gazetteer) -> None:
    """Countries come first, so that México, Panamá and Guatemala are countries before cities."""
    for code, wikidata, name, aliases, capitals, seats, demonyms, prefixes in _rows("countries.tsv"):
        country = Entry(name.removesuffix("~"), "Country", "country", wikidata or None, code)
        gazetteer.countries[code] = country
        for form in [name, *_list(aliases)]:
            _add(gazetteer, form, "country", country, country)
        for form in _list(seats):
            _add(gazetteer, form, "seat", country, country)
        for form in _list(demonyms):
            _add(gazetteer, form, "demonym", country, country)
        for form in _list(capitals):
            city = Entry(form.removesuffix("~"), "Place", "city", None, code)
            _add(gazetteer, form, "capital", city, country)
        for form in _list(prefixes):
            gazetteer.prefixes[key(form)] = country


def _load_entries(gazetteer: Gazetteer, file: str, kind: Literal["body", "place"]) -> None:
    for name, aliases, sort, code, wikidata in _rows(file):
        country = gazetteer.countries.get(code)
        plain_name = name.removesuffix("~")
        entry = Entry(plain_name, "Organization" if kind == "body" else "Place", sort, wikidata or None, code or None)
        for form in [name, *_list(aliases)]:
            _add(gazetteer, form, kind, entry, country)


def _load_titles(gazetteer: Gazetteer) -> None:
    """Columns: kind, then masculine and feminine singular, masculine and feminine plural.

    A form in both columns of a number is of either gender; the first row of a form wins.
    """
    for kind, *cells in _rows("titles.tsv"):
        for place, cell in enumerate(cells):
            gender = "c" if cell == cells[place ^ 1] else "mf"[place % 2]
            title = Title(cells[0] or cells[1], cast(TitleKind, kind), cast(Gender, gender), place > 1)
            for form in _list(cell):
                gazetteer.titles.setdefault(key(form), title)
