"""One module a resource; each offers a ``router``."""

from __future__ import annotations

from . import (
    analysis,
    articles,
    ask,
    decisions,
    draw,
    entities,
    graphs,
    health,
    metrics,
    pages,
    paths,
    saved,
    scene,
    sparql,
    statements,
    stats,
)

_MODULES = (
    sparql,
    graphs,
    saved,
    entities,
    statements,
    paths,
    analysis,
    ask,
    scene,
    draw,
    articles,
    decisions,
    stats,
    health,
    metrics,
    pages,
)
ROUTERS = tuple(module.router for module in _MODULES)
