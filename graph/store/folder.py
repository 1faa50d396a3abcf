"""Opening a store's folder, and telling what else a folder may be before it is touched."""

from __future__ import annotations

import time
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode

from ..errors import BadInput, NotFound, Unavailable
from ..terms import ONTOLOGY_GRAPH

MEMORY = ":memory:"
_SNAPSHOT_TRIES = 8


def open_folder(location: str, *, read_only: bool, create: bool) -> pyoxigraph.Store:
    """The engine's store in a folder, once that is known to be one of cabos, or free to become one."""
    folder = Path(location)
    if "://" in location:
        raise BadInput(f"{location}: this needs a store in a folder.")
    if not holds_store(folder):
        if read_only or not create:
            raise NotFound(f"There is no store at {folder}. `cabos ingest PATH --store {folder}` makes one.")
        return _open(folder)
    store = _open_snapshot(folder) if read_only else _open(folder)
    if not store.contains_named_graph(ONTOLOGY_GRAPH) and next(iter(store), None):
        raise BadInput(f"{folder} is an Oxigraph store, but not one that cabos made; choose another folder.")
    return store


def holds_store(folder: Path) -> bool:
    """Whether an Oxigraph store is there; False where a new one may be made.

    :raises BadInput: something else is there
    """
    if not folder.exists():
        return False
    if not folder.is_dir():
        raise BadInput(f"{folder} is a file; a store is a folder.")
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except PermissionError as error:
        raise BadInput(f"{folder} cannot be read: {error}") from error
    if not names:
        return False
    options = [name for name in names if name.startswith("OPTIONS-")]
    if "CURRENT" in names and options and '"id2str"' in (folder / options[-1]).read_text("utf-8", "replace"):
        return True
    raise BadInput(f"{folder} holds other files ({names[0]} …) and is no store; choose an empty or new folder.")


def _open(folder: Path) -> pyoxigraph.Store:
    try:
        return pyoxigraph.Store(folder)
    except OSError as error:
        if "lock" in str(error).lower():
            raise Unavailable(
                f"The store {folder} is open for writing elsewhere. Close that (`cabos serve`, a notebook, "
                "an ingest), or open it with read_only=True for a snapshot."
            ) from error
        raise BadInput(f"The store {folder} cannot be opened: {error}") from error


def _open_snapshot(folder: Path) -> pyoxigraph.Store:
    """A snapshot, also beside a writer.

    While a writer tidies its files, one opening in ten failed under stress ("Corruption … No
    such file"), and none gave a torn or an older state: so try again.
    """
    last: Exception | None = None
    for attempt in range(_SNAPSHOT_TRIES):
        try:
            store = pyoxigraph.Store.read_only(str(folder))
            store.contains_named_graph(NamedNode(ONTOLOGY_GRAPH.value))
            return store
        except (OSError, RuntimeError) as error:
            last = error
            time.sleep(0.01 * 2**attempt)
    raise Unavailable(f"No snapshot of the store {folder} could be opened: {last}") from last
