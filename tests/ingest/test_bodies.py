"""Bodies whose head is written small, and what «el gobierno de X» and «el país» stand for."""

from __future__ import annotations

import pytest
from cabos.ingest import Reader, article_from_text, gazetteer


def names(reader: Reader, text: str) -> set[str]:
    return {mention.entity.label for mention in reader.read(article_from_text(text)).mentions if mention.entity}


def edges(reader: Reader, text: str) -> set[str]:
    found = reader.read(article_from_text(text)).statements
    return {f"{s.subject.label} {s.relation} {s.object.label}" for s in found}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Protestaron ante la embajada de Estados Unidos en La Paz.", "embajada de Estados Unidos"),
        ("El servicio secreto de Francia hundió el barco.", "servicio secreto de Francia"),
        ("Lo negaron los servicios de inteligencia rusos.", "servicios de inteligencia rusos"),
        ("Un funcionario del departamento de Estado lo negó.", "Departamento de Estado de Estados Unidos"),
        (
            "Un funcionario del departamento de Estado de Estados Unidos lo negó.",
            "Departamento de Estado de Estados Unidos",
        ),
        ("La comisión de Derechos Humanos visitó la cárcel.", "comisión de Derechos Humanos"),
        ("El ejército israelí bombardeó Gaza.", "ejército israelí"),
    ],
)
def test_a_body_with_a_small_head_is_named_in_full(reader: Reader, text: str, name: str) -> None:
    assert name in names(reader, text)


def test_a_state_called_estado_de_mexico_is_not_the_country(reader: Reader) -> None:
    text = "Lo busca la Procuraduría General de Justicia del Estado de México."
    assert not {edge for edge in edges(reader, text) if "nationality" in edge}


def test_a_saint_is_no_name_without_the_rest(reader: Reader) -> None:
    found = names(reader, "Protestaron los estudiantes de San Marco. El Barcelona jugó en San Mamés.")
    assert "San" not in found
    assert any(name.startswith("San ") for name in found)


def test_a_body_of_common_words_alone_is_no_name(reader: Reader) -> None:
    assert names(reader, "El departamento de ventas y la comisión de festejos cerraron.") == set()


@pytest.mark.parametrize(
    ("text", "edge"),
    [
        pytest.param(
            "El presidente de Bolivia, Evo Morales, habló. Chile acusó al gobierno de Morales.",
            "Chile accuses Bolivia",
            id="as the article says",
        ),
        pytest.param("China acusó al gobierno de Angela Merkel.", "China accuses Alemania", id="as is known"),
        pytest.param(
            "Perú firmó. Perú pagó con ayuda de Chile. El país acusó a Cuba.", "Perú accuses Cuba", id="named most"
        ),
    ],
)
def test_a_government_is_its_country(reader: Reader, text: str, edge: str) -> None:
    assert edge in edges(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("El gobierno de Angela Merkel calló. Angela Merkel viajó.", id="a country that is not named"),
        pytest.param("Angela Merkel viajó. Alemania calló.", id="nothing says that she governs"),
    ],
)
def test_that_somebody_leads_a_country_is_no_edge_because_it_is_known(reader: Reader, text: str) -> None:
    assert edges(reader, text) == set()


@pytest.mark.parametrize(
    ("text", "edge"),
    [
        ("El presidente Barack Obama habló ayer. Estados Unidos calló.", "Barack Obama leads Estados Unidos"),
        ("Los presidentes Barack Obama y Evo Morales hablaron en Bolivia.", "Evo Morales leads Bolivia"),
        ("Obama llamó a su homólogo ruso, Vladimir Putin.", "Vladimir Putin leads Rusia"),
        ("Bolivia y el gobierno de Sebastián Piñera hablan. Chile espera.", "Sebastián Piñera leads Chile"),
    ],
)
def test_a_known_head_of_a_country_that_the_article_names(reader: Reader, text: str, edge: str) -> None:
    assert edge in edges(reader, text)


@pytest.mark.parametrize(
    ("text", "edge"),
    [
        ("Obama descansa junto a su esposa Michelle y sus hijas Malia y Sasha.", "Michelle relatedTo Obama"),
        ("Mubarak compareció con sus hijos Alaa y Gamal.", "Alaa relatedTo Gamal"),
        ("Los hermanos Aarón Piedra y Josué Piedra murieron.", "Aarón Piedra relatedTo Josué Piedra"),
        ("Hollande vive con su pareja, la periodista Valérie Trierweiler.", "Valérie Trierweiler relatedTo Hollande"),
        ("El director general de la FAO, el brasileño José Graziano, llegó.", "José Graziano nationality Brasil"),
        (
            "Los diputados del PRD Juan Pérez y Luis García votaron.",
            "Luis García memberOf Partido de la Revolución Democrática",
        ),
        ("Alfredo Pérez, líder del opositor Partido Socialista, habló.", "Alfredo Pérez leads Partido Socialista"),
        (
            "Doris Vega, coordinadora de Relaciones Públicas de la empresa Goldcorp, vino.",
            "Doris Vega memberOf Goldcorp",
        ),
        ("El coronel de la policía colombiana Hugo Aguilar habló.", "Hugo Aguilar memberOf policía colombiana"),
        ("Murió en Sherzad, de la provincia de Nangarhar.", "Sherzad locatedIn Nangarhar"),
        ("Lo dijo la agencia oficial china, Xinhua.", "Xinhua nationality China"),
        ("Detuvieron al mexicano Abel Doncel.", "Abel Doncel nationality México"),
    ],
)
def test_what_stands_beside_a_name(reader: Reader, text: str, edge: str) -> None:
    assert edge in edges(reader, text)


def test_leaders_are_of_known_countries_and_of_one_each() -> None:
    known = gazetteer.load()
    assert known.led_by("Angela Merkel") == known.country("DE")
    assert known.led_by("merkel") == known.country("DE")
    assert known.led_by("Pedro Páramo") is None
