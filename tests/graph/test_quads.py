"""An article's graph: what is written, what is an edge, and that nothing is lost on the way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cabos.graph import Entity, EntityType, Extraction
from cabos.graph.extractions import extraction_from_quads
from cabos.graph.graph import Graph
from cabos.graph.quads import extraction_quads
from cabos.graph.terms import EVENT_TIME, XSD_DATE, XSD_DATETIME, XSD_YEAR, XSD_YEAR_MONTH, term
from cabos.graph.times import is_time, time_literal
from pyoxigraph import BlankNode, Literal, NamedNode


def as_read(extraction: Extraction) -> Extraction:
    """In the order in which a graph gives it back."""
    return replace(
        extraction,
        mentions=tuple(sorted(extraction.mentions, key=lambda m: (m.start, m.end, m.label))),
        statements=tuple(sorted(extraction.statements, key=lambda s: (s.sentence.start, s.trigger.start, s.iri))),
    )


def test_an_extraction_comes_back_as_it_was_written(articles) -> None:
    for build in articles:
        extraction = build().build()
        assert extraction_from_quads(extraction_quads(extraction)) == as_read(extraction)


def test_it_comes_back_from_a_store_too(filled: Graph, articles) -> None:
    assert filled.extraction("a1") == as_read(articles[0]().build())


def test_only_facts_are_edges(filled: Graph) -> None:
    edges = {
        (relation, quad.subject.value.rsplit("/", 1)[-1], quad.object.value.rsplit("/", 1)[-1])
        for relation in filled.ontology.relations
        for quad in filled.store.quads(None, term(f"cabos:{relation}"), None, None)
    }
    assert edges == {
        ("supports", "person-ana-vega", "person-luis-rios"),
        ("accuses", "Q900001", "Q900002"),
        ("cooperatesWith", "Q900001", "organization-minera-norte"),
    }


def test_there_are_no_blank_nodes(filled: Graph) -> None:
    for quad in filled.store.quads():
        assert not {type(quad.subject), type(quad.object), type(quad.graph_name)} & {BlankNode}


def test_a_source_without_a_name_is_kept_in_its_words(filled: Graph) -> None:
    (row,) = filled.statements(status="denied").items
    assert row.attributed_to == "analistas"
    answer = filled.query("SELECT ?words { ?s cabos:status cabos:Denied ; cabos:attributedTo/nif:anchorOf ?words }")
    assert answer.serialize("text/csv") == b"words\r\nanalistas\r\n"


def test_offsets_count_characters_not_bytes(graph: Graph, article, who) -> None:
    built = article("ñandú").sentence("Ñandú: «Ana Vega dirige Minera Norte».")
    graph.add(built.say(("Ana Vega", who.vega), "leads", ("Minera Norte", who.norte), "dirige").build())
    (row,) = graph.statements().items
    assert (row.trigger, row.sentence.start, row.sentence.end) == ("dirige", 0, 38)


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("2019", XSD_YEAR),
        ("2019-06", XSD_YEAR_MONTH),
        ("2019-06-03", XSD_DATE),
        ("2019-06-03T10:00", XSD_DATETIME),
    ],
)
def test_a_time_has_the_datatype_of_its_precision(value: str, datatype: NamedNode) -> None:
    assert time_literal(value).datatype == datatype


@pytest.mark.parametrize("value", ["ayer", "2019-13", "2019-02-30", "", "03/06/2019", "²⁰¹⁹"])
def test_what_is_no_iso_date_is_no_time(value: str) -> None:
    assert not is_time(value)


def test_an_event_time_is_a_date_to_sparql(filled: Graph) -> None:
    times = [quad.object for quad in filled.store.quads(None, EVENT_TIME)]
    assert Literal("2020-04-30", datatype=XSD_DATE) in times


def test_an_entity_needs_a_name(articles) -> None:
    extraction = articles[0]().build()
    nameless = Entity("https://w3id.org/cabos/entity/x", " ", EntityType.PERSON)
    mention = replace(extraction.mentions[0], entity=nameless)
    with pytest.raises(ValueError, match="has no name"):
        extraction_quads(replace(extraction, mentions=(mention,)))
