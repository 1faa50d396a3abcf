"""A question from its text to its answer: what was understood, what was not, and what else could be asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..graph.ask import Answered, EntityNames, Question, answer
from ..graph.ask.near import about, near
from ..ingest.questions import MAX_LENGTH, Reading, answer_text, question_text, read_question

if TYPE_CHECKING:
    from ..graph import Graph

_SUGGESTED = 5
_WELL_KNOWN = 3
_CORRECTED = 2


@dataclass(frozen=True, slots=True)
class Reply:
    """``answered`` is None for a question that was not understood; ``near`` are others that are answered."""

    reading: Reading
    answered: Answered | None
    near: tuple[str, ...]

    @property
    def understood(self) -> str | None:
        """The question as it was understood, in words."""
        question = self.reading.question
        return question_text(question, self.reading.language) if question else None

    @property
    def answer(self) -> str | None:
        """The gist of the answer."""
        return answer_text(self.answered, self.reading.language) if self.answered else None

    def record(self) -> dict[str, Any]:
        """All that is known, nested; what belongs to an answer is null or empty where nothing was understood."""
        reading = self.reading
        lists: dict[str, Any] = {name: [] for name in ("columns", "rows", "found", "statements", "paths")}
        answered = self.answered.record() if self.answered else {"sparql": None, "statuses": {}, **lists}
        return {
            "question": reading.text,
            "language": reading.language,
            "understood": self.understood,
            "meaning": reading.question and reading.question.record(),
            "answer": self.answer,
            "not_understood": list(reading.ignored),
            "unknown_names": [{"name": name.text, "near": list(name.near)} for name in reading.unknown],
            "set_aside": reading.aside,
            "other_entities": [row.ref.record() for row in reading.others],
            "near_questions": list(self.near),
            **answered,
        }


def ask(graph: Graph, text: str) -> Reply:
    """Read the question and put it to the graph.

    :raises BadInput: an empty or over-long text
    """
    reading = read_question(text, EntityNames(graph))
    answered = answer(graph, reading.question) if reading.question else None
    return Reply(reading, answered, tuple(_near(graph, reading)))


def _near(graph: Graph, reading: Reading) -> list[str]:
    """Other questions that are answered: near the one understood, with a name corrected, or about its entities."""
    if reading.question:
        others = near(graph, reading.question)
    else:
        others = [*_corrected(graph, reading), *about(graph, *reading.entities)]
    if not others and not reading.question:
        known = graph.entities(limit=_WELL_KNOWN).items
        others = [question for row in known for question in about(graph, row, limit=1)]
    own = question_text(reading.question, reading.language) if reading.question else reading.text
    texts = dict.fromkeys(question_text(other, reading.language) for other in others)
    return [text for text in texts if text != own][:_SUGGESTED]


def _corrected(graph: Graph, reading: Reading) -> Iterator[Question]:
    """The same question with a name that articles have; what is told of that name where it has no answer."""
    names = EntityNames(graph)
    for unknown in reading.unknown:
        for label in unknown.near[:_CORRECTED]:
            again = read_question(reading.text.replace(unknown.text, label)[:MAX_LENGTH], names)
            if again.question and not answer(graph, again.question).is_empty:
                yield again.question
            else:
                yield from about(graph, *again.entities)
