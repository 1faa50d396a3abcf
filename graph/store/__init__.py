"""Where quads are kept: the interface of a store, the engine embedded in this process, servers behind a URL."""

from .base import Change, Store
from .embedded import EmbeddedStore
from .remote import RemoteStore

__all__ = ["Change", "EmbeddedStore", "RemoteStore", "Store"]
