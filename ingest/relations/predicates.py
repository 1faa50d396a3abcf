"""Relations that verbs, nouns and adjectives evoke: reads trees and the lexicon, gives candidates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from ..frames import Slots, governor, is_participle, is_reflexive, slots, subjects, verb_lemma
from ..lexicon import Frame, Lexicon
from ..names.name import PERSON
from ..names.references import Reference, References
from .candidates import Candidate, Rule
from .topics import Topics
from .triggers import Triggers
from .vocabulary import ABSTRACT, ACTING, COUPLING, GIVING, RESIGNATIONS, SUFFERED, THROUGH, TIMES


def find_relations(doc: Doc, references: References, lexicon: Lexicon) -> Iterator[Candidate]:
    """All edges that triggers of the lexicon evoke in a document."""
    reader = _Relations(references, lexicon)
    for sentence in doc.sents:
        for token in sentence:
            if token.pos_ in ACTING and token.i not in references.cast.at:
                yield from reader.at(token)
        reader.topics.remember(sentence.root)


class _Relations:
    """Looks tokens up as triggers, and fills their slots."""

    def __init__(self, references: References, lexicon: Lexicon) -> None:
        self.references = references
        self.triggers = Triggers(lexicon, references.gazetteer)
        self.topics = Topics(references)

    def at(self, token: Token) -> Iterator[Candidate]:
        """The candidates that one token evokes."""
        for rule, frames in self.triggers.frames(token):
            yield from self._first(token, frames, rule)

    def _first(self, token: Token, frames: Sequence[Frame], rule: Rule) -> Iterator[Candidate]:
        """The candidates of all frames that fit; a frame with a second word shuts out the plain ones."""
        reflexive = rule == "verb" and is_reflexive(token)
        shut = False
        for frame in frames:
            helper = self._helper(token, frame)
            if (frame.with_ and helper is None) or (shut and not frame.with_):
                continue
            if rule == "verb" and frame.reflexive != reflexive:
                continue
            made = list(self._fill(token, frame, helper, rule))
            shut = shut or (frame.with_ is not None and (bool(made) or helper != token.head))
            yield from made

    def _helper(self, token: Token, frame: Frame) -> Token | None:
        """The second word that the frame asks for, among the trigger's dependents."""
        if frame.with_ is None:
            return None
        if token.dep_.startswith(("acl", "amod")) and token.head.lemma_.casefold() == frame.with_:
            return token.head  # «la reunión que mantuvieron A y B», «las vacunas enviadas por Rusia»
        for child in token.children:
            fixed = (c for c in child.children if c.dep_ in ("fixed", "case", "flat"))
            if child.lemma_.casefold() == frame.with_ or any(c.lemma_.casefold() == frame.with_ for c in fixed):
                return child
        return None

    def _fill(self, token: Token, frame: Frame, helper: Token | None, rule: Rule) -> Iterator[Candidate]:
        filled = dict(slots(token))
        if helper is not None:
            for slot, tokens in slots(helper).items():
                filled[slot] = (*filled.get(slot, ()), *tokens)
        if frame.mutual:
            yield from self._mutual(token, frame, rule)
            return
        if rule == "noun" and frame.subject == frame.object == ("de",):
            yield from self._from_to(token, frame, filled)
            return
        objects = self._slot(token, frame.object, filled, rule, frame)
        if not objects:
            return
        for subject in self._slot(token, frame.subject, filled, rule, frame):
            for object_ in objects:
                if subject.entity != object_.entity:
                    yield Candidate(subject, frame.relation, object_, token, rule)

    def _from_to(self, token: Token, frame: Frame, filled: Slots) -> Iterator[Candidate]:
        """«la retirada de Rusia de Siria», «la retirada rusa de Siria»: who, and from where."""
        found = self.references.of(filled.get("de", ()))
        if len(found) == 1 and (actor := self._adjective(token)):
            found = (actor, *found)
        if len(found) == 2 and found[0].entity != found[1].entity:
            yield Candidate(found[0], frame.relation, found[1], token, "noun")

    def _mutual(self, token: Token, frame: Frame, rule: Rule) -> Iterator[Candidate]:
        """«A y B se reunieron»: each with each."""
        found = self.references.of(subjects(token))
        for i, one in enumerate(found):
            for other in found[i + 1 :]:
                yield Candidate(one, frame.relation, other, token, rule)

    def _slot(
        self, token: Token, names: Sequence[str], filled: Slots, rule: Rule, frame: Frame
    ) -> tuple[Reference, ...]:
        """References in the first slot that has any."""
        for name in names:
            found = self._named_slot(token, name, filled, rule, frame)
            if found:
                return found
        return ()

    def _named_slot(self, token: Token, name: str, filled: Slots, rule: Rule, frame: Frame) -> tuple[Reference, ...]:
        if name == "head":
            return self._head(token)
        if name == "subj":
            return self._subject(token)
        if name == "obj":
            return self._object(token, frame, filled)
        if rule == "noun" and name in ("de", "por", "entre"):
            return self._holder(token, name, filled, frame)
        tokens = filled.get(name, ())
        found = self.references.of(tokens) or self._through(frame, tokens)
        if not found and rule == "verb" and name not in filled:
            found = self._late(token, name) or self._ahead(token, {name})
        if not found and rule == "noun":
            above = governor(token)
            if above is not None and token.dep_ in ("obj", "nsubj", "obl") and verb_lemma(above) in GIVING:
                return self.references.of(slots(above).get(name, ()))
        return found

    def _late(self, token: Token, slot: str) -> tuple[Reference, ...]:
        """A prepositional phrase behind the verb that the parser hung on the verb above it."""
        above = governor(token)
        if above is None or above.i > token.i:
            return ()
        return self.references.of([t for t in slots(above).get(slot, ()) if t.i > token.i])

    def _ahead(self, verb: Token, prepositions: set[str]) -> tuple[Reference, ...]:
        """The next name behind the verb that one of the prepositions leads up to («» for none).

        For a complement that the parser hung elsewhere; stops at the next verb or clause.
        """
        doc, at, last = verb.doc, verb.i + 1, ""
        while at < min(verb.sent.end, verb.i + 14):
            name, token = self.references.cast.at.get(at), doc[at]
            if name is not None and not name.is_demonym:
                return (self.references.to_name(name),) if last in prepositions else ()
            if token.pos_ in ("VERB", "AUX", "CCONJ", "SCONJ", "PRON") or token.text in (";", ":", "(", "."):
                return ()
            if token.pos_ == "ADP":
                last = {"al": "a", "del": "de"}.get(token.text.casefold(), token.text.casefold())
            at += 1 if name is None else name.end - at
        return ()

    def _subject(self, token: Token) -> tuple[Reference, ...]:
        found = self.references.of(subjects(token))
        if found or subjects(token) or (is_participle(token) and not _is_active(token)):
            return found
        if beside := self._beside(token):
            return beside
        return self.topics.left_out(token)

    def _beside(self, verb: Token) -> tuple[Reference, ...]:
        """The bare name nearest to the left in the verb's clause, for a subject that the parser hung elsewhere."""
        if not any(_is_finite(t) for t in (verb, *verb.children)):
            return ()
        names: list[Reference] = []
        at = verb.i - 1
        while at >= verb.sent.start and not (_is_finite(verb.doc[at]) and verb.doc[at].head != verb):
            name = self.references.cast.at.get(at)
            if name is None:
                at -= 1
                continue
            bare = name.start == verb.sent.start or verb.doc[name.start - 1].pos_ in ("PUNCT", "DET", "SPACE", "NOUN")
            if bare and not name.is_demonym and verb.doc[name.start - 1].text != "(":
                names.append(self.references.to_name(name))
            at = name.start - 1
        return (names[-1],) if names and "Plur" not in _number(verb) else ()

    def _object(self, verb: Token, frame: Frame, filled: Slots) -> tuple[Reference, ...]:
        """The bare object or the one with personal a; else what it is of, where the relation allows."""
        thing = [t for t in filled.get("obj", ()) if t.lemma_.casefold() not in TIMES]
        # Where a thing is the object («suspendió una visita a Washington»), «a X» is who gets it.
        tokens = (*thing, *filled.get("a", ())) if frame.with_ else thing or filled.get("a", ())
        found = self.references.of(tokens) or self._through(frame, tokens)
        return found or (self._ahead(verb, {"a", ""}) if frame.kind == "verb" and not tokens else ())

    def _through(self, frame: Frame, tokens: Sequence[Token]) -> tuple[Reference, ...]:
        found: list[Reference] = []
        for token in tokens:
            resigned = frame.relation == "asks" and token.lemma_.casefold() in RESIGNATIONS
            if frame.relation not in THROUGH and not resigned:
                continue
            if token.lemma_.casefold() in SUFFERED:
                found += self.references.of(slots(token).get("por", ()))
            elif token.pos_ == "NOUN" and (
                token.lower_ in ABSTRACT or self.references.gazetteer.title(token.text) is None
            ):
                found += self.references.of(slots(token).get("de", ()))
                if not found and (country := self.references.country_of(token)):
                    found.append(country)
        return tuple(found)

    def _holder(self, token: Token, slot: str, filled: Slots, frame: Frame) -> tuple[Reference, ...]:
        """Who does what a noun names: «de X», a demonym, «su», or the subject of a light verb."""
        found = self.references.of(filled.get(slot, ()))
        if found or slot == "entre":
            return found
        if frame.object == ("de",) or frame.object == ("entre",):
            return self.references.of(filled.get("por", ()))
        if actor := self._adjective(token):
            return (actor,)
        above = governor(token)
        if above is None:
            return ()
        possessive = any(c.text.casefold() in ("su", "sus") for c in token.children)
        light = token.dep_ in ("obj", "obl", "xcomp") and verb_lemma(above) in GIVING
        if light or possessive or frame.relation in COUPLING:
            return self._subject(above)
        return ()

    def _adjective(self, noun: Token) -> Reference | None:
        """The country whose adjective the noun bears: «apoyo ruso»."""
        names = (self.references.cast.at.get(child.i) for child in noun.children)
        return next((self.references.to_name(name) for name in names if name and name.is_demonym), None)

    def _head(self, token: Token) -> tuple[Reference, ...]:
        """What a noun or adjective describes: its apposition, its head, or the subject it is said of."""
        if token.dep_ == "nmod" and token.head.lemma_.casefold() in ("uno", "alguno", "parte"):
            token = token.head  # «uno de los mayores clientes de Moscú»
        if any(c.dep_ == "cop" for c in token.children):
            return self.references.of([c for c in token.children if c.dep_.startswith("nsubj")])
        for child in token.children:
            name = self.references.cast.at.get(child.i)
            if name and child.dep_ in ("appos", "flat") and self.references.cast.entities[name].type is PERSON:
                return (self.references.to_name(name),)
        following = self.references.cast.at.get(token.i + 1)
        if following and not following.is_demonym and token.pos_ == "NOUN":
            return (self.references.to_name(following),)
        if token.dep_ in ("appos", "amod", "acl", "nmod") and token.head != token:
            return self.references.of([token.head])
        return ()


def _is_active(participle: Token) -> bool:
    """«ha detenido», against «fue detenido» and «el detenido»."""
    auxiliaries = [c.lemma_ for c in participle.children if c.dep_.startswith("aux")]
    return "haber" in auxiliaries and "ser" not in auxiliaries


def _is_finite(token: Token) -> bool:
    return "Fin" in token.morph.get("VerbForm", [])


def _number(verb: Token) -> list[str]:
    return next((t.morph.get("Number", []) for t in (verb, *verb.children) if _is_finite(t)), [])
