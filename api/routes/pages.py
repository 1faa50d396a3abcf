"""``/``: the first page, and the files that it is made of."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse

from ..security import PAGE_POLICY

router = APIRouter(include_in_schema=False)

WEB = Path(__file__).resolve().parent.parent / "web"
FILES = {
    "style.css": "text/css",
    "explore.js": "text/javascript",
    "combobox.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}


@router.get("/")
def first_page() -> FileResponse:
    """Search, the drawing of an entity, its statements, and how two entities are connected."""
    policy = {"Content-Security-Policy": PAGE_POLICY}
    return FileResponse(WEB / "index.html", media_type="text/html", headers=policy)


@router.get("/web/{name}")
def file(name: str) -> FileResponse:
    """One of the files named above, and no other."""
    if name not in FILES:
        raise HTTPException(404)
    return FileResponse(WEB / name, media_type=FILES[name])
