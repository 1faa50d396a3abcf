"""What marks a span as a name, or as none: word lists, the model's labels, datelines."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from ...graph.statement import EntityType
from .name import ORGANIZATION, PERSON, PLACE

LABELS = {"PER": PERSON, "ORG": ORGANIZATION, "LOC": PLACE}
"""Entity labels of spaCy's Spanish models; MISC is no entity."""

NEVER_NAMES = frozenset(("ADP", "ADV", "DET", "VERB", "AUX", "PRON", "CCONJ", "SCONJ", "INTJ", "PUNCT", "NUM", "PART"))
DETACHABLE = frozenset(
    "ministerio cancillería secretaría ejército fuerza fuerzas armada policía marina comando departamento congreso "
    "senado cámara parlamento asamblea corte tribunal fiscalía procuraduría embajada consulado guardia presidencia "
    "gobierno estado".split()
)
"""Heads of state bodies: a country behind them («Senado de Argentina») is said of the body, no part of its name."""


STATE_BODIES = DETACHABLE - {"gobierno", "estado", "fuerza", "fuerzas", "presidencia"} | set(
    "parlamento congreso servicio servicios agencia aduana".split()
)
PORTFOLIO_HEADS = frozenset(
    "ministerio secretaría departamento viceministerio subsecretaría consejo comisión comité fiscalía tribunal "
    "procuraduría superintendencia contraloría dirección instituto".split()
)
"""Heads that a name in capitals may stand behind while they are written small: «comisión de Derechos Humanos»."""

SAINTS = frozenset("San Santa Santo".split())
"""Words that begin a name and are none by themselves."""

NO_ACTORS = frozenset(
    "guerra copa supercopa revolución festival feria premio campeonato torneo mundial olimpiada ley plan programa "
    "tratado constitución operación operativo batalla elección elecciones reforma proyecto decreto código convención "
    "cumbre semana día mes año domingo lunes martes miércoles jueves viernes sábado".split()
)
"""First words of names of events and works, which take no part in edges."""

COMMON = frozenset("gobierno ejecutivo estado administración régimen presidente presidencia autoridades nación".split())
"""Written with a capital in much news, and yet no names: what they refer to is read from the noun phrase."""


def label_of(span: Span) -> EntityType | None:
    """The type that a model gives a span: cabos's own tagger tells countries from other places."""
    fine = span._.cabos_type if Span.has_extension("cabos_type") else ""
    return EntityType(fine) if fine else LABELS.get(span.label_)


def datelines(doc: Doc) -> set[int]:
    """Tokens of «ASUNCIÓN, Ago 5 (AFP) -» at the head of a dispatch: where it was written, and by whom."""
    found: set[int] = set()
    for sentence in doc.sents:
        head = [t for t in sentence if not t.is_space][:16]
        for number, token in enumerate(head):
            closes = token.text.startswith(")") and number + 1 < len(head)
            if closes and head[number - 1].text.isupper() and head[number + 1].text in ("-", "–", "—", ".-", ".–"):
                found.update(t.i for t in head[:number])
    return found


def opens_sentence(doc: Doc, i: int) -> bool:
    """At the opening of a sentence or a quotation, where a capital says nothing."""
    while i > 0 and not doc[i].is_sent_start:
        if not (doc[i - 1].is_punct or doc[i - 1].is_space):
            return doc[i - 1].text == ":"
        if doc[i - 1].text in (",", "-", "–", ")", "("):
            return False
        i -= 1
    return True
