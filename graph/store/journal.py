"""A redo log of one entry, for writes that the engine cannot make in one transaction.

There is no way to remove a triple with a blank node, or a hundred thousand triples, together
with adding others: so the whole change is written to a file first, and the file is removed
once all is done. A store that is opened and finds the file does it again; twice is as good
as once, since a change is two sets.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

_NAME = "cabos.journal"


def write_journal(folder: str, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
    """Puts the change on disk, whole or not at all."""
    path = Path(folder) / _NAME
    draft = path.with_suffix(".draft")
    text = json.dumps([_nquads(removed), _nquads(added)])
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def read_journal(folder: str) -> tuple[list[Quad], list[Quad]] | None:
    """``(removed, added)`` of a change that was begun; None where there is none."""
    path = Path(folder) / _NAME
    if not path.exists():
        return None
    removed, added = json.loads(path.read_text("utf-8"))
    return _quads(removed), _quads(added)


def drop_journal(folder: str) -> None:
    """The change is done."""
    (Path(folder) / _NAME).unlink(missing_ok=True)


def redo(store: pyoxigraph.Store, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
    """Makes the change, part by part."""
    store.extend(added)
    for quad in removed:
        store.remove(quad)


def _nquads(quads: Iterable[Quad]) -> str:
    return (pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()


def _quads(text: str) -> list[Quad]:
    return list(pyoxigraph.parse(text.encode(), RdfFormat.N_QUADS))
