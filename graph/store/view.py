"""The store as rdflib sees it, for SHACL, notebooks and tools that speak rdflib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .base import Store
from .embedded import EmbeddedStore
from .remote import RemoteStore

if TYPE_CHECKING:
    import rdflib


def rdflib_view(store: Store) -> rdflib.Dataset:
    """An rdflib Dataset over the same quads; its default graph is the union of the named ones.

    Read with it. Writes through it pass by the shapes, the lock and the union.
    """
    import oxrdflib
    import rdflib

    if isinstance(store, EmbeddedStore):
        return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=store.raw))
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    assert isinstance(store, RemoteStore)  # noqa: S101 — there is no third kind
    remote = SPARQLStore(store.location, returnFormat="json", headers=store.client.headers)
    return rdflib.Dataset(store=remote, default_union=True)  # or it asks for a graph of rdflib's own
