"""``/`` and ``/query``, and the files that pages are made of."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import FileResponse, HTMLResponse

from ..pages import WEB, render_page

router = APIRouter(include_in_schema=False)

VENDOR = WEB / "vendor"
YASGUI = ("yasgui.min.js", "yasgui.min.css")
YASGUI_STYLE = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
"""Hash of the style that YASGUI puts into the page, for columns that can be dragged."""
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
"""Files of ``web/`` that are served, and as what; nothing else there is."""


@router.get("/")
def first_page(request: Request) -> HTMLResponse:
    """The explorer."""
    return render_page(request, "explore.html.j2", writes=request.app.state.settings.token is not None)


@router.get("/query")
def query_page(request: Request, query: str = "") -> HTMLResponse:
    """SPARQL in the browser; without YASGUI a plain form, and how to install it."""
    from ...graph.terms import PREFIXES

    missing = not (VENDOR / "yasgui.min.js").is_file()
    return render_page(request, "query.html.j2", styles=YASGUI_STYLE, missing=missing, query=query, prefixes=PREFIXES)


@router.get("/web/vendor/vis-network.min.js")
def vis_network() -> Response:
    """The script that draws: from npm, else from pyvis."""
    from ...graph.drawing.assets import vis_network

    return Response(vis_network(), media_type="text/javascript")


@router.get("/web/vendor/{name}")
def vendored(name: str) -> Response:
    """A file of YASGUI.

    :raises HTTPException: 404; where it was not installed, with how to
    """
    path = VENDOR / name
    if name not in YASGUI:
        raise HTTPException(404)
    if not path.is_file():
        raise HTTPException(404, "YASGUI is not installed: make assets")
    return FileResponse(path, media_type=KINDS[path.suffix])


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
