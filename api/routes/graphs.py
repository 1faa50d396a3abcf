"""``/rdf-graphs``: SPARQL 1.1 Graph Store HTTP Protocol.

``?graph=IRI`` names a graph indirectly, ``?default`` is the graph of what belongs to no article,
and anything below the path is the graph whose IRI is that of the request. Reading goes the
way of queries, under their limits; writing needs the token.
"""

from __future__ import annotations

import email.parser
import email.policy
import uuid
from typing import Any
from urllib.parse import urljoin

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from ...graph.errors import BadInput, NotFound
from ...graph.readers.evaluation import Asked, Forms
from ...graph.update.operations import OWN_GRAPH
from ...graph.update.rdf import RDF_FORMATS, read_triples, whole_graph
from ..answers import answer_in_chunks
from ..negotiation import negotiate
from ..protocol import base_of, read_pairs
from ..security import require_token
from ..service import Serving, read_body
from .graphs_docs import DELETED, READ, WRITTEN
from .sparql import TRIPLES, unless_gone

router = APIRouter(tags=["SPARQL"])
_PATH = "/rdf-graphs"
_BELOW = "/rdf-graphs/{path:path}"
_WRITES = [Depends(require_token)]


@router.api_route(_BELOW, methods=["GET", "HEAD"], include_in_schema=False)
@router.head(_PATH, include_in_schema=False)
@router.get(_PATH, **READ)
async def read_graph(request: Request, service: Serving) -> Response:
    """All triples of one graph. 404 where there is no such graph; `?default` is always there."""
    graph = target(request)
    media_type = TRIPLES[negotiate(request, tuple(TRIPLES))]
    asked = Asked(whole_graph(graph), forms=Forms(None, media_type))
    with service.one_of(request.client.host if request.client else ""):
        done = await unless_gone(request, service.query(asked))
    if not done.rows and graph != OWN_GRAPH:
        raise _no(graph)
    return await answer_in_chunks(request, done.chunks, media_type)


@router.put(_BELOW, include_in_schema=False, dependencies=_WRITES)
@router.put(_PATH, summary="Replace a graph", dependencies=_WRITES, **WRITTEN)
async def put_graph(request: Request, service: Serving) -> Response:
    """The graph holds just the triples of the body afterwards: 201 where it is new, else 204."""
    graph = target(request)
    quads = await _quads(request, graph)
    known = await service.write(lambda: service.graph.replace_graph(graph, quads))
    return _written(graph, known)


@router.post(_BELOW, include_in_schema=False, dependencies=_WRITES)
@router.post(_PATH, summary="Add to a graph", dependencies=_WRITES, **WRITTEN)
async def post_graph(request: Request, service: Serving) -> Response:
    """The triples of the body join those of the graph: 201 where it is new, else 204.
    Without a graph in the URL a new one is made, and `Location` names it."""
    if not request.scope["query_string"] and request.url.path.rstrip("/") == _PATH:
        graph = f"{base_of(request) or ''}".rstrip("/") + f"/{uuid.uuid4()}"
    else:
        graph = target(request)
    quads = await _quads(request, graph)
    known = await service.write(lambda: service.graph.extend_graph(graph, quads))
    return _written(graph, known)


@router.delete(_BELOW, include_in_schema=False, dependencies=_WRITES)
@router.delete(_PATH, summary="Remove a graph", dependencies=_WRITES, **DELETED)
async def delete_graph(request: Request, service: Serving) -> Response:
    """Nothing of the graph is left; what other graphs say too stands."""
    graph = target(request)
    if not await service.write(lambda: service.graph.drop_graph(graph)) and graph != OWN_GRAPH:
        raise _no(graph)
    return Response(status_code=204)


def target(request: Request) -> str:
    """The IRI of the graph that the request is about.

    :raises BadInput: none, or more than one
    """
    pairs = read_pairs(request.scope["query_string"])
    named = [value for name, value in pairs if name == "graph"]
    default = [name for name, _ in pairs if name == "default"]
    base = base_of(request)
    below = request.url.path.removeprefix(_PATH).strip("/")
    if below and not pairs:
        raw = request.scope.get("raw_path", b"").decode("ascii", "replace").partition("?")[0]
        if base is None:
            raise BadInput("the request's Host is none, so its URL names no graph")
        direct: str = urljoin(base, raw)
        return direct
    if len(named) + len(default) != 1 or len(pairs) != 1:
        raise BadInput("give just one of ?graph=IRI and ?default, or a path below /rdf-graphs")
    if default:
        return OWN_GRAPH
    iri: str = urljoin(base, named[0]) if base else named[0]
    return iri


async def _quads(request: Request, graph: str) -> list[Any]:
    kind, body, base = request.headers.get("content-type", ""), await read_body(request), graph
    service = request.app.state.service
    parts = _parts(kind, body) if kind.lower().startswith("multipart/form-data") else [(kind, body)]
    for part, _ in parts:
        if _media_type(part) not in RDF_FORMATS:
            raise HTTPException(415, f"send triples as {', '.join(RDF_FORMATS)}, not as {part or 'nothing named'}")

    def read() -> list[Any]:
        return [quad for part, data in parts for quad in read_triples(data, _media_type(part), graph, base)]

    quads: list[Any] = await service.run(read)
    return quads


def _parts(content_type: str, body: bytes) -> list[tuple[str, bytes]]:
    """The files of a form."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    if not message.is_multipart():
        raise BadInput("the body is no multipart/form-data with that boundary")
    files = ((part.get_content_type(), part.get_payload(decode=True)) for part in message.iter_parts())
    return [(kind, data) for kind, data in files if isinstance(data, bytes)]


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _written(graph: str, known: bool) -> Response:
    return Response(status_code=204) if known else Response(status_code=201, headers={"Location": graph})


def _no(graph: str) -> NotFound:
    return NotFound(f"there is no graph {graph}")
