"""The ISO 8601 date that an expression means, seen from the article's date and the tense of its verb."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from dateutil.relativedelta import relativedelta

from .when import Side, When

_SOON = 31
"""Days after the article in which a date told in the past cannot lie: then one of the two is wrong."""


class Tense(Enum):
    """What the verb says of an incomplete date. UNKNOWN (present, no verb) leaves it to the calendar."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


def resolve(when: When, written: date | None, tense: Tense = Tense.PAST) -> str | None:
    """A year, a month or a day (``2014``, ``2014-03``, ``2014-03-12``); None where it cannot be told surely.

    A week is the month that it lies in. Without the article's date only whole dates resolve.

    >>> from datetime import date
    >>> resolve(When(weekday=0), date(2014, 3, 12))
    '2014-03-10'
    """
    if when.year is not None:
        return _whole(when, written, tense)
    if written is None:
        return None
    try:
        return _seen_from(when, written, _tense(when, tense))
    except ValueError:  # no such day: 30 de febrero
        return None


def _tense(when: When, tense: Tense) -> Tense:
    return {Side.PAST: Tense.PAST, Side.FUTURE: Tense.FUTURE}.get(when.side or Side.NEAR, tense)


def _whole(when: When, written: date | None, tense: Tense) -> str | None:
    assert when.year is not None  # noqa: S101 - for the type checker
    if written and tense is Tense.PAST and when.year > written.year:
        return None
    try:
        day = date(when.year, when.month or 1, when.day or 1)
    except ValueError:
        return None
    if when.weekday is not None and day.weekday() != when.weekday:
        return None
    return _cut(day, when)


def _cut(day: date, when: When) -> str:
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[when.precision]]


def _seen_from(when: When, written: date, tense: Tense) -> str | None:
    if when.month is not None:
        return _in_calendar(when, written, tense)
    if when.shift is not None:
        day = written + when.shift
        return _span(day, when, tense, written) if when.precision in ("week", "weekend") else _cut(day, when)
    if when.weekday is not None:
        return _on_weekday(when, written, tense)
    return _on_day(when.day, written, tense) if when.day is not None else None


def _in_calendar(when: When, written: date, tense: Tense) -> str | None:
    """A day of a month, or a month, whose year is left out."""
    month = when.month or 1
    if when.shift is not None:  # «del año pasado»
        return _cut(date((written + when.shift).year, month, when.day or 1), when)
    years = (written.year - 1, written.year, written.year + 1)
    days = [day for year in years if (day := _day(year, month, when.day or 1))]
    if when.weekday is not None:
        fitting = [d for d in days if d.weekday() == when.weekday]
        return _cut(fitting[0], when) if len(fitting) == 1 else None
    here = written if when.day else written.replace(day=1)
    if tense is Tense.FUTURE:
        return next((_cut(d, when) for d in days if d >= here), None)
    if tense is Tense.UNKNOWN:
        return _cut(min(days, key=lambda d: abs(d - here)), when)
    soon = any(timedelta(0) < d - here <= timedelta(_SOON) for d in days)
    past = [d for d in days if d <= here]
    return None if not past or (soon and when.side is not Side.PAST) else _cut(past[-1], when)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _on_weekday(when: When, written: date, tense: Tense) -> str | None:
    if when.day is not None:
        near = (written + timedelta(n) for n in sorted(range(-31, 32), key=abs))
        return next((d.isoformat() for d in near if (d.day, d.weekday()) == (when.day, when.weekday)), None)
    back = (written.weekday() - (when.weekday or 0)) % 7
    if when.side is Side.PAST:
        return (written - timedelta(back or 7)).isoformat()
    if back == 0 and when.side is not Side.FUTURE:
        return written.isoformat()
    if tense is Tense.UNKNOWN:
        return None
    return (written + timedelta(7 - back) if tense is Tense.FUTURE else written - timedelta(back)).isoformat()


def _on_day(day: int, written: date, tense: Tense) -> str | None:
    """«el pasado 12»: of this month, or of the one beside it."""
    if tense is Tense.UNKNOWN:
        return None
    step = relativedelta(months=1 if tense is Tense.FUTURE else -1)
    for first in (written.replace(day=1), written.replace(day=1) + step):
        found = _day(first.year, first.month, day)
        if found and (found > written if tense is Tense.FUTURE else found <= written):
            return found.isoformat()
    return None


def _span(day: date, when: When, tense: Tense, written: date) -> str | None:
    """The month, or else the year, that holds a whole week or week-end.

    «el pasado fin de semana» is the last one that is over, «este fin de semana» by the verb the last or the next.
    """
    monday = day - timedelta(day.weekday())
    first, last = monday, monday + timedelta(6)
    if when.precision == "weekend":
        first = monday + timedelta(5)
        if when.side is Side.NEAR and tense is Tense.PAST and first > written:
            first, last = first - timedelta(7), last - timedelta(7)
    length = next((n for n in (7, 4) if first.isoformat()[:n] == last.isoformat()[:n]), None)
    return first.isoformat()[:length] if length else None
