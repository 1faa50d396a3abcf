"""One module a resource; each offers a ``router``."""

from __future__ import annotations

from . import analysis, articles, draw, entities, health, pages, paths, sparql, statements, stats

ROUTERS = tuple(
    module.router for module in (sparql, entities, statements, paths, analysis, draw, articles, stats, health, pages)
)
