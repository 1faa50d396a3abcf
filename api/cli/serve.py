"""``cabos serve``: the web service on one store."""

from __future__ import annotations

import errno
import socket
from contextlib import suppress
from dataclasses import replace
from typing import Annotated

import typer

from ...graph.errors import BadInput, Unavailable
from . import options
from .output import tell


def serve(
    store: options.Store = None,
    host: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Listen here [default: $CABOS_HOST, else 127.0.0.1].")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, metavar="N", help="Port; 0 takes a free one [default: $CABOS_PORT, else 8000]."),
    ] = None,
) -> None:
    """Serve the graph: a page for the browser at /, SPARQL at /sparql, look-ups, drawings.

    Its address is printed. Ctrl-C ends it. With CABOS_TOKEN set, articles may be written over HTTP.

    \b
    Examples:
      $ cabos serve --port 8000
      $ cabos serve --store elections --port 0
    """
    settings = options.settings()
    settings = replace(
        settings,
        store=store or settings.store,
        host=host or settings.host,
        port=settings.port if port is None else port,
    )
    with listen(settings.host, settings.port) as listening:
        import uvicorn

        from ...graph import open_graph
        from ..app import create_app

        # Opened here, so that a missing or locked store is one clear line and not a traceback of the server.
        with open_graph(settings.place, create=settings.token is not None) as graph:
            tell(f"cabos: {address(listening)} (store {graph.location}, writes {'on' if settings.token else 'off'})")
            app = create_app(settings, graph)
            config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
            with suppress(KeyboardInterrupt):  # Ctrl-C is how it is meant to end
                uvicorn.Server(config).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there.

    :raises Unavailable: the port is in use
    :raises BadInput: the address is none of this machine, or the port needs more rights
    """
    try:
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # Named as TCP, or asyncio leaves TCP_NODELAY off, and every answer waits 40 ms for an acknowledgement.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(where)
            listening.listen(128)
        except OSError:
            listening.close()
            raise
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Unavailable(f"port {port} of {host} is in use; choose another with --port") from None
        raise BadInput(f"cannot listen on {host} port {port}: {error.strerror}") from None
    return listening


def address(listening: socket.socket) -> str:
    """The URL of what listens there; one that a browser of this machine can open."""
    host, port = listening.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{host}:{port}/"
