"""The records of the gazetteer, and the plain form under which names are looked up."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["country", "demonym", "capital", "seat", "body", "place"]
TitleKind = Literal["head", "member", "ministry", "kin", "person"]
Gender = Literal["m", "f", "c"]

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


class Name(NamedTuple):
    """One form of a name. ``country`` is what a capital, seat or demonym stands for.

    A tuple, because there are thousands, and these are made in a third of a dataclass's time.
    """

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


def plain(text: str) -> str:
    """Lower case, without accents; letters that are no Latin ones are left out.

    >>> plain("Bogotá, Perú")
    'bogota, peru'
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


def key(text: str) -> str:
    """Words without accents, case or punctuation, parted by one space.

    >>> key("EE.UU."), key("EE. UU."), key("Al-Qaeda")
    ('ee uu', 'ee uu', 'al qaeda')
    """
    if text.isalnum():
        return plain(text)
    return plain(_GAP.sub(" ", unicodedata.normalize("NFC", text))).strip()


def pieces(text: str) -> list[str]:
    """The words of ``text`` as it is written, without punctuation.

    >>> pieces("EE.UU.")
    ['EE', 'UU']
    """
    return [text] if text.isalnum() else [piece for piece in _GAP.split(text) if piece]
