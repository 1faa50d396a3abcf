"""SPARQL 1.1 Protocol: what a request asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import HTTPException, Request

from ..graph.errors import BadInput

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")


@dataclass(frozen=True, slots=True)
class Query:
    """A query and its dataset."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Update:
    """An update, and the dataset of its conditions."""

    text: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


def read_pairs(encoded: bytes) -> list[tuple[str, str]]:
    """The fields of a query string or a form.

    :raises BadInput: not percent-encoded UTF-8, or more than a thousand fields
    """
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise BadInput("the parameters are not percent-encoded UTF-8") from None
    except ValueError as error:
        raise BadInput(f"the parameters cannot be read: {error}") from None


def read_get(pairs: Sequence[tuple[str, str]]) -> Query | None:
    """The query of a GET; None where there is none, which asks for the service's description.

    :raises BadInput: several queries, or an update
    """
    if _values(pairs, "update"):
        raise BadInput("an update must be sent by POST")
    if not pairs:
        return None
    return _query(pairs)


def read_post(content_type: str, parameters: bytes, body: bytes) -> Query | Update:
    """What a POST asks for: fields of a form, or a text with its dataset in the URL.

    :raises BadInput: no text, several, or one that is not UTF-8
    :raises HTTPException: 415, any other media type
    """
    kind, _, rest = content_type.partition(";")
    kind = kind.strip().lower()
    pairs = read_pairs(parameters)
    if kind == FORM:
        fields = read_pairs(body)
        if _values(fields, "update"):
            if _values(fields, "query"):
                raise BadInput("either 'query' or 'update' is expected; both are there")
            return _update([*fields, *pairs])
        return _query([*fields, *(pair for pair in pairs if pair[0] != "query")])
    if kind == QUERY:
        return _query([("query", _utf8(body, rest)), *(pair for pair in pairs if pair[0] != "query")])
    if kind == UPDATE:
        return _update([("update", _utf8(body, rest)), *(pair for pair in pairs if pair[0] != "update")])
    raise HTTPException(
        415, f"send a query as {FORM} or {QUERY}, an update as {FORM} or {UPDATE}, not as {kind or 'nothing named'}"
    )


def base_of(request: Request) -> str | None:
    """The IRI against which relative IRIs are read: the service's own; None where the host is none."""
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}{request.url.path}" if _HOST.fullmatch(host) else None


def _values(pairs: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(value for key, value in pairs if key == name)


def _one(pairs: Sequence[tuple[str, str]], name: str) -> str:
    found = _values(pairs, name)
    if len(found) != 1:
        raise BadInput(f"exactly one parameter '{name}' is expected; there are {len(found)}")
    return found[0]


def _query(pairs: Sequence[tuple[str, str]]) -> Query:
    return Query(_one(pairs, "query"), _values(pairs, "default-graph-uri"), _values(pairs, "named-graph-uri"))


def _update(pairs: Sequence[tuple[str, str]]) -> Update:
    return Update(_one(pairs, "update"), _values(pairs, "using-graph-uri"), _values(pairs, "using-named-graph-uri"))


def _utf8(body: bytes, parameters: str) -> str:
    found = re.search(r"charset\s*=\s*\"?([^\s;\"]+)", parameters, re.IGNORECASE)
    if found and found[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise BadInput(f"the text must be UTF-8; its Content-Type says {found[1]}")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"the text is not UTF-8 at byte {error.start}") from None
