"""From statements to a finished drawing, and which part of a graph to draw."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import networkx as nx

from ..analysis.days import period
from ..errors import BadInput
from ..network import network
from ..ontology import Ontology
from ..rows import EntityRef, StatementRow
from ..statement import Status
from .drawing import Drawing
from .page import page
from .picture import HARD_CAP, choose, gather
from .words import known_language, word

if TYPE_CHECKING:
    from ..graph import Graph

MAX_HOPS = 4


def draw(
    graph: Graph,
    *entities: str,
    hops: int = 1,
    limit: int = 300,
    statuses: Sequence[str] = tuple(Status),
    relations: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    language: str = "es",
) -> Drawing:
    """What lies within ``hops`` of the entities, whichever way the edges point; all for none.

    At most ``limit`` entities: the given ones, then the best supported; the drawing says how
    many were left out.

    :raises NotFound: no such entity
    :raises Ambiguous: a name that several entities bear
    :raises BadInput: ``hops`` or ``limit`` out of bounds, an unknown relation, status or language, no date
    """
    if not 0 <= hops <= MAX_HOPS:
        raise BadInput(f"hops must lie between 0 and {MAX_HOPS}, not {hops}.")
    if not 1 <= limit <= HARD_CAP:
        raise BadInput(f"limit must lie between 1 and {HARD_CAP}, not {limit}.")
    rows = [graph.entity(key) for key in entities]
    focus = list(dict.fromkeys(row.iri for row in rows))
    net = network(graph, statuses, relations, period(since, until, as_of))
    distance = _distances(net, focus, hops)
    around = net.subgraph(distance) if rows else net
    refs = {node: EntityRef(node, data["label"], data["type"]) for node, data in around.nodes(data=True)}
    edges = [(a, b, edge["support"]) for a, b, edge in around.edges(data=True)]
    kept = choose(edges, refs, focus=focus, limit=limit, distance=distance)
    shown = around.subgraph(kept)
    statements = graph.statement_rows([iri for _, _, edge in shown.edges(data=True) for iri in edge["statements"]])
    return render(
        statements,
        title=", ".join(dict.fromkeys(row.label for row in rows)) or word(known_language(language), "best"),
        focus=focus,
        entities=[row.ref for row in rows],
        left_out=len(refs) - len(kept),
        sources=graph.sources(row.article for row in statements),
        language=language,
    )


def _distances(net: nx.MultiDiGraph[str], focus: Collection[str], hops: int) -> dict[str, int]:
    """Steps to the nearest of ``focus``, whichever way the edges point, for all within ``hops``."""
    layers = nx.bfs_layers(net.to_undirected(as_view=True), [iri for iri in focus if iri in net])
    return {node: far for far, layer in zip(range(hops + 1), layers, strict=False) for node in layer}


def render(
    statements: Iterable[StatementRow],
    *,
    title: str,
    focus: Collection[str] = (),
    entities: Iterable[EntityRef] = (),
    left_out: int = 0,
    limit: int = HARD_CAP,
    sources: Mapping[str, str] | None = None,
    language: str = "es",
) -> Drawing:
    """Draw any statements: a search result, a path, a neighbourhood.

    ``focus`` holds IRIs of entities to mark, which always stay; ``entities`` are shown though
    no statement has them. Beyond ``limit`` entities
    the worse supported are left out; they are counted on top of ``left_out``, which is
    what the caller left out already. It opens in ``language``, ``es`` or ``en``; the page lets its
    reader change that. The same statements give the same bytes.

    :raises BadInput: another language
    """
    ontology = Ontology.load()
    picture = gather(
        statements,
        ontology.relations,
        focus=focus,
        entities=entities,
        limit=min(limit, HARD_CAP),
        left_out=left_out,
        sources=sources,
    )
    html, csp = page(picture, title, ontology, known_language(language))
    return Drawing(html, title, len(picture.nodes), len(picture.edges), picture.left_out, csp)
