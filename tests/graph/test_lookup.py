"""Entities by name, articles, statements by every filter, and the numbers."""

from __future__ import annotations

import pytest
from cabos.graph import Ambiguous, BadInput, NotFound
from cabos.graph.graph import Graph
from cabos.graph.lookup.entities import fold_name

INJECTIONS = [
    'Vega" } ; DROP ALL ; SELECT * { ?s ?p "',
    "x> . ?s ?p ?o . <y",
    "person-ana-vega> ?p ?o } #",
    "' OR 1=1 --",
    "{{7*7}}",
    "\\u0022 }",
    "https://w3id.org/cabos/entity/person-ana-vega> <x:p> <x:o>",
    "\x00",
    "\ud800",
]


def labels(graph: Graph, text: str, **options: object) -> list[str]:
    return [row.label for row in graph.entities(text, **options).items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rios", ["Luis Ríos"]),
        ("RÍOS", ["Luis Ríos"]),
        ("lu ri", ["Luis Ríos"]),
        ("san tel", ["Costa Alta"]),
        ("vega, ana", ["Ana Vega"]),
        ("ega", []),
        ("ana rios", []),
        ("«costa»", ["Costa Alta"]),
    ],
)
def test_search_takes_the_beginning_of_any_word_of_any_name(filled: Graph, text: str, expected: list[str]) -> None:
    assert labels(filled, text) == expected


def test_the_best_supported_come_first_and_pages_follow(filled: Graph) -> None:
    assert labels(filled, "") == ["Luis Ríos", "Ana Vega", "Costa Alta", "Minera Norte", "Sierra Baja", "Puerto Claro"]
    page = filled.entities(limit=2, offset=4)
    assert ([row.label for row in page.items], page.total) == (["Sierra Baja", "Puerto Claro"], 6)
    assert labels(filled, "", type="Country") == ["Costa Alta", "Sierra Baja"]
    assert labels(filled, "", limit=0) == []


@pytest.mark.parametrize(
    "key",
    ["https://w3id.org/cabos/entity/Q900001", "Q900001", "Costa Alta", "costa alta", "COSTA ÁLTA", "San Telmo"],
)
def test_a_key_is_an_iri_its_end_or_a_name(filled: Graph, key: str) -> None:
    row = filled.entity(key)
    assert (row.label, row.type, row.aliases, row.wikidata, row.statements) == (
        "Costa Alta", "Country", ("San Telmo",), "Q900001", 2,
    )  # fmt: skip


def test_an_unknown_name_gets_near_ones(filled: Graph) -> None:
    with pytest.raises(NotFound, match=r"No entity is called 'Ana Vegas'\. Near names: Ana Vega\."):
        filled.entity("Ana Vegas")
    with pytest.raises(NotFound, match=r"No entity is called '¿\?'\.$"):
        filled.entity("¿?")


def test_a_name_of_several_is_ambiguous_unless_it_is_the_label_of_one(filled: Graph, article, make_entity, who) -> None:
    marta, other = make_entity("Marta Ríos", "Person", "Ríos"), make_entity("Ríos", "Organization")
    built = article("a3").sentence("Ríos apoyó a Ana Vega y Marta Ríos la criticó.")
    built.say(("Marta Ríos", marta), "criticizes", ("Ana Vega", who.vega), "criticó")
    filled.add(built.build())
    with pytest.raises(Ambiguous) as caught:
        filled.entity("rios")
    assert [label for _, label in caught.value.candidates] == ["Luis Ríos", "Marta Ríos"]
    built.say(("Ríos", other), "supports", ("Ana Vega", who.vega), "apoyó")
    filled.add(built.build())
    assert filled.entity("rios").type == "Organization"
    filled.retract("a3")
    assert filled.entity("rios").label == "Luis Ríos"


def test_the_commonest_label_and_type_win(graph: Graph, article, make_entity, who) -> None:
    for number, label in enumerate(["Rostec", "Rostec", "Corporación Rostec"]):
        one = make_entity(label, "Organization", wikidata="Q1")
        built = article(f"r{number}").sentence(f"{label} apoyó a Luis Ríos.")
        graph.add(built.say((label, one), "supports", ("Luis Ríos", who.rios), "apoyó").build())
    row = graph.entity("Q1")
    assert (row.label, row.aliases, row.statements) == ("Rostec", ("Corporación Rostec",), 3)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["supports", "cooperatesWith", "supports", "accuses", "attacks", "leads"]),
        ({"entity": "San Telmo"}, ["cooperatesWith", "accuses"]),
        ({"subject": "Costa Alta", "object": "Sierra Baja"}, ["accuses"]),
        ({"object": "Q900002"}, ["accuses"]),
        ({"relation": "supports"}, ["supports", "supports"]),
        ({"relation": "supports", "article": "a1"}, ["supports"]),
        ({"status": "possible"}, ["attacks"]),
        ({"article": "a2"}, ["supports", "cooperatesWith"]),
        ({"entity": "Luis Ríos", "status": "fact", "article": "a2"}, ["supports"]),
        ({"relation": "owns"}, []),
    ],
)
def test_statements_meet_every_filter_newest_article_first(
    filled: Graph, filters: dict[str, str], expected: list[str]
) -> None:
    page = filled.statements(**filters)
    assert [row.relation for row in page.items] == expected
    assert page.total == len(expected)


def test_pages_of_statements_join_into_the_whole(filled: Graph) -> None:
    whole = filled.statements().items
    pages = [filled.statements(limit=4, offset=offset) for offset in (0, 4, 8)]
    assert [len(page.items) for page in pages] == [4, 2, 0]
    assert (*pages[0].items, *pages[1].items) == whole == tuple(filled.all_statements())
    assert filled.statement_rows([whole[3].iri, "https://example.org/none", whole[0].iri]) == [whole[3], whole[0]]


def test_a_statement_row_leads_back_to_its_sentence(filled: Graph, articles) -> None:
    (row,) = filled.statements(relation="attacks").items
    assert row.record() == {
        "iri": row.iri,
        "subject": {
            "iri": "https://w3id.org/cabos/entity/Q900002", "id": "Q900002",
            "label": "Sierra Baja", "type": "Country",
        },
        "relation": "attacks",
        "object": {
            "iri": "https://w3id.org/cabos/entity/place-puerto-claro", "id": "place-puerto-claro",
            "label": "Puerto Claro", "type": "Place",
        },
        "status": "possible",
        "attributed_to": "Costa Alta",
        "confidence": 0.9,
        "time": None,
        "sentence": {"text": "Costa Alta acusó a Sierra Baja de atacar Puerto Claro.", "start": 44, "end": 98},
        "trigger": "atacar",
        "article": {
            "iri": row.article.iri, "id": "a1", "title": "Vega respalda a Ríos", "date": "2020-05-01",
            "url": "https://example.org/a1", "publisher": "El Faro", "reprint_of": None,
        },
    }  # fmt: skip
    text = articles[0]().text
    assert text[row.sentence.start : row.sentence.end] == row.sentence.text


def test_articles_newest_first_and_by_any_key(filled: Graph, article, who) -> None:
    filled.add(article("undated").sentence("Nada.").build())
    assert [row.id for row in filled.articles().items] == ["a2", "a1", "undated"]
    row = filled.article("a1")
    assert (row.statements, row.sentences, row.author) == (4, 3, "M. Sol")
    assert filled.article(row.iri) == filled.article(row.iri.rsplit("/", 1)[-1]) == row
    assert filled.articles(limit=1, offset=1).items == (row,)


def test_an_id_of_two_sources_is_ambiguous(filled: Graph, article) -> None:
    twin = article("a1", publisher="Otro").sentence("Nada.").build()
    moved = type(twin.article)(f"{twin.article.iri}-otro", "a1", twin.article.text)
    filled.add(type(twin)(moved))
    with pytest.raises(Ambiguous, match="2 articles have the id 'a1'"):
        filled.article("a1")


@pytest.mark.parametrize(
    ("filters", "error", "message"),
    [
        ({"relation": "loves"}, BadInput, "No relation 'loves'; there are: accuses, agreesWith"),
        ({"status": "true"}, BadInput, "No status 'true'; there are: fact, denied, possible"),
        ({"entity": "Nadie"}, NotFound, "No entity is called 'Nadie'"),
        ({"article": "a9"}, NotFound, "No article 'a9'"),
        ({"limit": 10_001}, BadInput, "between 0 and 10000"),
        ({"limit": -1}, BadInput, "between 0 and 10000"),
        ({"offset": -1}, BadInput, "must not be below 0"),
        ({"relation": ""}, BadInput, "No relation ''"),
    ],
)
def test_a_wrong_filter_says_what_would_be_right(
    filled: Graph, filters: dict[str, str], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        filled.statements(**filters)


def test_an_unknown_type_lists_the_known(filled: Graph) -> None:
    with pytest.raises(BadInput, match="No entity type 'City'; there are: Person, Organization, Country, Place"):
        filled.entities(type="City")


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_key_is_never_part_of_a_query(filled: Graph, text: str) -> None:
    before = set(filled.store.quads())
    assert labels(filled, text) in ([], [*labels(filled, "")], ["Ana Vega"])
    for look_up in (filled.entity, filled.article, lambda key: filled.statements(subject=key)):
        with pytest.raises(NotFound):
            look_up(text)
    with pytest.raises(BadInput):
        filled.statements(relation=text)
    assert set(filled.store.quads()) == before


def test_the_numbers(filled: Graph) -> None:
    assert filled.stats().record() == {
        "articles": 2,
        "reprints": 0,
        "sources": 2,
        "sentences": 5,
        "entities": {"Person": 2, "Organization": 1, "Country": 2, "Place": 1},
        "statements": {"fact": 4, "denied": 1, "possible": 1},
        "edges": 3,
        "relations": {"supports": 1, "accuses": 1, "cooperatesWith": 1},
    }


def test_a_name_is_folded_to_its_words() -> None:
    assert fold_name("  Guaidó-Márquez (EE.UU.) ") == "guaido marquez ee uu"
