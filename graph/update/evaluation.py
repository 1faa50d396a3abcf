"""What an update does, found out on a copy: the difference that it makes to each named graph.

The engine cannot be told to stop, so it works on a copy (hard links), in a process that can
be ended; the store itself only ever takes the finished difference, in one transaction. The
copy keeps its default graph the union between operations, as the store does.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat

from ..errors import BadInput
from ..query.answer import readable
from ..store.base import Change
from ..terms import PREFIXES
from .operations import OWN_GRAPH, Operation

_UNION = DefaultGraph()


def evaluate_update(folder: str, operations: Sequence[Mapping[str, Any]], text: str, base: str | None) -> bytes:
    """The difference as JSON of N-Quads, found on the copy in that folder.

    :raises BadInput: a syntax error, with line and column of the text as given; an operation that fails
    """
    wanted = [Operation(**item) for item in operations]
    store = pyoxigraph.Store(folder)
    return pack_changes(update_changes(store, wanted, text, base))


def update_changes(
    copy: pyoxigraph.Store, operations: Sequence[Operation], text: str, base: str | None = None
) -> list[Change]:
    """Apply the operations to the copy; what they did to each named graph.

    :raises BadInput: see ``evaluate_update``
    """
    _check_syntax(text, base)
    copy.add_graph(NamedNode(OWN_GRAPH))
    removed: set[Quad] = set()
    added: set[Quad] = set()
    for number, operation in enumerate(operations, 1):
        before = _quads(copy, operation.graphs)
        try:
            copy.update(operation.text, base_iri=base, prefixes=PREFIXES)
        except SyntaxError as error:
            raise BadInput(f"Operation {number} of the update is not valid: {error}") from error
        except (RuntimeError, ValueError, OSError) as error:
            raise BadInput(f"Operation {number} of the update failed: {error}") from error
        after = _quads(copy, operation.graphs)
        gone, new = before - after, after - before
        added, removed = (added - gone) | (new - removed), (removed - new) | (gone - added)
        if number < len(operations):
            _keep_union(copy, gone, new)
    return _by_graph(removed, added)


def _check_syntax(text: str, base: str | None) -> None:
    """The engine's own check of the text as given: its positions are those of the user.

    It evaluates on an empty store. What names LOAD is left to the check of each operation.
    """
    if "LOAD" in text.upper():
        return
    try:
        pyoxigraph.Store().update(text, base_iri=base, prefixes=PREFIXES)
    except SyntaxError as error:
        raise BadInput(readable(str(error), text, "update")) from error
    except (RuntimeError, ValueError, OSError):
        return  # it fails on an empty store, which says nothing of this one


def _quads(store: pyoxigraph.Store, graphs: Sequence[str] | None) -> frozenset[Quad]:
    if graphs is None:
        return frozenset(q for q in store.quads_for_pattern(None, None, None, None) if q.graph_name != _UNION)
    return frozenset(q for name in graphs for q in store.quads_for_pattern(None, None, None, NamedNode(name)))


def _keep_union(store: pyoxigraph.Store, gone: Iterable[Quad], new: Iterable[Quad]) -> None:
    """Makes the default graph the union again."""
    for quad in gone:
        holders = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        if all(other.graph_name == _UNION for other in holders):
            store.remove(Quad(quad.subject, quad.predicate, quad.object, _UNION))
    store.extend(Quad(quad.subject, quad.predicate, quad.object, _UNION) for quad in new)


def _by_graph(removed: Iterable[Quad], added: Iterable[Quad]) -> list[Change]:
    changed: dict[NamedNode, tuple[set[Quad], set[Quad]]] = defaultdict(lambda: (set(), set()))
    for side, quads in enumerate((removed, added)):
        for quad in quads:
            if isinstance(quad.graph_name, NamedNode):
                changed[quad.graph_name][side].add(quad)
    return [Change(graph, frozenset(gone), frozenset(new)) for graph, (gone, new) in changed.items()]


def pack_changes(changes: Iterable[Change]) -> bytes:
    """Changes as bytes."""
    kept = list(changes)
    sides = ([q for c in kept for q in c.removed], [q for c in kept for q in c.added])
    return json.dumps([_nquads(side) for side in sides]).encode()


def unpack_changes(data: bytes) -> list[Change]:
    """Changes from such bytes."""
    removed, added = (pyoxigraph.parse(side.encode(), RdfFormat.N_QUADS) for side in json.loads(data))
    return _by_graph(removed, added)


def _nquads(quads: Iterable[Quad]) -> str:
    return (pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()
