"""The SPARQL that asks a question. It runs as it stands at ``/sparql``: its prefixes are known there.

Each row is one statement with its sentence. All patterns stand inside one article's graph, where
an entity has the name that the article gives it, so that no row comes twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..iris import ENTITY, ONTOLOGY
from ..ontology import Ontology
from ..rows import EntityRow
from ..statement import Status
from .question import Ask, Question

MOST = 1_000
"""Rows of an answer."""
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
_DAY = "COALESCE(?time, ?published)"
_EITHER = "rdf:subject|rdf:object"
_FOUND = "?name ?who ?status ?day ?speaker ?sentence ?article ?statement"
_SAID = "?from ?relation ?to ?status ?day ?speaker ?sentence ?article ?statement"


def sparql(question: Question) -> str:
    """The query. Of paths it shows those of one step and of two, since SPARQL does not count steps."""
    if question.ask is Ask.PATHS:
        return _two_steps(question)
    if question.is_open and question.relation is None:
        return _listed(question)
    columns = _FOUND if question.is_open else _SAID
    lines = (f"    {line}" for line in (*_who(question), *_statement(question)))
    order = "ORDER BY ?day\n" if question.ask in (Ask.WHEN, Ask.BETWEEN) else "ORDER BY ?status ?day\n"
    if question.ask is Ask.ENTITY:
        order = ""  # all that is said of somebody may be very much: the first rows will do
    values = (f"  {line}" for line in _values(question))
    bounds = (f"  {line}" for line in _bounds(question))
    body = "\n".join([*values, "  GRAPH ?graph {", *lines, "  }", *bounds])
    return f"SELECT {columns} WHERE {{\n{body}\n}}\n{order}LIMIT {MOST}\n"


def _values(question: Question) -> Iterator[str]:
    """The entities of a name that several bear."""
    for rows, variable in ((question.subject, "?one"), (question.object, "?other")):
        if len(rows) > 1:
            yield f"VALUES {variable} {{ {' '.join(map(node, rows))} }}"


def _end(rows: Sequence[EntityRow], variable: str) -> str:
    """One end of the pattern: the entity, the variable that stands for several, or nothing."""
    return node(rows[0]) if len(rows) == 1 else variable if rows else ""


def _who(question: Question) -> Iterator[str]:
    """The pattern of subject, relation and object."""
    symmetric = question.relation is not None and Ontology.load().relations[question.relation].symmetric
    subject, object_ = _end(question.subject, "?one"), _end(question.object, "?other")
    if question.is_open:
        yield from _open(question, subject, object_, symmetric)
        return
    if question.ask is Ask.ENTITY:
        yield f"?statement {_EITHER} {subject} ."
    elif question.ask is Ask.BETWEEN or symmetric:
        yield f"?statement {_EITHER} {subject}, {object_} ."
        if len(question.subject) > 1 or len(question.object) > 1:
            yield f"FILTER({subject} != {object_})"
    else:
        yield f"?statement rdf:subject {subject or '?s'} ; rdf:object {object_ or '?o'} ."
    yield "?statement rdf:subject ?s ; rdf:predicate ?predicate ; rdf:object ?o ."
    yield "?s rdfs:label ?from . ?o rdfs:label ?to ."
    if question.relation:
        yield f"FILTER(?predicate = cabos:{question.relation})"
    elif question.lasting:
        lasting = (r.name for r in Ontology.load().relations.values() if r.category == "STATE")
        yield f"FILTER(?predicate IN ({', '.join(f'cabos:{name}' for name in lasting)}))"
    yield f'BIND(STRAFTER(STR(?predicate), "{ONTOLOGY}") AS ?relation)'


def _open(question: Question, subject: str, object_: str, symmetric: bool) -> Iterator[str]:
    """Who is asked for, is ``?who``."""
    known = subject or object_
    if symmetric and known:
        yield f"?statement {_EITHER} {known}, ?who ; rdf:predicate cabos:{question.relation} ."
        yield f"FILTER(?who != {known})"
    else:
        own, other = ("?who", object_ or "?whom") if question.ask is Ask.SUBJECT else (subject or "?whom", "?who")
        yield f"?statement rdf:subject {own} ; rdf:predicate cabos:{question.relation} ; rdf:object {other} ."
    yield "?who rdfs:label ?name ."
    if question.type:
        yield f"?who a cabos:{question.type} ."


def _statement(question: Question) -> Iterator[str]:
    """What every row tells of its statement."""
    wanted = question.status or (Status.FACT if question.is_open else None)
    yield "?statement cabos:status ?how ; prov:wasDerivedFrom ?said ."
    yield "?said nif:anchorOf ?sentence ; nif:referenceContext ?article ."
    yield "OPTIONAL { ?statement cabos:eventTime ?time }"
    yield "OPTIONAL { ?article schema:datePublished ?published }"
    yield "OPTIONAL { ?statement cabos:attributedTo/(rdfs:label|nif:anchorOf) ?speaker }"
    if wanted:
        yield f"FILTER(?how = cabos:{wanted.capitalize()})"
    yield f'BIND(LCASE(STRAFTER(STR(?how), "{ONTOLOGY}")) AS ?status)'
    yield f"BIND(STR({_DAY}) AS ?day)"


def _bounds(question: Question) -> Iterator[str]:
    """Days as text: «2013» lies in any part of 2013, and «2013-10» in October."""
    if question.since:
        yield f'FILTER(CONCAT(?day, "~") >= "{question.since}")'
    if question.until:
        yield f'FILTER(?day <= "{question.until}~")'
    if question.of and question.relation:
        yield f"FILTER EXISTS {{ ?who cabos:nationality|cabos:locatedIn|cabos:memberOf {node(question.of)} }}"


def _listed(question: Question) -> str:
    """All entities of a class, those first that most statements are about."""
    kind = f"cabos:{question.type}" if question.type else "?class"
    return (
        "SELECT (SAMPLE(?label) AS ?name) ?who (COUNT(DISTINCT ?statement) AS ?statements) WHERE {\n"
        f"  ?who a {kind} ; rdfs:label ?label .\n"
        f"  ?statement {_EITHER} ?who .\n"
        f"}}\nGROUP BY ?who\nORDER BY DESC(?statements)\nLIMIT {MOST}\n"
    )


def _two_steps(question: Question) -> str:
    first, last = _end(question.subject, "?one"), _end(question.object, "?other")
    values = "".join(f"  {line}\n" for line in _values(question))
    return (
        f"SELECT DISTINCT ?first ?via ?name ?second WHERE {{\n{values}"
        f"  {{ {first} ?first {last} . BIND(?first AS ?second) }}\n"
        f"  UNION {{ {last} ?first {first} . BIND(?first AS ?second) }}\n"
        f"  UNION {{ ?a {_EITHER} {first}, ?via ; rdf:predicate ?first ; cabos:status cabos:Fact .\n"
        f"          ?b {_EITHER} ?via, {last} ; rdf:predicate ?second ; cabos:status cabos:Fact .\n"
        f"          FILTER(?via != {first} && ?via != {last}) ?via rdfs:label ?name }}\n"
        f"}}\nLIMIT {MOST}\n"
    )


def node(row: EntityRow) -> str:
    """An entity as SPARQL writes it: short where its name needs no escape."""
    local = row.iri.removeprefix(ENTITY)
    if local != row.iri and local and set(local) <= _PLAIN and local[0] not in "-_":
        return f"entity:{local}"
    return f"<{row.iri}>"
