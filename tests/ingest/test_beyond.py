"""Open statements: verbs between two named entities that no relation of the lexicon covers."""

from __future__ import annotations

import pytest
from cabos.ingest import Reader, article_from_text

OPEN = {
    "Barack Obama nació en Cuba.": {"Barack Obama nacer en Cuba fact"},
    "Rusia alquila a Chile un barco.": {"Rusia alquilar a Chile fact"},
    "Barack Obama no nació en Cuba.": {"Barack Obama nacer en Cuba denied"},
    # covered by the lexicon, or saying nothing of the two
    "Rusia apoya a Chile.": set(),
    "Barack Obama dijo en Chile que no.": set(),
    "Barack Obama estuvo en Chile.": set(),
    "Barack Obama nació en un pueblo.": set(),
    "El presidente nació en Chile.": set(),
    "Barack Obama habló, y Pedro Sánchez Ruiz nació.": set(),
}


@pytest.mark.parametrize(("text", "said"), OPEN.items())
def test_what_a_sentence_says_beyond_the_lexicon(reader: Reader, text: str, said: set[str]) -> None:
    found = reader.read(article_from_text(text)).open_statements
    assert {f"{s.subject.label} {s.predicate} {s.object.label} {s.status}" for s in found} == said


def test_an_open_statement_knows_its_place_and_is_no_statement(reader: Reader) -> None:
    text = "Es así. Barack Obama nació en Cuba. Fin."
    read = reader.read(article_from_text(text, id="a"))
    (said,) = read.open_statements
    assert read.statements == ()
    assert (said.sentence.text, said.trigger.text) == ("Barack Obama nació en Cuba.", "nació")
    record = said.record("a")
    assert (record["doc"], record["predicate"], record["subject"]["label"]) == ("a", "nacer en", "Barack Obama")
    assert text[record["sentence"]["start"] : record["sentence"]["end"]] == "Barack Obama nació en Cuba."


def test_two_that_a_statement_joins_are_not_said_openly_too(reader: Reader) -> None:
    read = reader.read(article_from_text("Barack Obama, que nació en Cuba, visitó Cuba."))
    assert [s.relation for s in read.statements] == ["visits"]
    assert read.open_statements == ()
