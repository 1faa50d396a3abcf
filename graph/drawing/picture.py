"""What a drawing shows: statements gathered into nodes and edges, the best supported first.

An edge is all that says the same: subject, relation, object and status. Denied and
possible statements make edges of their own, so that they are never taken for a fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ..analysis.sources import independent
from ..ontology import Relation
from ..rows import EntityRef, StatementRow

HARD_CAP = 1_500
"""No drawing shows more nodes: beyond, neither the eye nor the browser follows."""
SENTENCES = 12
"""At most so many sentences travel with an edge; the edge still counts them all."""

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """An entity of the picture; ``support`` is the number of independent sources of its edges, added up."""

    ref: EntityRef
    degree: int
    support: int
    focus: bool


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """One arrow. ``source`` and ``target`` are numbers of nodes; ``total`` counts all its statements."""

    source: int
    target: int
    relation: str
    symmetric: bool
    status: str
    support: int
    total: int
    statements: tuple[StatementRow, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes and edges in a fixed order, and how many entities were left out."""

    nodes: tuple[DrawnNode, ...]
    edges: tuple[DrawnEdge, ...]
    left_out: int


def gather(
    statements: Iterable[StatementRow],
    relations: Mapping[str, Relation],
    *,
    focus: Collection[str] = (),
    entities: Iterable[EntityRef] = (),
    limit: int = HARD_CAP,
    left_out: int = 0,
    sources: Mapping[str, str] | None = None,
) -> Picture:
    """The picture of these statements: at most ``limit`` entities, the best supported ones.

    ``focus`` holds IRIs of entities that stay in whatever their support, and are marked;
    ``entities`` are shown though no statement has them;
    ``left_out`` is what the caller left out already; ``sources`` are the independent ones of articles, by IRI.
    """
    groups: dict[Key, dict[str, StatementRow]] = defaultdict(dict)
    refs = {ref.iri: ref for ref in entities}
    for row in statements:
        ends = [row.subject, row.object]
        if row.relation in relations and relations[row.relation].symmetric:
            ends.sort(key=lambda ref: ref.iri)
        refs.update((ref.iri, ref) for ref in ends)
        groups[ends[0].iri, row.relation, ends[1].iri, row.status][row.iri] = row
    known = sources or independent(row.article for rows in groups.values() for row in rows.values())
    support = {key: len({known[row.article.iri] for row in rows.values()}) for key, rows in groups.items()}
    kept = choose([(key[0], key[2], n) for key, n in support.items()], refs, focus=focus, limit=limit)
    number = {iri: i for i, iri in enumerate(sorted(kept, key=lambda iri: (refs[iri].label, iri)))}
    keys = sorted((k for k in groups if k[0] in number and k[2] in number), key=lambda k: _order(k, number))
    edges = tuple(_edge(key, number, groups[key], support[key], relations) for key in keys)
    return Picture(_nodes(number, refs, edges, focus), edges, left_out + len(refs) - len(number))


def choose(
    edges: Sequence[tuple[str, str, int]],
    refs: Mapping[str, EntityRef],
    *,
    focus: Collection[str],
    limit: int,
    distance: Mapping[str, int] = MappingProxyType({}),
) -> set[str]:
    """IRIs of the entities to show: ``focus``, then edge by edge from the best supported down.

    ``edges`` are (entity, entity, number of independent sources). With a ``distance`` (steps from
    ``focus``) all that is nearer comes before all that is farther. Among edges of equal support those
    of better known entities come first, so that what is shown hangs together.
    """
    kept = {iri for iri in focus if iri in refs}
    if len(refs) <= limit:
        return set(refs)
    weight: dict[str, int] = defaultdict(int)
    for a, b, n in edges:
        weight[a] += n
        weight[b] += n

    def rank(edge: tuple[str, str, int]) -> tuple[int, int, int, int, str, str]:
        a, b, n = edge
        far = max(distance.get(a, 0), distance.get(b, 0))
        return (far, -((a in focus) + (b in focus)), -n, -(weight[a] + weight[b]), refs[a].label, refs[b].label)

    for a, b, _ in sorted(edges, key=rank):
        if len(kept | {a, b}) <= limit:
            kept |= {a, b}
    return kept


def _order(key: Key, number: Mapping[str, int]) -> tuple[int, int, str, str]:
    return number[key[0]], number[key[2]], key[1], key[3]


def _edge(
    key: Key,
    number: Mapping[str, int],
    rows: Mapping[str, StatementRow],
    support: int,
    relations: Mapping[str, Relation],
) -> DrawnEdge:
    known = relations.get(key[1])
    ordered = sorted(rows.values(), key=lambda row: (-row.confidence, row.article.date or "", row.iri))
    first_of: dict[str, StatementRow] = {}
    for row in ordered:
        first_of.setdefault(row.article.iri, row)
    others = [row for row in ordered if first_of[row.article.iri] is not row]
    return DrawnEdge(
        source=number[key[0]],
        target=number[key[2]],
        relation=key[1],
        symmetric=bool(known and known.symmetric),
        status=key[3],
        support=support,
        total=len(rows),
        statements=tuple([*first_of.values(), *others][:SENTENCES]),
    )


def _nodes(
    number: Mapping[str, int],
    refs: Mapping[str, EntityRef],
    edges: Sequence[DrawnEdge],
    focus: Collection[str],
) -> tuple[DrawnNode, ...]:
    degree = [0] * len(number)
    support = [0] * len(number)
    for edge in edges:
        for end in {edge.source, edge.target}:
            degree[end] += 1
            support[end] += edge.support
    return tuple(DrawnNode(refs[iri], degree[i], support[i], iri in focus) for iri, i in number.items())
