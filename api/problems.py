"""Errors as problem details (RFC 9457), ``application/problem+json``: one table of handlers.

Every answer with a status of 400 or more has the same five members; an ambiguous name adds
``candidates``, a parameter out of bounds adds ``errors``. What is not an error of cabos or of
HTTP is a bug: it is answered with 500 and no detail, and its traceback goes to the log.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from ..graph.errors import Ambiguous, CabosError, Unavailable
from ..graph.iris import BASE
from .security import HEADERS

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = "5"


def problem(
    request: Request,
    status: int,
    title: str,
    detail: str,
    *,
    kind: str | None = None,
    headers: Mapping[str, str] | None = None,
    **members: Any,
) -> Response:
    """A problem details answer. ``kind`` names the problem's type; None is HTTP's own meaning."""
    body = {
        "type": f"{BASE}problem#{kind}" if kind else "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        **members,
    }
    content = json.dumps(body, ensure_ascii=False).encode()
    return Response(content, status, {**HEADERS, **(headers or {})}, MEDIA_TYPE)


def _kind(error: CabosError) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(error).__name__).lower()


async def on_cabos_error(request: Request, error: CabosError) -> Response:
    """Any error of cabos, under the status that its class names."""
    members: dict[str, Any] = {}
    if isinstance(error, Ambiguous):
        members["candidates"] = [{"iri": iri, "label": label} for iri, label in error.candidates]
    headers = {"Retry-After": RETRY_AFTER} if isinstance(error, Unavailable) else None
    return problem(request, error.status, error.title, str(error), kind=_kind(error), headers=headers, **members)


async def on_invalid(request: Request, error: RequestValidationError) -> Response:
    """Parameters that are missing, out of bounds or of the wrong type."""
    errors = [
        {"in": str(e["loc"][0]), "name": ".".join(map(str, e["loc"][1:])), "message": e["msg"]} for e in error.errors()
    ]
    detail = "; ".join(f"{e['name'] or e['in']}: {e['message']}" for e in errors)
    return problem(request, 422, "Invalid parameters", detail, kind="invalid-parameters", errors=errors)


async def on_http_error(request: Request, error: HTTPException) -> Response:
    """404, 405, 406 and whatever else routing raises."""
    status = error.status_code
    phrase = HTTPStatus(status).phrase
    detail = error.detail if error.detail != phrase else _explained(request, status)
    headers = {"Allow": _allowed(request)} if status == 405 else error.headers
    return problem(request, status, phrase, detail, headers=headers)


def _allowed(request: Request) -> str:
    """The methods of a path over all its routes; the framework tells those of the first only."""
    routes = request.app.routes

    def takes(method: str) -> bool:
        return any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)

    return ", ".join(filter(takes, ("DELETE", "GET", "POST", "PUT")))


def _explained(request: Request, status: int) -> str:
    if status == 404:
        return f"nothing is at {request.url.path}; /openapi.json lists what there is"
    if status == 405:
        return f"{request.url.path} does not take {request.method}"
    return HTTPStatus(status).description or HTTPStatus(status).phrase


async def on_bug(request: Request, error: Exception) -> Response:
    """Anything else: nothing of it is shown."""
    return problem(request, 500, "Internal error", "something went wrong in cabos; its log says what", kind="internal")


HANDLERS: Mapping[type[Exception], Any] = {
    CabosError: on_cabos_error,
    RequestValidationError: on_invalid,
    HTTPException: on_http_error,
    Exception: on_bug,
}


def handle_errors(app: FastAPI) -> None:
    """Puts the table of handlers to work."""
    for error, handler in HANDLERS.items():
        app.add_exception_handler(error, handler)
