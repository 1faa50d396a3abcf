"""The ministry that a post names: «ministra de Salud» leads the Ministerio de Salud."""

from __future__ import annotations

from ...graph.iris import entity_iri
from ...graph.statement import Entity
from ..gazetteer import Title
from ..names.identity import Cast, words_of
from ..names.name import ORGANIZATION
from .vocabulary import MINISTRY_HEADS, OFFICES


def office(cast: Cast, words: str, title: Title) -> Entity:
    """The office of the article that these words name, else one called by them and the title."""
    asked = set(words_of(words))
    for entity in cast.entities.values():
        known = words_of(entity.label)
        is_office = known[0] in OFFICES and entity.type is ORGANIZATION
        if is_office and asked <= set(known) and len(known) <= len(asked) + 2:
            return entity
    head = next((h for stem, h in MINISTRY_HEADS.items() if title.lemma.startswith(stem)), "Ministerio")
    label = f"{head} de {words}"
    return Entity(entity_iri("Organization", label), label, ORGANIZATION, (words,))
