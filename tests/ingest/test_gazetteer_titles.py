"""Titles, names of persons, and the nouns that head names, by example."""

from __future__ import annotations

import pytest
from cabos.ingest.gazetteer import Gazetteer, load


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


@pytest.mark.parametrize(
    ("phrase", "kind", "gender", "plural", "former"),
    [
        ("presidente", "head", "m", False, False),
        ("presidentas", "head", "f", True, False),
        ("expresidente", "head", "m", False, True),
        ("ex presidenta", "head", "f", False, True),
        ("ex-ministro", "ministry", "m", False, True),
        ("Lider", "head", "c", False, False),
        ("LÍDERES", "head", "c", True, False),
        ("primera ministra", "head", "f", False, False),
        ("secretario general", "head", "m", False, False),
        ("secretaria", "ministry", "f", False, False),
        ("secretario de Estado", "member", "m", False, False),
        ("canciller", "member", "c", False, False),
        ("portavoz", "member", "c", False, False),
        ("alcaldesa", "head", "f", False, False),
        ("periodistas", "member", "c", True, False),
        ("esposa", "kin", "f", False, False),
        ("hijo", "kin", "m", False, False),
        ("actriz", "person", "f", False, False),
        ("abogada", "person", "f", False, False),
    ],
)
def test_title(gazetteer: Gazetteer, phrase: str, kind: str, gender: str, plural: bool, former: bool) -> None:
    title = gazetteer.title(phrase)
    assert title is not None
    assert (title.kind, title.gender, title.plural, title.former) == (kind, gender, plural, former)


@pytest.mark.parametrize("word", ["mesa", "expediente", "ex", "éxito", "economía", "asesinó", "expresó", "auditó"])
def test_no_title(gazetteer: Gazetteer, word: str) -> None:
    assert gazetteer.title(word) is None


def test_a_title_keeps_its_masculine_as_lemma(gazetteer: Gazetteer) -> None:
    title = gazetteer.title("capitanas")
    assert title is not None
    assert title.lemma == "capitán"


def test_names_of_persons(gazetteer: Gazetteer) -> None:
    assert gazetteer.is_given_name("José")
    assert gazetteer.is_given_name("JOSE")
    assert not gazetteer.is_given_name("Ministerio")


def test_nouns_that_head_names(gazetteer: Gazetteer) -> None:
    assert gazetteer.heads_organization("Secretaría")
    assert gazetteer.heads_organization("universidad")
    assert not gazetteer.heads_organization("río")
    assert gazetteer.heads_place("ciudad")
    assert gazetteer.heads_place("Río")
    assert not gazetteer.heads_place("partido")
