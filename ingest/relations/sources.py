"""Who says it: the speaker behind what a trigger says, in its sentence, its quotation, or the sentences before.

A claim has a source where a verb of saying governs its clause («X aseguró que …»), stands behind
it («…, dijo X»), where «según X» is said of it, or where it lies inside a quotation. A verb of
saying without a subject («Agregó que …»), a quotation that goes on, and «el funcionario» have the
speaker of the sentences before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from ...graph.statement import EntityType, Mention
from ..frames import has, is_participle, preposition, slots, subjects, verb_lemma
from ..names.references import References
from .modality import marks_of, words
from .quotations import Quotation, quotations
from .vocabulary import TIMES

_CONTENT = frozenset({"ccomp", "xcomp", "csubj", "parataxis", "dep", "obj"})
_BESIDE = frozenset({"parataxis", "advcl", "ccomp", "conj", "dep"})
_COMPLEMENTIZERS = frozenset({"a", "con", "de", "en", "por", "que"})
_ABOUT = frozenset({"de", "sobre"})
_DOCUMENTS = frozenset(
    "comunicado informe documento reporte nota declaración dato cifra texto boletín mensaje carta correo publicación "
    "encuesta versión información".split()
)
_PHRASES = (("de", "acuerdo", "con"), ("de", "acuerdo", "a"), ("a", "juicio", "de"), ("en", "opinión", "de"),
            ("en", "palabras", "de"), ("a", "decir", "de"))  # fmt: skip
_LASTS = 8
"""Sentences without a verb of saying after which nobody is taken to go on speaking."""


class Sources:
    """The speakers of one document. Reads it once; ``of`` is then asked for each trigger."""

    def __init__(self, doc: Doc, references: References) -> None:
        self._references = references
        self._before: dict[int, Mention | None] = {}
        self._quotations = quotations(doc)
        speaker, silent = None, 0
        for sentence in doc.sents:
            self._before[sentence.start] = speaker
            saying = [t for t in sentence if _says(t, "verb") and _is_main(t)]
            named = next((m for verb in saying if (m := self._subject(verb))), None)
            silent = 0 if saying else silent + 1
            speaker = named or (speaker if silent < _LASTS else None)

    def of(self, trigger: Token) -> Mention | None:
        """Who says what the trigger says: an entity, else words that name a source; None for the article itself."""
        chain = list(_clauses(trigger))
        return (
            self._according_to(trigger, {t for pair in chain for t in pair} | {trigger})
            or self._governing(chain)
            or self._beside(trigger, chain)
            or self._quoted(trigger)
        )

    def _governing(self, chain: Sequence[tuple[Token, Token]]) -> Mention | None:
        """The subject of the nearest verb of saying above; of a verb of belief only where no other is."""
        believer = None
        for below, above in chain:
            if not _is_content(below, above):
                continue
            if _says(above, "belief"):
                believer = believer or self._subject(above)
            elif (_says(above, "verb") or _says(above, "directive") or _accuses(above)) and (
                named := self._subject(above)
            ):
                return named
        return believer

    def _beside(self, trigger: Token, chain: Sequence[tuple[Token, Token]]) -> Mention | None:
        """«…, dijo X»: a verb of saying behind the clause, its subject behind it."""
        above = {t for pair in chain for t in pair} | {trigger}
        for link in sorted(above, key=lambda t: abs(t.i - trigger.i)):
            for verb in link.children:
                if verb.dep_ in _BESIDE and verb.i > trigger.i and verb not in above and _is_inserted(verb):
                    return self._subject(verb)
        return None

    def _according_to(self, trigger: Token, chain: set[Token]) -> Mention | None:
        """«según X», «según informó X», «de acuerdo con X», where it is said of the trigger's clause."""
        for token in trigger.sent:
            if token.text.casefold() == "según" and token.head != token:
                if not _leads_to(token.head, chain):
                    continue
                if token.head.pos_ in ("NOUN", "PROPN", "PRON"):
                    return self._mention([token.head])
                if token.head.pos_ == "VERB" and token.head not in chain:
                    return self._subject(token.head)
            if tuple(t.text.casefold() for t in token.doc[token.i : token.i + 3]) in _PHRASES and _opens_clause(token):
                behind = (t for t in token.doc[token.i + 3 : token.sent.end] if t.pos_ in ("NOUN", "PROPN"))
                return self._mention(list(behind)[:1])
        return None

    def _quoted(self, trigger: Token) -> Mention | None:
        """Who speaks in the quotation around the trigger: named behind it, before it, or already speaking."""
        quotation = next((q for q in self._quotations if q.start < trigger.i < q.end), None)
        if quotation is None:
            return None
        for verb in _around(trigger.doc, quotation):
            if _says(verb, "verb"):
                return self._subject(verb)
        return self._before[trigger.doc[quotation.start].sent.start]

    def _subject(self, verb: Token) -> Mention | None:
        """Who says it; whoever spoke before where no subject is told."""
        heads = [t for t in subjects(verb) if t.lemma_.casefold() not in TIMES and t.text.casefold() != "que"]
        return self._mention(heads) if heads else self._before.get(verb.sent.start)

    def _mention(self, heads: Sequence[Token]) -> Mention | None:
        for reference in self._references.of([t for t in heads if not _is_several(t)]):
            if reference.entity.type is not EntityType.PLACE:
                return reference.mention(heads[0].doc)
        if not heads or heads[0].pos_ not in ("NOUN", "PROPN"):
            return None
        head = heads[0]
        before = self._before.get(head.sent.start)
        if head.lemma_.casefold() in _DOCUMENTS:
            by = [r for r in self._references.of(list(_issuers(head))) if r.entity.type is not EntityType.PLACE]
            if by:
                return by[0].mention(head.doc)
            return before if before and before.entity else _in_words(heads)
        goes_on = before and before.entity and before.entity.type is EntityType.PERSON and self._is_role(head)
        return before if goes_on else _in_words(heads)

    def _is_role(self, head: Token) -> bool:
        """«el funcionario»: a person described, and no new one («un funcionario», «el ministro de Chile»)."""
        definite = any(c.dep_ == "det" and has(c, "Definite", "Def") for c in head.children)
        plain = not any(c.dep_ in ("nmod", "appos", "flat", "amod") for c in head.children)
        known = self._references.gazetteer.title(head.text) is not None
        return definite and plain and known and not has(head, "Number", "Plur")


def _is_several(head: Token) -> bool:
    """«los países occidentales», «las autoridades y los rebeldes»: not the one country named before."""
    return head.lemma_.casefold() == "país" and has(head, "Number", "Plur")


def _says(verb: Token, kind: str) -> bool:
    return verb.pos_ == "VERB" and verb_lemma(verb) in words()["speech", kind]


def _accuses(verb: Token) -> bool:
    return (verb.pos_ == "VERB" or is_participle(verb)) and verb_lemma(verb) in words()["accuse", "verb"]


def _is_main(verb: Token) -> bool:
    """At the top of its sentence, or beside what is."""
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ == "ROOT" or _is_inserted(verb)


def _is_inserted(verb: Token) -> bool:
    """«…, dijo X»: behind a comma or a quotation, without a word that would subordinate it."""
    if not _says(verb, "verb") or verb.i == verb.sent.start or marks_of(verb):
        return False
    joined = any(c.dep_ == "cc" or (c.dep_ == "nsubj" and c.i < verb.i) for c in verb.children)
    return not joined and verb.nbor(-1).is_punct


def _clauses(trigger: Token) -> Iterator[tuple[Token, Token]]:
    """Pairs (below, above) from the trigger to the top; what is coordinated stands where the first of it does."""
    below = trigger
    for _ in range(20):
        while below.dep_ == "conj" and not ("que" in marks_of(below) and _says(below.head, "verb")):
            below = below.head
        if below.dep_ == "ROOT" or below.head == below:
            return
        if below.dep_.startswith(("acl", "amod")) and below.left_edge.i and below.left_edge.nbor(-1).text == ",":
            return  # «…, asilado en Rusia,»: what the article knows of somebody
        above = _teller(below) or below.head
        yield below, above
        below = above


def _teller(clause: Token) -> Token | None:
    """The verb of saying in «anunció el lunes que irá», whose clause the parser hung on the noun between."""
    noun = clause.head
    if not clause.dep_.startswith("acl") or "que" not in marks_of(clause) or noun.dep_ not in ("obl", "obj", "advmod"):
        return None
    told = any(c.dep_ in ("ccomp", "xcomp") for c in noun.head.children)
    return noun.head if _says(noun.head, "verb") and not told else None


def _is_content(below: Token, above: Token) -> bool:
    """Whether the clause below is what the verb above says, and no circumstance of the saying."""
    marks = marks_of(below)
    if (
        _teller(below) == above
        or below.dep_ == "conj"
        or (below.dep_ in _CONTENT and not (below.dep_ == "obj" and _condemns(above)))
    ):
        return "al" not in marks and "tras" not in marks
    if below.dep_ not in ("advcl", "obl"):
        return False
    if below.pos_ in ("NOUN", "PROPN"):
        return preposition(below) in _ABOUT and not is_participle(below)
    if marks & _COMPLEMENTIZERS:
        return True
    finite = any(has(t, "VerbForm", "Fin") for t in (below, *below.children))
    return finite and not marks and below.i < above.i and above.nbor(-1).is_punct


def _condemns(verb: Token) -> bool:
    """«condenó el ataque de X»: who blames an act does not tell of it."""
    return _accuses(verb) and not _says(verb, "verb")


def _leads_to(token: Token, chain: set[Token]) -> bool:
    """Whether the token hangs on one of the chain, with no relative clause or adjective between."""
    for _ in range(8):
        if token in chain:
            return True
        if token.dep_.startswith(("acl", "amod")):
            return False
        token = token.head
    return False


def _opens_clause(token: Token) -> bool:
    return token.i == token.sent.start or token.nbor(-1).is_punct or token.nbor(-1).is_space


def _around(doc: Doc, quotation: Quotation) -> Iterator[Token]:
    """The words right behind a quotation, then those before it from the nearest, in its own sentences."""
    yield from (t for t in doc[quotation.end + 1 : min(quotation.end + 5, len(doc))])
    start = doc[quotation.start].sent.start
    yield from (doc[i] for i in range(quotation.start - 1, max(start, quotation.start - 12) - 1, -1))


def _issuers(document: Token) -> Iterator[Token]:
    """«un comunicado de X», «el informe difundido por X»."""
    for child in document.children:
        if child.dep_ in ("nmod", "amod", "appos") and preposition(child) in ("de", "por", None):
            yield child
        if is_participle(child):
            yield from slots(child).get("por", ())


def _in_words(heads: Sequence[Token]) -> Mention:
    """The source in the article's words, as «fuentes oficiales», «jueces y fiscales»."""
    head, last = heads[0], heads[0]
    for other in heads[1:]:
        last = other if other.head == last and other.dep_ == "conj" else last
    doc, start = head.doc, head.left_edge.i
    while start < head.i and doc[start].pos_ in ("ADP", "PUNCT", "SPACE"):
        start += 1  # «según un comunicado» names a comunicado
    end = last.i + 1
    while end < len(doc) and doc[end].dep_ == "amod" and doc[end].head == last:
        end += 1
    span = doc[start:end]
    return Mention(span.start_char, span.end_char, span.text, None)
