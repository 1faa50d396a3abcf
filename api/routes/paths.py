"""``/paths``: how two entities are connected."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from ...graph.statement import Status
from .. import parameters as p
from ..schemas import Paths
from ..service import Serving

router = APIRouter(tags=["Look-ups"])


@router.get("/paths", summary="Paths between two entities", response_model=Paths)
async def find_paths(
    service: Serving,
    source: p.PathSource,
    target: p.PathTarget,
    relation: p.Relations = [],  # noqa: B006 — FastAPI copies it
    status: p.Statuses = [Status.FACT],  # noqa: B006
    max_length: p.MaxLength = 4,
    k: p.PathCount = 10,
    directed: p.Directed = False,
) -> Response:
    """Shortest paths first; every step has the statements that back it, with their sentences.

    An empty list means that the two are not connected within `max_length` steps.
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
        )
    )
    return JSONResponse({"paths": [path.record() for path in paths]})
