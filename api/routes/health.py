"""``/health``: is the service able to answer?"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from fastapi import APIRouter

from ..schemas import Health
from ..service import Serving

router = APIRouter(tags=["Service"])


@router.get("/health", summary="Whether the store answers", response_model=Health)
async def health(service: Serving) -> dict[str, Any]:
    """Runs a query on the store. 200 when it answers, 503 with a problem when too much waits before it."""
    await service.run(lambda: service.graph.query("ASK { ?s ?p ?o }"))
    return {"status": "ok", "version": version("cabos")}
