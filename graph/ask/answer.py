"""The answer to a question: rows of its query, the statements behind them, and whom they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pyoxigraph import QuerySolutions

from ..rows import EntityRef, StatementRow
from ..statement import Status
from ..terms import value
from .question import Ask, Question
from .sparql import MOST, sparql

if TYPE_CHECKING:
    from ..drawing import Drawing
    from ..graph import Graph
    from ..paths import Path

_MOST_PATHS = 10
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Found:
    """An entity that is asked for, in how many statements, and the first and last day that they are of."""

    entity: EntityRef
    statements: int
    since: str | None
    until: str | None

    def record(self) -> dict[str, Any]:
        """The entity's fields, and the others."""
        return {**self.entity.record(), "statements": self.statements, "since": self.since, "until": self.until}


@dataclass(frozen=True, slots=True)
class Answered:
    """What the graph says. ``rows`` are those of ``sparql``, by its ``columns``; for paths, their steps.

    ``found`` are the entities asked for, the best-supported first; ``statuses`` counts the
    statements by the way in which articles make them.
    """

    question: Question
    sparql: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    found: tuple[Found, ...]
    statements: tuple[StatementRow, ...]
    paths: tuple[Path, ...] = ()

    @property
    def statuses(self) -> dict[str, int]:
        """How many statements are facts, denied, possible."""
        counted = Counter(row.status for row in self.statements)
        return {str(status): counted[status] for status in Status}

    @property
    def is_cut(self) -> bool:
        """Whether there may be more rows than an answer holds."""
        return len(self.rows) >= MOST

    @property
    def is_empty(self) -> bool:
        """Whether nothing fits."""
        return not (self.rows or self.paths)

    def record(self) -> dict[str, Any]:
        """All fields, nested."""
        return {
            "sparql": self.sparql,
            "columns": list(self.columns),
            "rows": list(self.rows),
            "found": [one.record() for one in self.found],
            "statuses": self.statuses,
            "statements": [row.record() for row in self.statements],
            "paths": [path.record() for path in self.paths],
        }


def answer(graph: Graph, question: Question) -> Answered:
    """Put the question to the graph."""
    text = sparql(question)
    if question.ask is Ask.PATHS:
        return _by_paths(graph, question, text)
    solutions = graph.query(text).results()
    assert isinstance(solutions, QuerySolutions)  # noqa: S101 – a SELECT
    columns = tuple(variable.value for variable in solutions.variables)
    rows: tuple[dict[str, Any], ...] = tuple(
        {name: _text(solution[name]) for name in columns} for solution in solutions
    )
    if question.lasting and not rows:
        return answer(graph, replace(question, lasting=False))
    iris = dict.fromkeys(iri for row in rows if (iri := row.get("statement")))
    statements = graph.statement_rows(list(iris))
    return Answered(question, text, columns, rows, tuple(_found(graph, question, rows)), tuple(statements))


def draw_answer(answered: Answered, title: str) -> Drawing:
    """The answer as a picture: its statements, and the entities that the question names."""
    from ..drawing import render

    given = answered.question.given
    focus = [row.iri for row in given]
    return render(answered.statements, title=title, focus=focus, entities=[row.ref for row in given])


def _found(graph: Graph, question: Question, rows: Iterable[dict[str, Any]]) -> list[Found]:
    """Each entity that is asked for once: by number of statements, then as the rows come."""
    if not question.is_open:
        return []
    days: dict[str, list[str]] = {}
    number: Counter[str] = Counter()
    for row in rows:
        own = days.setdefault(row["who"], [])
        if day := row.get("day"):
            own.append(day)
        number[row["who"]] += int(row.get("statements", 1))
    found = [
        Found(entity.ref, number[iri], min(days[iri], default=None), max(days[iri], default=None))
        for iri in days
        if (entity := graph.entity_index.get(iri))
    ]
    return sorted(found, key=lambda one: -one.statements)


def _by_paths(graph: Graph, question: Question, text: str) -> Answered:
    ends = [[row.iri for row in rows] for rows in (question.subject, question.object)]
    paths: tuple[Path, ...] = ()
    if set(ends[0]).isdisjoint(ends[1]):
        dates = question.since, question.until
        paths = tuple(graph.paths(*ends, max_length=_LONGEST, k=_MOST_PATHS, since=dates[0], until=dates[1]))
    columns = ("path", "step", "from", "relation", "to", "sentence")
    rows: list[dict[str, Any]] = []
    statements: dict[str, StatementRow] = {}
    for number, path in enumerate(paths, 1):
        for position, step in enumerate(path.steps, 1):
            ends_of = (step.source, step.target) if step.forward else (step.target, step.source)
            sentence = step.statements[0].sentence.text if step.statements else None
            cells = (number, position, ends_of[0].label, step.relation, ends_of[1].label, sentence)
            rows.append(dict(zip(columns, cells, strict=True)))
            statements |= {row.iri: row for row in step.statements}
    return Answered(question, text, columns, tuple(rows), (), tuple(statements.values()), paths)


def _text(term: Any) -> str | None:
    return None if term is None else value(term)
