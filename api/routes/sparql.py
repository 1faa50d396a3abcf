"""``/sparql``: SPARQL 1.1 Protocol, for queries.

A query comes by GET, as a form, or as the body itself; the answer takes the form that
``Accept`` asks for. Updates are refused for now: articles come in by ``POST /articles``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from fastapi import APIRouter, HTTPException, Request, Response

from ...graph.errors import BadInput, Refused, TooLarge
from ..negotiation import negotiate
from ..service import Service, Serving, read_body
from .sparql_docs import BY_GET, BY_POST

if TYPE_CHECKING:
    from ...graph import Answer

router = APIRouter(tags=["SPARQL"])

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

ALIASES = {
    "bindings": {
        "application/json": "application/sparql-results+json",
        "application/xml": "application/sparql-results+xml",
        "text/xml": "application/sparql-results+xml",
    },
    "triples": {
        "application/json": "application/ld+json",
        "application/xml": "application/rdf+xml",
        "application/x-turtle": "text/turtle",
        "text/plain": "application/n-triples",
    },
}
"""What clients ask for, and the exact name of what they get."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A query and its dataset."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@router.get("/sparql", **BY_GET)
async def query_by_get(request: Request, service: Serving) -> Response:
    """A query in the URL. `query` must be there once; `default-graph-uri` and `named-graph-uri` any number of times."""
    return await _answer(request, service, _operation(_pairs(request.scope["query_string"])))


@router.post("/sparql", **BY_POST)
async def query_by_post(request: Request, service: Serving) -> Response:
    """A query as a form (fields as for GET), or as the body itself with the dataset in the URL."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await read_body(request)
    if kind == FORM:
        return await _answer(request, service, _operation(_pairs(body)))
    if kind == QUERY:
        dataset = _pairs(request.scope["query_string"])
        return await _answer(request, service, _operation([("query", _utf8(body)), *dataset]))
    if kind == UPDATE:
        raise _no_updates()
    raise HTTPException(415, f"send a query as {FORM} or {QUERY}, not as {kind or 'a body without Content-Type'}")


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise BadInput("the parameters are not percent-encoded UTF-8") from None
    except ValueError as error:
        raise BadInput(f"the parameters cannot be read: {error}") from None


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"the query is not UTF-8 at byte {error.start}") from None


def _no_updates() -> Refused:
    return Refused("this service takes no SPARQL updates; add an article with POST /articles, remove one with DELETE")


def _operation(pairs: Sequence[tuple[str, str]]) -> Operation:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in pairs if key == name)

    if values("update"):
        raise _no_updates()
    queries = values("query")
    if len(queries) != 1:
        raise BadInput(f"exactly one parameter 'query' is expected; there are {len(queries)}")
    return Operation(queries[0], values("default-graph-uri"), values("named-graph-uri"))


async def _answer(request: Request, service: Service, operation: Operation) -> Response:
    limit = service.settings.limit_query
    if len(operation.text) > limit:
        raise TooLarge(f"the query has {len(operation.text):,} characters; the limit is {limit:,} (CABOS_LIMIT_QUERY)")

    def evaluated() -> tuple[bytes, str]:
        answer = service.graph.query(
            operation.text, default_graphs=operation.default_graphs, named_graphs=operation.named_graphs
        )
        media_type = _media_type(request, answer)
        return answer.serialize(media_type), media_type

    body, media_type = await service.run(evaluated)
    is_text = media_type.startswith("text/")
    headers = {"Vary": "Accept", "Content-Type": f"{media_type}; charset=utf-8" if is_text else media_type}
    return Response(body, headers=headers)


def _media_type(request: Request, answer: Answer) -> str:
    aliases = {
        alias: name
        for alias, name in ALIASES["triples" if answer.kind == "triples" else "bindings"].items()
        if name in answer.media_types
    }
    chosen = negotiate(request, (*answer.media_types, *aliases))
    return aliases.get(chosen, chosen)
