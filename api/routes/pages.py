"""``/`` and ``/query``, and the files that pages are made of."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import FileResponse, HTMLResponse

from ..pages import WEB, render_page

router = APIRouter(include_in_schema=False)

KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
"""Files of ``web/`` that are served, and as what; nothing else there is."""


@router.get("/")
def first_page(request: Request) -> HTMLResponse:
    """The explorer."""
    return render_page(request, "explore.html.j2", writes=request.app.state.settings.token is not None)


@router.get("/web/vendor/vis-network.min.js")
def vis_network() -> Response:
    """The script that draws: from npm, else from pyvis."""
    from ...graph.drawing.assets import vis_network

    return Response(vis_network(), media_type="text/javascript")


@router.get("/web/drawing/{name}")
def shared_script(name: str) -> Response:
    """A module that drawings and pages share."""
    from ...graph.drawing.assets import SHARED, own

    if name not in SHARED:
        raise HTTPException(404)
    return Response(own(name), media_type="text/javascript")


@router.get("/web/{name}")
def file(name: str) -> Response:
    """A script, a style sheet or an icon of ours."""
    path = WEB / name
    if path.parent != WEB or path.suffix not in KINDS or not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, media_type=KINDS[path.suffix])
