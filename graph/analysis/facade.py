"""The questions about connections that a ``Graph`` answers; each is a function elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from threading import RLock
from typing import TYPE_CHECKING, cast

from ..statement import Status
from .opened import Opened
from .studies import Studies

if TYPE_CHECKING:
    import networkx
    import pandas

    from ..drawing import Drawing
    from ..graph import Graph
    from ..paths import Paths
    from ..rows import EntityRow, OpenRelation
    from .index import EdgeIndex

_EVERY_STATUS = tuple(str(status) for status in Status)
_FACTS = (str(Status.FACT),)


class Connections(Studies):
    """What a ``Graph`` inherits. Conditions mean the same in each method:

    ``relations`` are names or PLOVER categories; ``since``, ``until`` and ``as_of`` days, by
    the time of the event, else by the date of the article (what has neither is left out);
    ``min_articles`` and ``min_sources`` are what an edge must rest on.
    """

    opened: Opened | None = None
    """The state of the store on disk; ``open_graph`` gives it."""
    _index: EdgeIndex | None = None
    _index_lock = RLock()

    @property
    def has_index(self) -> bool:
        """Whether the edges are in memory."""
        return self._index is not None

    @property
    def index(self) -> EdgeIndex:
        """The edges in memory; built at the first question, and kept in step with writes."""
        graph = cast("Graph", self)
        with self._index_lock:
            if self._index is None:
                from .index import EdgeIndex

                self._index = EdgeIndex(graph.store, graph.ontology, graph._entities, self.opened, graph._changed)
            return self._index

    def paths(
        self,
        source: str | Sequence[str],
        target: str | Sequence[str] | None = None,
        *,
        max_length: int = 4,
        k: int = 10,
        relations: Sequence[str] = (),
        statuses: Sequence[str] = _FACTS,
        directed: bool = False,
        all_simple: bool = False,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        min_articles: int = 1,
        min_sources: int = 1,
        avoid: Sequence[str] = (),
        weight: str = "hops",
    ) -> Paths:
        """How entities are connected: the shortest paths, or the k shortest with ``all_simple``.

        An end is an entity, several, or a set: ``"type:Person"``, ``"people:Rusia"``. Without a
        ``target``: ``k`` paths between each two of several sources. ``weight="evidence"`` puts
        strong evidence and rare hubs first; ``avoid`` names entities that no path may touch.
        """
        from ..paths import find_paths

        return find_paths(
            cast("Graph", self), source, target, max_length=max_length, k=k, relations=relations, statuses=statuses,
            directed=directed, all_simple=all_simple, since=since, until=until, as_of=as_of,
            min_articles=min_articles, min_sources=min_sources, avoid=avoid, weight=weight,
        )  # fmt: skip

    def to_pandas(
        self,
        what: str = "edges",
        *,
        relations: Sequence[str] = (),
        statuses: Sequence[str] = _EVERY_STATUS,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        min_articles: int = 1,
        min_sources: int = 1,
    ) -> pandas.DataFrame:
        """A table of all ``edges`` (under these conditions), ``entities``, ``statements`` or ``articles``."""
        from .frames import to_pandas
        from .only import only

        graph = cast("Graph", self)
        wanted = only(
            graph.ontology, relations=relations, statuses=statuses, since=since, until=until, as_of=as_of,
            min_articles=min_articles, min_sources=min_sources,
        )  # fmt: skip
        return to_pandas(graph, what, wanted)

    def __getitem__(self, key: str) -> EntityRow:
        """``graph["Rusia"]`` is ``graph.entity("Rusia")``; names complete at the prompt."""
        return cast("Graph", self).entity(key)

    def _ipython_key_completions_(self) -> list[str]:
        return sorted({row.label for row in self.index.names().values()})

    def draw(
        self,
        *entities: str,
        hops: int = 1,
        limit: int = 300,
        statuses: Sequence[str] = _EVERY_STATUS,
        relations: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        language: str = "es",
    ) -> Drawing:
        """A picture of what lies around the entities; of the best-supported part for none. In ``es`` or ``en``."""
        from ..drawing import draw

        return draw(
            cast("Graph", self), *entities, hops=hops, limit=limit, statuses=statuses, relations=relations,
            since=since, until=until, as_of=as_of, language=language,
        )  # fmt: skip

    def open_relations(self, limit: int = 50) -> list[OpenRelation]:
        """Verbs between named entities that no relation covers, those of most articles first.

        :raises BadInput: a limit outside 0…10,000
        """
        from ..lookup.keys import bounded
        from ..lookup.opened import open_relations

        bounded(limit, 0)
        return open_relations(cast("Graph", self).store, limit)

    def to_networkx(
        self,
        *,
        statuses: Sequence[str] = _FACTS,
        relations: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
    ) -> networkx.MultiDiGraph[str]:
        """The edges as a networkx graph; nodes are IRIs."""
        from ..network import to_networkx

        return to_networkx(
            cast("Graph", self), statuses=statuses, relations=relations, since=since, until=until, as_of=as_of
        )
