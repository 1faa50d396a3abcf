"""From what a user calls a thing to the thing: entity keys, relations, statuses, page bounds."""

from __future__ import annotations

from difflib import get_close_matches

from pyoxigraph import NamedNode

from ..errors import Ambiguous, BadInput, NotFound
from ..iris import ENTITY
from ..ontology import Ontology
from ..quads import status_node
from ..rows import EntityRow
from ..statement import EntityType, Status
from .articles import ArticleIndex
from .entities import EntityIndex, fold_name
from .statements import Filter

MAX_LIMIT = 10_000
LONGEST = 100
"""Characters of a name that is compared by its spelling: the time that takes grows with their square."""


def bounded(limit: int, offset: int) -> None:
    """:raises BadInput: a limit outside 0…10,000, or an offset below 0"""
    if not 0 <= limit <= MAX_LIMIT:
        raise BadInput(f"limit must lie between 0 and {MAX_LIMIT}, not {limit}.")
    if offset < 0:
        raise BadInput(f"offset must not be below 0, and is {offset}.")


def resolve_entity(entities: EntityIndex, key: str) -> EntityRow:
    """The entity of that IRI, last segment of an IRI, or name.

    A name that is one entity's label stands for that entity, though it be an alias of others.
    """
    for iri in (key, ENTITY + key):
        if row := entities.get(iri):
            return row
    rows = entities.named(key)
    labelled = [row for row in rows if fold_name(row.label) == fold_name(key)]
    if len(labelled) == 1 or len(rows) == 1:
        return (labelled or rows)[0]
    if rows:
        names = "; ".join(f"{row.label} ({row.type}, {row.iri})" for row in rows[:5])
        raise Ambiguous(
            f"{len(rows)} entities are called {key!r}: {names}. Give the IRI of one.",
            [(row.iri, row.label) for row in rows],
        )
    near = near_names(entities, key)
    hint = f" Near names: {', '.join(near)}." if near else ""
    raise NotFound(f"No entity is called {key!r}.{hint}")


def near_names(entities: EntityIndex, key: str) -> list[str]:
    """At most five labels like the key: those its words begin, else those spelt alike."""
    if found := [row.label for row in entities.search(key)[:5] if fold_name(key)]:
        return found
    labels = {fold_name(row.label): row.label for row in entities.rows().values() if len(row.label) <= LONGEST}
    return [labels[name] for name in get_close_matches(fold_name(key[:LONGEST]), labels, n=5, cutoff=0.6)]


def statement_filter(
    entities: EntityIndex,
    articles: ArticleIndex,
    ontology: Ontology,
    *,
    entity: str | None,
    subject: str | None,
    object: str | None,
    relation: str | None,
    status: str | None,
    article: str | None,
) -> Filter:
    """The keys of a statement look-up as nodes of the graph."""

    def node(key: str | None) -> NamedNode | None:
        return NamedNode(resolve_entity(entities, key).iri) if key is not None else None

    return Filter(
        entity=node(entity),
        subject=node(subject),
        object=node(object),
        relation=NamedNode(ontology.relations[known_relation(ontology, relation)].iri)
        if relation is not None
        else None,
        status=status_node(known_status(status)) if status is not None else None,
        article=articles.find(article).iri if article is not None else None,
    )


def known_relation(ontology: Ontology, name: str) -> str:
    """The name itself. :raises BadInput: the ontology has no such relation; lists those it has"""
    if name not in ontology.relations:
        raise BadInput(f"No relation {name!r}; there are: {', '.join(sorted(ontology.relations))}.")
    return name


def known_status(name: str) -> str:
    """The name itself. :raises BadInput: not ``fact``, ``denied`` or ``possible``"""
    if name not in set(Status):
        raise BadInput(f"No status {name!r}; there are: {', '.join(Status)}.")
    return name


def known_type(name: str) -> str:
    """The name itself. :raises BadInput: no class of entities; lists those there are"""
    if name not in set(EntityType):
        raise BadInput(f"No entity type {name!r}; there are: {', '.join(EntityType)}.")
    return name
