"""The names of a graph's entities, for whoever looks for them in a text."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..lookup.entities import fold_name
from ..lookup.keys import LONGEST, near_names

if TYPE_CHECKING:
    from ..graph import Graph
    from ..rows import EntityRow


class EntityNames:
    """Finds entities by name. Accents and case do not count; the best-supported come first."""

    def __init__(self, graph: Graph) -> None:
        self._index = graph.entity_index

    def named(self, name: str) -> list[EntityRow]:
        """Those that bear just this name, as label or alias."""
        return self._index.named(name)

    def with_words(self, name: str) -> list[EntityRow]:
        """Those one of whose names has every word of ``name``, else a word that each begins."""
        words = set(fold_name(name).split())
        found = self._index.search(name) if words else []
        whole = [row for row in found if any(words <= set(fold_name(n).split()) for n in (row.label, *row.aliases))]
        return whole or found

    def get(self, iri: str) -> EntityRow | None:
        """The entity of that IRI."""
        return self._index.get(iri)

    def near(self, name: str) -> list[str]:
        """At most five labels of entities that are called nearly so."""
        if found := near_names(self._index, name):
            return found
        rows = self._index.rows().values()
        called = {fold_name(n): row.label for row in rows for n in (row.label, *row.aliases) if len(n) <= LONGEST}
        near = get_close_matches(fold_name(name[:LONGEST]), called, n=5, cutoff=0.7)
        return list(dict.fromkeys(called[folded] for folded in near))
