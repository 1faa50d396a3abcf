"""Which statements are kept out, and that the native checks and the SHACL shapes agree on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from cabos.graph import (
    Article,
    BadInput,
    Entity,
    EntityType,
    Extraction,
    Mention,
    Ontology,
    Span,
    Statement,
    Status,
)  # fmt: skip
from cabos.graph import terms as t
from cabos.graph.constraints import why_kept_out
from cabos.graph.graph import Graph
from cabos.graph.iris import article_iri, entity_iri
from cabos.graph.quads import extraction_quads
from cabos.graph.shapes import violations
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

ONTOLOGY = Ontology.load()


def broken(quads: list[Quad]) -> set[str]:
    """The nodes that break a shape."""
    return {violation.node for violation in violations(quads, ONTOLOGY)}


def test_what_is_stored_satisfies_every_shape(filled: Graph) -> None:
    assert filled.violations() == []


def test_what_was_written_past_the_checks_is_found(filled: Graph) -> None:
    (row,) = filled.statements(relation="accuses").items
    graph = next(q.graph_name for q in filled.store.quads(NamedNode(row.iri), t.TYPE) if q.graph_name != DefaultGraph())
    filled.store.raw.add(Quad(NamedNode(row.iri), t.STATUS, t.term("cabos:Denied"), graph))
    assert row.iri in {violation.node for violation in filled.violations()}


def test_shapes_and_checks_agree_on_every_relation_and_pair_of_types() -> None:
    text = "A ama B."
    article = Article(article_iri("grid"), "grid", text)
    ends = {
        (role, kind): Mention(start, start + 1, text[start], Entity(entity_iri(kind, role), role, kind))
        for role, start in (("A", 0), ("B", 6))
        for kind in EntityType
    }
    statements = [
        Statement(article.iri, ends["A", one], name, ends["B", two], Status.FACT, Span(0, 8), Span(2, 5))
        for name, one, two in product(ONTOLOGY.relations, EntityType, EntityType)
    ]
    kept_out = {s.iri for s in statements if why_kept_out(s, article, ONTOLOGY)}
    assert len(statements) == 480
    assert 100 < len(kept_out) < 300
    assert broken(extraction_quads(Extraction(article, statements=tuple(statements)))) == kept_out


def first_statement(extraction: Extraction) -> Statement:
    return next(s for s in extraction.statements if s.relation == "supports")


def swap(quads: list[Quad], subject: str, predicate: NamedNode, *objects: NamedNode | Literal) -> list[Quad]:
    """The quads with other objects for that subject and predicate."""
    rest = [q for q in quads if (t.value(q.subject), q.predicate) != (subject, predicate)]
    return rest + [Quad(NamedNode(subject), predicate, o, quads[0].graph_name) for o in objects]


def node(statement: Statement, span: Span | Mention) -> str:
    return f"{statement.article}#char={span.start},{span.end}"


Fault = tuple[Callable[[Statement], Statement], Callable[[Statement, list[Quad]], list[Quad]]]
FAULTS: dict[str, Fault] = {
    "no relation 'adores'": (
        lambda s: replace(s, relation="adores"),
        lambda s, quads: swap(quads, s.iri, t.PREDICATE, t.term("cabos:adores")),
    ),
    "the same entity": (
        lambda s: replace(s, object=s.subject),
        lambda s, quads: swap(quads, s.iri, t.OBJECT, NamedNode(s.subject.entity.iri)),
    ),
    "must be named entities": (
        lambda s: replace(s, object=replace(s.object, entity=None)),
        lambda s, quads: swap(quads, s.iri, t.OBJECT, NamedNode(node(s, s.object))),
    ),
    "confidence 1.5 is not between": (
        lambda s: replace(s, confidence=1.5),
        lambda s, quads: swap(quads, s.iri, t.CONFIDENCE, Literal("1.5", datatype=t.XSD_DECIMAL)),
    ),
    "confidence -0.1 is not between": (
        lambda s: replace(s, confidence=-0.1),
        lambda s, quads: swap(quads, s.iri, t.CONFIDENCE, Literal("-0.1", datatype=t.XSD_DECIMAL)),
    ),
    "time 'ayer' is not ISO": (
        lambda s: replace(s, time="ayer"),
        lambda s, quads: swap(quads, s.iri, t.EVENT_TIME, Literal("ayer")),
    ),
    "the sentence is empty": (
        lambda s: replace(s, sentence=Span(5, 5)),
        lambda s, quads: swap(quads, node(s, s.sentence), t.END, Literal(s.sentence.start)),
    ),
    "the trigger is empty": (
        lambda s: replace(s, trigger=Span(9, 7)),
        lambda s, quads: swap(quads, node(s, s.trigger), t.BEGIN, Literal(s.trigger.end + 2)),
    ),
    "lies outside the text": (
        lambda s: replace(s, sentence=Span(0, 9999)),
        lambda s, quads: swap(quads, node(s, s.sentence), t.END, Literal(9999)),
    ),
    r"subject \(-3–8\) lies outside": (
        lambda s: replace(s, subject=replace(s.subject, start=-3)),
        lambda s, quads: swap(quads, node(s, s.subject), t.BEGIN, Literal(-3)),
    ),
    "words of the object are not those": (
        lambda s: replace(s, object=replace(s.object, text="otro")),
        lambda s, quads: swap(quads, node(s, s.object), t.ANCHOR, Literal("otro")),
    ),
}


def article_with_fault(build: Callable[[], Any], number: int) -> Extraction:
    """The first article again, under a name of its own."""
    builder = build()
    again = type(builder)(f"fault-{number}").sentence("Ana Vega apoyó a Luis Ríos.")
    first = builder.statements[0]
    who = (first.subject.entity, first.object.entity)
    return again.say(("Ana Vega", who[0]), "supports", ("Luis Ríos", who[1]), "apoyó").build()


@pytest.fixture(scope="module")
def nodes_broken_by_faults() -> Callable[[Callable[[], Any]], set[str]]:
    """The nodes that break a shape in a graph with one article for each fault; pyshacl runs once."""
    found: list[set[str]] = []

    def nodes(build: Callable[[], Any]) -> set[str]:
        if not found:
            quads: list[Quad] = []
            for number, (_, spoil_quads) in enumerate(FAULTS.values()):
                extraction = article_with_fault(build, number)
                quads += spoil_quads(extraction.statements[0], extraction_quads(extraction))
            sound = article_with_fault(build, len(FAULTS))
            found.append(broken(quads + extraction_quads(sound)))
        return found[0]

    return nodes


@pytest.mark.parametrize("reason", FAULTS)
def test_shapes_and_checks_agree_on_a_bad_field(articles, nodes_broken_by_faults, reason: str) -> None:
    number = list(FAULTS).index(reason)
    extraction = article_with_fault(articles[0], number)
    (statement,) = extraction.statements
    found = why_kept_out(FAULTS[reason][0](statement), extraction.article, ONTOLOGY)
    assert re.search(reason, found or "")
    spans = (statement.sentence, statement.trigger, statement.subject, statement.object)
    assert nodes_broken_by_faults(articles[0]) & {statement.iri, *(node(statement, span) for span in spans)}


def test_the_shapes_find_no_fault_where_there_is_none(articles, nodes_broken_by_faults) -> None:
    sound = article_with_fault(articles[0], len(FAULTS))
    assert why_kept_out(sound.statements[0], sound.article, ONTOLOGY) is None
    assert not {name for name in nodes_broken_by_faults(articles[0]) if sound.article.iri in name}
    assert sound.statements[0].iri not in nodes_broken_by_faults(articles[0])


def test_a_confidence_that_is_no_number_is_kept_out(articles) -> None:
    extraction = articles[0]().build()
    odd = replace(extraction.statements[0], confidence=float("nan"))
    assert why_kept_out(odd, extraction.article, ONTOLOGY) == "confidence nan is not between 0 and 1"


@pytest.mark.parametrize("status", [t.term("cabos:Denied"), t.term("cabos:Possible")])
def test_an_edge_without_a_fact_breaks_a_shape(articles, status: NamedNode) -> None:
    extraction = articles[0]().build()
    statement = first_statement(extraction)
    quads = swap(extraction_quads(extraction), statement.iri, t.STATUS, status)
    assert broken(quads) == {statement.subject.entity.iri}


def test_a_fact_without_an_edge_breaks_a_shape(articles) -> None:
    extraction = articles[0]().build()
    statement = first_statement(extraction)
    quads = swap(extraction_quads(extraction), statement.subject.entity.iri, t.term("cabos:supports"))
    assert broken(quads) == {statement.iri}


@pytest.mark.parametrize("predicate", [t.IDENTIFIER, t.BODY, t.LANGUAGE])
def test_an_article_must_have_id_text_and_language(articles, predicate: NamedNode) -> None:
    extraction = articles[0]().build()
    assert extraction.article.iri in broken(swap(extraction_quads(extraction), extraction.article.iri, predicate))


def test_what_is_kept_out_is_counted_and_the_rest_stored(graph: Graph, articles) -> None:
    extraction = articles[0]().build()
    good = first_statement(extraction)
    bad = replace(good, relation="relatedTo", object=replace(extraction.statements[1].object))
    weaker = replace(good, confidence=0.2)
    added = graph.add(replace(extraction, statements=(weaker, *extraction.statements, bad)))
    assert (added.statements, added.edges) == (4, 2)
    assert {(kept.statement.confidence, kept.reason) for kept in added.kept_out} == {
        (0.2, "it says the same as another statement of the article, which is kept"),
        (0.9, "relatedTo has no Country as object"),
    }
    assert graph.statements(relation="supports").items[0].confidence == 0.9


def test_a_statement_of_another_article_is_kept_out(graph: Graph, articles) -> None:
    one, two = (build().build() for build in articles)
    (kept,) = graph.add(replace(one, statements=two.statements[:1])).kept_out
    assert "belongs to another article" in kept.reason


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("text", "  ", "has no text"),
        ("date", "ayer", "cannot be stored"),
        ("iri", "not an iri", "cannot be stored"),
        ("text", "corto", "characters 0–43 are not a part of its 5"),
        ("title", "\ud800", "cannot be stored"),
    ],
)
def test_an_article_that_cannot_be_stored_is_bad_input(
    graph: Graph, articles, field: str, value: str, message: str
) -> None:
    extraction = replace(articles[0]().build(), statements=())
    before = len(list(graph.store.quads()))
    with pytest.raises(BadInput, match=message):
        graph.add(replace(extraction, article=replace(extraction.article, **{field: value})))
    assert len(list(graph.store.quads())) == before
