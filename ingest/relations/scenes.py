"""From a parsed sentence to what the relation head sees: mentions, evoking words, the paths between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from spacy.tokens import Doc, Span, Token

from ..encoder.decode import Floats
from ..encoder.relations import BESIDE_PATH, COLUMN, HOWS, ON_PATH, RELATIONS, Scene, type_id
from ..frames import subjects
from ..lexicon import Lexicon
from ..names.references import Reference, References
from .candidates import Candidate
from .topics import Topics
from .triggers import Triggers

MOST_MENTIONS = 16
"""Of one sentence: a list of forty names has no forty times forty relations."""

_STATED = frozenset({"title", "apposition", "place"})
_MARKS = frozenset({"case", "mark", "advmod", "aux", "cop"})
_DESCRIBING = frozenset({"government", "group", "description"})


@dataclass(frozen=True, slots=True)
class View:
    """A sentence with its mentions in the order of the scene."""

    sentence: Span
    mentions: tuple[Reference, ...]
    scene: Scene

    def pair(self, row: int) -> tuple[Reference, Reference]:
        """Subject and object of a row of the head's scores."""
        subject, object_ = self.scene.pairs[row].tolist()
        return self.mentions[subject], self.mentions[object_]


class Viewer:
    """Makes the views of one document; ``words`` are the encoder's, as spans of characters."""

    def __init__(self, doc: Doc, words: Sequence[tuple[int, int]], references: References, lexicon: Lexicon) -> None:
        self._doc = doc
        self._references = references
        self._triggers = Triggers(lexicon, references.gazetteer)
        starts = np.array([start for start, _ in words], np.int64)
        places = np.searchsorted(starts, [token.idx for token in doc], side="right") - 1
        self._row: list[int] = np.maximum(places, 0).tolist()

    def views(self, candidates: Iterable[Candidate]) -> Iterator[View]:
        """The sentences that mention two entities or more."""
        said: dict[int, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            said[candidate.trigger.sent.start].append(candidate)
        topics = Topics(self._references)
        for sentence in self._doc.sents:
            view = self._view(sentence, said[sentence.start], topics)
            topics.remember(sentence.root)
            if view is not None:
                yield view

    def trigger(self, view: View, row: int, relation: str) -> Token:
        """The word that says a relation of a pair: one on the path between them, best one that evokes it."""
        subject, object_ = view.pair(row)
        own = {*range(subject.start, subject.end), *range(object_.start, object_.end)}
        path = [self._doc[i] for i in tree_path(self._root(subject), self._root(object_)) if i not in own]
        lemmas = {token.lemma_.casefold() for token in view.sentence}
        evoking = (token for token in path if relation in self._triggers.relations(token, lemmas))
        verbs = (token for token in path if token.pos_ in ("VERB", "AUX"))
        return next(evoking, None) or next(verbs, None) or next(iter(path), None) or self._root(subject)

    def _view(self, sentence: Span, candidates: Sequence[Candidate], topics: Topics) -> View | None:
        mentions = self._mentions(sentence, candidates, topics)
        pairs = [(i, j) for i, j in permutations(range(len(mentions)), 2) if mentions[i].entity != mentions[j].entity]
        if not pairs:
            return None
        first, last = self._row[sentence.start], self._row[sentence.end - 1] + 1
        spans = [self._span(mention, first) for mention in mentions]
        scene = Scene(
            (first, last),
            self._evoked(sentence, first, last),
            np.array(spans, np.int64),
            np.array([type_id(str(mention.entity.type)) for mention in mentions], np.int64),
            np.array([HOWS.index(mention.how) for mention in mentions], np.int64),
            np.array(pairs, np.int64),
            self._paths(sentence, mentions, pairs, (first, last)),
            _said(mentions, pairs, candidates),
        )
        return View(sentence, tuple(mentions), scene)

    def _mentions(self, sentence: Span, candidates: Sequence[Candidate], topics: Topics) -> list[Reference]:
        """Names, what stands for them, and subjects that are left out."""
        references = self._references
        found = [
            references.to_name(name) for name in references.cast.names if sentence.start <= name.start < sentence.end
        ]
        for token in sentence:
            if token.pos_ in ("NOUN", "PROPN") and token.i not in references.cast.at:
                found += (r for r in references.described(token) if r.how in _DESCRIBING)
        named = {mention.entity.iri for mention in found}
        elided = [(candidate.subject, candidate.trigger) for candidate in candidates]
        if not subjects(sentence.root):
            elided += [(reference, sentence.root) for reference in topics.left_out(sentence.root)]
        for reference, verb in elided:
            if reference.how == "elided" and reference.entity.iri not in named:
                named.add(reference.entity.iri)
                found.append(Reference(reference.entity, verb.i, verb.i + 1, "elided", reference.city))
        return found[:MOST_MENTIONS]

    def _span(self, mention: Reference, first: int) -> tuple[int, int]:
        """Rows of a mention's words; what stands for a name is seen at its first word."""
        end = mention.end if mention.how == "name" else mention.start + 1
        start = self._row[mention.start] - first
        return start, max(self._row[end - 1] - first + 1, start + 1)

    def _evoked(self, sentence: Span, first: int, last: int) -> Floats:
        evoked = np.zeros((last - first, len(RELATIONS)), np.float32)
        lemmas = {token.lemma_.casefold() for token in sentence}
        for token in sentence:
            if token.i not in self._references.cast.at:
                for relation in self._triggers.relations(token, lemmas):
                    evoked[self._row[token.i] - first, COLUMN[relation]] = 1
        return evoked

    def _paths(
        self, sentence: Span, mentions: Sequence[Reference], pairs: Sequence[tuple[int, int]], rows: tuple[int, int]
    ) -> np.ndarray[tuple[int, int], np.dtype[np.int8]]:
        first, last = rows
        roots = [self._root(mention) for mention in mentions]
        marked = np.zeros((len(pairs), last - first), np.int8)
        known: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
        for row, (i, j) in enumerate(pairs):
            if (i, j) not in known:
                known[i, j] = known[j, i] = self._path(sentence, roots[i], roots[j])
            path, beside = known[i, j]
            own = {*range(mentions[i].start, mentions[i].end), *range(mentions[j].start, mentions[j].end)}
            marked[row, [self._row[at] - first for at in beside]] = BESIDE_PATH
            marked[row, [self._row[at] - first for at in path if at not in own]] = ON_PATH
        return marked

    def _root(self, mention: Reference) -> Token:
        end = mention.end if mention.how == "name" else mention.start + 1
        return self._doc[mention.start : end].root

    def _path(self, sentence: Span, one: Token, other: Token) -> tuple[list[int], list[int]]:
        """The tokens on the way from one to the other, and the small words that mark them."""
        path = [i for i in tree_path(one, other) if sentence.start <= i < sentence.end]
        beside = [
            child.i
            for i in path
            for child in self._doc[i].children
            if child.dep_ in _MARKS and sentence.start <= child.i < sentence.end
        ]
        return path, beside


def tree_path(one: Token, other: Token) -> list[int]:
    """The tokens from one to the other over the word that governs both, ends included."""
    up = [one, *one.ancestors]
    place = {token.i: at for at, token in enumerate(up)}
    down = []
    token = other
    while token.i not in place:
        down.append(token.i)
        if token.head == token:
            return [t.i for t in up] + down
        token = token.head
    return [t.i for t in up[: place[token.i] + 1]] + down


def _said(mentions: Sequence[Reference], pairs: Sequence[tuple[int, int]], candidates: Iterable[Candidate]) -> Floats:
    said = np.zeros((len(pairs), len(RELATIONS), 2), np.float32)
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, (i, j) in enumerate(pairs):
        rows[mentions[i].entity.iri, mentions[j].entity.iri].append(row)
    for candidate in candidates:
        kind = 0 if candidate.rule in _STATED else 1
        for row in rows[candidate.subject.entity.iri, candidate.object.entity.iri]:
            said[row, COLUMN[candidate.relation], kind] = 1
    return said
