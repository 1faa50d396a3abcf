"""The dates that a question names, as bounds: «en octubre de 2013», «desde 1962», «between 2012 and 2014»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .words import Closed, Word

_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_ISO = re.compile(r"((?:1[89]|20)\d\d)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?")
_DAY = re.compile(r"[1-9]|[12]\d|3[01]")


@dataclass(frozen=True, slots=True)
class Dates:
    """Bounds as ISO 8601 of any precision, and the places of the words that give them."""

    since: str | None = None
    until: str | None = None
    places: frozenset[int] = frozenset()


def find_dates(words: Sequence[Word], free: Sequence[bool], closed: Closed) -> Dates:
    """All dates among the words that are part of no name; two of them are a first and a last day."""
    since: str | None = None
    until: str | None = None
    places: set[int] = set()
    at = 0
    while at < len(words):
        value, end = _date(words, at, closed) if free[at] else (None, at)
        if value is None:
            at += 1
            continue
        before, first = _bound(words, at, closed)
        places.update(range(first, end))
        if before == "since":
            since = value
        elif before == "after":
            since = _shifted(value, 1)
        elif before == "until":
            until = value
        elif before == "before":
            until = _shifted(value, -1)
        elif since and not until:
            until = value
        else:
            since = until = value
        at = end
        if before == "between":
            since, until = value, None
    return Dates(since, until, frozenset(places))


def _bound(words: Sequence[Word], at: int, closed: Closed) -> tuple[str, int]:
    """What the words before a date make of it, and where they begin."""
    first = at
    found = ""
    while first > 0 and not found:
        word = words[first - 1]
        if word.lower in ("entre", "between"):
            return "between", first - 1
        for what in ("since", "until", "before", "after"):
            if closed.does(word, what):
                found = what
        if not (found or _joins(word, closed)):
            break
        first -= 1
    return found, first


def _joins(word: Word, closed: Closed) -> bool:
    return any(closed.does(word, what) for what in ("in", "day", "year", "of", "at", "and")) or word.lower == "the"


def _date(words: Sequence[Word], at: int, closed: Closed) -> tuple[str | None, int]:
    """The date that begins there, and the place after it."""
    if found := _ISO.fullmatch(words[at].lower):
        return found[0], at + 1
    day, month, year, end = 0, 0, "", at
    for end in range(at, min(at + 6, len(words))):
        word = words[end]
        if not month and (number := closed.month(word)):
            month = number
        elif _YEAR.fullmatch(word.lower):
            year = word.lower
            break
        elif not day and _DAY.fullmatch(word.lower):
            day = int(word.lower)
        elif not (end > at and (closed.does(word, "of") or word.lower in (",", "el"))):
            break
    if not year:
        return None, at
    parts = [year, *([f"{month:02}"] if month else []), *([f"{day:02}"] if month and day else [])]
    return "-".join(parts), end + 1


def _shifted(value: str, by: int) -> str:
    """The year, month or day after (or before) it: what lies outside the one that is named."""
    numbers = [int(part) for part in value.split("-")]
    if len(numbers) == 1:
        return str(numbers[0] + by)
    if len(numbers) == 2:
        months = numbers[0] * 12 + numbers[1] - 1 + by
        return f"{months // 12}-{months % 12 + 1:02}"
    return (date(*numbers) + timedelta(days=by)).isoformat()
