"""``/sparql``: SPARQL 1.1 Protocol, for queries and updates.

A text comes by GET (queries), as a form, or as the body itself; the answer takes the form that
``Accept`` asks for. A query is answered whole or with a problem, never in part.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, TypeVar

from fastapi import APIRouter, HTTPException, Request, Response

from ...graph.errors import TooLarge, Unavailable
from ...graph.readers.evaluation import Asked, Evaluated, Forms
from ...graph.update.operations import OWN_GRAPH
from ...graph.update.rdf import RDF_FORMATS, rewrite
from ..answers import answer_in_chunks
from ..description import describe
from ..negotiation import choose, negotiate
from ..protocol import Query, Update, base_of, read_get, read_pairs, read_post
from ..security import require_token
from ..service import Service, Serving, read_body
from ..waiting import gone
from .sparql_docs import BY_GET, BY_POST

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping
    from typing import Any

T = TypeVar("T")
_SHORT = 0.1

router = APIRouter(tags=["SPARQL"])

BINDINGS: Mapping[str, str] = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
}
TRIPLES: Mapping[str, str] = {
    **{name: name for name in RDF_FORMATS},
    "application/json": "application/ld+json",
    "application/xml": "application/rdf+xml",
    "application/x-turtle": "text/turtle",
    "text/plain": "application/n-triples",
}
"""What clients ask for, and the exact name of what they get; the first is what they get if all is the same to them."""


@router.get("/sparql/", include_in_schema=False)
@router.get("/sparql", **BY_GET)
async def query_by_get(request: Request, service: Serving) -> Response:
    """A query in the URL. `query` must be there once; `default-graph-uri` and `named-graph-uri` any number of times.
    Without any parameter: the service description."""
    query = read_get(read_pairs(request.scope["query_string"]))
    if query is None:
        return description(request, service)
    return await answer_query(request, service, query)


@router.post("/sparql/", include_in_schema=False)
@router.post("/sparql", **BY_POST)
async def query_by_post(request: Request, service: Serving) -> Response:
    """A query or an update, as a form (fields as for GET), or as the body itself with the dataset in the URL.
    An update needs the bearer token; all of it is applied or nothing."""
    body = await read_body(request)
    asked = read_post(request.headers.get("content-type", ""), request.scope["query_string"], body)
    if isinstance(asked, Query):
        return await answer_query(request, service, asked)
    return await apply_update(request, service, asked)


def description(request: Request, service: Service) -> Response:
    """What the service can do, in the form that ``Accept`` asks for."""
    base = base_of(request) or "/sparql"
    media_type = TRIPLES[negotiate(request, (*TRIPLES, "text/html"))] if not _is_browser(request) else "text/turtle"
    turtle = describe(base, OWN_GRAPH, updates=service.settings.token is not None)
    return Response(rewrite(turtle, media_type), media_type=media_type, headers={"Vary": "Accept"})


async def answer_query(request: Request, service: Service, query: Query) -> Response:
    """The answer to a query, within the limits."""
    limit = service.settings.limit_query
    if len(query.text) > limit:
        raise TooLarge(f"the query has {len(query.text):,} characters; the limit is {limit:,} (CABOS_LIMIT_QUERY)")
    accept = ",".join(request.headers.getlist("accept"))
    forms = Forms(
        BINDINGS.get(choose(accept, tuple(BINDINGS)) or ""), TRIPLES.get(choose(accept, tuple(TRIPLES)) or "")
    )
    asked = Asked(query.text, query.default_graphs, query.named_graphs, base_of(request), forms)
    begun = time.monotonic()
    with service.one_of(request.client.host if request.client else ""):
        done = await _answered(request, service, asked)
    noted = {"query_seconds": round(time.monotonic() - begun, 6), "rows": done.rows}
    request.scope.setdefault("cabos", {}).update(noted)
    if done.media_type is None:
        offered = TRIPLES if done.kind == "triples" else BINDINGS
        raise HTTPException(406, f"none of the accepted types is on offer; there are {', '.join(offered)}")
    return await answer_in_chunks(request, done.chunks, done.media_type)


async def _answered(request: Request, service: Service, asked: Asked) -> Evaluated:
    if service.readers and (found := service.readers.at_once(asked)):
        return found
    return await unless_gone(request, service.query(asked))


async def apply_update(request: Request, service: Service, update: Update) -> Response:
    """An update, evaluated within the limits."""
    require_token(request)
    readers = service.readers
    base = base_of(request)
    await service.write(
        lambda: service.graph.update(
            update.text,
            using=update.using,
            using_named=update.using_named,
            base=base,
            evaluate=readers.evaluate_update if readers else None,
        )
    )
    return Response(status_code=204)


async def unless_gone(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The result of the work, which is ended where the client goes away meanwhile."""
    task = asyncio.ensure_future(work)
    leaving: list[asyncio.Task[None]] = []

    async def watch() -> None:
        await gone(request.receive)
        task.cancel()

    timer = asyncio.get_running_loop().call_later(_SHORT, lambda: leaving.append(asyncio.ensure_future(watch())))
    try:
        return await task
    except asyncio.CancelledError:
        if not (leaving and leaving[0].done()):
            raise
        raise Unavailable("the client has gone") from None
    finally:
        timer.cancel()
        for watching in leaving:
            watching.cancel()


def _is_browser(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")
