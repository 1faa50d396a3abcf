"""``/paths``: how two entities are connected."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from ...graph.statement import Status
from .. import conditions as c
from .. import parameters as p
from ..schemas import Paths
from ..service import Serving

router = APIRouter(tags=["Look-ups"])


@router.get("/paths", summary="Paths between two entities", response_model=Paths)
async def find_paths(
    service: Serving,
    source: c.PathSources,
    target: c.PathTargets,
    relation: p.Relations = [],  # noqa: B006 — FastAPI copies it
    status: p.Statuses = [Status.FACT],  # noqa: B006
    max_length: p.MaxLength = 4,
    k: p.PathCount = 10,
    directed: p.Directed = False,
    all_simple: c.AllSimple = False,
    since: c.Since = None,
    until: c.Until = None,
    as_of: c.AsOf = None,
    min_articles: c.MinArticles = 1,
    min_sources: c.MinSources = 1,
    avoid: c.Avoid = [],  # noqa: B006
    weight: c.Weight = "hops",
) -> Response:
    """Shortest paths first; every step has the statements that back it, with their sentences.

    A path touches the entities at its ends nowhere else. An empty list means that they are not connected within
    `max_length` steps.
    """
    settings = service.settings
    p.within("max_length", max_length, settings.limit_length, "CABOS_LIMIT_LENGTH")
    p.within("k", k, settings.limit_paths, "CABOS_LIMIT_PATHS")
    paths = await service.run(
        lambda: service.graph.paths(
            source,
            target,
            max_length=max_length,
            k=k,
            relations=relation,
            statuses=[str(s) for s in status],
            directed=directed,
            all_simple=all_simple,
            since=since,
            until=until,
            as_of=as_of,
            min_articles=min_articles,
            min_sources=min_sources,
            avoid=avoid,
            weight=weight,
        )
    )
    return JSONResponse({"paths": [path.record() for path in paths]})
