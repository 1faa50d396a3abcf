"""RDF: the ontology, statements as quads, stores, queries, look-ups, paths and drawings.

    from cabos.graph import open_graph
    graph = open_graph("my-store")
    graph.sparql("SELECT ?who ?whom WHERE { ?who cabos:supports ?whom }")

Names that need an engine are imported when first used, so that ``import cabos.graph`` is cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from .endpoint import Endpoint
from .errors import (
    Ambiguous,
    BadInput,
    CabosError,
    NotFound,
    Refused,
    TimedOut,
    TooLarge,
    Unavailable,
)
from .rows import (
    Added,
    ArticleRef,
    ArticleRow,
    EntityRef,
    EntityRow,
    KeptOut,
    OpenRelation,
    Page,
    SentenceRef,
    StatementRow,
    Stats,
)
from .statement import (
    Article,
    Entity,
    EntityType,
    Extraction,
    Mention,
    OpenStatement,
    Span,
    Statement,
    Status,
)

if TYPE_CHECKING:
    from .graph import Graph, open_graph
    from .ontology import Ontology, Relation
    from .query import Answer

__all__ = [
    "Added",
    "Ambiguous",
    "Answer",
    "Article",
    "ArticleRef",
    "ArticleRow",
    "BadInput",
    "CabosError",
    "Endpoint",
    "Entity",
    "EntityRef",
    "EntityRow",
    "EntityType",
    "Extraction",
    "Graph",
    "KeptOut",
    "Mention",
    "NotFound",
    "Ontology",
    "OpenRelation",
    "OpenStatement",
    "Page",
    "Refused",
    "Relation",
    "SentenceRef",
    "Span",
    "Statement",
    "StatementRow",
    "Stats",
    "Status",
    "TimedOut",
    "TooLarge",
    "Unavailable",
    "open_graph",
]

_LATE = {
    "Answer": "query",
    "Graph": "graph",
    "Ontology": "ontology",
    "Relation": "ontology",
    "open_graph": "graph",
}


def __getattr__(name: str) -> object:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_LATE[name]}", __name__), name)
