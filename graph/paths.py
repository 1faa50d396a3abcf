"""How two entities are connected: paths through the graph, each step with its sentences.

A path is a sequence of entities. Between two neighbours the best supported relation is the
step, and the others are named beside it: otherwise k parallel relations on n steps would
make kⁿ paths that a reader takes for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx

from .errors import BadInput
from .network import network
from .rows import EntityRef, StatementRow
from .statement import Status

if TYPE_CHECKING:
    from .graph import Graph

MAX_LENGTH = 8
MAX_K = 200
CANDIDATES = 5_000
"""So many paths of one length are looked at, best supported neighbours first, before the best are kept."""


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a path.

    ``forward`` is False where the edge points from ``target`` to ``source``. ``also`` names
    the other relations between the two; ``^`` before a name turns it round, as in SPARQL.
    """

    source: EntityRef
    relation: str
    target: EntityRef
    forward: bool
    statements: tuple[StatementRow, ...]
    also: tuple[str, ...] = ()

    def record(self) -> dict[str, Any]:
        """``from``, ``relation``, ``to``, ``forward``, ``also``, ``statements``."""
        return {
            "from": self.source.record(),
            "relation": self.relation,
            "to": self.target.record(),
            "forward": self.forward,
            "also": list(self.also),
            "statements": [row.record() for row in self.statements],
        }


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from one entity to another."""

    steps: tuple[Step, ...]

    def __len__(self) -> int:
        return len(self.steps)

    def record(self) -> dict[str, Any]:
        """``steps`` as records."""
        return {"steps": [step.record() for step in self.steps]}


@dataclass(frozen=True, slots=True)
class _Link:
    """One way from a node to a neighbour."""

    relation: str
    forward: bool
    support: int
    statements: tuple[str, ...]


_Links: TypeAlias = dict[str, dict[str, list[_Link]]]


def find_paths(
    graph: Graph,
    source: str,
    target: str,
    *,
    max_length: int = 4,
    k: int = 10,
    relations: Sequence[str] = (),
    statuses: Sequence[str] = (Status.FACT,),
    directed: bool = False,
    all_simple: bool = False,
) -> list[Path]:
    """The shortest paths, or with ``all_simple`` all that visit no entity twice; at most ``k``.

    Short paths come first, then those that rest on more articles, then by names. Direction
    counts only where ``directed``, and never for symmetric relations. No path: an empty list.

    :raises NotFound: no such entity
    :raises Ambiguous: a name that several entities bear
    :raises BadInput: ``max_length``, ``k``, a relation or a status out of bounds; source = target
    """
    _check("max_length", max_length, MAX_LENGTH)
    _check("k", k, MAX_K)
    start, goal = graph.entity(source).iri, graph.entity(target).iri
    if start == goal:
        raise BadInput(f"{source!r} and {target!r} are the same entity; a path needs two.")
    net = network(graph, statuses, relations)
    if start not in net or goal not in net:
        return []
    links = _links(graph, net, directed)
    found: list[list[str]] = []
    for level in _levels(links, start, goal, max_length):
        found += sorted(level, key=lambda nodes: _rank(nodes, links, net))[: k - len(found)]
        if len(found) >= k or not all_simple:
            break
    return [_path(graph, nodes, links, net) for nodes in found]


def _check(name: str, value: int, most: int) -> None:
    if not 1 <= value <= most:
        raise BadInput(f"{name} must lie between 1 and {most}, not {value}.")


def _links(graph: Graph, net: nx.MultiDiGraph[str], directed: bool) -> _Links:
    """Each node's neighbours, the best supported first, and the ways to each, likewise."""
    links: _Links = {node: {} for node in net}
    for subject, object_, edge in net.edges(data=True):
        symmetric = graph.ontology.relations[edge["relation"]].symmetric
        if subject == object_:
            continue
        there = _Link(edge["relation"], True, edge["support"], edge["statements"])
        back = _Link(edge["relation"], symmetric, edge["support"], edge["statements"])
        links[subject].setdefault(object_, []).append(there)
        if symmetric or not directed:
            links[object_].setdefault(subject, []).append(back)
    for node, near in links.items():
        for ways in near.values():
            ways.sort(key=lambda link: (-link.support, not link.forward, link.relation))
        order = sorted(near, key=lambda other: (-near[other][0].support, net.nodes[other]["label"], other))
        links[node] = {other: near[other] for other in order}
    return links


def _levels(links: _Links, start: str, goal: str, max_length: int) -> Iterator[list[list[str]]]:
    """The simple paths of each length, from the shortest on, at most ``CANDIDATES`` of each."""
    inward: nx.DiGraph[str] = nx.DiGraph([(b, a) for a, near in links.items() for b in near])
    if start not in inward or goal not in inward:
        return
    left = nx.single_source_shortest_path_length(inward, goal, cutoff=max_length)
    if start in left:
        for length in range(left[start], max_length + 1):
            yield list(islice(_walk(links, [start], goal, length, left), CANDIDATES))


def _walk(links: _Links, path: list[str], goal: str, length: int, left: Mapping[str, int]) -> Iterator[list[str]]:
    """Simple paths of just this length. Only steps from which the goal can be reached in time are taken.

    networkx's ``all_simple_paths`` looks at every node within reach, and drowns near a hub.
    """
    remaining = length - len(path)
    for near in links[path[-1]]:
        if near == goal:
            if remaining == 0:
                yield [*path, near]
        elif near not in path and left.get(near, length) <= remaining:
            yield from _walk(links, [*path, near], goal, length, left)


def _rank(nodes: list[str], links: _Links, net: nx.MultiDiGraph[str]) -> tuple[int, list[str], list[str]]:
    support = sum(links[a][b][0].support for a, b in pairwise(nodes))
    return -support, [net.nodes[node]["label"] for node in nodes], nodes


def _path(graph: Graph, nodes: list[str], links: _Links, net: nx.MultiDiGraph[str]) -> Path:
    refs = [EntityRef(node, net.nodes[node]["label"], net.nodes[node]["type"]) for node in nodes]
    steps = []
    for source, target in pairwise(refs):
        best, *others = links[source.iri][target.iri]
        also = dict.fromkeys(link.relation if link.forward else f"^{link.relation}" for link in others)
        main = best.relation if best.forward else f"^{best.relation}"
        steps.append(
            Step(
                source=source,
                relation=best.relation,
                target=target,
                forward=best.forward,
                statements=tuple(graph.statement_rows(best.statements)),
                also=tuple(name for name in also if name != main),
            )
        )
    return Path(tuple(steps))
