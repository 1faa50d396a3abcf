"""What the encoder makes of an edge between two names of a sentence, beside the rule that saw it.

A rule is sure of what it sees; the encoder weighs the whole sentence. On held-out articles an
edge of a rule that the encoder finds at all likely is nearly always right, and one that it
gives no chance is right every other time: the encoder is heard as a witness, in the
confidence of a statement. Alone it finds too much that is not there to draw edges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from ...graph.ontology import Ontology
from ..encoder.relations import NamedSpan
from ..encoder.tagger import COMPONENT, EntityComponent, Reading
from ..names import Cast
from .candidates import Candidate

Key = tuple[int, str, str, str]
"""First token of the sentence, subject, relation, object."""


def hear(doc: Doc, cast: Cast, nlp: Language) -> Callable[[Candidate], float | None]:
    """Gives for a candidate the encoder's probability (0–1) of its edge in its sentence.

    None where the pair was not weighed: one side is no name there, but a description.
    """
    component = nlp.get_pipe(COMPONENT)
    assert isinstance(component, EntityComponent)  # noqa: S101 - for the type checker
    reading: Reading = doc.user_data[COMPONENT]
    spans = [_span(doc, cast, number) for number in range(len(cast.names))]
    bounds = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
    starts = {sentence.start_char: sentence.start for sentence in doc.sents}
    likely: dict[Key, float] = defaultdict(float)
    relations = Ontology.load().relations
    for bound in bounds:
        inside = [span for span in spans if bound[0] <= span.start < bound[1]]
        for score in component.tagger.relate(reading, [bound], inside):
            for relation, value in score.relations.items():
                ends = (score.subject.entity, score.object.entity)
                for one, two in (ends, ends[::-1]) if relations[relation].symmetric else (ends,):
                    key = (starts[bound[0]], one, relation, two)
                    likely[key] = max(likely[key], value)

    def weigh(candidate: Candidate) -> float | None:
        sentence = candidate.trigger.sent.start
        return likely.get((sentence, candidate.subject.entity.iri, candidate.relation, candidate.object.entity.iri))

    return weigh


def _span(doc: Doc, cast: Cast, number: int) -> NamedSpan:
    name = cast.names[number]
    span, entity = doc[name.start : name.end], cast.entities[name]
    return NamedSpan(span.start_char, span.end_char, str(entity.type), entity.iri)
