"""Who stands where around a predicate: reads the dependency tree, undoes what hides arguments.

Passives, reflexives, relative clauses, participles, coordination, control («insta a X a
hacer») and inverted subjects all come out as the same slots: ``subj``, ``obj``, or the
preposition that marks the dependent. UD labels alone do not tell «a X» the person acted
on from «a X» the recipient, so both stand under ``a``, and the lexicon decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from spacy.tokens import Token

Slots = Mapping[str, tuple[Token, ...]]

_ARGUMENTS = frozenset({"obj", "iobj", "obl", "nmod", "obl:agent", "obl:arg", "dep", "advcl:obl", "nsubj:pass"})
_CLITICS = frozenset({"lo", "la", "los", "las", "le", "les", "me", "te", "nos"})
_RELATIVES = frozenset({"que", "quien", "quienes", "cual", "cuales"})
_PREPOSITIONS = {
    "al": "a",
    "del": "de",
    "en contra": "contra",
    "en contra de": "contra",
    "frente a": "frente",
    "junto a": "con",
    "junto con": "con",
    "junto": "con",
    "por parte de": "por",
    "por parte": "por",
    "de parte de": "por",
    "a favor de": "favor",
    "a favor": "favor",
    "en favor de": "favor",
    "en favor": "favor",
}

OBJECT_CONTROL = frozenset(
    "instar pedir exigir ordenar obligar permitir acusar culpar invitar llamar recomendar sugerir "
    "prohibir impedir exhortar conminar solicitar aconsejar forzar urgir emplazar rogar animar alentar "
    "autorizar denunciar responsabilizar mandar convencer persuadir presionar ayudar incitar condenar "
    "encargar advertir señalar".split()
)
"""Verbs whose infinitive or «que»-clause is done by their object, not by their subject."""


def has(token: Token, feature: str, value: str) -> bool:
    """Whether a UD feature of the token has a value: ``has(token, "Mood", "Sub")``."""
    return value in token.morph.get(feature, [])


def verb_lemma(token: Token) -> str:
    """The infinitive, without a clitic («reunir él» for «reunirse»)."""
    return token.lemma_.split(" ")[0].casefold()


def preposition(token: Token) -> str | None:
    """The preposition that marks a noun, several words as one («en contra de» → contra)."""
    for child in token.children:
        if child.dep_ == "case" and child.i < token.i:
            words = [child.text.casefold(), *(c.text.casefold() for c in child.children if c.dep_ == "fixed")]
            whole = " ".join(words)
            return _PREPOSITIONS.get(
                whole, _PREPOSITIONS.get(" ".join(words[:2]), _PREPOSITIONS.get(words[0], words[0]))
            )
    return None


def is_reflexive(verb: Token) -> bool:
    """Whether «se» (me, nos) stands with the verb, before it or at its end."""
    if " " in verb.lemma_ and verb.text.casefold().endswith("se"):
        return True
    return any(c.text.casefold() == "se" and c.i < verb.i for c in verb.children)


def is_participle(token: Token) -> bool:
    """A past participle, used as verb form or as adjective."""
    return has(token, "VerbForm", "Part")


def is_passive(verb: Token) -> bool:
    """«fue detenido»: a participle with the auxiliary ser."""
    if not is_participle(verb):
        return False
    auxiliaries = [c.lemma_ for c in verb.children if c.dep_.startswith(("aux", "cop"))]
    if not auxiliaries and verb.dep_ == "conj" and is_participle(verb.head):
        return is_passive(verb.head)  # «fue secuestrado y asesinado»
    return "ser" in auxiliaries


def coordinated(token: Token) -> Iterator[Token]:
    """The token and what is coordinated with it («Cuba, Ecuador y Bolivia»)."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ"):
            yield from coordinated(child)


def slots(predicate: Token) -> Slots:
    """The filled slots of a verb, noun or adjective, each with the heads of its fillers."""
    found: dict[str, list[Token]] = defaultdict(list)
    passive = is_passive(predicate)
    for child in predicate.children:
        _place(child, passive, found)
    if _is_bare_participle(predicate) and "obj" not in found:
        found["obj"].append(predicate.head)
        found["subj"] += found.pop("por", [])
        return {slot: tuple(tokens) for slot, tokens in found.items() if tokens}
    if passive:
        found["subj"] = found.pop("por", [])
        if _shares_patient(predicate) and not found.get("obj"):
            found["obj"] += slots(predicate.head).get("obj", ())
    relative = _relative(predicate)
    if relative:
        slot, antecedent = relative
        if passive and slot == "subj":
            slot = "obj"
        found[slot] = [t for t in found[slot] if t.text.casefold() not in _RELATIVES] + [antecedent]
    return {slot: tuple(tokens) for slot, tokens in found.items() if tokens}


def _shares_patient(verb: Token) -> bool:
    """The second participle of «fue secuestrado y asesinado»."""
    return verb.dep_ == "conj" and is_participle(verb.head) and is_passive(verb.head)


def _place(child: Token, passive: bool, found: dict[str, list[Token]]) -> None:
    label = child.dep_
    if label in ("nsubj", "nsubj:pass", "csubj") and child.pos_ != "VERB":
        # «A Guaidó lo apoya Trump»: a subject takes no preposition, whatever the parser says.
        slot = preposition(child) or ("obj" if passive or label == "nsubj:pass" else "subj")
        found[slot] += coordinated(child)
    elif label == "ccomp" and child.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
        # «pidió que Rusia retire sus tropas»: who is to do it, or is said to have done it.
        found["que"] += [t for c in child.children if c.dep_.startswith("nsubj") for t in coordinated(c)]
    elif label in _ARGUMENTS or (label in ("advmod", "amod") and preposition(child)):
        word = child.text.casefold()
        if word in _CLITICS and child.pos_ == "PRON" and preposition(child) is None:
            found["clitic"].append(child)
        elif word != "se":
            found[preposition(child) or "obj"] += coordinated(child)


def _is_bare_participle(token: Token) -> bool:
    return (
        is_participle(token)
        and token.dep_ in ("acl", "amod", "appos")
        and not any(c.dep_.startswith(("aux", "cop", "nsubj")) for c in token.children)
        and token.head.pos_ in ("NOUN", "PROPN", "PRON")
    )


def _relative(verb: Token) -> tuple[str, Token] | None:
    """Slot and antecedent of the relative pronoun, where the verb heads a relative clause."""
    if not verb.dep_.startswith("acl") or verb.head.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ"):
        return None
    pronouns = [
        t for t in verb.subtree
        if t.i < verb.i and t.text.casefold() in _RELATIVES and t.pos_ in ("PRON", "SCONJ", "DET")
        and (t.head == verb or t.head.head == verb)
    ]  # fmt: skip
    if not pronouns:
        return None
    pronoun = pronouns[0]
    marked = preposition(pronoun)
    if marked:
        return marked, verb.head
    has_subject = any(c.dep_.startswith("nsubj") and c != pronoun for c in verb.children)
    return ("obj" if has_subject else "subj"), verb.head


def governor(token: Token) -> Token | None:
    """The predicate whose clause the token's clause belongs to, past nouns and coordination."""
    seen = token
    while seen.dep_ != "ROOT" and seen.head != seen:
        seen = seen.head
        if seen.pos_ in ("VERB", "AUX") or is_participle(seen):
            return seen
    return None


def subjects(verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """Who does it: the verb's own subject, or the one it takes over from the clause above.

    Empty where the subject is left out and nothing in the sentence supplies it.
    """
    own = slots(verb).get("subj", ())
    if own or depth > 4 or is_passive(verb) or _is_bare_participle(verb):
        return own
    if verb.dep_ in ("ROOT", "parataxis"):
        return ()
    above = governor(verb)
    if above is None:
        return ()
    if verb.dep_ == "conj":
        return subjects(above, depth + 1)
    finite = has(verb, "VerbForm", "Fin") or any(has(c, "VerbForm", "Fin") for c in verb.children)
    controlled = verb.dep_ in ("xcomp", "ccomp", "advcl", "acl", "obj", "obl", "csubj")
    marks = {c.text.casefold() for c in verb.children if c.dep_ in ("mark", "case")}
    if (
        verb_lemma(above) in OBJECT_CONTROL
        and controlled
        and "al" not in marks
        and (not finite or "Sub" in _mood(verb))
    ):
        filled = slots(above)
        return filled.get("a") or filled.get("obj") or filled.get("clitic") or subjects(above, depth + 1)
    if finite and verb.dep_ == "acl":
        return ()
    return subjects(above, depth + 1)


def _mood(verb: Token) -> list[str]:
    for token in (verb, *verb.children):
        if has(token, "VerbForm", "Fin") and (token == verb or token.dep_.startswith(("aux", "cop"))):
            return token.morph.get("Mood", [])
    return []
