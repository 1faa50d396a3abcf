"""A short way to ``/sparql``: past the routing of the framework, which takes longer than a look-up.

The routes of ``routes.sparql`` stay what they are, for the OpenAPI document and for other
methods; GET and POST come here, and are answered by the same functions.
"""

from __future__ import annotations

from types import SimpleNamespace

from fastapi import Request, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from ..graph.errors import CabosError
from .problems import on_cabos_error, on_http_error
from .routes.sparql import query_by_get, query_by_post

_PATHS = frozenset({"/sparql", "/sparql/"})
_HANDLERS = {"GET": query_by_get, "POST": query_by_post}
_ROUTE = SimpleNamespace(path="/sparql")


class SparqlLane:
    """ASGI middleware; the innermost."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers what is for ``/sparql``, and passes on the rest."""
        if scope["type"] != "http" or scope["path"] not in _PATHS or scope["method"] not in _HANDLERS:
            await self.app(scope, receive, send)
            return
        scope["route"] = _ROUTE
        request = Request(scope, receive)
        response = await self._answer(request)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        try:
            return await _HANDLERS[request.method](request, request.app.state.service)
        except CabosError as error:
            return await on_cabos_error(request, error)
        except HTTPException as error:
            return await on_http_error(request, error)
