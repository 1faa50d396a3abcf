"""What the encoder makes of the edges of a document: of those that rules have read, and of others.

A rule is sure of what it sees; the encoder weighs the whole sentence. An edge of a rule that the
encoder finds at all likely is nearly always right, and one that it gives no chance is right every
other time. It also finds edges that no rule reads, because the words are others or the tree is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from ...graph.ontology import Ontology
from ...graph.statement import Entity, EntityType
from ..encoder.relations import RELATIONS, RelationHead
from ..encoder.tagger import COMPONENT, EntityComponent, Reading
from ..lexicon import Lexicon
from ..names.references import References
from .candidates import Candidate
from .scenes import View, Viewer

Edge = tuple[int, str, str, str]
"""First token of the sentence, subject, relation, object."""

LIKELY = 0.7
"""From this probability on an edge is drawn that no rule has read."""


def weigh(
    doc: Doc, nlp: Language, references: References, lexicon: Lexicon, candidates: Sequence[Candidate]
) -> Iterator[tuple[Candidate, float | None]]:
    """The candidates with what the encoder makes of each, and after them the edges that it finds by itself."""
    component = nlp.get_pipe(COMPONENT)
    assert isinstance(component, EntityComponent)  # noqa: S101 - for the type checker
    reading: Reading = doc.user_data[COMPONENT]
    viewer = Viewer(doc, reading.words, references, lexicon)
    opinions = Opinions(viewer, candidates, reading, component.tagger.head)
    yield from ((candidate, opinions.of(candidate)) for candidate in candidates)
    yield from opinions.beyond(candidates)


class Opinions:
    """The encoder's probability (0–1) of each edge of a document; of several mentions the likeliest counts."""

    def __init__(self, viewer: Viewer, candidates: Sequence[Candidate], reading: Reading, head: RelationHead) -> None:
        self._viewer = viewer
        self._mentioned: dict[int, set[str]] = {}
        self._likely: dict[Edge, float] = {}
        self._found: dict[Edge, tuple[float, View, int]] = {}
        views = list(viewer.views(candidates))
        for view, scores in zip(views, head.score(reading.hidden, [view.scene for view in views]), strict=True):
            self._mentioned[view.sentence.start] = {mention.entity.iri for mention in view.mentions}
            self._note(view, scores)

    def of(self, candidate: Candidate) -> float | None:
        """What it makes of a rule's candidate; None where one side is not mentioned in the sentence."""
        subject, object_ = candidate.subject.entity.iri, candidate.object.entity.iri
        sentence = candidate.trigger.sent.start
        if not {subject, object_} <= self._mentioned.get(sentence, set()):
            return None
        return self._likely.get(_edge(sentence, subject, candidate.relation, object_), 0.0)

    def beyond(self, candidates: Iterable[Candidate]) -> Iterator[tuple[Candidate, float]]:
        """The likely edges that are none of these candidates, with their probability; the likeliest first."""
        known, once = set(), _Once()
        for c in candidates:
            known.add(_edge(c.trigger.sent.start, c.subject.entity.iri, c.relation, c.object.entity.iri))
            once.note(c.relation, c.subject.entity, c.object.entity)
        ranked = sorted(self._found.items(), key=lambda item: (-item[1][0], item[0]))
        for edge, (likely, view, row) in ranked:
            subject, object_ = view.pair(row)
            within = subject.start < object_.end and object_.start < subject.end  # «el gobierno de X» and X
            if within or edge in known or not once.allows(edge[2], subject.entity, object_.entity):
                continue
            once.note(edge[2], subject.entity, object_.entity)
            yield Candidate(subject, edge[2], object_, self._viewer.trigger(view, row, edge[2]), "encoder"), likely

    def _note(self, view: View, scores: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> None:
        for row, column in np.argwhere(scores > _UNLIKELY).tolist():
            subject, object_ = view.pair(row)
            edge = _edge(view.sentence.start, subject.entity.iri, RELATIONS[column], object_.entity.iri)
            likely = float(scores[row, column])
            if likely > self._likely.get(edge, 0.0):
                self._likely[edge] = likely
                if likely >= LIKELY:
                    self._found[edge] = (likely, view, row)


_UNLIKELY = 0.01


class _Once:
    """Who leads what and is from where in an article: one person of one country, and a country under one person.

    Where a sentence names two presidents and two countries the encoder is tempted to cross them.
    """

    def __init__(self) -> None:
        self._ends: dict[tuple[str, Entity], Entity] = {}

    def note(self, relation: str, subject: Entity, object_: Entity) -> None:
        """That the article says so."""
        if _is_single(relation, object_):
            self._ends.setdefault((relation, subject), object_)
            if relation == "leads":
                self._ends.setdefault(("is led by", object_), subject)

    def allows(self, relation: str, subject: Entity, object_: Entity) -> bool:
        """Whether it contradicts nothing that is noted."""
        if not _is_single(relation, object_):
            return True
        led = self._ends.get(("is led by", object_), subject) if relation == "leads" else subject
        return self._ends.get((relation, subject), object_) == object_ and led == subject


def _is_single(relation: str, object_: Entity) -> bool:
    return relation == "nationality" or (relation == "leads" and object_.type is EntityType.COUNTRY)


def _edge(sentence: int, subject: str, relation: str, object_: str) -> Edge:
    """An edge in a sentence; one that is symmetric is the same either way round."""
    if Ontology.load().relations[relation].symmetric and object_ < subject:
        subject, object_ = object_, subject
    return sentence, subject, relation, object_
