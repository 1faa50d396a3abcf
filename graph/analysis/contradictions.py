"""Pairs of statements that cannot both stand: one asserts what the other denies, or they are opposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from ..deadline import check_deadline
from ..errors import BadInput
from ..rows import EntityRef, Page, StatementRow
from ..statement import Status
from .claims import STATUSES
from .days import NEVER
from .evidence import evidence
from .only import only
from .opposed import OPPOSED
from .view import View

if TYPE_CHECKING:
    from ..graph import Graph

WINDOW = 30
"""Days within which opposed relations are taken for a contradiction."""
_READ = 12
_FACT, _DENIED = (STATUSES.index(status) for status in (Status.FACT, Status.DENIED))
_UNDATED = 10**9
Edge = tuple[int, int, int, int]
"""Numbers of subject, relation, object and status."""
Pair = tuple[str, Edge, Edge]
Rank = tuple[int, int, int, tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two edges between the same two, and the surest statements of each, at most three.

    ``kind`` is ``denied`` or ``opposed``; ``days`` lie between the nearest two dates, None
    where a side has none. ``sources`` are the independent ones that say the first, and the second.
    """

    kind: str
    subject: EntityRef
    object: EntityRef
    relations: tuple[str, str]
    days: int | None
    sources: tuple[int, int]
    first: tuple[StatementRow, ...]
    second: tuple[StatementRow, ...]

    def record(self) -> dict[str, Any]:
        """All fields, nested."""
        return {
            "kind": self.kind,
            "subject": self.subject.record(),
            "object": self.object.record(),
            "relations": list(self.relations),
            "days": self.days,
            "sources": list(self.sources),
            "first": [row.record() for row in self.first],
            "second": [row.record() for row in self.second],
        }


def find_contradictions(
    graph: Graph,
    *,
    entity: str | None = None,
    window: int = WINDOW,
    relations: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    limit: int = 50,
    offset: int = 0,
) -> Page[Contradiction]:
    """Contradictions, those first that more independent sources on both sides make; then the nearest in time.

    What is asserted and denied counts at any distance in time, opposed relations within
    ``window`` days; what is not dated is never near.

    :raises BadInput: a window below 0, an unknown relation, no date
    """
    if window < 0:
        raise BadInput(f"window must be 0 days or more, not {window}.")
    statuses = (Status.FACT, Status.DENIED)
    wanted = only(graph.ontology, relations=relations, statuses=statuses, since=since, until=until, as_of=as_of)
    about = graph.entity(entity).iri if entity else None
    with graph.index.lock:
        view = graph.index.view(wanted)
        number = graph.index.claims().entities.get(about) if about else None
        if about and number is None:
            return Page((), 0, limit, offset)
        pairs = [(rank, pair) for pair in _pairs(graph, view, number) if (rank := _rank(graph, view, pair, window))]
        pairs.sort()
        page = tuple(_contradiction(graph, view, *pair, rank) for rank, pair in pairs[offset : offset + limit])
    return Page(page, len(pairs), limit, offset)


def _rank(graph: Graph, view: View, pair: Pair, window: int) -> Rank | None:
    """What pairs are sorted by; None for what lies too far apart."""
    check_deadline()
    kind, one, other = pair
    days = _apart(view, one, other)
    if kind == "opposed" and (days is None or days > window):
        return None
    sources = [len(set(view.sources(view.rows(*edge)).tolist())) for edge in (one, other)]
    ends = graph.index.name(other[0]), graph.index.name(other[2])
    return -min(sources), -sum(sources), _UNDATED if days is None else days, *ends


def _pairs(graph: Graph, view: View, about: int | None) -> Iterator[Pair]:
    """Edges that may contradict one another."""
    names = graph.index.claims().relations
    arcs = view.edges()
    edges = set(zip(arcs.head.tolist(), arcs.relation.tolist(), arcs.tail.tolist(), arcs.status.tolist(), strict=True))
    if about is not None:
        edges = {edge for edge in edges if about in (edge[0], edge[2])}
    opposites: dict[int, list[int]] = {}
    for one, other in OPPOSED:
        if one in names and other in names:
            opposites.setdefault(names.index(one), []).append(names.index(other))
    for head, relation, tail, status in sorted(edges):
        if status != _FACT:
            continue
        if (head, relation, tail, _DENIED) in edges:
            yield "denied", (head, relation, tail, _FACT), (head, relation, tail, _DENIED)
        either = [(head, tail), (tail, head)] if view.symmetric[relation] else [(head, tail)]
        for other, (a, b) in product(opposites.get(relation, ()), either):
            if (a, other, b, _FACT) in edges:
                yield "opposed", (head, relation, tail, _FACT), (a, other, b, _FACT)


def _contradiction(graph: Graph, view: View, kind: str, one: Edge, other: Edge, rank: Rank) -> Contradiction:
    names = graph.index.claims().relations
    rows = [evidence(graph, view, *edge, most=_READ)[0] for edge in (one, other)]
    sources = [len(set(view.sources(view.rows(*edge)).tolist())) for edge in (one, other)]
    return Contradiction(
        kind=kind,
        subject=graph.index.ref(other[0]),
        object=graph.index.ref(other[2]),
        relations=(names[one[1]], names[other[1]]),
        days=None if rank[2] == _UNDATED else rank[2],
        sources=(sources[0], sources[1]),
        first=rows[0][:3],
        second=rows[1][:3],
    )


def _apart(view: View, one: Edge, other: Edge) -> int | None:
    """Days between the nearest dates of two edges, 0 where their spans meet; None for no date."""
    spans = [view.days(view.rows(*edge)) for edge in (one, other)]
    dated = [[(int(a), int(b)) for a, b in zip(*side, strict=True) if a != NEVER] for side in spans]
    gaps = [max(0, ordinal(b[0]) - ordinal(a[1]), ordinal(a[0]) - ordinal(b[1])) for a, b in product(*dated)]
    return min(gaps, default=None)


def ordinal(day: int) -> int:
    """Days since the year 1; the 31st of a shorter month is its last.

    >>> ordinal(20190301) - ordinal(20190231)
    1
    """
    year, month, number = day // 10000, day // 100 % 100, day % 100
    first = date(year, month, 1).toordinal()
    following = date(year + month // 12, month % 12 + 1, 1).toordinal() if year < 9999 else first + 31
    return min(first + number - 1, following - 1)
