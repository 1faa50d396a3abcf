"""What OpenAPI says of ``/sparql``, whose parameters the protocol names and the handler reads itself."""

from __future__ import annotations

from typing import Any

from fastapi import Response

WHO_SUPPORTS_WHOM = """\
SELECT ?who ?whom WHERE {
  ?s cabos:supports ?o .
  ?s rdfs:label ?who .
  ?o rdfs:label ?whom .
}"""

EVIDENCE = """\
SELECT ?status ?sentence WHERE {
  ?statement a cabos:Statement ; cabos:status ?status ;
             prov:wasDerivedFrom/nif:anchorOf ?sentence .
} LIMIT 10"""

NOTE = 'INSERT DATA { GRAPH <http://example.org/notes> { wd:Q159 rdfs:comment "to be checked" } }'

_BINDINGS = {
    "head": {"vars": ["who", "whom"]},
    "results": {
        "bindings": [
            {
                "who": {"type": "literal", "value": "Donald Trump"},
                "whom": {"type": "literal", "value": "Juan Guaidó"},
            }
        ]
    },
}
_TURTLE = "wd:Q159 cabos:supports <https://w3id.org/cabos/entity/person-nicolas-maduro> ."

_QUERY = {
    "type": "string",
    "description": "SELECT, ASK, CONSTRUCT or DESCRIBE; at most `CABOS_LIMIT_QUERY` characters.",
}
_GRAPHS = {
    "default-graph-uri": "Graph that the query's default graph is made of; repeatable. None: the union of all.",
    "named-graph-uri": "Graph that `GRAPH` can name; repeatable. None: all.",
}
_USED = {
    "using-graph-uri": "Graph that the default graph of an update's conditions is made of; repeatable.",
    "using-named-graph-uri": "Graph that `GRAPH` can name in an update's conditions; repeatable.",
}
_EXAMPLES = {
    "who": {"summary": "Who supports whom", "value": WHO_SUPPORTS_WHOM},
    "evidence": {"summary": "What is said, and the sentences that say it", "value": EVIDENCE},
}


def _parameter(name: str, schema: dict[str, Any], description: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema, **more}


_LIST = {"type": "array", "items": {"type": "string"}}
_DATASET = [_parameter(name, _LIST, text, explode=True) for name, text in _GRAPHS.items()]

_USING = [_parameter(name, _LIST, text, explode=True) for name, text in _USED.items()]

ANSWER = {
    "description": "The answer, in the form that `Accept` asks for",
    "content": {
        "application/sparql-results+json": {"example": _BINDINGS},
        "application/sparql-results+xml": {},
        "text/csv": {"example": "who,whom\r\nDonald Trump,Juan Guaidó\r\n"},
        "text/tab-separated-values": {"example": '?who\t?whom\n"Donald Trump"\t"Juan Guaidó"\n'},
        "text/turtle": {"example": _TURTLE},
        "application/n-triples": {},
        "application/ld+json": {},
        "application/rdf+xml": {},
    },
}

BY_GET: dict[str, Any] = {
    "summary": "SPARQL query",
    "response_class": Response,
    "responses": {200: ANSWER},
    "openapi_extra": {
        "parameters": [
            _parameter("query", {"type": "string"}, _QUERY["description"], examples=_EXAMPLES),
            *_DATASET,
        ]
    },
}

BY_POST: dict[str, Any] = {
    "summary": "SPARQL query or update in the body",
    "response_class": Response,
    "responses": {200: ANSWER, 204: {"description": "The update is applied"}},
    "openapi_extra": {
        "parameters": [*_DATASET, *_USING],
        "requestBody": {
            "required": True,
            "content": {
                "application/x-www-form-urlencoded": {
                    "schema": {
                        "type": "object",
                        "properties": {
                            "query": _QUERY,
                            "update": {"type": "string", "description": "Instead of a query: SPARQL 1.1 Update."},
                            **dict.fromkeys(_GRAPHS, _LIST),
                            **dict.fromkeys(_USED, _LIST),
                        },
                    },
                    "example": {"query": WHO_SUPPORTS_WHOM},
                },
                "application/sparql-query": {"schema": {"type": "string"}, "examples": _EXAMPLES},
                "application/sparql-update": {"schema": {"type": "string"}, "example": NOTE},
            },
        },
    },
}
