"""Keeping the claims in step with a store on disk when a writer closes it, so that nobody need read them all anew."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from .opened import Opened, state
from .saved import is_kept, rename, save

if TYPE_CHECKING:
    from ..graph import Graph
    from .claims import Claims

MOST = 2_000
"""Writes whose graphs are read again one by one; after more of them the next question reads all claims."""


def keeping(graph: Graph) -> Callable[[], None] | None:
    """What is to be done once the store is closed; None for nothing."""
    opened = graph.opened
    if opened is None or graph.store.read_only or not (graph.has_index or is_kept(opened.folder, opened.states)):
        return None
    if graph.version == opened.version:
        return partial(_rename, opened)
    claims = graph.index.worth_keeping() if graph.version <= opened.version + MOST or graph.has_index else None
    return partial(_save, opened, claims) if claims else None


def _rename(opened: Opened) -> None:
    if now := state(str(opened.folder)):
        rename(opened.folder, opened.states, now)


def _save(opened: Opened, claims: Claims) -> None:
    if now := state(str(opened.folder)):
        save(claims, opened.folder, now)
