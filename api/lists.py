"""List answers: one page of rows, as JSON or CSV, with a link to the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from .negotiation import negotiate
from .tables import to_csv

if TYPE_CHECKING:
    from ..graph.rows import Page

CSV = "text/csv"
JSON = "application/json"


def answer_page(request: Request, page: Page[Any]) -> Response:
    """The page as JSON, or as CSV where ``Accept`` or a ``.csv`` path asks for it.

    :raises HTTPException: 406 where neither will do
    """
    following = _next(request, page)
    headers = {"Vary": "Accept"} | ({"Link": f'<{following}>; rel="next"'} if following else {})
    records = [item.record() for item in page.items]
    if _wants_csv(request):
        return Response(to_csv(records), media_type=f"{CSV}; charset=utf-8", headers=headers)
    body = {
        "items": records,
        "total": page.total,
        "limit": page.limit,
        "offset": page.offset,
        "next": following,
    }
    return JSONResponse(body, headers=headers)


def _wants_csv(request: Request) -> bool:
    if request.url.path.endswith(".csv"):
        return True
    return negotiate(request, (JSON, CSV)) == CSV


def _next(request: Request, page: Page[Any]) -> str | None:
    """Path and query of the next page: no host, which a proxy in front may have changed."""
    offset = page.offset + len(page.items)
    if not page.items or offset >= page.total:
        return None
    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in {"offset", "limit"}]
    return f"{request.url.path}?{urlencode([*kept, ('limit', page.limit), ('offset', offset)])}"
