"""Who says what about two entities: which sources assert, deny or report it as possible, since when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..rows import EntityRef, StatementRow
from ..statement import Status

if TYPE_CHECKING:
    from ..graph import Graph

_MOST = 10_000
_ORDER = tuple(str(status) for status in Status)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one source says of an edge.

    ``source`` is the outlet (else the article) that said it first, reprints of it included; ``speaker``
    whom it attributes it to;
    ``since`` and ``until`` are the dates of its first and last article that says so.
    """

    subject: EntityRef
    relation: str
    object: EntityRef
    status: str
    source: str
    speaker: str | None
    since: str | None
    until: str | None
    articles: int
    statements: tuple[StatementRow, ...]

    def record(self) -> dict[str, Any]:
        """All fields, nested."""
        return {
            "subject": self.subject.record(),
            "relation": self.relation,
            "object": self.object.record(),
            "status": self.status,
            "source": self.source,
            "speaker": self.speaker,
            "since": self.since,
            "until": self.until,
            "articles": self.articles,
            "statements": [row.record() for row in self.statements],
        }


def find_voices(graph: Graph, subject: str, object: str, *, relation: str | None = None) -> list[Voice]:
    """What is said of two entities, either way round: by edge, then assertions, denials, possibilities.

    Those that said it first come first; what has no date comes last.

    :raises NotFound: no such entity
    :raises Ambiguous: a name that several entities bear
    :raises BadInput: an unknown relation
    """
    ends = graph.entity(subject).iri, graph.entity(object).iri
    grouped: dict[tuple[str, str, str, str, str, str], list[StatementRow]] = defaultdict(list)
    for a, b in dict.fromkeys((ends, ends[::-1])):
        said = graph.statements(subject=a, object=b, relation=relation, limit=_MOST).items
        sources = graph.sources(row.article for row in said)
        for row in said:
            source = sources[row.article.iri]
            grouped[a, row.relation, b, row.status, source, row.attributed_to or ""].append(row)
    voices = [_voice(rows) for rows in grouped.values()]
    place = {ends[0]: 0, ends[1]: 1}
    voices.sort(
        key=lambda v: (
            place[v.subject.iri], v.relation, _ORDER.index(v.status), v.since or "9999", v.source, v.speaker or "",
        )
    )  # fmt: skip
    return voices


def _voice(rows: list[StatementRow]) -> Voice:
    rows.sort(key=lambda row: (row.article.date or "9999", row.iri))
    dates = sorted(row.article.date for row in rows if row.article.date)
    first = rows[0]
    return Voice(
        subject=first.subject,
        relation=first.relation,
        object=first.object,
        status=first.status,
        source=first.article.publisher or first.article.title or first.article.id,
        speaker=first.attributed_to,
        since=dates[0] if dates else None,
        until=dates[-1] if dates else None,
        articles=len({row.article.iri for row in rows}),
        statements=tuple(rows),
    )
