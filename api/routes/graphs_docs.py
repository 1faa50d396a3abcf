"""What OpenAPI says of ``/rdf-graphs``."""

from __future__ import annotations

from typing import Any

from fastapi import Response

_FORMS = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
_TURTLE = '<http://example.org/s> <http://www.w3.org/2000/01/rdf-schema#label> "s" .'
_PARAMETERS = [
    {
        "name": "graph",
        "in": "query",
        "description": "IRI of the graph. Either this or `default`; or put the graph's path below `/rdf-graphs/`.",
        "schema": {"type": "string"},
        "examples": {"ontology": {"summary": "The ontology", "value": "https://w3id.org/cabos/graph/ontology"}},
    },
    {
        "name": "default",
        "in": "query",
        "description": "The graph of what belongs to no article and to no other graph.",
        "allowEmptyValue": True,
        "schema": {"type": "string"},
    },
]
_BODY = {
    "required": True,
    "content": {
        **{name: {"schema": {"type": "string"}} for name in _FORMS},
        "multipart/form-data": {"schema": {"type": "object"}},
        "text/turtle": {"schema": {"type": "string"}, "example": _TURTLE},
    },
}

READ: dict[str, Any] = {
    "summary": "Read a graph",
    "response_class": Response,
    "responses": {200: {"description": "The triples", "content": {name: {} for name in _FORMS}}},
    "openapi_extra": {"parameters": _PARAMETERS},
}
WRITTEN: dict[str, Any] = {
    "status_code": 204,
    "responses": {201: {"description": "The graph is new"}, 204: {"description": "The graph was there already"}},
    "openapi_extra": {"parameters": _PARAMETERS, "requestBody": _BODY},
}
DELETED: dict[str, Any] = {
    "status_code": 204,
    "responses": {204: {"description": "The graph is gone"}},
    "openapi_extra": {"parameters": _PARAMETERS},
}
