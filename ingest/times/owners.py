"""Which predicate a date belongs to, read from the dependency tree; and with it, when what a trigger says happened.

«El lunes Rusia denunció el ataque del domingo»: the denunciation is of Monday, the attack of Sunday.
Where the tree leaves two readings, there is no date: none is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from spacy.tokens import Doc, Token

from ..frames import governor, has, is_participle, preposition, verb_lemma
from ..lexicon import participle_forms
from ..names import Cast
from ..relations.modality import marks_of, words
from ..relations.vocabulary import GIVING, TIMES
from .expressions import Expression, expressions
from .resolving import Tense, resolve

_NEVER = frozenset({"hasta", "antes", "después", "luego", "previo", "tras", "entre", "por"})
"""Prepositions whose date is not the one at which it happened or began."""
_HAPPENING = frozenset(
    "reiniciar reanudar retomar "
    "realizar celebrar ocurrir suceder tener llevar producir efectuar registrar desarrollar iniciar comenzar empezar "
    "concluir terminar finalizar inaugurar firmar perpetrar cometer".split()
)
"""Verbs of an event noun whose date is the event's: «la reunión se celebró el lunes»."""
_PLANNING = frozenset("prever programar convocar fijar".split())
_PHASES = frozenset("comenzar empezar iniciar volver terminar acabar lograr poder deber ir llegar pasar".split())
"""Verbs whose infinitive happens with them: «comenzó el lunes a atacar»."""

_PARTICIPLES = {form: verb for verb in GIVING | _HAPPENING | _PLANNING for form in participle_forms(verb)}


class _Dated(NamedTuple):
    """A date expression with its first and last token and the predicate that owns it."""

    expression: Expression
    first: int
    last: int
    owner: Token


class Times:
    """Dates of one document, seen from the day it was written (ISO 8601; None where unknown)."""

    def __init__(self, doc: Doc, cast: Cast, written: str | None) -> None:
        self._doc = doc
        self._cast = cast
        self._written = written
        self._found: dict[int, tuple[_Dated, ...]] = {}

    def of(self, trigger: Token) -> str | None:
        """When what the trigger says happened: a year, a month or a day; None where no date surely is its own."""
        own = [d for d in self._in_sentence(trigger) if _belongs(d, trigger)]
        if not own or any(d.expression.preposition in _NEVER for d in own):
            return None
        tense = _tense(next((d.owner for d in own if _describes(d.owner, trigger)), trigger))
        if tense is Tense.PAST and any(d.expression.preposition == "para" for d in own):
            return None
        told = [resolve(d.expression.when, self._day, tense) for d in own]
        finest = max((t for t in told if t), key=len, default=None)
        if finest is None or any(t is None or not finest.startswith(t) for t in told):
            return None
        return finest

    @cached_property
    def _day(self) -> date | None:
        try:
            return datetime.fromisoformat(self._written or "").date()
        except ValueError:
            return None

    def _in_sentence(self, trigger: Token) -> tuple[_Dated, ...]:
        sentence = trigger.sent
        if sentence.start not in self._found:
            self._found[sentence.start] = tuple(self._dated(sentence.start, sentence.end))
        return self._found[sentence.start]

    def _dated(self, start: int, end: int) -> Iterator[_Dated]:
        sentence = self._doc[start:end]
        for expression in expressions(sentence.text):
            span = sentence.char_span(expression.start, expression.end, alignment_mode="expand")
            if span is None or any(i in self._cast.at for i in range(span.start, span.end)):
                continue  # «Movimiento 26 de Julio», «el diario Hoy»
            owner = _owner(span.root)
            if owner is not None:
                yield _Dated(expression, span.start, span.end, owner)


def _owner(root: Token) -> Token | None:
    """The predicate or noun that a date is said of: past nouns of time, and past names it was hung on."""
    token = root
    for _ in range(8):
        if token.head == token:
            return token if token != root else None
        led = preposition(token)
        if token != root and led in _NEVER:
            return None  # «antes de la cumbre del lunes»
        token = token.head
        if token.pos_ in ("VERB", "AUX") or is_participle(token):
            return token
        described = led in ("de", "para", "en", "desde") or any(c.i > root.i and c != root for c in token.children)
        if token.pos_ in ("NOUN", "ADJ") and described and token.lemma_.casefold() not in TIMES | _PARTS:
            return token
    return None


_PARTS = frozenset("madrugada mediodía medianoche principio inicio comienzo mediado final fin víspera pasado".split())


def _belongs(dated: _Dated, trigger: Token) -> bool:
    owner = dated.owner
    if dated.first <= trigger.i < dated.last:
        return False
    if owner == trigger:
        return not _is_nearer_to_saying(dated, trigger)
    if trigger.pos_ in ("NOUN", "PROPN"):
        happening = _infinitive(owner) in GIVING | _HAPPENING | _PLANNING
        argument = trigger.head == owner and trigger.dep_ in ("obj", "nsubj", "nsubj:pass")
        return happening and (argument or _describes(owner, trigger))
    phase = trigger.head == owner and trigger.dep_ in ("xcomp", "advcl", "obl") and verb_lemma(owner) in _PHASES
    shared = trigger.dep_ == "conj" and trigger.head == owner and dated.first < owner.i and _same_tense(trigger, owner)
    return phase or shared


def _infinitive(verb: Token) -> str:
    """Of a participle too, which models take for an adjective («realizado»)."""
    return _PARTICIPLES.get(verb.text.casefold(), verb_lemma(verb))


def _describes(participle: Token, noun: Token) -> bool:
    """«la visita realizada en septiembre», past the name that it was hung on («la visita a Cuba, realizada …»)."""
    if not is_participle(participle) or noun.i > participle.i:
        return False
    agrees = participle.morph.get("Gender", []) == noun.morph.get("Gender", [])
    return participle.head == noun or (participle.head.head == noun and agrees)


def _is_nearer_to_saying(dated: _Dated, trigger: Token) -> bool:
    """«atacó a Y, informó el lunes Z»: a verb of saying beside the date has it, whatever the tree says."""
    doc, beside = trigger.doc, list(trigger.doc[dated.last : dated.last + 2])
    for token in reversed(doc[max(0, dated.first - 2) : dated.first]):
        if token.text.casefold() in ("que", ":"):
            break
        beside.append(token)
    return any(t != trigger and t.pos_ == "VERB" and verb_lemma(t) in words()["speech", "verb"] for t in beside)


def _finite(verb: Token) -> Token | None:
    heads = (verb, *(c for c in verb.children if c.dep_.startswith(("aux", "cop"))))
    return next((t for t in heads if has(t, "VerbForm", "Fin")), None)


def _same_tense(one: Token, other: Token) -> bool:
    first, second = _finite(one), _finite(other)
    return bool(first and second and first.morph.get("Tense", []) == second.morph.get("Tense", []))


def _tense(trigger: Token) -> Tense:
    """Past or future of the clause that the trigger stands in; the infinitives of a present are still to come."""
    if _infinitive(trigger) in _PLANNING and is_participle(trigger):
        return Tense.FUTURE
    token: Token | None = trigger
    for _ in range(5):
        if token is None:
            break
        finite = _finite(token)
        if finite is not None:
            return _of(finite, token)
        wanted = has(token, "VerbForm", "Inf") and not is_participle(token) and "al" not in marks_of(token)
        token = governor(token)
        if wanted and token is not None and verb_lemma(token) not in _PHASES:
            return Tense.UNKNOWN if _tense(token) is Tense.PAST else Tense.FUTURE  # «decidió prohibir», «quiere ir»
    return Tense.PAST


def _of(finite: Token, verb: Token) -> Tense:
    if has(finite, "Mood", "Cnd") or has(finite, "Tense", "Fut") or has(finite, "Mood", "Sub"):
        return Tense.FUTURE
    if verb_lemma(finite) == "ir" and finite != verb and has(verb, "VerbForm", "Inf"):
        return Tense.FUTURE  # «va a visitar»
    past = has(finite, "Tense", "Past") or has(finite, "Tense", "Imp") or is_participle(verb)
    return Tense.PAST if past or verb.pos_ not in ("VERB", "AUX") else Tense.UNKNOWN
