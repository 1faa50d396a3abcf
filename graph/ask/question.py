"""What a question asks for, apart from the words and the language in which it was put."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..rows import EntityRow
from ..statement import EntityType, Status


class Ask(StrEnum):
    """What is wanted of the statements that fit.

    ``subject``: who does it to ``object``; ``object``: to whom ``subject`` does it; ``whether`` and
    ``when`` it is said; ``voices``: who says or denies it; ``between``: all that is said of two;
    ``paths``: how the two are connected; ``entity``: what is said of one.
    """

    SUBJECT = "subject"
    OBJECT = "object"
    WHETHER = "whether"
    WHEN = "when"
    VOICES = "voices"
    BETWEEN = "between"
    PATHS = "paths"
    ENTITY = "entity"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood. What is None or empty is not asked about.

    ``subject`` and ``object`` hold several where a name is that of several: any of them is meant.
    ``relation`` is the name of one, ``type`` the class of those asked for, ``of`` the country that they
    are of or lie in. ``status`` None means facts where somebody is asked for, and every status where it
    is asked whether, when or by whom something is said. ``since`` and ``until`` are ISO 8601 dates of any
    precision, both within. ``count``: how many there are, too. ``lasting``: of one entity, what it is
    rather than all that it does.
    """

    ask: Ask
    relation: str | None = None
    subject: tuple[EntityRow, ...] = ()
    object: tuple[EntityRow, ...] = ()
    type: EntityType | None = None
    of: EntityRow | None = None
    status: Status | None = None
    since: str | None = None
    until: str | None = None
    count: bool = False
    lasting: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it asks for entities, and not what is said of given ones."""
        return self.ask in (Ask.SUBJECT, Ask.OBJECT)

    @property
    def given(self) -> tuple[EntityRow, ...]:
        """The entities that the question names."""
        return (*self.subject, *self.object, *((self.of,) if self.of else ()))

    def record(self) -> dict[str, Any]:
        """All fields; entities as their records."""
        return {
            "ask": str(self.ask),
            "relation": self.relation,
            "subject": [row.ref.record() for row in self.subject],
            "object": [row.ref.record() for row in self.object],
            "type": self.type and str(self.type),
            "of": self.of and self.of.ref.record(),
            "status": self.status and str(self.status),
            "since": self.since,
            "until": self.until,
            "count": self.count,
        }
