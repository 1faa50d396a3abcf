"""Dates as newspapers and their systems write them, into ISO 8601."""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from ...graph.errors import BadInput

_ISO = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)?)?)?)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_MONTH = re.compile(r"^(?:de )?[a-záéíóú]+\.?(?: de| del)? \d{4}$", re.IGNORECASE)
_MOMENT = re.compile(r"\d\d?:\d\d")


def iso_date(value: str) -> str:
    """The date in ISO 8601, no more precise than it was given.

    Numbers are day, month, year, as Spanish has them.

    >>> iso_date("3 de junio de 2019"), iso_date("03/06/2019"), iso_date("junio de 2019")
    ('2019-06-03', '2019-06-03', '2019-06')

    :raises BadInput: no date, or one that needs today's to be understood («ayer»)
    """
    value = value.strip()
    if _ISO.fullmatch(value):
        return _iso(value)
    if compact := _COMPACT.fullmatch(value):
        return _iso("-".join(compact.groups()))
    try:
        return parsedate_to_datetime(value).isoformat()
    except ValueError:
        return _in_words(value)


def _iso(value: str) -> str:
    try:
        if len(value) <= 7:
            date.fromisoformat(f"{value}-01-01"[:10] if len(value) == 7 else f"{value}-01-01")
            return value
        moment = datetime.fromisoformat(value.replace(" ", "T", 1).replace(" ", ""))
    except ValueError as error:
        raise BadInput(f"date {value!r} is none: {error}") from error
    return moment.date().isoformat() if len(value) == 10 else moment.isoformat()


def _in_words(value: str) -> str:
    import dateparser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        moment = dateparser.parse(
            value,
            languages=["es", "en"],
            settings={"DATE_ORDER": "DMY", "PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["year", "month"]},
        )
    if moment is None:
        raise BadInput(f"date {value!r} cannot be read; write it as YYYY-MM-DD")
    if _MONTH.match(value):
        return f"{moment:%Y-%m}"
    return str(moment.isoformat() if _MOMENT.search(value) else moment.date().isoformat())
