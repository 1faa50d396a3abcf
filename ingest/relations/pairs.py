"""What the encoder makes of an edge between two names of a sentence, beside the rule that saw it.

A rule is sure of what it sees; the encoder weighs the whole sentence. On held-out articles an
edge of a rule that the encoder finds at all likely is nearly always right, and one that it
gives no chance is right every other time: the encoder is heard as a witness, in the
confidence of a statement. Alone it finds too much that is not there to draw edges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from spacy.language import Language
from spacy.tokens import Doc

from ...graph.ontology import Ontology
from ..encoder.relations import NamedSpan, PairScore
from ..encoder.tagger import COMPONENT, EntityComponent, Reading
from ..names import Cast, Name
from .candidates import Candidate

Key = tuple[int, str, str, str]
"""First token of the sentence, subject, relation, object."""


def hear(doc: Doc, cast: Cast, nlp: Language, candidates: Iterable[Candidate]) -> Callable[[Candidate], float | None]:
    """Gives for each of the candidates the encoder's probability (0–1) of its edge in its sentence.

    None where the pair was not weighed: one side is no name there, but a description. Only the
    names that candidates join are paired: all pairs of a text cost twice the encoder itself.
    """
    component = nlp.get_pipe(COMPONENT)
    assert isinstance(component, EntityComponent)  # noqa: S101 - for the type checker
    reading: Reading = doc.user_data[COMPONENT]
    wanted: dict[int, set[str]] = defaultdict(set)
    for candidate in candidates:
        wanted[candidate.trigger.sent.start] |= {candidate.subject.entity.iri, candidate.object.entity.iri}
    likely: dict[Key, float] = defaultdict(float)
    for sentence in doc.sents:
        entities = wanted.get(sentence.start, ())
        names = (name for name in cast.names if sentence.start <= name.start < sentence.end)
        spans = [_span(doc, cast, name) for name in names if cast.entities[name].iri in entities]
        for score in component.tagger.relate(reading, [(sentence.start_char, sentence.end_char)], spans):
            _note(likely, sentence.start, score)

    def weigh(candidate: Candidate) -> float | None:
        sentence = candidate.trigger.sent.start
        return likely.get((sentence, candidate.subject.entity.iri, candidate.relation, candidate.object.entity.iri))

    return weigh


def _note(likely: dict[Key, float], sentence: int, score: PairScore) -> None:
    """Keeps the likeliest mentions of each edge; a symmetric one counts both ways."""
    relations = Ontology.load().relations
    ends = (score.subject.entity, score.object.entity)
    for relation, value in score.relations.items():
        for one, two in (ends, ends[::-1]) if relations[relation].symmetric else (ends,):
            key = (sentence, one, relation, two)
            likely[key] = max(likely[key], value)


def _span(doc: Doc, cast: Cast, name: Name) -> NamedSpan:
    span, entity = doc[name.start : name.end], cast.entities[name]
    return NamedSpan(span.start_char, span.end_char, str(entity.type), entity.iri)
