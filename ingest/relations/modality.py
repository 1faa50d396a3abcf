"""How the article stands to what a trigger says: fact, denied or possible.

Read from the trigger outwards: its own mood, auxiliaries and negation first, then each
word that governs its clause. What a verb, noun or adverb does is data (``modality.tsv``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from ...graph.statement import Status
from ..frames import has, is_participle, is_reflexive, preposition, verb_lemma

_CLAUSAL = frozenset({"xcomp", "ccomp", "csubj", "advcl", "obj", "obl", "dep", "parataxis"})
_ADJUNCTS = frozenset("durante tras desde hasta como ante bajo mediante según pese sobre".split())
"""Prepositions of what a sentence takes as given: «pidió calma tras el ataque»."""
_ASIDES = frozenset("como según cuando mientras porque aunque desde".split())
_OF_COMPLEMENTS = frozenset({"a", "con", "de", "en"})
_CONDITIONAL = re.compile(r"(\w+[aei]r)ía(?:n|mos)?")


@cache
def words() -> Mapping[tuple[str, str], frozenset[str]]:
    """Lemmas by effect and kind, from ``data/modality.tsv``."""
    text = files("cabos.ingest").joinpath("data/modality.tsv").read_text(encoding="utf-8")
    table: dict[tuple[str, str], frozenset[str]] = defaultdict(frozenset)
    for line in text.splitlines():
        if line and not line.startswith("#"):
            effect, kind, lemmas = line.split("\t")
            table[effect, kind] |= frozenset(lemmas.split())
    return table


def status_of(trigger: Token) -> Status:
    """Fact, denied or possible, for the event or state that the trigger names."""
    status = _own(trigger)
    for below, above in _climb(trigger):
        status = _governed(status, below, above)
        if above.pos_ == "NOUN" and below.dep_ == "acl" and _is_purpose(below) and trigger.pos_ == "NOUN":
            status = Status.POSSIBLE if status is Status.FACT else status  # «esfuerzos para relanzar el diálogo»
    if status is Status.FACT and _in_question(trigger):
        return Status.POSSIBLE
    return status


def _own(trigger: Token) -> Status:
    """What the trigger's own mood, auxiliaries, adverbs and adjectives say."""
    table = words()
    children = list(trigger.children)
    if any(c.lemma_.casefold() in table["possible", "modifier"] for c in children if c.dep_ in _DESCRIBING):
        return Status.POSSIBLE
    possible = any(c.text.casefold() in table["possible", "adverb"] for c in children)
    possible |= any(c.dep_.startswith("aux") and verb_lemma(c) in table["possible", "modal"] for c in children)
    possible |= any(c.dep_.startswith(("aux", "cop")) and (_is_irrealis(c) or _was_about_to(c)) for c in children)
    possible |= trigger.pos_ in ("VERB", "AUX") and _is_irrealis(trigger)
    possible |= any(_is_suspected(c) or _is_aim(c) for c in children)
    negated = _negated(trigger)
    if negated:
        return Status.DENIED
    if any(c.dep_ in ("mark", "case") and c.text.casefold() == "sin" and c.i < trigger.i for c in children):
        return Status.DENIED
    if any(c.dep_ == "mark" and c.text.casefold() == "si" for c in children):
        return Status.POSSIBLE
    return Status.POSSIBLE if possible else Status.FACT


_DESCRIBING = frozenset({"amod", "det", "acl"})


def _is_irrealis(token: Token) -> bool:
    """Conditional («habría vendido») or subjunctive."""
    if has(token, "Mood", "Cnd") or has(token, "Mood", "Sub"):
        return True
    found = _CONDITIONAL.fullmatch(token.text.casefold())  # small models take «darían» for an imperfect
    return found is not None and (found[1][-2] == "a" or verb_lemma(token) not in (found[1] + "er", found[1] + "ir"))


def _was_about_to(auxiliary: Token) -> bool:
    """«iba a protestar»."""
    return verb_lemma(auxiliary) == "ir" and has(auxiliary, "Tense", "Imp")


def _is_suspected(child: Token) -> bool:
    """The doer in «presuntos guerrilleros atacaron», «fue atacado por sospechosos de …»."""
    if not (child.dep_.startswith("nsubj") or preposition(child) == "por"):
        return False
    words_ = (child, *(c for c in child.children if c.dep_ in ("amod", "det")))
    return any(w.lemma_.casefold() in words()["possible", "doer"] for w in words_)


def _is_planned(token: Token) -> bool:
    """«dispuesto a aliarse», «tiene previsto viajar»."""
    return token.dep_ != "amod" and token.lemma_.casefold() in words()["possible", "adjective"]


def _is_aim(child: Token) -> bool:
    """The subject in «el objetivo es apoyar a …»."""
    said_of = child.head.lemma_ == "ser" or any(c.dep_ == "cop" for c in child.head.children)
    return child.dep_ == "nsubj" and said_of and child.lemma_.casefold() in words()["possible", "noun"]


def _negated(token: Token) -> bool:
    """«no», «nunca», … on the token itself; «no solo» negates nothing."""
    for child in token.children:
        word = child.text.casefold()
        if child.dep_ in ("advmod", "det", "nsubj", "cc", "neg") and word in words()["denied", "adverb"]:
            following = child.doc[child.i + 1].text.casefold() if child.i + 1 < len(child.doc) else ""
            if child.i and child.doc[child.i - 1].text.casefold() == "o":
                continue  # «si estalla o no la huelga»
            if following not in ("solo", "sólo", "solamente", "únicamente") and child.i < token.i:
                return True
    return False


def _climb(trigger: Token) -> Iterator[tuple[Token, Token]]:
    """Pairs (below, above) from the trigger to the top of what governs its truth.

    Stops at relative clauses and participles, whose truth the main clause does not touch.
    """
    below = trigger
    for _ in range(12):
        if below.dep_ == "ROOT" or below.head == below:
            return
        above = below.head
        if below.dep_ == "conj":
            # The second of two coordinated words shares what governs the first, not its negation.
            while above.dep_ == "conj":
                above = above.head
            if above.dep_ == "ROOT":
                return
            below, above = above, above.head
        if below.dep_.startswith("acl") and (has(below, "VerbForm", "Fin") or is_participle(below)):
            return
        if (below.dep_ == "amod" and is_participle(below)) or (below.dep_ == "advcl" and _is_aside(below)):
            return
        if below.dep_ in ("amod", "appos", "nsubj", "nmod") and below != trigger and below.pos_ == "PROPN":
            return
        if below.dep_ in ("obl", "nmod") and below.pos_ == "NOUN" and preposition(below) in _ADJUNCTS:
            return
        yield below, above
        below = above


def _is_aside(clause: Token) -> bool:
    """«…, como denunció X», «cuando X llegó a Y»: told for itself, whatever governs the rest."""
    return _told(clause) and bool(marks_of(clause) & _ASIDES)


def _governed(status: Status, below: Token, above: Token) -> Status:
    """The status after one governing word is taken into account."""
    table = words()
    lemma = verb_lemma(above)
    if above.pos_ in ("NOUN", "PROPN"):
        if below.dep_ in ("nmod", "acl", "obl") and lemma in table["possible", "noun"]:
            return Status.POSSIBLE
        if below.dep_ in ("nmod", "acl") and lemma in table["denied", "noun"]:
            return Status.DENIED
        return status
    if above.pos_ not in ("VERB", "AUX", "ADJ") or below.dep_ not in (_CLAUSAL | {"iobj", "nsubj"}):
        return status
    if below.dep_ in ("advcl", "obl") and below.pos_ in ("VERB", "AUX") and not _is_complement(below, above):
        return _adverbial(status, below, above)
    if below.pos_ in ("NOUN", "PROPN") and below.dep_ == "nsubj":
        return status
    return _complement(status, below, above, lemma)


def _is_complement(below: Token, above: Token) -> bool:
    """«amenazan con dimitir»: an infinitive that a verb of wanting or denying asks for, by whatever preposition."""
    asked = verb_lemma(above) in words()["possible", "verb"] | words()["denied", "verb"]
    return asked and has(below, "VerbForm", "Inf") and bool(marks_of(below) & _OF_COMPLEMENTS)


def marks_of(token: Token) -> set[str]:
    """The words that subordinate a clause or mark a noun: que, si, para, …, in lower case."""
    return {c.text.casefold() for c in token.children if c.dep_ in ("mark", "case")}


def _is_purpose(token: Token) -> bool:
    return "para" in marks_of(token) and has(token, "VerbForm", "Inf")


def _complement(status: Status, below: Token, above: Token, lemma: str) -> Status:
    table = words()
    nominal = below.pos_ in ("NOUN", "PROPN")
    refused = lemma + "se" in table["denied", "refused"] and is_reflexive(above)
    if refused or (lemma in table["denied", "verb"] and not (nominal and lemma == "negar")):
        return Status.POSSIBLE if _negated(above) or status is Status.DENIED else Status.DENIED
    if lemma == "dejar" and "de" in marks_of(below):
        return Status.DENIED
    if nominal and lemma in table["possible", "put off"]:
        return Status.POSSIBLE
    if nominal and lemma == "ordenar":
        return status  # who orders an arrest decides it
    if lemma in table["accuse", "verb"] and not nominal and _is_charge(below):
        return Status.POSSIBLE
    if not nominal and (_is_planned(above) or any(_is_planned(c) or _is_aim(c) for c in above.children)):
        return Status.POSSIBLE
    if lemma in table["possible", "verb"] and not (lemma in table["speech", "verb"] and status is not Status.FACT):
        if _negated(above) and lemma == "permitir":
            return Status.DENIED
        irrealis = lemma not in table["speech", "verb"] and (lemma in table["possible", "belief"] or not _told(below))
        return Status.POSSIBLE if irrealis else status
    attended = nominal and below.dep_ == "obl"  # «no asistirá a la cena» says nothing of the dinner
    if _negated(above) and lemma not in table["speech", "verb"] and status is Status.FACT and not attended:
        return Status.DENIED
    own = _own(above)
    return Status.POSSIBLE if own is Status.POSSIBLE and status is Status.FACT else status


def _told(below: Token) -> bool:
    """A finite indicative, which no verb of wanting governs: «pretende hoy lo que ayer rechazaron»."""
    finite = next((t for t in (below, *below.children) if has(t, "VerbForm", "Fin") and _is_verbal(t, below)), None)
    return finite is not None and has(finite, "Mood", "Ind") and not has(finite, "Tense", "Fut")


def _is_verbal(token: Token, head: Token) -> bool:
    return token == head or token.dep_.startswith(("aux", "cop"))


def _adverbial(status: Status, below: Token, above: Token) -> Status:
    """Purpose and condition: «para conversar con él» is done only where the journey is."""
    if "si" in marks_of(below):
        return Status.POSSIBLE
    if _is_purpose(below):
        done = verb_lemma(above) in words()["motion", "verb"] and _own(above) is Status.FACT
        return status if done else Status.POSSIBLE
    if verb_lemma(above) in words()["accuse", "verb"] and _is_charge(below):
        return Status.POSSIBLE
    return status


def _is_charge(below: Token) -> bool:
    """«acusó a X de apoyar», «lo señaló por vender»: what somebody is charged with."""
    return has(below, "VerbForm", "Inf") and bool(marks_of(below) & {"de", "por"})


def _in_question(trigger: Token) -> bool:
    sentence = trigger.sent
    opened = [t.i for t in sentence if t.text == "¿" and t.i < trigger.i]
    return bool(opened) and any(t.text == "?" and t.i > trigger.i for t in sentence)
