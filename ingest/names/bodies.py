"""Bodies whose head is written small: «el ejército israelí», «comisión de Derechos Humanos»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from .marks import PORTFOLIO_HEADS, STATE_BODIES
from .name import COUNTRY, ORGANIZATION, PERSON, Name

_ARTICLES = frozenset("el la los las".split())


def state_bodies(doc: Doc, taken: Sequence[Name | None]) -> Iterator[Name]:
    """«el ejército israelí», «la policía de Brasil», «los servicios de inteligencia rusos»: bodies of a state.

    The name covers the head, and is called by head and country; the country stays a name of its own.
    """
    for i, token in enumerate(doc):
        if token.lower_ not in STATE_BODIES or taken[i] is not None:
            continue
        end = at = _end_of_head(doc, taken, i)
        if at + 1 < len(doc) and doc[at].text == "de":
            at += 1
        country = taken[at] if at < len(doc) else None
        if country and country.type is COUNTRY and country.start == at and country.is_demonym == (at == end):
            yield Name(i, end, doc[i : country.end].text, ORGANIZATION)


def _end_of_head(doc: Doc, taken: Sequence[Name | None], start: int) -> int:
    """Past the adjectives of a head, and one noun in small letters: «servicios secretos», «agencia de espionaje»."""
    end = start + 1
    if end + 1 < len(doc) and doc[end].text == "de" and doc[end + 1].pos_ == "NOUN" and doc[end + 1].text.islower():
        end += 2
    while end < len(doc) and end < start + 4 and doc[end].pos_ == "ADJ" and taken[end] is None:
        end += 1
    return end


def with_small_head(doc: Doc, taken: Sequence[Name | None], name: Name) -> Name:
    """Takes in the head of «ministerio de Defensa»; a name without one stays as it is."""
    at = name.start - 1
    if name.kind not in ("name", "place") or at < 1:
        return name
    if doc[at].lower_ in _ARTICLES and at > 1:
        at -= 1
    if doc[at].lower_ not in ("de", "del", "para") or taken[at - 1] is not None:
        return name
    head = doc[at - 1]
    if head.lower_ in PORTFOLIO_HEADS and head.text[0].islower() and name.type is not PERSON:
        return replace(name, start=at - 1, text=doc[at - 1 : name.end].text, type=ORGANIZATION)
    return name
