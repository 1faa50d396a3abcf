"""Which names are one entity within an article, and of which type."""

from __future__ import annotations

import pytest
from cabos.ingest import Reader, article_from_text


def entities(reader: Reader, text: str) -> dict[str, set[str]]:
    """Label and type of each entity → the words that name it."""
    found: dict[str, set[str]] = {}
    for mention in reader.read(article_from_text(text)).mentions:
        if mention.entity:
            found.setdefault(f"{mention.entity.label}/{mention.entity.type}", set()).add(mention.text)
    return found


def test_a_country_its_seat_its_capital_and_its_demonym_are_one(reader: Reader) -> None:
    text = "Moscú acusó a Washington. El Kremlin lo repitió. La prensa rusa calló. Rusia insistió."
    assert entities(reader, text)["Rusia/Country"] == {"Moscú", "Kremlin", "rusa", "Rusia"}


def test_a_surname_goes_with_the_full_name_even_before_it(reader: Reader) -> None:
    text = "Trump habló. El presidente Donald Trump viajó a Chile. Luego Trump volvió."
    assert entities(reader, text)["Donald Trump/Person"] == {"Trump", "Donald Trump"}


def test_an_acronym_in_brackets_goes_with_the_name_before_it(reader: Reader) -> None:
    text = "El Instituto Nacional Electoral (INE) informó. El INE no dijo más."
    assert any({"Instituto Nacional Electoral", "INE"} <= names for names in entities(reader, text).values())


def test_two_persons_with_one_surname_stay_two(reader: Reader) -> None:
    text = "Raúl Castro recibió a Fidel Castro en La Habana."
    assert {"Raúl Castro/Person", "Fidel Castro/Person"} <= entities(reader, text).keys()


def test_a_capital_is_the_city_where_somebody_goes_and_the_government_where_it_acts(reader: Reader) -> None:
    visits = reader.read(article_from_text("Barack Obama viajó a Moscú.")).statements
    accuses = reader.read(article_from_text("Barack Obama acusó a Moscú.")).statements
    assert [(s.object.label, s.object.entity and s.object.entity.type) for s in visits] == [("Moscú", "Place")]
    assert [s.object.label for s in accuses] == ["Rusia"]


@pytest.mark.parametrize(
    "text",
    [
        "La situación es grave. Este lunes habló. Según él, nada cambió.",
        "Mientras tanto, los analistas esperan. También los militares.",
    ],
)
def test_sentence_openings_are_no_names(reader: Reader, text: str) -> None:
    assert entities(reader, text) == {}


def test_offsets_are_those_of_the_text_as_given(reader: Reader) -> None:
    text = "  «Así es», dijo\tDonald  Trump.\n\nRusia apoya a   Nicolás Maduro.\r\n"
    reading = reader.read(article_from_text(text))
    assert all(text[m.start : m.end] == m.text for m in reading.mentions)
    assert all(text[s.start : s.end] == s.text for s in reading.sentences)
    (statement,) = [s for s in reading.statements if s.relation == "supports"]
    assert text[statement.trigger.start : statement.trigger.end] == "apoya"
    assert text[statement.sentence.start : statement.sentence.end] == "Rusia apoya a   Nicolás Maduro."
