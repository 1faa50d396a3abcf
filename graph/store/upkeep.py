"""Backups of a store on disk, their way back, and a look at whether a store is whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode

from .. import terms as t
from ..endpoint import is_url
from ..errors import BadInput, NotFound
from .embedded import EmbeddedStore
from .folder import holds_store

_UNION = DefaultGraph()
_NEEDED = (t.SUBJECT, t.PREDICATE, t.OBJECT, t.STATUS, t.CONFIDENCE, t.DERIVED_FROM, t.HAS_TRIGGER)


def back_up(location: str, target: Path) -> int:
    """Copy a store to a new folder, also beside a service that writes to it; the number of quads.

    The copy is a store itself. It is written quad by quad: the engine's own checkpoint, made
    beside a process that writes, lacks what that process has not yet put into its tables.

    :raises BadInput: the folder is there already
    :raises NotFound: no such store
    """
    if target.exists():
        raise BadInput(f"{target} is there already; a backup goes to a new folder.")
    draft = target.with_name(f".{target.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.parent.mkdir(parents=True, exist_ok=True)
    store = EmbeddedStore.open(location, read_only=True)
    try:
        copy = pyoxigraph.Store(draft)
        copy.bulk_extend(store.quads())
        copy.flush()
        quads = len(copy)
        del copy
    finally:
        store.close()
    draft.rename(target)
    return quads


def restore(source: Path, location: str) -> int:
    """Put a backup where no store is yet; the number of quads.

    :raises BadInput: a store or something else is there
    :raises NotFound: no such backup
    """
    if not holds_store(source):
        raise NotFound(f"There is no backup at {source}.")
    if is_url(location):
        raise BadInput(f"{location} is a server; a backup is put back into a folder.")
    place = Path(location)
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise BadInput(f"{place} is not empty; move it away first, a restore overwrites nothing.")
    draft = place.with_name(f".{place.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(source, draft)
    if place.exists():
        place.rmdir()
    draft.rename(place)
    store = EmbeddedStore.open(location, create=False)
    quads = len(store.raw)
    store.close()
    return quads


def faults(location: str) -> Iterator[str]:
    """What is wrong with a store; nothing for one that is whole.

    :raises NotFound: no such store
    """
    store = EmbeddedStore.open(location, read_only=True)
    try:
        yield from _of_union(store.raw)
        for graph in store.graphs():
            yield from _of_article(store.raw, graph)
    finally:
        store.close()


def _of_union(raw: pyoxigraph.Store) -> Iterator[str]:
    union = {quad.triple for quad in raw.quads_for_pattern(None, None, None, _UNION)}
    named = {quad.triple for quad in raw if quad.graph_name != _UNION}
    if missing := len(named - union):
        yield f"{missing} triples of named graphs are missing from the union; queries do not see them"
    if extra := len(union - named):
        yield f"{extra} triples of the union are in no graph; no article says them"


def _of_article(raw: pyoxigraph.Store, graph: NamedNode) -> Iterator[str]:
    articles = list(raw.quads_for_pattern(None, t.TYPE, t.ARTICLE, graph))
    if not articles:
        return
    if len(articles) > 1:
        yield f"{graph.value} describes {len(articles)} articles"
    for quad in articles:
        if next(raw.quads_for_pattern(quad.subject, t.IDENTIFIER, None, graph), None) is None:
            yield f"{graph.value}: the article has no identifier"
    for quad in raw.quads_for_pattern(None, t.TYPE, t.STATEMENT, graph):
        found = {q.predicate for q in raw.quads_for_pattern(quad.subject, None, None, graph)}
        if lacking := [p.value.rpartition("#")[2] for p in _NEEDED if p not in found]:
            yield f"{graph.value}: the statement {t.value(quad.subject)} lacks {', '.join(lacking)}"
