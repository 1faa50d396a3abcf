"""What is known by name: countries and their capitals, seats and demonyms, bodies, places, posts."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from cabos.ingest.gazetteer import Entry, Gazetteer, Kind, Match, key, load


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


def entry(gazetteer: Gazetteer, text: str, *kinds: Kind) -> Entry | None:
    """What ``text`` names in the first of these senses that it has."""
    return next((name.entry for kind in kinds if (name := gazetteer.find(text, kind))), None)


def match(gazetteer: Gazetteer, text: str) -> Match | None:
    """The match at the word after ``_``."""
    words = text.split()
    return gazetteer.match([word.lstrip("_") for word in words], next(i for i, w in enumerate(words) if "_" in w))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Estados Unidos", "US"),
        ("EE.UU.", "US"),
        ("EE. UU.", "US"),
        ("EEUU", "US"),
        ("Gran Bretaña", "GB"),
        ("holanda", "NL"),
        ("Birmania", "MM"),
        ("Iraq", "IQ"),
        ("CATAR", "QA"),
        ("México", "MX"),
        ("Panama", "PA"),
        ("Santa Sede", "VA"),
        ("URSS", "SU"),
        ("Palestina", "PS"),
    ],
)
def test_country_by_any_of_its_names(gazetteer: Gazetteer, name: str, code: str) -> None:
    country = entry(gazetteer, name, "country")
    assert country is not None
    assert country == gazetteer.country(code)
    assert country.type == "Country"


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("ruso", "RU"),
        ("rusas", "RU"),
        ("estadunidense", "US"),
        ("norteamericanos", "US"),
        ("francesa", "FR"),
        ("alemanes", "DE"),
        ("españolas", "ES"),
        ("israelíes", "IL"),
        ("iraníes", "IR"),
        ("belgas", "BE"),
        ("kirguís", "KG"),
        ("soviética", "SU"),
        ("surcoreana", "KR"),
        ("nigeriano", "NG"),
        ("nigerina", "NE"),
    ],
)
def test_country_by_demonym(gazetteer: Gazetteer, word: str, code: str) -> None:
    assert entry(gazetteer, word, "demonym") == gazetteer.country(code)


@pytest.mark.parametrize(("city", "code"), [("Moscú", "RU"), ("Pekín", "CN"), ("Washington", "US"), ("Caracas", "VE")])
def test_capital(gazetteer: Gazetteer, city: str, code: str) -> None:
    name = gazetteer.find(city, "capital")
    assert name is not None
    assert (name.entry.type, name.country) == ("Place", gazetteer.country(code))


@pytest.mark.parametrize(("seat", "code"), [("Casa Blanca", "US"), ("Kremlin", "RU"), ("Miraflores", "VE")])
def test_seat_of_government(gazetteer: Gazetteer, seat: str, code: str) -> None:
    assert entry(gazetteer, seat, "seat") == gazetteer.country(code)


@pytest.mark.parametrize("name", ["Granada", "Georgia", "Miraflores", "Santiago", "San José", "Mauricio"])
def test_what_often_means_something_else_is_weak(gazetteer: Gazetteer, name: str) -> None:
    found = gazetteer.match(name.split(), 0)
    assert found is not None
    assert found.weak


@pytest.mark.parametrize("name", ["Rusia", "México", "Kremlin", "Moscú"])
def test_what_is_plain_is_not_weak(gazetteer: Gazetteer, name: str) -> None:
    found = gazetteer.match(name.split(), 0)
    assert found is not None
    assert not found.weak


@pytest.mark.parametrize(
    ("text", "kind", "name", "length"),
    [
        ("en _Corea del Norte hubo", "country", "Corea del Norte", 3),
        ("en _EE . UU . hubo", "country", "Estados Unidos", 3),
        ("en _EE.UU. hubo", "country", "Estados Unidos", 1),
        ("RUMBO A _RUSIA", "country", "Rusia", 1),
        ("la _Casa Blanca negó", "seat", "Estados Unidos", 2),
        ("en _México", "country", "México", 1),
        ("en _Ciudad de México", "capital", "Ciudad de México", 3),
        ("el _ruso Medvedev", "demonym", "Rusia", 1),
        ("Comité Olímpico _Brasileño", "demonym", "Brasil", 1),
    ],
)
def test_longest_match(gazetteer: Gazetteer, text: str, kind: str, name: str, length: int) -> None:
    found = match(gazetteer, text)
    assert found is not None
    assert (found.kind, found.entry.name) == (kind, name)
    assert found.end - [w.startswith("_") for w in text.split()].index(True) == length


@pytest.mark.parametrize(
    "text", ["una _casa blanca", "un _chile verde", "_Rusia-Ucrania", "el _méxico profundo", "lo _Indicó", "con _fines"]
)
def test_no_match(gazetteer: Gazetteer, text: str) -> None:
    assert match(gazetteer, text) is None


@pytest.mark.parametrize(
    ("written", "found"), [("Mexico", True), ("Índico", True), ("Indicó", False), ("Chiñas", False)]
)
def test_accents_may_be_missing_but_not_moved(gazetteer: Gazetteer, written: str, found: bool) -> None:
    assert (gazetteer.match([written], 0) is not None) is found


def test_a_strong_name_goes_before_a_weak_one(gazetteer: Gazetteer) -> None:
    body = entry(gazetteer, "CIDH", "body")
    assert body is not None
    assert body.name == "Comisión Interamericana de Derechos Humanos"
    found = gazetteer.match(["CIDH"], 0)
    assert found is not None
    assert (found.entry, found.weak) == (body, False)


def test_no_name_is_two_countries(gazetteer: Gazetteer) -> None:
    countries = defaultdict(set)
    for plain, names in gazetteer.names.items():
        for name in names:
            if name.kind in {"country", "demonym", "capital", "seat"} and name.country:
                countries[plain].add(name.country.name)
    assert {plain: found for plain, found in countries.items() if len(found) > 1} == {}


def test_demonyms_are_lower_case_words(gazetteer: Gazetteer) -> None:
    forms = [name.form for names in gazetteer.names.values() for name in names if name.kind == "demonym"]
    assert len(forms) > 700
    assert [form for form in forms if form != form.lower() or " " in form] == []


def test_wikidata_ids_are_well_formed_and_none_is_two_entries(gazetteer: Gazetteer) -> None:
    entries = {name.entry for names in gazetteer.names.values() for name in names}
    ids = defaultdict(set)
    for entry in entries:
        if entry.wikidata is not None:
            assert re.fullmatch(r"Q[1-9]\d*", entry.wikidata), entry
            ids[entry.wikidata].add(entry.name)
    assert {wikidata: names for wikidata, names in ids.items() if len(names) > 1} == {}


def test_names_are_found_as_written_and_folded(gazetteer: Gazetteer) -> None:
    assert key("  Côte d'Ivoire ") == "cote d ivoire"
    assert entry(gazetteer, "COTE D’IVOIRE", "country") == gazetteer.country("CI")


@pytest.mark.parametrize(
    ("name", "full", "wikidata"),
    [
        ("ONU", "Organización de las Naciones Unidas", "Q1065"),
        ("OTAN", "Organización del Tratado del Atlántico Norte", "Q7184"),
        ("Unión Europea", "Unión Europea", "Q458"),
        ("HRW", "Human Rights Watch", "Q187052"),
        ("Pentágono", "Departamento de Defensa de Estados Unidos", "Q11209"),
        ("Hizbulá", "Hezbolá", "Q41053"),
        ("FARC-EP", "Fuerzas Armadas Revolucionarias de Colombia", None),
        ("Pemex", "Petróleos Mexicanos", None),
    ],
)
def test_body_by_name_and_acronym(gazetteer: Gazetteer, name: str, full: str, wikidata: str | None) -> None:
    body = entry(gazetteer, name, "body")
    assert body is not None
    assert (body.name, body.wikidata, body.type) == (full, wikidata, "Organization")


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("Nueva York", "city", "US"),
        ("Zac.", "state", "MX"),
        ("Fresnillo", "municipality", "MX"),
        ("Cataluña", "community", "ES"),
        ("Medio Oriente", "region", None),
        ("Texas", "region", "US"),
        ("Antioquia", "department", "CO"),
        ("Londres", "city", "GB"),
    ],
)
def test_place_and_the_country_it_lies_in(gazetteer: Gazetteer, name: str, kind: str, code: str | None) -> None:
    place = entry(gazetteer, name, "place", "capital")
    assert place is not None
    assert (place.type, place.kind, place.country) == ("Place", kind, code)


def test_names_of_one_city_are_one_place(gazetteer: Gazetteer) -> None:
    assert entry(gazetteer, "Pekín", "place", "capital") == entry(gazetteer, "Beijing", "place", "capital")
    assert entry(gazetteer, "Fráncfort", "place", "capital") == entry(gazetteer, "Frankfurt", "place", "capital")


@pytest.mark.parametrize(
    ("text", "kind", "name", "length"),
    [
        ("el _Consejo de Seguridad de la ONU votó", "body", "Consejo de Seguridad de las Naciones Unidas", 6),
        ("según _Al-Qaeda en el Magreb Islámico", "body", "Al Qaeda en el Magreb Islámico", 5),
        ("la _OTAN bombardeó", "body", "Organización del Tratado del Atlántico Norte", 1),
        ("el _Real Madrid ganó", "body", "Real Madrid", 2),
        ("en _Madrid", "capital", "Madrid", 1),
        ("en la _Franja de Gaza", "place", "Franja de Gaza", 3),
    ],
)
def test_longest_match_of_bodies_and_places(gazetteer: Gazetteer, text: str, kind: str, name: str, length: int) -> None:
    found = match(gazetteer, text)
    assert found is not None
    assert (found.kind, found.entry.name) == (kind, name)
    assert found.end - [w.startswith("_") for w in text.split()].index(True) == length


@pytest.mark.parametrize("text", ["un _eta griego", "el _alba", "la _once", "el _pan", "la _semana pasada", "un _bid"])
def test_acronyms_are_in_capitals(gazetteer: Gazetteer, text: str) -> None:
    assert match(gazetteer, text) is None


def test_a_capital_stands_for_its_country_and_is_a_place(gazetteer: Gazetteer) -> None:
    found = match(gazetteer, "desde _Moscú")
    assert found is not None
    assert found.entry == entry(gazetteer, "Moscú", "place", "capital")
    assert found.country == gazetteer.country("RU")


def test_every_key_is_plain(gazetteer: Gazetteer) -> None:
    assert [word for word in gazetteer.names if word != key(word) or not word] == []
    assert [word for word in gazetteer.titles if word != word.lower() or key(word) not in gazetteer.titles] == []
    for words in (gazetteer.given_names, gazetteer.organization_heads, gazetteer.place_heads):
        assert [word for word in words if word != key(word) or not word] == []


def test_bodies_and_places_lie_in_known_countries(gazetteer: Gazetteer) -> None:
    codes = {name.entry.country for names in gazetteer.names.values() for name in names} - {None}
    assert codes <= set(gazetteer.countries)
