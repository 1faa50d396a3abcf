"""The vocabulary as Python sees it: relations, classes and statuses, read from ``ontology.ttl``.

Nothing here repeats what that file says. It is parsed with pyoxigraph, in about a
millisecond, since every command needs it before it can do anything else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from .iris import ONTOLOGY
from .statement import EntityType, Status
from .terms import COMMENT, DOMAIN, LABEL, RANGE, SUBCLASS, SUBPROPERTY, TYPE, term

_TOP = term("cabos:relation")
_SYMMETRIC = term("owl:SymmetricProperty")
_INVERSE_LABEL = term("cabos:inverseLabel")

LANGUAGES = ("es", "en")

_Index = Mapping[tuple[NamedNode, NamedNode], list[NamedNode | Literal]]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of the ontology. ``name`` is its local name, and what statements carry.

    ``domain`` and ``range`` hold the entity types that may be its subject and its object;
    ``category`` is the PLOVER code (``SUPPORT``). The inverse labels read the edge from its
    object ("es apoyado por"); those of a symmetric relation are its labels.
    """

    name: str
    iri: str
    category: str
    label_es: str
    label_en: str
    comment_es: str
    comment_en: str
    inverse_es: str
    inverse_en: str
    symmetric: bool
    domain: frozenset[EntityType]
    range: frozenset[EntityType]

    @property
    def inverse(self) -> str:
        """The Spanish label of the edge read from its object."""
        return self.inverse_es


@dataclass(frozen=True, slots=True)
class Ontology:
    """All relations by name; the names of types, statuses and categories by language; and the file's own text."""

    relations: Mapping[str, Relation]
    types: Mapping[str, Mapping[str, str]]
    statuses: Mapping[str, Mapping[str, str]]
    categories: Mapping[str, Mapping[str, str]]
    turtle: str

    @staticmethod
    @cache
    def load() -> Ontology:
        """The ontology that comes with the package; parsed once a process."""
        return parse_ontology(files(__package__).joinpath("..", "ontology.ttl").read_text("utf-8"))

    def triples(self) -> list[Triple]:
        """The ontology as triples, shapes included."""
        return _triples(self.turtle)


def parse_ontology(turtle: str) -> Ontology:
    """Read an ontology of the form of ``ontology.ttl``.

    A relation is a property two levels of ``rdfs:subPropertyOf`` below ``cabos:relation``:
    the level between is its category.
    """
    index: dict[tuple[NamedNode, NamedNode], list[NamedNode | Literal]] = defaultdict(list)
    parents: dict[NamedNode, NamedNode] = {}
    for triple in _triples(turtle):
        subject, predicate, object_ = triple.subject, triple.predicate, triple.object
        if isinstance(subject, NamedNode) and isinstance(object_, NamedNode | Literal):
            index[subject, predicate].append(object_)
            if predicate == SUBPROPERTY and isinstance(object_, NamedNode):
                parents[subject] = object_
    relations = {
        _local(node): _relation(index, node, category)
        for node, category in parents.items()
        if parents.get(category) == _TOP
    }
    return Ontology(
        relations=MappingProxyType(relations),
        types=_names(index, {str(kind): term(f"cabos:{kind}") for kind in EntityType}),
        statuses=_names(index, {str(status): term(f"cabos:{status.capitalize()}") for status in Status}),
        categories=_names(
            index, {_local(node): node for node in dict.fromkeys(parents.values()) if parents.get(node) == _TOP}
        ),
        turtle=turtle,
    )


def _names(index: _Index, nodes: Mapping[str, NamedNode]) -> Mapping[str, Mapping[str, str]]:
    """By language (``es``, ``en``), then by key."""
    return MappingProxyType(
        {
            language: MappingProxyType({key: _text(index, node, LABEL, language) for key, node in nodes.items()})
            for language in LANGUAGES
        }
    )


def _relation(index: _Index, node: NamedNode, category: NamedNode) -> Relation:
    symmetric = _SYMMETRIC in index[node, TYPE]
    inverse = LABEL if symmetric else _INVERSE_LABEL
    return Relation(
        name=_local(node),
        iri=node.value,
        category=_local(category),
        label_es=_text(index, node, LABEL, "es"),
        label_en=_text(index, node, LABEL, "en"),
        comment_es=_text(index, node, COMMENT, "es"),
        comment_en=_text(index, node, COMMENT, "en"),
        inverse_es=_text(index, node, inverse, "es"),
        inverse_en=_text(index, node, inverse, "en"),
        symmetric=symmetric,
        domain=_types_below(index, index[node, DOMAIN]),
        range=_types_below(index, index[node, RANGE]),
    )


def _types_below(index: _Index, classes: list[NamedNode | Literal]) -> frozenset[EntityType]:
    """The entity types that are subclasses of one of ``classes``, or one of them."""
    return frozenset(t for t in EntityType if _ancestors(index, term(f"cabos:{t}")).intersection(classes))


def _ancestors(index: _Index, node: NamedNode) -> set[NamedNode]:
    seen, queue = {node}, [node]
    while queue:
        for parent in index.get((queue.pop(), SUBCLASS), []):
            if isinstance(parent, NamedNode) and parent not in seen:
                seen.add(parent)
                queue.append(parent)
    return seen


def _text(index: _Index, node: NamedNode, predicate: NamedNode, language: str) -> str:
    """The text in that language; the ontology's tests see to it that there is one."""
    return next(
        (v.value for v in index.get((node, predicate), []) if isinstance(v, Literal) and v.language == language),
        _local(node),
    )


def _local(node: NamedNode) -> str:
    return node.value.removeprefix(ONTOLOGY)


def _triples(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)]
