"""One module a resource; each offers a ``router``."""

from __future__ import annotations

from . import analysis, articles, draw, entities, graphs, health, pages, paths, sparql, statements, stats

_MODULES = (sparql, graphs, entities, statements, paths, analysis, draw, articles, stats, health, pages)
ROUTERS = tuple(module.router for module in _MODULES)
