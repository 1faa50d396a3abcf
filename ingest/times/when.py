"""What a date expression says before it is known when it was written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from dateutil.relativedelta import relativedelta

Precision = Literal["day", "week", "weekend", "month", "year"]


class Side(Enum):
    """Where an incomplete date lies from the day of writing, as its own words say («pasado», «este», «próximo»)."""

    PAST = -1
    NEAR = 0
    FUTURE = 1


@dataclass(frozen=True, slots=True)
class When:
    """A date with what is told of it: parts of the calendar (year, month, day, weekday 0–6), or a ``shift``.

    ``side`` is None where only the verb tells past from future. Nothing told at all, as in «el año
    anterior», is a date that depends on another one, and resolves to none.
    """

    precision: Precision = "day"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    shift: relativedelta | None = None
    side: Side | None = None
