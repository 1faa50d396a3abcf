"""Response headers that keep pages safe, and the token that guards writes."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from fastapi import HTTPException, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..graph.errors import Refused
from .settings import Settings


def page_policy(nonce: str, styles: str = "") -> str:
    """What our own pages may do: run scripts that bear the nonce, and load nothing that is not served from here.

    ``styles`` are sources of styles beside our own, such as the hash of one.
    """
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self' {styles}; connect-src 'self'; "
        "font-src 'self'; frame-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )


DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
"""For answers that are data: a browser that opens one as a page runs nothing."""

# no-cache: the graph changes with each article, and a browser must ask again.
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": DATA_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


_RAW = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in HEADERS.items()]


class SecurityHeaders:
    """ASGI middleware that adds ``HEADERS`` where a route has not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, and completes the headers of its answer."""

        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(pair for pair in _RAW if pair[0] not in given)]
            await send(message)

        await self.app(scope, receive, completed if scope["type"] == "http" else send)


class ReadLock:
    """ASGI middleware: with ``CABOS_READ_TOKEN`` set, all but ``/health`` needs it, or the token for writes."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._tokens = (
            [token for token in (settings.read_token, settings.token) if token] if settings.read_token else []
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or asks for the token."""
        is_open = scope["type"] != "http" or scope["path"] == "/health" or scope["method"] == "OPTIONS"
        if not self._tokens or is_open or bears(Request(scope), self._tokens):
            await self.app(scope, receive, send)
            return
        from .problems import problem

        detail = "reading needs the header Authorization: Bearer <the token in CABOS_READ_TOKEN>"
        asked = {"WWW-Authenticate": 'Bearer realm="cabos"'}
        await problem(Request(scope), 401, "Unauthorized", detail, headers=asked)(scope, receive, send)


def bears(request: Request, tokens: Sequence[str]) -> bool:
    """Whether the request bears one of the tokens."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    # Bytes: compare_digest takes no text outside ASCII, and headers arrive as latin-1.
    sent = given.strip().encode("latin-1", "replace")
    found = [secrets.compare_digest(sent, token.encode()) for token in tokens]
    return scheme.lower() == "bearer" and any(found)


def require_token(request: Request) -> None:
    """Lets a write pass only with the configured bearer token.

    :raises Refused: no token is configured, so writes over HTTP are off
    :raises HTTPException: 401 where the token is missing or wrong
    """
    settings: Settings = request.app.state.settings
    if settings.token is None:
        raise Refused("writes over HTTP are off: start the service with CABOS_TOKEN set to turn them on")
    if not bears(request, [settings.token]):
        raise HTTPException(
            401,
            "this write needs the header Authorization: Bearer <the token in CABOS_TOKEN>",
            {"WWW-Authenticate": 'Bearer realm="cabos"'},
        )
