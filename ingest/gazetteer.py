"""What the world is called in Spanish news: countries, bodies, places, names, posts.

The data are files of ``data/gazetteer``; each names its sources in its first lines. They
are read once, on first use. A form marked ``~`` there is *weak*: it often means something
else (Granada, Miraflores), and counts only where the article gives another reason for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from .gazetteer_terms import Entry, Gender, Kind, Match, Name, Title, TitleKind, key, pieces, plain

__all__ = ["Entry", "Gazetteer", "Kind", "Match", "Name", "Title", "key", "load"]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All that is known by name. Look-ups take text in any case, with or without accents."""

    countries: dict[str, Entry] = field(default_factory=dict)
    names: dict[str, list[Name]] = field(default_factory=dict)
    titles: dict[str, Title] = field(default_factory=dict)
    given_names: frozenset[str] = frozenset()
    organization_heads: frozenset[str] = frozenset()
    place_heads: frozenset[str] = frozenset()
    longest: dict[str, int] = field(default_factory=dict)
    leaders: dict[str, Entry] = field(default_factory=dict)

    def find(self, text: str, kind: Kind) -> Name | None:
        """The name of that kind that ``text`` is; a weak one only where there is no other."""
        return _strongest(name for name in self.names.get(key(text), ()) if name.kind == kind)

    def country(self, code: str) -> Entry | None:
        """The country of an ISO 3166-1 code (or of the codes that countries.tsv makes up)."""
        return self.countries.get(code)

    def led_by(self, name: str) -> Entry | None:
        """The country whose government is called by this person's name: «el gobierno de Merkel»."""
        return self.leaders.get(key(name))

    def is_given_name(self, word: str) -> bool:
        return key(word) in self.given_names

    def heads_organization(self, word: str) -> bool:
        """ministerio, universidad: the first word of many organisations' names."""
        return key(word) in self.organization_heads

    def heads_place(self, word: str) -> bool:
        """ciudad, río: the noun before a place's name."""
        return key(word) in self.place_heads

    def title(self, phrase: str) -> Title | None:
        """The title that ``phrase`` is; «exministra», «ex ministra» are former ones.

        Its accents may be missing, and none may be added: «asesinó» is no title.
        """
        words = " ".join(pieces(phrase.lower()))
        if found := self.titles.get(words):
            return found
        if not words.startswith("ex"):
            return None
        found = self.titles.get(words[2:].lstrip())
        return found and Title(found.lemma, found.kind, found.gender, found.plural, former=True)

    def match(self, words: Sequence[str], start: int) -> Match | None:
        """The longest known name that begins with ``words[start]``.

        Names must be capitalised, acronyms in capitals, as the data spell them; demonyms may
        be either. Accents may be missing, not moved. A word of the text may hold several of
        the name's ("EE.UU.", "Al-Qaeda").
        """
        found = None
        written: list[str] = []
        for end in range(start, len(words)):
            more = pieces(words[end])
            if not more and words[end] not in {".", "-"}:
                break
            written += more
            if not written or len(written) > self.longest.get(plain(written[0]), 0):
                break
            if more and (name := self._fitting(written)):
                found = Match(end + 1, name.kind, name.entry, name.country, name.weak)
        return found

    def _fitting(self, written: list[str]) -> Name | None:
        known = self.names.get(plain(" ".join(written)), ())
        return _strongest(name for name in known if self._is_spelled(name, written))

    def _is_spelled(self, name: Name, written: Sequence[str]) -> bool:
        """As the data have it, though the noun that heads a body's name may be small: «departamento de Estado»."""
        known = pieces(name.form)
        small = name.kind == "body" and any(word[0].isupper() for word in known[1:]) and written[0].islower()
        first = 1 if small and self.heads_organization(written[0]) else 0
        return all(map(_spelled, known[first:], written[first:]))


def _strongest(names: Iterable[Name]) -> Name | None:
    """The first name that is not weak, else the first."""
    return min(names, key=lambda name: name.weak, default=None)


def _spelled(known: str, written: str) -> bool:
    """Capitals where the name has them, and its accents or none: no «Indicó» for «Índico»."""
    if known[0].isupper() and not written[0].isupper():
        return False
    if known.isupper() and not written.isupper():
        return False
    return written.isascii() or written.lower() == known.lower()


@cache
def load() -> Gazetteer:
    """The gazetteer, read on the first call (30 ms); all callers share it."""
    gazetteer = Gazetteer(
        given_names=_words("given_names.txt"),
        organization_heads=_words("org_heads.txt"),
        place_heads=_words("place_heads.txt"),
    )
    _load_countries(gazetteer)
    _load_entries(gazetteer, "bodies.tsv", "body")
    _load_entries(gazetteer, "places.tsv", "place")
    _load_titles(gazetteer)
    for code, names in _rows("leaders.tsv"):
        gazetteer.leaders.update((key(name), gazetteer.countries[code]) for name in _list(names))
    return gazetteer


def _lines(file: str) -> Iterator[str]:
    text = files(__package__).joinpath("data", "gazetteer", file).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _rows(file: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in _lines(file))


def _words(file: str) -> frozenset[str]:
    return frozenset(plain("\n".join(_lines(file)).replace("-", " ")).split("\n"))


def _add(gazetteer: Gazetteer, form: str, kind: Kind, entry: Entry, country: Entry | None) -> None:
    spelled = form.removesuffix("~")
    words = key(spelled)
    gazetteer.names.setdefault(words, []).append(Name(spelled, kind, entry, country, spelled != form))
    first = words.partition(" ")[0]
    length = words.count(" ") + 1
    if length > gazetteer.longest.get(first, 0):
        gazetteer.longest[first] = length


def _list(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def _load_countries(gazetteer: Gazetteer) -> None:
    """Countries come first, so that México, Panamá and Guatemala are countries before cities."""
    for code, wikidata, name, aliases, capitals, seats, demonyms in _rows("countries.tsv"):
        country = Entry(name.removesuffix("~"), "Country", "country", wikidata or None, code)
        gazetteer.countries[code] = country
        for form in [name, *_list(aliases)]:
            _add(gazetteer, form, "country", country, country)
        for form in _list(seats):
            _add(gazetteer, form, "seat", country, country)
        for form in _list(demonyms):
            _add(gazetteer, form, "demonym", country, country)
        for group in _list(capitals):
            cities, _, city_id = group.partition("@")
            forms = cities.split("=")
            city = Entry(forms[0].removesuffix("~"), "Place", "city", city_id or None, code)
            for form in forms:
                _add(gazetteer, form, "capital", city, country)


def _load_entries(gazetteer: Gazetteer, file: str, kind: Literal["body", "place"]) -> None:
    sense: Literal["Organization", "Place"] = "Organization" if kind == "body" else "Place"
    for name, aliases, sort, code, wikidata in _rows(file):
        country = gazetteer.countries.get(code)
        entry = Entry(name.removesuffix("~"), sense, sort, wikidata or None, code or None)
        for form in [name, *_list(aliases)]:
            _add(gazetteer, form, kind, entry, country)


def _load_titles(gazetteer: Gazetteer) -> None:
    """Columns: kind, then masculine and feminine singular, masculine and feminine plural.

    A form in both columns of a number is of either gender; the first row of a form wins.
    """
    for kind, *columns in _rows("titles.tsv"):
        cells = [_list(cell.lower()) for cell in columns]
        for place, forms in enumerate(cells):
            for form in forms:
                gender = "c" if form in cells[place ^ 1] else "mf"[place % 2]
                lemma = columns[0] or columns[1]
                title = Title(lemma, cast(TitleKind, kind), cast(Gender, gender), place > 1)
                gazetteer.titles.setdefault(form, title)
                gazetteer.titles.setdefault(plain(form), title)
