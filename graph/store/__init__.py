"""Where quads are kept: the interface of a store, and the engine embedded in this process."""

from .base import Change, Store
from .embedded import EmbeddedStore

__all__ = ["Change", "EmbeddedStore", "Store"]
