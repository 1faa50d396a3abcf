"""An article as its page shows it: the text cut into pieces, each with the mentions and statements it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ..graph.rows import last_segment

if TYPE_CHECKING:
    from ..graph.statement import Entity, Extraction, Mention, Statement


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of the text. ``entity`` is whom they name; ``triggers`` are ids of statements that they say."""

    text: str
    entity: Entity | None
    triggers: tuple[str, ...]
    status: str

    @property
    def entity_id(self) -> str:
        """What links call the entity."""
        return last_segment(self.entity.iri) if self.entity else ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or what stands between two, in pieces; ``statements`` are ids of those that it says."""

    start: int
    pieces: tuple[Piece, ...]
    statements: tuple[str, ...]


def paragraphs(extraction: Extraction) -> list[list[Sentence]]:
    """The whole text, paragraph by paragraph; together the pieces give every character but the line ends."""
    text = extraction.article.text
    mentions = sorted(
        {m for m in (*extraction.mentions, *_linked(extraction.statements)) if m.entity},
        key=lambda m: (m.start, -m.end),
    )
    result, start = [], 0
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip("\r\n"))
        if line.strip():
            result.append([_sentence(extraction, mentions, a, b) for a, b in _spans(extraction, start, end)])
        start += len(line)
    return result


def _linked(statements: Iterable[Statement]) -> Iterable[Mention]:
    return (m for s in statements for m in (s.subject, s.object, s.attributed_to) if m)


def _spans(extraction: Extraction, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a paragraph and what lies between them, in order."""
    inside = [s for s in extraction.sentences if s.start < end and s.end > start]
    cuts = {start, end} | {min(max(at, start), end) for s in inside for at in (s.start, s.end)}
    return list(pairwise(sorted(cuts)))


def _sentence(extraction: Extraction, mentions: Sequence[Mention], start: int, end: int) -> Sentence:
    said = [s for s in extraction.statements if s.sentence.start < end and s.sentence.end > start]
    near = [m for m in mentions if m.start < end and m.end > start]
    spans = [(m.start, m.end) for m in near] + [(s.trigger.start, s.trigger.end) for s in said]
    edges = [at for span in spans for at in span]
    cuts = sorted({start, end} | {at for at in edges if start < at < end})
    pieces = tuple(_piece(extraction.article.text, near, said, a, b) for a, b in pairwise(cuts))
    return Sentence(start, pieces, tuple(last_segment(s.iri) for s in said))


def _piece(text: str, mentions: Sequence[Mention], said: Sequence[Statement], start: int, end: int) -> Piece:
    over = [m for m in mentions if m.start <= start and end <= m.end]
    told = [s for s in said if s.trigger.start <= start and end <= s.trigger.end]
    entity = max(over, key=lambda m: m.end - m.start).entity if over else None
    ids = tuple(dict.fromkeys(last_segment(s.iri) for s in told))
    return Piece(text[start:end], entity, ids, str(told[0].status) if told else "")


def cut(text: str, words: str) -> tuple[str, str, str]:
    """What stands before the words that say it, they, and the rest; whole words before parts of others.

    >>> cut("Después es tarde.", "es")
    ('Después ', 'es', ' tarde.')
    >>> cut("Nada.", "es")
    ('Nada.', '', '')
    """
    whole = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) if words else None
    start = whole.start() if whole else text.find(words) if words else -1
    return (text[:start], words, text[start + len(words) :]) if start >= 0 else (text, "", "")
