"""Giving variables of a query their values, without ever writing a value into its text as text."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from ..errors import BadInput
from .guard import TOKEN


def bind(text: str, values: Mapping[str, tuple[str, str | None]]) -> str:
    """The query with ``VALUES`` at the head of its pattern; ``(IRI, None)`` or ``(text, datatype)`` by variable.

    >>> bind("SELECT ?s { ?s ?p ?o }", {"p": ("http://example.org/p", None)})
    'SELECT ?s { VALUES (?p) { (<http://example.org/p>) } ?s ?p ?o }'

    :raises BadInput: a value that is no IRI where one is needed, or a query without a pattern
    """
    if not values:
        return text
    try:
        terms = [_term(*value) for value in values.values()]
    except ValueError as error:
        raise BadInput(f"A value must be an absolute IRI: {error}") from error
    place = _pattern(text)
    names = " ".join(f"?{name}" for name in values)
    return f"{text[:place]} VALUES ({names}) {{ ({' '.join(terms)}) }}{text[place:]}"


def _term(value: str, datatype: str | None) -> str:
    return str(Literal(value, datatype=NamedNode(datatype)) if datatype else NamedNode(value))


def _pattern(text: str) -> int:
    """Where the pattern begins: behind the brace after WHERE, else behind the first one that is no template."""
    depth, form, opened = 0, "", []
    for token in TOKEN.finditer(text):
        if token[0] == "{" and not depth:
            opened.append((token.end(), form))
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        if token.lastgroup == "word" and not depth:
            form = token[0].upper()
    places = [place for place, before in opened if before == "WHERE"] or [place for place, _ in opened]
    if not places:
        raise BadInput("The query has no pattern in which a variable could have a value.")
    return places[1] if len(places) > 1 and opened[0][1] == "CONSTRUCT" and places[0] == opened[0][0] else places[0]
