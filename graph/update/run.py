"""Where the effect of an update is found: on a copy, in this process or in another one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import pyoxigraph

from ..store.base import Change, Store
from ..store.embedded import EmbeddedStore
from ..store.folder import MEMORY
from ..terms import PREFIXES
from .evaluation import update_changes
from .facade import graph_node
from .operations import Operation, read_operations

_SMALL = 20_000

Evaluate: TypeAlias = Callable[[Store, Sequence[Operation], str, str | None], list[Change]]
"""Store, operations, the text as given, base IRI → changes."""


def restricted(text: str, using: Sequence[str], using_named: Sequence[str]) -> list[Operation]:
    """The operations, on the protocol's dataset if there is one."""
    return read_operations(text, using=using, using_named=using_named, prefixes=PREFIXES)


def evaluate_small(store: Store, operations: Sequence[Operation], text: str, base: str | None) -> list[Change] | None:
    """The effect of operations without conditions, found on a copy of just the graphs that they name.

    Nothing in them can take long. None where there are conditions, or where the graphs are large.

    :raises BadInput: a syntax error, or an operation that fails
    """
    if any(operation.conditional for operation in operations):
        return None
    names = {name for operation in operations for name in operation.graphs or ()}
    quads = [quad for name in names for quad in islice(store.quads(graph=graph_node(name)), _SMALL + 1)]
    if len(quads) > _SMALL:
        return None
    copy = pyoxigraph.Store()
    copy.extend(quads)
    return update_changes(copy, operations, text, base)


def evaluate_on_copy(store: Store, operations: Sequence[Operation], text: str, base: str | None) -> list[Change]:
    """In this process, without a deadline: for notebooks, stores in memory, and those behind a URL, which are fetched.

    :raises BadInput: a syntax error, or an operation that fails
    """
    if not isinstance(store, EmbeddedStore) or store.location == MEMORY:
        copy = pyoxigraph.Store()
        copy.extend(store.quads())
        return update_changes(copy, operations, text, base)
    with tempfile.TemporaryDirectory(prefix=".cabos-update-", dir=Path(store.location).resolve().parent) as folder:
        place = str(Path(folder) / "store")
        store.backup(place)
        return update_changes(pyoxigraph.Store(place), operations, text, base)
