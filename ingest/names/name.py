"""What a name is: a span of tokens, the type it seems to have, and what the gazetteer knows of it."""

from __future__ import annotations

from dataclasses import dataclass

from ...graph.statement import EntityType
from ..gazetteer import Match

PERSON, ORGANIZATION, COUNTRY, PLACE = (
    EntityType.PERSON,
    EntityType.ORGANIZATION,
    EntityType.COUNTRY,
    EntityType.PLACE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens ``start`` to ``end`` (exclusive) that name something.

    ``kind`` is ``name`` for what only the text knows, else the gazetteer's kind (country,
    demonym, capital, seat, body, place); ``known`` is what the gazetteer says.
    """

    start: int
    end: int
    text: str
    type: EntityType | None
    kind: str = "name"
    known: Match | None = None

    @property
    def is_demonym(self) -> bool:
        """«ruso», «estadounidenses»: an adjective that names a country."""
        return self.kind == "demonym"
