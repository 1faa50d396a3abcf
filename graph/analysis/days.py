"""Dates of any precision as pairs of day numbers: the first and the last day that may be meant."""

from __future__ import annotations

import re

from ..errors import BadInput
from ..times import is_time

NEVER = 0
"""The day of what has no date."""
_PARTS = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def span(value: str | None) -> tuple[int, int]:
    """First and last day as ``YYYYMMDD``; twice ``NEVER`` for none, or for what is no date.

    >>> span("2019-06-03"), span("2019-06"), span("2019"), span(None)
    ((20190603, 20190603), (20190601, 20190631), (20190101, 20191231), (0, 0))
    """
    found = _PARTS.match(value or "")
    if not found:
        return NEVER, NEVER
    year, month, day = found.groups()
    return int(f"{year}{month or '01'}{day or '01'}"), int(f"{year}{month or '12'}{day or '31'}")


def period(since: str | None, until: str | None, as_of: str | None) -> tuple[int, int]:
    """First and last day of what is asked for, both within; ``NEVER`` for an open end.

    ``as_of`` is the same as ``until``: what had been said to have happened by that day.

    :raises BadInput: no ISO 8601 date; both ``until`` and ``as_of``; an end before its beginning
    """
    if until is not None and as_of is not None:
        raise BadInput("Give until or as_of, not both: each is the last day that counts.")
    for name, value in (("since", since), ("until", until), ("as_of", as_of)):
        if value is not None and not is_time(value):
            raise BadInput(f"{name} must be a date such as 2019, 2019-06 or 2019-06-03, not {value!r}.")
    first, last = span(since)[0], span(until if until is not None else as_of)[1]
    if first and last and first > last:
        raise BadInput(f"since ({since}) lies after the last day ({until or as_of}).")
    return first, last


def within(first: int, last: int, since: int, until: int) -> bool:
    """Whether a span of days and a period share a day; what has no date lies in open time only.

    >>> within(20190601, 20190631, 20190615, 0), within(0, 0, 0, 20200101), within(0, 0, 0, 0)
    (True, False, True)
    """
    if not since and not until:
        return True
    return bool(first) and (not since or last >= since) and (not until or first <= until)
