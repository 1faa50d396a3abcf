"""A scene: entities, the edges between them that pass the filters, and what there is to filter by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..drawing.sizes import measure
from ..errors import BadInput
from ..iris import ENTITY
from ..rows import EntityRef, last_segment
from .best import best_entities
from .clashes import clashing
from .near import Near, neighbours
from .placing import place
from .said import Said, said_among
from .sieve import Sieve
from .sparql import scene_query

if TYPE_CHECKING:
    from ..graph import Graph

HARD_CAP = 1_500
"""No scene has more entities: the same as of a drawing."""


@dataclass(frozen=True, slots=True)
class SceneNode:
    """An entity where it is drawn. ``neighbours`` counts all that the filters let through, ``shown`` those in sight."""

    ref: EntityRef
    statements: int
    neighbours: int
    shown: int
    x: int
    y: int
    size: float
    points: float

    def record(self) -> dict[str, Any]:
        """All fields, flat."""
        own = {name: value for name, value in asdict(self).items() if name != "ref"}
        return self.ref.record() | own


@dataclass(frozen=True, slots=True)
class SceneEdge:
    """All that says the same. ``since`` and ``until`` are days as ISO 8601, None for none.

    ``clashes`` says that something in the scene contradicts it; ``bend`` how far its curve bulges.
    """

    id: str
    subject: str
    relation: str
    object: str
    status: str
    symmetric: bool
    articles: int
    sources: int
    statements: tuple[str, ...]
    confidence: float
    since: str | None
    until: str | None
    clashes: bool
    bend: float

    def record(self) -> dict[str, Any]:
        """All fields; ``statements`` is their number, ``first`` the surest."""
        return asdict(self) | {"statements": len(self.statements), "first": last_segment(self.statements[0])}


@dataclass(frozen=True, slots=True)
class Scene:
    """``facets`` count statements by what they can be filtered by, before any filter."""

    nodes: tuple[SceneNode, ...]
    edges: tuple[SceneEdge, ...]
    facets: Mapping[str, Mapping[str, int]]
    missing: tuple[str, ...]
    sparql: str

    @property
    def statements(self) -> tuple[str, ...]:
        """IRIs of all statements that are shown."""
        return tuple(iri for edge in self.edges for iri in edge.statements)

    def record(self) -> dict[str, Any]:
        """All fields, nested."""
        return {
            "nodes": [node.record() for node in self.nodes],
            "edges": [edge.record() for edge in self.edges],
            "facets": {name: dict(counts) for name, counts in self.facets.items()},
            "missing": list(self.missing),
            "sparql": self.sparql,
        }


def scene(
    graph: Graph,
    entities: Sequence[str] = (),
    *,
    only: Sieve | None = None,
    placed: Mapping[str, tuple[float, float]] | None = None,
    best: int = 40,
) -> Scene:
    """What is said between these entities; without any, between the ``best`` supported ones.

    ``placed`` gives positions that stay as they are, by IRI or its last segment; the others find room beside their
    neighbours. Keys that no entity has are ``missing``: the graph may have changed since a view was kept.

    :raises BadInput: more than 1,500 entities
    """
    if len(entities) > HARD_CAP:
        raise BadInput(f"a scene has at most {HARD_CAP:,} entities, not {len(entities):,}.")
    only = only or Sieve()
    refs, missing = _refs(graph, entities or best_entities(graph, best))
    said = said_among(graph, refs)
    edges = _edges(graph, refs, [one for one in said if only.passes(one)], only)
    near = neighbours(graph, refs, only)
    points = place(graph, refs, edges, placed or {})
    return Scene(
        nodes=tuple(_node(graph, ref, near[iri], points[iri]) for iri, ref in refs.items()),
        edges=edges,
        facets=_facets(refs.values(), said),
        missing=missing,
        sparql=scene_query(graph.ontology, refs, only),
    )


def _refs(graph: Graph, keys: Iterable[str]) -> tuple[dict[str, EntityRef], tuple[str, ...]]:
    """The entities by IRI, and the keys that are none's."""
    refs, missing = {}, []
    for key in dict.fromkeys(keys):
        if row := graph._entities.get(key) or graph._entities.get(ENTITY + key):
            refs[row.iri] = row.ref
        else:
            missing.append(key)
    return refs, tuple(missing)


def _node(graph: Graph, ref: EntityRef, near: Near, point: tuple[float, float]) -> SceneNode:
    row = graph._entities.get(ref.iri)
    statements = row.statements if row else 0
    size = measure(ref.label, statements)
    x, y = (round(value) for value in point)
    return SceneNode(ref, statements, near.total, near.shown, x, y, round(size.size, 1), round(size.points, 1))


def _edges(graph: Graph, refs: Mapping[str, EntityRef], said: Iterable[Said], only: Sieve) -> tuple[SceneEdge, ...]:
    groups: dict[tuple[str, str, str, str], list[Said]] = defaultdict(list)
    for one in said:
        if not only.admits(refs[one.subject].type) or not only.admits(refs[one.object].type):
            continue
        ends = one.subject, one.object
        relation = graph.ontology.relations.get(one.relation)
        if relation and relation.symmetric:
            ends = (min(ends), max(ends))
        groups[ends[0], one.relation, ends[1], one.status].append(one)
    keys = sorted(groups)
    clashes = clashing(graph.ontology, {key: _days(groups[key]) for key in keys})
    beside = _fan([(key[0], key[2]) for key in keys])
    return tuple(_edge(graph, key, groups[key], key in clashes, bend) for key, bend in zip(keys, beside, strict=True))


def _edge(graph: Graph, key: tuple[str, str, str, str], group: list[Said], clashes: bool, bend: float) -> SceneEdge:
    group.sort(key=lambda one: (-one.confidence, one.first, one.iri))
    first, last = _days(group)
    relation = graph.ontology.relations.get(key[1])
    return SceneEdge(
        id="|".join((last_segment(key[0]), key[1], last_segment(key[2]), key[3])),
        subject=last_segment(key[0]),
        relation=key[1],
        object=last_segment(key[2]),
        status=key[3],
        symmetric=bool(relation and relation.symmetric),
        articles=len({one.article for one in group}),
        sources=len({one.source for one in group}),
        statements=tuple(one.iri for one in group),
        confidence=group[0].confidence,
        since=_iso(first),
        until=_iso(last),
        clashes=clashes,
        bend=bend,
    )


def _fan(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """How far each edge bulges, so that parallel ones are apart; the sign follows its direction."""
    total, seen = Counter(frozenset(pair) for pair in pairs), Counter[frozenset[str]]()
    bends = []
    for a, b in pairs:
        both = frozenset((a, b))
        shift = seen[both] - (total[both] - 1) / 2
        seen[both] += 1
        bends.append(round(shift * 0.26 * (1 if a < b else -1), 3))
    return bends


def _days(group: Iterable[Said]) -> tuple[int, int]:
    dated = [(one.first, one.last) for one in group if one.first]
    return (min(first for first, _ in dated), max(last for _, last in dated)) if dated else (0, 0)


def _iso(day: int) -> str | None:
    """``20190603`` → ``2019-06-03``."""
    return f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}" if day else None


def _facets(refs: Iterable[EntityRef], said: Sequence[Said]) -> dict[str, Counter[str]]:
    return {
        "types": Counter(ref.type for ref in refs),
        "relations": Counter(one.relation for one in said),
        "statuses": Counter(one.status for one in said),
        "sources": Counter(one.publisher for one in said),
        "months": Counter((_iso(one.first) or "")[:7] for one in said if one.first),
        "confidence": Counter(f"{min(int(one.confidence * 10), 9) / 10:.1f}" for one in said),
    }
