"""``/scene``: chosen entities and what is said between them; what the explorer draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from .. import parameters as p
from ..schemas import scene as shapes
from ..service import Service, Serving
from ..tables import to_csv

if TYPE_CHECKING:
    from ...graph.scene import Scene, Sieve

router = APIRouter(tags=["Scenes"])

FILES = {"csv": "text/csv; charset=utf-8", "gexf": "application/gexf+xml", "turtle": "text/turtle; charset=utf-8"}


@router.post("/scene", summary="What is said between entities", response_model=shapes.Scene)
async def show_scene(service: Serving, asked: shapes.SceneIn) -> Response:
    """Entities with positions and counts of neighbours, the edges that pass the filter, and counts to filter by.

    It reads, and needs no token; POST because a scene may hold more entities than an address.
    """
    p.within("entities", len(asked.entities), service.settings.limit_nodes, "CABOS_LIMIT_NODES")
    found = await service.run(lambda: _scene(service, asked))
    return JSONResponse(found.record())


@router.post("/scene/expand", summary="Who else there is around an entity", response_model=shapes.Expansion)
async def expand(service: Serving, asked: shapes.ExpandIn) -> Response:
    """The neighbours that are not shown yet, those that most articles tell of first, and how many there are in all."""
    return JSONResponse(await service.run(lambda: _expand(service, asked)))


@router.post(
    "/scene/export",
    summary="A scene as a file",
    responses={200: {"content": {kind: {} for kind in FILES.values()}}},
    response_class=Response,
)
async def export(service: Serving, asked: shapes.ExportIn) -> Response:
    """The statements as CSV, the picture as GEXF with its positions, or both as RDF (Turtle)."""
    body = await service.run(lambda: _file(service, asked))
    return Response(body, media_type=FILES[asked.format])


def _sieve(service: Service, given: shapes.FilterIn) -> Sieve:
    from ...graph.scene import sieve

    return sieve(
        service.graph.ontology,
        types=[str(kind) for kind in given.types],
        relations=given.relations,
        statuses=[str(status) for status in given.statuses],
        sources=given.sources,
        confidence=given.confidence,
        since=given.since or None,
        until=given.until or None,
    )


def _scene(service: Service, asked: shapes.SceneIn) -> Scene:
    from ...graph.scene import scene

    only = _sieve(service, asked.filter)
    return scene(service.graph, asked.entities, only=only, placed=asked.placed, best=asked.best)


def _expand(service: Service, asked: shapes.ExpandIn) -> dict[str, object]:
    from ...graph.scene.near import expansion

    graph = service.graph
    only, centre = _sieve(service, asked.filter), graph.entity(asked.entity)
    shown = [ref.iri for ref in graph.entity_refs(asked.shown)]
    found, total = expansion(graph, centre.iri, shown, only, asked.limit)
    return {"entities": [ref.record() for ref in graph.entity_refs(found)], "total": total}


def _file(service: Service, asked: shapes.ExportIn) -> bytes:
    from ...graph.scene.files import scene_gexf, scene_turtle

    found = _scene(service, asked)
    if asked.format == "gexf":
        return scene_gexf(found)
    if asked.format == "turtle":
        return scene_turtle(service.graph, found)
    rows = service.graph.statement_rows(found.statements)
    return to_csv([row.record() for row in rows]).encode()
