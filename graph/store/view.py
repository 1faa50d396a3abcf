"""The store as rdflib sees it, for SHACL, notebooks and tools that speak rdflib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .embedded import EmbeddedStore

if TYPE_CHECKING:
    import rdflib


def rdflib_view(store: EmbeddedStore) -> rdflib.Dataset:
    """An rdflib Dataset over the same quads; its default graph is the union of the named ones.

    Read with it. Writes through it pass by the shapes, the lock and the union.
    """
    import oxrdflib
    import rdflib

    return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=store.raw))
