"""The query that gives what a scene shows: the same entities, the same filters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from ..iris import ENTITY
from ..ontology import Ontology
from ..quads import status_node
from ..rows import EntityRef
from ..terms import PREFIXES
from .sieve import Sieve

_QUERY = """\
PREFIX cabos: <{cabos}>
PREFIX entity: <{entity}>
PREFIX nif: <{nif}>
PREFIX prov: <{prov}>
PREFIX rdf: <{rdf}>
PREFIX rdfs: <{rdfs}>
PREFIX schema: <{schema}>

SELECT DISTINCT ?subject ?relation ?object ?status ?confidence ?when ?publisher ?sentence ?statement WHERE {{
  VALUES ?subject {{ {entities} }}
  VALUES ?object {{ {entities} }}
  ?statement a cabos:Statement ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ;
             cabos:status ?status ; cabos:confidence ?confidence ; prov:wasDerivedFrom ?span .
  ?span nif:anchorOf ?sentence ; nif:referenceContext ?article .
  OPTIONAL {{ ?statement cabos:eventTime ?event }}
  OPTIONAL {{ ?article schema:datePublished ?date }}
  OPTIONAL {{ ?article schema:publisher ?publisher }}
  BIND(STR(COALESCE(?event, ?date)) AS ?when)
{filters}}}
ORDER BY DESC(?when) ?subject ?object
"""
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


def scene_query(ontology: Ontology, refs: dict[str, EntityRef], only: Sieve) -> str:
    """A SELECT with one row for each statement of the scene."""
    shown = sorted(iri for iri, ref in refs.items() if only.admits(ref.type))
    filters = "".join(f"  {line}\n" for line in _filters(ontology, only))
    return _QUERY.format(entities=" ".join(map(_name, shown)), filters=filters, **PREFIXES)


def _filters(ontology: Ontology, only: Sieve) -> Iterator[str]:
    if only.relations:
        yield _among("relation", (f"cabos:{name}" for name in sorted(only.relations) if name in ontology.relations))
    if only.statuses:
        names = sorted(status_node(status).value.removeprefix(PREFIXES["cabos"]) for status in only.statuses)
        yield _among("status", (f"cabos:{name}" for name in names))
    if only.sources:
        yield _among('COALESCE(?publisher, "")', (str(Literal(name)) for name in sorted(only.sources)))
    if only.confidence:
        yield f"FILTER(?confidence >= {only.confidence:g})"
    # A month or a year is compared by as many letters as it has: it may be any of its days.
    if only.since:
        yield f'FILTER(?when >= SUBSTR("{_iso(only.since)}", 1, STRLEN(?when)))'
    if only.until:
        yield f'FILTER(SUBSTR(?when, 1, 10) <= "{_iso(only.until)}")'


def _among(what: str, values: Iterable[str]) -> str:
    return f"FILTER({what if '(' in what else '?' + what} IN ({', '.join(values)}))"


def _name(iri: str) -> str:
    """A short name where it needs no escapes."""
    local = iri.removeprefix(ENTITY)
    return f"entity:{local}" if iri.startswith(ENTITY) and local and set(local) <= _PLAIN else str(NamedNode(iri))


def _iso(day: int) -> str:
    return f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}"
