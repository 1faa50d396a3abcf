"""ISO 8601 dates and times as XSD literals: a year, a month, a day, or a moment."""

from __future__ import annotations

import re
from datetime import date, datetime

from pyoxigraph import Literal

from .terms import XSD_DATE, XSD_DATETIME, XSD_YEAR, XSD_YEAR_MONTH

_YEAR = re.compile(r"\d{4}", re.ASCII)
_YEAR_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)


def time_literal(value: str) -> Literal:
    """The literal whose datatype fits the value's precision.

    >>> time_literal("2019-06").datatype.value
    'http://www.w3.org/2001/XMLSchema#gYearMonth'

    :raises ValueError: not ISO 8601, or no such day
    """
    if _YEAR.fullmatch(value):
        return Literal(value, datatype=XSD_YEAR)
    if _YEAR_MONTH.fullmatch(value):
        return Literal(value, datatype=XSD_YEAR_MONTH)
    try:
        return Literal(date.fromisoformat(value).isoformat(), datatype=XSD_DATE)
    except ValueError:
        return Literal(datetime.fromisoformat(value).isoformat(), datatype=XSD_DATETIME)


def is_time(value: str) -> bool:
    """Whether ``time_literal`` takes the value.

    >>> is_time("2019-06-31")
    False
    """
    try:
        time_literal(value)
    except ValueError:
        return False
    return True
