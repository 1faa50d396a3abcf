"""``/metrics``: counts for Prometheus."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from ..service import Serving

router = APIRouter(tags=["Service"])


@router.get(
    "/metrics",
    summary="Counts for Prometheus",
    response_class=PlainTextResponse,
    responses={200: {"content": {"text/plain": {"example": "cabos_queries_running 1"}}}},
)
async def show_metrics(request: Request, service: Serving) -> PlainTextResponse:
    """Requests by route and status, their times, queries that run, wait or were ended, writes to the store."""
    text = request.app.state.metrics.exposition(service)
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4")
