"""Sentence → status and source of an edge, by example, with the real language model."""

from __future__ import annotations

import pytest
from cabos.ingest import Reader, article_from_text

STATUS = [
    ("Si Rusia ataca a Georgia, Francia acudirá.", "Rusia attacks Georgia", "possible"),
    ("Barack Obama tiene previsto viajar a Cuba.", "Barack Obama visits Cuba", "possible"),
    ("Evo Morales se mostró dispuesto a apoyar a Chile.", "Evo Morales supports Chile", "possible"),
    ("Rusia amenazó con atacar a Georgia.", "Rusia attacks Georgia", "possible"),
    ("El objetivo es una visita de Barack Obama a Cuba.", "Barack Obama visits Cuba", "possible"),
    ("Rusia iba a atacar a Georgia.", "Rusia attacks Georgia", "possible"),
    ("Presuntos soldados de Rusia atacaron a Georgia.", "Rusia attacks Georgia", "possible"),
    ("Barack Obama decidió aplazar su visita a Cuba.", "Barack Obama visits Cuba", "possible"),
    (
        "Evo Morales agradeció los esfuerzos para relanzar el diálogo entre Rusia y Georgia.",
        "Rusia meetsWith Georgia",
        "possible",
    ),
    ("Seguramente Barack Obama visitará Cuba.", "Barack Obama visits Cuba", "possible"),
    ("Evo Morales pidió calma tras el ataque de Rusia a Georgia.", "Rusia attacks Georgia", "fact"),
    ("Evo Morales aprovechó para criticar a Chile.", "Evo Morales criticizes Chile", "fact"),
    ("Evo Morales anunció que visitará Chile.", "Evo Morales visits Chile", "fact"),
    ("Francia ordenó la expulsión de Pedro Sánchez Ruiz.", "Francia coerces Pedro Sánchez Ruiz", "fact"),
    ("Evo Morales canceló su visita a Chile.", "Evo Morales visits Chile", "denied"),
    ("Evo Morales negó que haya cancelado su visita a Chile.", "Evo Morales visits Chile", "possible"),
    ("Ni Francia ni Alemania reconocieron a Kosovo. Rusia nunca apoyó a Georgia.", "Rusia supports Georgia", "denied"),
]


@pytest.mark.parametrize(("text", "edge", "status"), STATUS)
def test_how_the_article_stands_to_an_edge(reader: Reader, text: str, edge: str, status: str) -> None:
    assert _said(reader, text)[edge][0] == status


SOURCES = [
    ("Evo Morales aseguró que Rusia atacó a Georgia.", "Rusia attacks Georgia", "Evo Morales"),
    ("«Rusia atacó a Georgia y miente», dijo Evo Morales.", "Rusia attacks Georgia", "Evo Morales"),
    ("Rusia atacó a Georgia, dijo este martes Evo Morales.", "Rusia attacks Georgia", "Evo Morales"),
    ("Según Evo Morales, Rusia atacó a Georgia.", "Rusia attacks Georgia", "Evo Morales"),
    ("Rusia atacó a Georgia, según informó hoy Evo Morales.", "Rusia attacks Georgia", "Evo Morales"),
    ("De acuerdo con Evo Morales, Rusia atacó a Georgia.", "Rusia attacks Georgia", "Evo Morales"),
    ("Evo Morales habló de paz. Evo Morales dijo que no. Agregó que Rusia atacó a Georgia.", "Rusia attacks Georgia",
     "Evo Morales"),
    ("Evo Morales dijo: «No es verdad. Rusia atacó a Georgia. Lo sabe todo el mundo».", "Rusia attacks Georgia",
     "Evo Morales"),
    ("«Rusia atacó a Georgia. Lo sabe todo el mundo», dijo Evo Morales.", "Rusia attacks Georgia", "Evo Morales"),
    ("El presidente Evo Morales dijo que no. El mandatario agregó que Rusia atacó a Georgia.",
     "Rusia attacks Georgia", "Evo Morales"),
    ("Evo Morales dijo que Chile quiere atacar a Perú.", "Chile attacks Perú", "Evo Morales"),
    ("Evo Morales acusó a Rusia de apoyar a Chile.", "Rusia supports Chile", "Evo Morales"),
    ("Rusia atacó a Georgia, informaron fuentes oficiales.", "Rusia attacks Georgia", "fuentes oficiales"),
    ("Rusia atacó a Georgia, según un comunicado de la OTAN.", "Rusia attacks Georgia",
     "Organización del Tratado del Atlántico Norte"),
    # what the article itself says
    ("Evo Morales condenó el ataque de Rusia a Georgia y consideró que es grave.", "Rusia attacks Georgia", None),
    ("Evo Morales visitó Chile y dijo que volverá.", "Evo Morales visits Chile", None),
    ("Tras reunirse con Barack Obama, Evo Morales dijo que no.", "Evo Morales meetsWith Barack Obama", None),
    ("Evo Morales dijo que irá. Rusia atacó a Georgia.", "Rusia attacks Georgia", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "edge", "speaker"), SOURCES)
def test_who_says_it(reader: Reader, text: str, edge: str, speaker: str | None) -> None:
    assert _said(reader, text)[edge][1] == speaker


def _said(reader: Reader, text: str) -> dict[str, tuple[str, str | None]]:
    return {
        f"{s.subject.label} {s.relation} {s.object.label}": (
            str(s.status),
            s.attributed_to.label if s.attributed_to else None,
        )
        for s in reader.read(article_from_text(text)).statements
    }
