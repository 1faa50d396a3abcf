"""Sentence → edges: what the whole chain reads, with the real language model."""

from __future__ import annotations

import pytest
from cabos.ingest import Reader, article_from_text


def edges(reader: Reader, text: str) -> set[str]:
    statements = reader.read(article_from_text(text)).statements
    return {f"{s.subject.label} {s.relation} {s.object.label} {s.status}" for s in statements}


VERBS = {
    "Rusia apoya a Nicolás Maduro.": "Rusia supports Nicolás Maduro fact",
    "Nicolás Maduro es apoyado por Rusia.": "Rusia supports Nicolás Maduro fact",
    "Nicolás Maduro, apoyado por Rusia, viajó a La Habana.": "Rusia supports Nicolás Maduro fact",
    "Moscú acusó a Washington de mentir.": "Rusia accuses Estados Unidos fact",
    "Donald Trump, quien apoya a Juan Guaidó, habló ayer.": "Donald Trump supports Juan Guaidó fact",
    "Ángela Merkel y Vladimir Putin se reunieron en Berlín.": "Ángela Merkel meetsWith Vladimir Putin fact",
    "La policía detuvo a Pedro Sánchez Ruiz.": None,
    "Venezuela rompió relaciones con Colombia.": "Venezuela sanctions Colombia fact",
    "Francia impuso sanciones a Irán.": "Francia sanctions Irán fact",
    "Alemania dio su apoyo a Ucrania.": "Alemania supports Ucrania fact",
    "Ucrania recibió el apoyo de Alemania.": "Alemania supports Ucrania fact",
    "Barack Obama instó a Rusia a abandonar Ucrania.": "Rusia withdrawsFrom Ucrania possible",
    "Cuba denunció que Estados Unidos prepara una invasión.": "Cuba accuses Estados Unidos fact",
    "«No es verdad», dijo Evo Morales, quien visitó Chile.": "Evo Morales visits Chile fact",
}

NOUNS = {
    "El apoyo de Rusia a Nicolás Maduro continúa.": "Rusia supports Nicolás Maduro fact",
    "Las sanciones de Estados Unidos contra Irán siguen.": "Estados Unidos sanctions Irán fact",
    "El acuerdo entre Francia y Alemania entró en vigor.": "Francia agreesWith Alemania fact",
    "La visita de Barack Obama a Cuba terminó.": "Barack Obama visits Cuba fact",
}

TITLES = {
    "El presidente de Bolivia, Evo Morales, habló.": "Evo Morales leads Bolivia fact",
    "Evo Morales, presidente de Bolivia, habló.": "Evo Morales leads Bolivia fact",
    "El presidente estadounidense, Donald Trump, habló.": "Donald Trump nationality Estados Unidos fact",
    "El secretario de Estado de EE.UU., Mike Pompeo, viajó a Sochi.": "Mike Pompeo memberOf Estados Unidos fact",
    "El secretario general de la ONU, Ban Ki-moon, habló.": (
        "Ban Ki-moon leads Organización de las Naciones Unidas fact"
    ),
    "La ministra de Salud, Carmen Montón, dimitió.": "Carmen Montón leads Ministerio de Salud fact",
    "El canciller guatemalteco (Fernando Carrera) lo pidió.": "Fernando Carrera memberOf Guatemala fact",
    "La corporación rusa Rostec vendió aviones.": "Rostec nationality Rusia fact",
    "Viajó a la ciudad rusa de Sochi.": "Sochi locatedIn Rusia fact",
}

STATUS = {
    "Rusia no apoya a Nicolás Maduro.": "Rusia supports Nicolás Maduro denied",
    "Rusia negó haber atacado a Georgia.": "Rusia attacks Georgia denied",
    "Rusia desmintió que haya atacado a Georgia.": "Rusia attacks Georgia denied",
    "Rusia habría atacado a Georgia.": "Rusia attacks Georgia possible",
    "Rusia podría atacar a Georgia.": "Rusia attacks Georgia possible",
    "Barack Obama quiere visitar Cuba.": "Barack Obama visits Cuba possible",
    "Barack Obama visitará Cuba.": "Barack Obama visits Cuba fact",
    "Si Rusia ataca a Georgia, habrá guerra.": "Rusia attacks Georgia possible",
    "¿Rusia apoya a Nicolás Maduro?": "Rusia supports Nicolás Maduro possible",
    "Francia acusó a Rusia de apoyar a Siria.": "Rusia supports Siria possible",
    "Francia se negó a reconocer a Kosovo.": "Francia recognizes Kosovo denied",
    "Francia rechazó el presunto ataque de Rusia a Georgia.": "Rusia attacks Georgia possible",
    "Rusia no solo apoya a Siria, también a Irán.": "Rusia supports Siria fact",
}


@pytest.mark.parametrize(("text", "edge"), [*VERBS.items(), *NOUNS.items(), *TITLES.items(), *STATUS.items()])
def test_a_sentence_gives_its_edge(reader: Reader, text: str, edge: str | None) -> None:
    found = edges(reader, text)
    if edge is None:
        assert found == set()
    else:
        assert edge in found
