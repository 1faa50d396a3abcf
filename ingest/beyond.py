"""What the lexicon does not cover: verbs between two named entities, kept as open statements.

They show which relations the ontology lacks. Only what stands as subject and as object, or
complement, of one verb counts, and only where the sentence gives no statement of the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from ..graph.statement import Article, OpenStatement, Span, Statement
from .frames import slots, subjects, verb_lemma
from .lexicon import Lexicon
from .names import References
from .names.references import Reference
from .relations import status_of
from .relations.modality import words
from .statements import trimmed

_SAY_NOTHING = frozenset("ser estar haber poder deber soler hacer tener dar ir poner querer seguir".split())
"""Verbs that say next to nothing by themselves; verbs of saying are kept out as well."""
_OBJECTS = frozenset("obj a ante con contra de en entre hacia para por sobre".split())
"""Slots in which the other entity may stand."""
_PLAIN = frozenset({"name", "title"})
_INFINITIVE = re.compile(r"\w+(?:ar|er|ir|(?:r|o)e?ír)")
"""No «fungeír» or «requeír», as small models lemmatize rare verbs."""


def open_statements(
    article: Article, doc: Doc, references: References, lexicon: Lexicon, made: Iterable[Statement]
) -> Iterator[OpenStatement]:
    """The open statements of a document; ``made`` are the statements that were read from it."""
    joined = {
        (s.sentence.start, frozenset((s.subject.entity.iri, s.object.entity.iri)))
        for s in made
        if s.subject.entity and s.object.entity
    }
    for sentence in doc.sents:
        if sum(i in references.cast.at for i in range(sentence.start, sentence.end)) < 2:
            continue
        span = None
        for verb in sentence:
            if verb.pos_ != "VERB" or not _tells(verb, lexicon):
                continue
            for subject, predicate, object_ in _joined(verb, references):
                span = span or trimmed(sentence)
                if (span.start, frozenset((subject.entity.iri, object_.entity.iri))) not in joined:
                    said = Span(verb.idx, verb.idx + len(verb.text), verb.text)
                    ends = subject.entity, predicate, object_.entity
                    yield OpenStatement(article.iri, *ends, status_of(verb), span, said)


def _tells(verb: Token, lexicon: Lexicon) -> bool:
    """Whether the verb is worth counting: none of the lexicon's, none of saying, no empty one."""
    lemma = verb_lemma(verb)
    saying = words()["speech", "verb"] | words()["possible", "modal"]
    known = bool(lexicon.of("verb", lemma)) or verb.text.casefold() in lexicon.forms
    return not known and lemma not in _SAY_NOTHING | saying and _INFINITIVE.fullmatch(lemma) is not None


def _joined(verb: Token, references: References) -> Iterator[tuple[Reference, str, Reference]]:
    doers = [r for r in references.of(subjects(verb)) if r.how in _PLAIN]
    if not doers:
        return
    lemma = verb_lemma(verb)
    for slot, tokens in slots(verb).items():
        if slot not in _OBJECTS:
            continue
        for object_ in references.of(tokens):
            for subject in doers:
                if object_.how in _PLAIN and subject.entity != object_.entity:
                    yield subject, lemma if slot == "obj" else f"{lemma} {slot}", object_
