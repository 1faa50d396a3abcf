"""Entities by name: folded, prefix of any word, aliases included, best-supported first.

The index lives in memory and is built at the first question. A folded name in the store
would not do: SPARQL engines without a text index scan every literal for a prefix (19–54 ms
for one word over 500k triples, and more with each), and a user's own triples would need it
too. After a write only the entities of that article are read again.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import RLock

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions

from .. import terms as t
from ..iris import ONTOLOGY, WIKIDATA, fold
from ..rows import EntityRow
from ..statement import EntityType
from ..store import Change, Store

CLASSES = tuple(t.term(f"cabos:{kind}") for kind in EntityType)
_DESCRIPTION = (t.TYPE, t.LABEL, t.ALT_LABEL, t.SAME_AS)
_UNION = DefaultGraph()
_BATCH = 500


class EntityIndex:
    """All entities of a store, by IRI and by the words of their names. Safe to share by threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = RLock()
        self._stale: set[str] | None = None
        self._epoch = store.epoch
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
        if self._epoch != (epoch := self._store.epoch):  # somebody else has written
            self._epoch, self._stale = epoch, None
        if self._stale is None:
            self._by_name.clear()
            self._by_word.clear()
            self._rows = read_entities(self._store)
            for row in self._rows.values():
                self._index(row)
            self._words = sorted(self._by_word)
            self._stale = set()
        elif self._stale:
            stale, self._stale = self._stale, set()
            self._rows = dict(self._rows)
            for iri in stale:
                self._replace(iri, read_entities(self._store, iri).get(iri))

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


@dataclass(slots=True)
class _Known:
    """What the articles together say of one entity, each thing once, and in how many statements."""

    kinds: set[NamedNode] = field(default_factory=set)
    labels: set[Literal] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    same: set[str] = field(default_factory=set)
    statements: int = 0


def read_entities(store: Store, iri: str | None = None) -> dict[str, EntityRow]:
    """All entities of a store by IRI, or one of them; those without class or label are left out.

    One pass over each predicate of the union; the articles' own graphs are asked only for
    the entities on whose label or class they differ.
    """
    node = NamedNode(iri) if iri is not None else None
    known: dict[str, _Known] = defaultdict(_Known)
    for kind in CLASSES:
        for quad in store.quads(node, t.TYPE, kind, _UNION):
            known[t.value(quad.subject)].kinds.add(kind)
    for quad in store.quads(node, t.LABEL, None, _UNION):
        if isinstance(quad.object, Literal):
            known[t.value(quad.subject)].labels.add(quad.object)
    for quad in store.quads(node, t.ALT_LABEL, None, _UNION):
        known[t.value(quad.subject)].others.add(t.value(quad.object))
    for quad in store.quads(node, t.SAME_AS, None, _UNION):
        known[t.value(quad.subject)].same.add(t.value(quad.object))
    for name, statements in _statements(store, node):
        known[name].statements += statements
    known = {name: one for name, one in known.items() if one.kinds and one.labels}
    disputed = [name for name, one in known.items() if (len(one.kinds) > 1 or len(one.labels) > 1) and ":" in name]
    votes = _votes(store, disputed)
    return {name: _row(name, one, votes) for name, one in known.items()}


def _statements(store: Store, node: NamedNode | None) -> Iterator[tuple[str, int]]:
    """In how many statements each entity is subject, and in how many object.

    The engine counts: the quads of a well-known country alone take a tenth of a second to pass through Python.
    """
    one = f"VALUES ?entity {{ {node} }}" if node else ""
    for role in (t.SUBJECT, t.OBJECT):
        text = f"SELECT ?entity (COUNT(*) AS ?n) {{ {one} ?statement {role} ?entity }} GROUP BY ?entity"
        solutions = store.query(text)
        assert isinstance(solutions, QuerySolutions)  # noqa: S101 – a SELECT
        for entity, number in solutions:
            yield t.value(entity), int(t.value(number))


def _votes(store: Store, iris: Sequence[str]) -> Counter[tuple[str, str]]:
    """How many graphs give each of these entities each label and each class."""
    votes: Counter[tuple[str, str]] = Counter()
    for start in range(0, len(iris), _BATCH):
        values = " ".join(str(NamedNode(iri)) for iri in iris[start : start + _BATCH])
        for predicate in (t.LABEL, t.TYPE):
            where = f"VALUES ?entity {{ {values} }} GRAPH ?g {{ ?entity {predicate} ?choice }}"
            text = f"SELECT ?entity ?choice (COUNT(*) AS ?n) {{ {where} }} GROUP BY ?entity ?choice"
            solutions = store.query(text)
            assert isinstance(solutions, QuerySolutions)  # noqa: S101 – a SELECT
            for entity, choice, number in solutions:
                votes[t.value(entity), t.value(choice)] += int(t.value(number))
    return votes


def _row(iri: str, known: _Known, votes: Counter[tuple[str, str]]) -> EntityRow:
    label = _commonest(iri, known.labels, votes)
    same = sorted(other for other in known.same if other.startswith(WIKIDATA))
    return EntityRow(
        iri=iri,
        label=label,
        type=_commonest(iri, known.kinds, votes).removeprefix(ONTOLOGY),
        aliases=tuple(sorted((known.others | {name.value for name in known.labels}) - {label})),
        wikidata=same[0].removeprefix(WIKIDATA) if same else None,
        statements=known.statements,
    )


def _commonest(iri: str, choices: Iterable[NamedNode | Literal], votes: Counter[tuple[str, str]]) -> str:
    """What most articles give; of those that as many give the longest, then the first."""
    names = {choice.value for choice in choices}
    return min(names, key=lambda name: (-votes[iri, name], -len(name), name))


def _ranked(rows: Iterable[EntityRow]) -> list[EntityRow]:
    return sorted(rows, key=lambda row: (-row.statements, fold(row.label), row.iri))


def _folded(row: EntityRow) -> set[str]:
    return {fold_name(name) for name in (row.label, *row.aliases)}
