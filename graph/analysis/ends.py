"""The ends of a path: an entity, or all entities of a kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..errors import BadInput
from ..statement import EntityType, Status
from .claims import STATUSES, Claims, Ints

if TYPE_CHECKING:
    from ..graph import Graph

_BELONGS = ("leads", "memberOf", "nationality")
_FORMS = "type:Person (all of a class) or people:Rusia (persons who lead it, belong to it, or are its nationals)"


def resolve(graph: Graph, keys: str | Sequence[str]) -> list[str]:
    """The IRIs that one key, or several, stand for: what ``Graph.entity`` takes, or a set.

    ``type:Person`` are all entities of a class; ``people:Rusia`` the persons of whom a fact
    says that they lead an entity, are its members, or its nationals.

    :raises NotFound: no such entity
    :raises Ambiguous: a name that several entities bear
    :raises BadInput: no key, or no such class
    """
    found = [iri for key in ([keys] if isinstance(keys, str) else keys) for iri in _one(graph, key)]
    if not found:
        raise BadInput(f"No entity is given: name one, or a set such as {_FORMS}.")
    return list(dict.fromkeys(found))


def numbers(claims: Claims, iris: Sequence[str]) -> Ints:
    """Their numbers; entities of which nothing is claimed have none."""
    known = (claims.entities.get(iri) for iri in iris)
    return np.array([number for number in known if number is not None], np.int32)


def _one(graph: Graph, key: str) -> list[str]:
    kind, colon, name = key.partition(":")
    if colon and kind == "type":
        if name not in set(EntityType):
            raise BadInput(f"No class {name!r}; there are: {', '.join(EntityType)}.")
        return sorted(iri for iri, row in graph.index.names().items() if row.type == name)
    if colon and kind == "people":
        return _people(graph, graph.entity(name).iri)
    return [graph.entity(key).iri]


def _people(graph: Graph, iri: str) -> list[str]:
    claims = graph.index.claims()
    group = claims.entities.get(iri, -1)
    belongs = [claims.relations.index(name) for name in _BELONGS if name in claims.relations]
    good = claims.alive & (claims.object == group) & np.isin(claims.relation, belongs)
    good &= claims.status == STATUSES.index(Status.FACT)
    people = {claims.entities.iris[number] for number in claims.subject[good]}
    rows = graph.index.names()
    return sorted(iri for iri in people if iri in rows and rows[iri].type == EntityType.PERSON)
