"""How the article stands to what a trigger says: fact, denied or possible; and who says it.

Read from the trigger outwards: its own mood, auxiliaries and negation first, then each
word that governs its clause. What a verb, noun or adverb does is data (``modality.tsv``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from ...graph.statement import Status
from ..frames import has, is_participle, is_reflexive, preposition, subjects, verb_lemma

_CLAUSAL = frozenset({"xcomp", "ccomp", "csubj", "advcl", "obj", "obl", "dep", "parataxis"})
_HYPOTHETICAL_MARKS = frozenset({"si", "para", "sin"})


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
    if status is Status.FACT and _in_question(trigger):
        return Status.POSSIBLE
    return status


def _own(trigger: Token) -> Status:
    """What the trigger's own mood, auxiliaries, adverbs and adjectives say."""
    table = words()
    children = list(trigger.children)
    if any(c.lemma_.casefold() in table["possible", "modifier"] for c in children if c.dep_ in ("amod", "det")):
        return Status.POSSIBLE
    possible = any(c.text.casefold() in table["possible", "adverb"] for c in children)
    possible |= any(
        c.dep_.startswith("aux") and (verb_lemma(c) in table["possible", "modal"] or _is_irrealis(c)) for c in children
    )
    possible |= trigger.pos_ in ("VERB", "AUX") and _is_irrealis(trigger)
    negated = _negated(trigger)
    if negated:
        return Status.DENIED
    if any(c.dep_ in ("mark", "case") and c.text.casefold() == "sin" and c.i < trigger.i for c in children):
        return Status.DENIED
    if any(c.dep_ == "mark" and c.text.casefold() == "si" for c in children):
        return Status.POSSIBLE
    return Status.POSSIBLE if possible else Status.FACT


def _is_irrealis(token: Token) -> bool:
    """Conditional («habría vendido») or subjunctive."""
    return has(token, "Mood", "Cnd") or has(token, "Mood", "Sub")


def _negated(token: Token) -> bool:
    """«no», «nunca», … on the token itself; «no solo» negates nothing."""
    for child in token.children:
        word = child.text.casefold()
        if child.dep_ in ("advmod", "det", "nsubj", "cc", "neg") and word in words()["denied", "adverb"]:
            following = child.doc[child.i + 1].text.casefold() if child.i + 1 < len(child.doc) else ""
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
        if below.dep_ in ("amod", "appos", "nsubj", "nmod") and below != trigger and below.pos_ == "PROPN":
            return
        yield below, above
        below = above


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
    if below.dep_ in ("advcl", "obl") and below.pos_ in ("VERB", "AUX"):
        return _adverbial(status, below, above)
    if below.pos_ in ("NOUN", "PROPN") and below.dep_ == "nsubj":
        return status
    return _complement(status, below, above, lemma)


def _complement(status: Status, below: Token, above: Token, lemma: str) -> Status:
    table = words()
    nominal = below.pos_ in ("NOUN", "PROPN")
    refused = lemma + "se" in table["denied", "refused"] and is_reflexive(above)
    if refused or (lemma in table["denied", "verb"] and not (nominal and lemma == "negar")):
        return Status.POSSIBLE if _negated(above) else Status.DENIED
    if lemma == "dejar" and any(c.text.casefold() == "de" for c in below.children if c.dep_ in ("mark", "case")):
        return Status.DENIED
    if lemma in table["accuse", "verb"] and not nominal and _is_charge(below):
        return Status.POSSIBLE
    if lemma in table["possible", "verb"] and not (lemma in table["speech", "verb"] and status is not Status.FACT):
        if _negated(above) and lemma == "permitir":
            return Status.DENIED
        irrealis = lemma not in table["speech", "verb"]
        return Status.POSSIBLE if irrealis else status
    if _negated(above) and lemma not in table["speech", "verb"] and status is Status.FACT:
        return Status.DENIED
    own = _own(above)
    return Status.POSSIBLE if own is Status.POSSIBLE and status is Status.FACT else status


def _adverbial(status: Status, below: Token, above: Token) -> Status:
    """Purpose and condition: «para conversar con él» is done only where the journey is."""
    marks = {c.text.casefold() for c in below.children if c.dep_ in ("mark", "case")}
    if "si" in marks:
        return Status.POSSIBLE
    if "para" in marks and has(below, "VerbForm", "Inf"):
        moved = verb_lemma(above) in words()["motion", "verb"] and _own(above) is Status.FACT
        return status if moved else Status.POSSIBLE
    if verb_lemma(above) in words()["accuse", "verb"] and _is_charge(below):
        return Status.POSSIBLE
    return status


def _is_charge(below: Token) -> bool:
    """«acusó a X de apoyar», «lo señaló por vender»: what somebody is charged with."""
    marks = {c.text.casefold() for c in below.children if c.dep_ in ("mark", "case")}
    return has(below, "VerbForm", "Inf") and bool(marks & {"de", "por"})


def _in_question(trigger: Token) -> bool:
    sentence = trigger.sent
    opened = [t.i for t in sentence if t.text == "¿" and t.i < trigger.i]
    return bool(opened) and any(t.text == "?" and t.i > trigger.i for t in sentence)


def speakers(trigger: Token) -> tuple[Token, ...]:
    """Heads of the words that name who says it; empty where the article itself does.

    «según X» first, then the nearest verb of saying above the trigger, then one beside it
    («…, dijo X»).
    """
    sentence = trigger.sent
    for token in sentence:
        if preposition(token) == "según" and token.pos_ in ("NOUN", "PROPN", "PRON"):
            return (token,)
    saying = words()["speech", "verb"] | words()["accuse", "verb"] | words()["possible", "verb"]
    above = trigger
    chain = [trigger]
    while above.dep_ != "ROOT" and above.head != above:
        below, above = above, above.head
        chain.append(above)
        if above.pos_ == "VERB" and verb_lemma(above) in saying and below.dep_ in (_CLAUSAL | {"conj"}):
            named = subjects(above)
            if named:
                return named
    for link in chain:
        for child in link.children:
            beside = child.dep_ in ("parataxis", "advcl", "ccomp", "conj") and child.pos_ == "VERB"
            if beside and child not in chain and verb_lemma(child) in words()["speech", "verb"]:
                named = subjects(child)
                if named:
                    return named
    return ()
