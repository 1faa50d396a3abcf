"""The questions about the graph as a whole that a ``Graph`` answers; each is a function elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack, cast

from .only import Conditions, Only, only

if TYPE_CHECKING:
    from ..graph import Graph
    from ..rows import Page
    from .contradictions import Contradiction
    from .ego import Near, Tie
    from .groups import Bridge, Changed, Community
    from .ranking import Ranking
    from .voices import Voice

Period = tuple[str | None, str | None]
"""First and last day, None for an open end."""


def _asked(self: Studies, conditions: Conditions, limit: int = 0, offset: int = 0) -> tuple[Graph, Only]:
    """The graph that this is part of, and its conditions, checked."""
    from ..lookup.keys import bounded

    bounded(limit, offset)
    graph = cast("Graph", self)
    return graph, only(graph.ontology, **conditions)


class Studies:
    """What a ``Graph`` inherits. ``conditions`` are ``relations`` (names or PLOVER categories), ``statuses``
    (facts, unless others are asked for), ``since``, ``until``, ``as_of``, ``min_articles``,
    ``min_sources``, ``directed``. Strength is the number of independent sources.
    """

    def neighbourhood(
        self,
        *entities: str,
        hops: int = 1,
        avoid: Sequence[str] = (),
        limit: int = 100,
        offset: int = 0,
        **conditions: Unpack[Conditions],
    ) -> Page[Near]:
        """What lies within ``hops`` steps of the entities, the nearest first, then the best connected.

        :raises BadInput: more than 4 hops, or a condition that cannot be
        """
        from ..errors import BadInput
        from .ego import MAX_HOPS, around

        if not 0 <= hops <= MAX_HOPS:
            raise BadInput(f"hops must lie between 0 and {MAX_HOPS}, not {hops}.")
        graph, wanted = _asked(self, conditions, limit, offset)
        return around(graph, entities, hops, wanted, avoid=avoid, limit=limit, offset=offset)

    def ranking(
        self, measure: str = "degree", *, type: str | None = None, limit: int = 20, **conditions: Unpack[Conditions]
    ) -> Ranking:
        """The entities by ``degree in_degree out_degree pagerank betweenness``, the highest first.

        Betweenness of more than 2,000 entities is estimated from 200 of them; ``sampled`` says so.
        Direction counts for degrees in and out, and for PageRank if ``directed``.
        """
        from .ranking import rank

        if measure in ("in_degree", "out_degree"):
            conditions["directed"] = True
        graph, wanted = _asked(self, conditions, limit)
        return rank(graph, measure, wanted, type=type, limit=limit)

    def ties(
        self,
        entity: str,
        *,
        by_category: bool = True,
        least: bool = False,
        limit: int = 20,
        offset: int = 0,
        **conditions: Unpack[Conditions],
    ) -> Page[Tie]:
        """Whom an entity is most (or ``least``) connected to, counted by PLOVER category, else by relation."""
        from .ego import ties

        graph, wanted = _asked(self, conditions, limit, offset)
        return ties(graph, entity, wanted, by_category=by_category, least=least, limit=limit, offset=offset)

    def communities(self, **conditions: Unpack[Conditions]) -> list[Community]:
        """Groups whose members are connected with one another more than with others, the largest first."""
        from .groups import communities

        return communities(*_asked(self, conditions))

    def bridges(
        self,
        first: str | Sequence[str],
        second: str | Sequence[str],
        *,
        limit: int = 20,
        offset: int = 0,
        **conditions: Unpack[Conditions],
    ) -> Page[Bridge]:
        """The entities that join two groups: connected to both, and part of neither. Groups as in ``paths``."""
        from .groups import bridges

        graph, wanted = _asked(self, conditions, limit, offset)
        return bridges(graph, first, second, wanted, limit=limit, offset=offset)

    def changes(
        self,
        before: Period,
        after: Period,
        *,
        entity: str | None = None,
        limit: int = 50,
        offset: int = 0,
        **conditions: Unpack[Conditions],
    ) -> Page[Changed]:
        """The edges that more, or fewer, sources tell of in the second period; the greatest change first."""
        from .groups import changes

        graph, then = _asked(self, {**conditions, "since": before[0], "until": before[1]}, limit, offset)
        _, now = _asked(self, {**conditions, "since": after[0], "until": after[1]})
        return changes(graph, then, now, about=entity, limit=limit, offset=offset)

    def who_says(self, subject: str, object: str, *, relation: str | None = None) -> list[Voice]:
        """Which sources assert, deny, or report as possible what is said of two entities, and since when."""
        from .voices import find_voices

        return find_voices(cast("Graph", self), subject, object, relation=relation)

    def contradictions(
        self,
        *,
        entity: str | None = None,
        window: int = 30,
        relations: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> Page[Contradiction]:
        """Pairs of statements that cannot both stand: asserted and denied, or opposed within ``window`` days."""
        from .contradictions import find_contradictions

        graph, _ = _asked(self, {}, limit, offset)
        return find_contradictions(
            graph, entity=entity, window=window, relations=relations,
            since=since, until=until, as_of=as_of, limit=limit, offset=offset,
        )  # fmt: skip
