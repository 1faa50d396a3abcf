"""``cabos query``: SPARQL from the command line."""

from __future__ import annotations

import json
import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...graph.errors import BadInput
from ..saved import SavedQuery, find_saved
from . import options
from .output import print_table, write_bytes

if TYPE_CHECKING:
    from ...graph import Answer, Graph


class AnswerFormat(StrEnum):
    """Forms of an answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    XML = "xml"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"


ROWS = {
    AnswerFormat.JSON: "application/sparql-results+json",
    AnswerFormat.CSV: "text/csv",
    AnswerFormat.TSV: "text/tab-separated-values",
    AnswerFormat.XML: "application/sparql-results+xml",
}
TRIPLES = {
    AnswerFormat.TABLE: "text/turtle",
    AnswerFormat.JSON: "application/ld+json",
    AnswerFormat.XML: "application/rdf+xml",
    AnswerFormat.TURTLE: "text/turtle",
    AnswerFormat.NTRIPLES: "application/n-triples",
    AnswerFormat.JSONLD: "application/ld+json",
}
PREFIXES = {
    "https://w3id.org/cabos/ontology#": "cabos:",
    "https://w3id.org/cabos/": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs:",
    "http://www.wikidata.org/entity/": "wd:",
}


def query(
    text: Annotated[
        str,
        typer.Argument(metavar="QUERY", help="SPARQL, a file that ends in .rq, - for stdin, or a saved query's name."),
    ],
    store: options.Store = None,
    format: Annotated[
        AnswerFormat, typer.Option(help="table, json, csv, tsv, xml; a CONSTRUCT has turtle, ntriples, jsonld, xml.")
    ] = AnswerFormat.TABLE,
    param: Annotated[
        list[str], typer.Option("--param", metavar="NAME=VALUE", help="Parameter of a saved query; may be repeated.")
    ] = [],  # noqa: B006 — typer copies it
) -> None:
    """Ask the graph in SPARQL. The usual prefixes (cabos: rdfs: prov: …) are known.

    An ASK that is false ends with exit code 1.

    \b
    Examples:
      $ cabos query "SELECT ?who ?whom { ?s cabos:supports ?o . ?s rdfs:label ?who . ?o rdfs:label ?whom }"
      $ cabos query who.rq --format csv
      $ cabos query "ASK { ?s cabos:supports ?o }"
      $ cabos query evidence --param who=Rusia
    """
    from ...graph import open_graph

    saved = _saved(text)
    written = "" if saved else _query_text(text)
    with open_graph(options.where(store), read_only=True, create=False) as graph:
        answer = graph.query(_bound(saved, param, graph) if saved else written)
        if answer.kind != "triples" and format is AnswerFormat.TABLE:
            _print(_result(answer))
        else:
            forms, kind = (TRIPLES, "CONSTRUCT or DESCRIBE") if answer.kind == "triples" else (ROWS, "SELECT or ASK")
            write_bytes([answer.serialize(_media_type(forms, format, kind))])
        if answer.kind == "boolean" and not _result(answer)["boolean"]:
            raise typer.Exit(1)


def _saved(text: str) -> SavedQuery | None:
    """The saved query of that name, where it is a name and nothing else."""
    return find_saved(options.settings().queries, text) if re.fullmatch(r"[\w-]*\w", text) else None


def _bound(saved: SavedQuery, param: list[str], graph: Graph) -> str:
    from ...graph.query.binding import bind

    pairs = [pair.partition("=") for pair in param]
    given = {name: value for name, _, value in pairs}
    return bind(saved.text, saved.bindings(given, lambda key: graph.entity(key).iri))


def _query_text(text: str) -> str:
    try:
        if text == "-":
            return sys.stdin.buffer.read().decode("utf-8")
        if text.endswith(".rq"):
            return Path(text).read_text("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"{text}: not UTF-8 at byte {error.start}") from None
    except OSError as error:
        raise BadInput(f"{text}: {error.strerror}") from None
    return text


def _media_type(forms: dict[AnswerFormat, str], format: AnswerFormat, kind: str) -> str:
    if format not in forms:
        raise BadInput(f"a {kind} cannot be written as {format}; choose {', '.join(forms)}")
    return forms[format]


def _result(answer: Answer) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(answer.serialize(ROWS[AnswerFormat.JSON]))
    return result


def _print(result: dict[str, Any]) -> None:
    if "boolean" in result:
        print("true" if result["boolean"] else "false")
        return
    names = result["head"]["vars"]
    rows = ([_short(row.get(name)) for name in names] for row in result["results"]["bindings"])
    print_table(names, rows)


def _short(term: dict[str, str] | None) -> str:
    """A value for the eye: known namespaces shortened, literals without their datatype."""
    if term is None:
        return ""
    value = term["value"]
    if term["type"] == "uri":
        for namespace, prefix in PREFIXES.items():
            if value.startswith(namespace):
                return prefix + value.removeprefix(namespace)
    return value
