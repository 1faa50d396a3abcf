"""Entities by name: folded, prefix of any word, aliases included, best-supported first.

The index lives in memory and is built at the first question. A folded name in the store
would not do: SPARQL engines without a text index scan every literal for a prefix (19–54 ms
for one word over 500k triples, and more with each), and a user's own triples would need it
too. After a write only the entities of that article are read again.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable
from threading import RLock

from pyoxigraph import DefaultGraph, NamedNode

from .. import terms as t
from ..iris import WIKIDATA, fold
from ..rows import EntityRow
from ..statement import EntityType
from ..store import Change, Store

CLASSES = tuple(t.term(f"cabos:{kind}") for kind in EntityType)
_KINDS = {node.value: str(kind) for node, kind in zip(CLASSES, EntityType, strict=True)}
_DESCRIPTION = (t.TYPE, t.LABEL, t.ALT_LABEL, t.SAME_AS)
_UNION = DefaultGraph()


class EntityIndex:
    """All entities of a store, by IRI and by the words of their names. Safe to share by threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = RLock()
        self._stale: set[str] | None = None
        self._rows: dict[str, EntityRow] = {}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_word: dict[str, set[str]] = defaultdict(set)
        self._words: list[str] = []

    def note(self, change: Change) -> None:
        """A write has happened: read its entities again at the next question."""
        with self._lock:
            if self._stale is not None:
                self._stale.update(entities_touched(change))

    def rows(self) -> dict[str, EntityRow]:
        """Every entity by IRI. Do not change it."""
        with self._lock:
            self._refresh()
            return self._rows

    def get(self, iri: str) -> EntityRow | None:
        """The entity of that IRI."""
        return self.rows().get(iri)

    def named(self, name: str) -> list[EntityRow]:
        """The entities that bear just this name, folded, as label or alias; best first."""
        with self._lock:
            self._refresh()
            return _ranked(self._rows[iri] for iri in self._by_name.get(fold_name(name), ()))

    def search(self, text: str) -> list[EntityRow]:
        """The entities each of the text's words begins a word of; best first. All for no words."""
        with self._lock:
            self._refresh()
            words = fold_name(text).split()
            if not words:
                return _ranked(self._rows.values())
            found = set.intersection(*(self._with_prefix(word) for word in words))
            return _ranked(self._rows[iri] for iri in found)

    def _with_prefix(self, prefix: str) -> set[str]:
        found: set[str] = set()
        for position in range(bisect_left(self._words, prefix), len(self._words)):
            word = self._words[position]
            if not word.startswith(prefix):
                break
            found |= self._by_word[word]
        return found

    def _refresh(self) -> None:
        if self._stale is None:
            self._rows = read_entities(self._store)
            for row in self._rows.values():
                self._index(row)
            self._words = sorted(self._by_word)
            self._stale = set()
        elif self._stale:
            stale, self._stale = self._stale, set()
            self._rows = dict(self._rows)
            for iri in stale:
                self._replace(iri, read_entity(self._store, iri))

    def _replace(self, iri: str, row: EntityRow | None) -> None:
        if old := self._rows.pop(iri, None):
            for name in _folded(old):
                self._by_name[name].discard(iri)
                for word in name.split():
                    self._by_word[word].discard(iri)
        if row:
            self._rows[iri] = row
            for word in self._index(row):
                insort(self._words, word)

    def _index(self, row: EntityRow) -> list[str]:
        """Enter the row under its names and words; the words that are new to the index."""
        new = []
        for name in _folded(row):
            self._by_name[name].add(row.iri)
            for word in name.split():
                if word not in self._by_word:
                    new.append(word)
                self._by_word[word].add(row.iri)
        return new


def fold_name(name: str) -> str:
    """A name folded, with its words apart by single spaces and without punctuation.

    >>> fold_name("EE.UU., «Comisión»")
    'ee uu comision'
    """
    return " ".join("".join(c if c.isalnum() else " " for c in fold(name)).split())


def entities_touched(change: Change) -> set[str]:
    """IRIs of the entities whose description or statements the write changed."""
    quads = change.removed | change.added
    described = {t.value(quad.subject) for quad in quads if quad.predicate in _DESCRIPTION}
    linked = {t.value(quad.object) for quad in quads if quad.predicate in (t.SUBJECT, t.OBJECT)}
    return {iri for iri in described | linked if iri.startswith("http")}


def read_entities(store: Store) -> dict[str, EntityRow]:
    """All entities of a store by IRI."""
    iris = {t.value(quad.subject) for kind in CLASSES for quad in store.quads(None, t.TYPE, kind, _UNION)}
    return {iri: row for iri in iris if (row := read_entity(store, iri))}


def read_entity(store: Store, iri: str) -> EntityRow | None:
    """What the articles together say of an entity; None where none describes it.

    The label and the type are those that most articles give; ties go to the longer label.
    """
    node = NamedNode(iri)
    kinds = Counter(kind for q in store.quads(node, t.TYPE) if (kind := _KINDS.get(t.value(q.object))))
    labels = Counter(t.value(q.object) for q in store.quads(node, t.LABEL))
    if not kinds or not labels:
        return None
    label = min(labels, key=lambda name: (-labels[name], -len(name), name))
    aliases = labels + Counter(t.value(q.object) for q in store.quads(node, t.ALT_LABEL))
    del aliases[label]
    same = (t.value(q.object) for q in store.quads(node, t.SAME_AS, None, _UNION))
    return EntityRow(
        iri=iri,
        label=label,
        type=min(kinds, key=lambda kind: (-kinds[kind], kind)),
        aliases=tuple(sorted(aliases, key=lambda name: (-aliases[name], name))),
        wikidata=next((iri.removeprefix(WIKIDATA) for iri in sorted(same) if iri.startswith(WIKIDATA)), None),
        statements=sum(1 for p in (t.SUBJECT, t.OBJECT) for _ in store.quads(None, p, node, _UNION)),
    )


def _ranked(rows: Iterable[EntityRow]) -> list[EntityRow]:
    return sorted(rows, key=lambda row: (-row.statements, fold(row.label), row.iri))


def _folded(row: EntityRow) -> set[str]:
    return {fold_name(name) for name in (row.label, *row.aliases)}
