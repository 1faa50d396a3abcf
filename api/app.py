"""The web application: routes, error handlers, headers, and the graph that it opens."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from anyio import CapacityLimiter
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from ..graph import open_graph
from ..graph.readers.pool import ReaderPool
from ..graph.store import EmbeddedStore
from ..graph.store.folder import MEMORY
from .lane import SparqlLane
from .observation import Metrics, Observed
from .problems import MEDIA_TYPE, handle_errors
from .routes import ROUTERS
from .schemas import Problem
from .security import ReadLock, SecurityHeaders
from .service import Service
from .settings import Settings

if TYPE_CHECKING:
    from ..graph import Graph
    from ..ingest import Reader

DESCRIPTION = """\
A knowledge graph read from Spanish news: who did what to whom, every edge with its sentence.

* **SPARQL** at `/sparql` (SPARQL 1.1 Protocol). The prefixes `cabos: rdf: rdfs: owl: xsd: skos: prov: nif: schema: wd:`
  are known without declaring them. A query that names no dataset sees the union of all articles.
* **Look-ups**: `/entities /statements /paths /articles`. An entity may be given as IRI, as the last segment of it,
  or by name; a name that several entities bear is answered with 409 and the candidates.
* A statement is a *fact*, *denied* or *possible*, as its article tells it. Only facts are edges of the graph.
* **Lists** come in pages: `limit`, `offset`, a `next` link. `Accept: text/csv`, or `.csv` after the path, gives CSV.
* **Errors** are problem details (RFC 9457), `application/problem+json`.
"""

PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "description": "What is wrong with the request",
        "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}},
    },
    "5XX": {"description": "What the service lacks", "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}},
}

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_app(settings: Settings, graph: Graph | None = None, reader: Reader | None = None) -> FastAPI:
    """The application over the store that the settings name, or over ``graph``, which stays the caller's.

    Posted articles are read by ``reader``; None is the one that the settings name, opened when first needed.

    :raises NotFound: (on start) no such store, and no token with which one could be filled
    :raises Unavailable: (on start) another process has the store
    """
    app = FastAPI(
        title="cabos",
        version=version("cabos"),
        summary="Knowledge graphs from Spanish news",
        description=DESCRIPTION,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        lifespan=_lifespan(settings, graph, reader),
        docs_url=None,  # those two pages load their scripts from another host
        redoc_url=None,
        responses=PROBLEMS,
    )
    app.state.settings = settings
    app.state.metrics = Metrics()
    app.add_middleware(SparqlLane)
    # POST for queries. No other origin may send the header that a write needs.
    app.add_middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["Content-Type"], expose_headers=["Link", "Retry-After"],
    )  # fmt: skip
    app.add_middleware(ReadLock, settings=settings)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Observed, metrics=app.state.metrics, access_log=settings.access_log)
    handle_errors(app)
    for router in ROUTERS:
        app.include_router(router)
    return app


def _lifespan(settings: Settings, graph: Graph | None, reader: Reader | None) -> Lifespan:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # Without a token nothing can be written: an empty store made here would only hide a wrong name.
        opened = graph or open_graph(settings.place, create=settings.token is not None)
        service = Service(settings, opened, CapacityLimiter(settings.limit_running), reader)
        try:
            if isinstance(opened.store, EmbeddedStore) and opened.location != MEMORY:
                service.readers = ReaderPool(opened.store, settings.limits)
                await service.readers.open()
            app.state.service = service
            yield
        finally:
            if service.readers:
                await service.readers.close()
            if graph is None:
                opened.close()

    return lifespan
