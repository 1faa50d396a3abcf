"""What countries are called in English: ``data/gazetteer/countries_en.tsv``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .. import gazetteer
from ..gazetteer_terms import Entry, key


@dataclass(frozen=True, slots=True)
class English:
    """Countries by the keys of their English names and capitals, and of their demonyms."""

    names: Mapping[str, Entry]
    demonyms: Mapping[str, Entry]


@cache
def load() -> English:
    """Read once."""
    known = gazetteer.load()
    names: dict[str, Entry] = {}
    demonyms: dict[str, Entry] = {}
    text = files(__package__).joinpath("..", "data", "gazetteer", "countries_en.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        code, own, capitals, people = line.split("\t")
        country = known.country(code)
        if country:
            names |= {key(form): country for form in (capitals + "|" + own).split("|") if form}
            demonyms |= {key(form): country for form in people.split("|") if form}
    return English(names, demonyms)
