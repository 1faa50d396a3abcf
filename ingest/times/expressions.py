"""Date expressions of Spanish news, spotted by rule: «el 12 de marzo», «el lunes», «ayer», «hace dos años».

dateparser was tried for this (1.5.0): its search takes «de 21 años», «2 segundos» and «a un» for dates, reads
half of the phrases below, and puts «este miércoles» a week back on a Wednesday.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from .when import Side, When


@dataclass(frozen=True, slots=True)
class Expression:
    """Characters ``start`` to ``end`` of the text, what they say, and the preposition («desde», «hasta») before."""

    start: int
    end: int
    when: When
    preposition: str | None = None


MONTHS = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
          "noviembre", "diciembre")  # fmt: skip
WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_NUMBERS = "un una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince".split()
_PAST = "pasado pasada último última".split()
_FUTURE = "próximo próxima entrante venidero".split()
_ANAPHORIC = "anterior siguiente posterior previo previa".split()  # of another day, not of today

_MONTH = f"(?P<month>{'|'.join(MONTHS)}|setiembre)"
_WEEKDAY = f"(?P<weekday>{'|'.join(WEEKDAYS)}|miercoles|sabado)"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?![.,]?\d|\s*(?:%|mil|personas|pesos|millones|dólares|euros))"
_THAT_YEAR = r"(?P<that>(?:pasado|próximo|presente|este) año|año (?:pasado|próximo|en curso))"
_OF_YEAR = rf"(?:\s*,?\s+del?\s+(?:año\s+)?(?:{_YEAR}|{_THAT_YEAR}))"
_BEFORE = rf"(?:(?P<before>{'|'.join(_PAST + _FUTURE)})\s+)"
_AFTER = rf"(?:\s+(?P<after>{'|'.join(_PAST + _FUTURE + _ANAPHORIC)}|que viene))"
_DAY = r"(?P<day>[1-9]|[12]\d|3[01]|primero|1[º°o])"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_PART = r"(?P<part>principios|inicios|comienzos|mediados|finales|fines)"
_UNITS = "día semana mes año hora minuto fin de semana".split()

_PREPOSITION = re.compile(
    r"\b(hasta|antes|después|luego|previo|tras|para|desde|partir|entre|por)\s+(?:(?:del?|al?|el|la|los)\s+)*$",
    re.IGNORECASE,
)


def expressions(text: str) -> list[Expression]:
    """The date expressions of a sentence, in order, none inside another.

    >>> [e.when.year for e in expressions("Se reunieron en 2014 y en marzo de 2015.")]
    [2014, 2015]
    """
    found: list[Expression] = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            if not any(e.start < match.end() and match.start() < e.end for e in found):
                first = match[0].split()[0].casefold()
                led = _PREPOSITION.search(text[: match.start()])
                word = first if first in ("hasta", "desde", "para") else led[1].casefold() if led else None
                found.append(Expression(match.start(), match.end(), read(match), word))
    return sorted(found, key=lambda e: e.start)


def _side(*words: str | None) -> Side | None:
    for word in words:
        if word:
            return Side.PAST if word in _PAST else Side.FUTURE if word in _FUTURE or word == "que viene" else Side.NEAR
    return None


def _group(match: re.Match[str], name: str) -> str | None:
    value = match.groupdict().get(name)
    return value.casefold() if value else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else max(1, _NUMBERS.index(word))


def _month(match: re.Match[str]) -> int:
    name = str(_group(match, "month")).replace("setiembre", "septiembre")
    return MONTHS.index(name) + 1


def _weekday(match: re.Match[str]) -> int | None:
    name = _group(match, "weekday")
    return WEEKDAYS.index(name.replace("miercoles", "miércoles").replace("sabado", "sábado")) if name else None


def _dependent(match: re.Match[str]) -> bool:
    """«el lunes siguiente»: of another day."""
    return _group(match, "after") in _ANAPHORIC


def _calendar(match: re.Match[str]) -> When:
    """«(lunes) 12 de marzo (de 2013, del año pasado)», «del 3 al 7 de julio»; «marzo de 2013»."""
    if _dependent(match):
        return When()
    year, that = _group(match, "year"), _group(match, "that") or ""
    side = _side(_group(match, "before"), _group(match, "after"))
    shift = relativedelta(years=-1 if "pasado" in that else 1 if "próximo" in that else 0) if that else None
    day = _group(match, "day")
    several = _group(match, "to") is not None
    return When(
        "day" if day and not several else "month",
        int(year) if year else None,
        _month(match),
        None if day is None or several else int(re.sub(r"\D", "", day) or 1),
        None if several else _weekday(match),
        shift,
        side,
    )


def _on_weekday(match: re.Match[str]) -> When:
    """«el lunes», «este lunes», «el pasado lunes», «el lunes 12»."""
    if _dependent(match):
        return When()
    determiner = _group(match, "this")
    side = _side(_group(match, "before"), _group(match, "after"))
    day = _group(match, "day")
    near = Side.NEAR if determiner and side is None else side
    return When(weekday=_weekday(match), day=int(day) if day else None, side=near)


def _in_year(match: re.Match[str]) -> When:
    return When("year", int(match["year"]))


def _numeric(match: re.Match[str]) -> When:
    day, month, year = int(match["day"]), int(match["number"]), int(match["year"])
    return When("day", year, month, day) if 1 <= month <= 12 else When()


def _day_of_month(match: re.Match[str]) -> When:
    return When(day=int(match["day"]), side=_side(_group(match, "before"), _group(match, "after")))


def _ago(match: re.Match[str]) -> When:
    """«hace dos años» is a year, «hace dos meses» a month, «hace dos días» a day; «hace dos semanas» a week."""
    return _shifted(-_number(match["count"].casefold()), match["unit"].casefold())


def _within(match: re.Match[str]) -> When:
    return _shifted(_number(match["count"].casefold()), match["unit"].casefold())


def _unit(match: re.Match[str]) -> When:
    """«la semana pasada», «el próximo mes», «este año»."""
    if _dependent(match):
        return When()
    side = _side(_group(match, "before"), _group(match, "after"), _group(match, "this") or "este")
    return _shifted(side.value if side else 0, match["unit"].casefold(), side)


def _shifted(count: int, unit: str, side: Side | None = None) -> When:
    if unit.startswith(("hora", "minuto")):
        return When(shift=relativedelta()) if abs(count) < 6 else When()
    if unit.startswith("fin"):
        return When("weekend", shift=relativedelta(weeks=count), side=side)
    if unit.startswith("sem"):
        return When("week", shift=relativedelta(weeks=count), side=side)
    if unit.startswith("mes"):
        return When("month", shift=relativedelta(months=count))
    if unit.startswith("año"):
        return When("year", shift=relativedelta(years=count))
    return When(shift=relativedelta(days=count))


_DEICTIC = {"hoy": 0, "ayer": -1, "anteayer": -2, "antier": -2, "antes de ayer": -2, "anoche": -1, "la víspera": -1,
            "mañana": 1, "pasado mañana": 2}  # fmt: skip


def _deictic(match: re.Match[str]) -> When:
    return When(shift=relativedelta(days=_DEICTIC.get(" ".join(match[0].casefold().split()), 0)))


def _patterns() -> Iterator[tuple[re.Pattern[str], Callable[[re.Match[str]], When]]]:
    """The patterns, the more telling ones first: what they take is not looked at again."""
    units = rf"(?P<unit>{'|'.join(_UNITS[:4])}|fin de semana)"
    counted = rf"(?P<unit>(?:{'|'.join(_UNITS[:2])}|año|hora|minuto)s?|mes(?:es)?)\b"
    for source, read in (
        (r"\b(?P<year>(?:19|20)\d\d)-(?P<number>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])\b", _numeric),
        (r"\b(?P<day>0?[1-9]|[12]\d|3[01])[/-](?P<number>0?[1-9]|1[0-2])[/-](?P<year>(?:19|20)\d\d)\b", _numeric),
        (
            rf"(?:\b{_WEEKDAY}\s*,?\s+)?{_BEFORE}?(?:día\s+)?\b{_DAY}(?:\s*(?:,|y|e|al|a)\s*(?:el\s+)?(?P<to>\d{{1,2}}))?"
            rf"\s+de\s+{_MONTH}\b(?:{_OF_YEAR}|{_AFTER})?",
            _calendar,
        ),
        (rf"\b{_MONTH}(?:\s*,?\s+del?(?:\s+año)?)?\s+{_YEAR}", _calendar),
        (rf"\b{_MONTH}\s+del?\s+{_THAT_YEAR}", _calendar),
        (rf"\b(?:el\s+)?{_BEFORE}(?:día\s+)?{_DAY}\b(?!\s*(?:de|y|al|mil|por|años|días|%|\d|[.,:]\d))", _day_of_month),
        (rf"\bel\s+día\s+{_DAY}\b(?!\s*(?:de|y|al|mil|por|%|\d|[.,:]\d)){_AFTER}?", _day_of_month),
        (
            rf"\b(?:(?P<this>este)|el|del|al|(?:noche|tarde|mañana|madrugada)\s+del?)\s+(?:este\s+)?{_BEFORE}?{_WEEKDAY}\b{_AFTER}?"
            rf"(?:\s+{_DAY}\b(?!\s*(?:de|y|al|mil|por|%|\d|[.,:]\d|personas|años)))?",
            _on_weekday,
        ),
        (rf"\b{_BEFORE}{_WEEKDAY}\b", _on_weekday),
        (
            rf"\b(?:en|desde|hasta|durante|de|para|hacia|mes de|{_PART}\s+de)\s+{_MONTH}\b(?!\s+(?:y|a|o)\s){_AFTER}?",
            _calendar,
        ),
        (rf"\b{_BEFORE}(?:mes\s+de\s+)?{_MONTH}\b", _calendar),
        (
            rf"\b(?:en|desde|hasta|durante|de|del|para|hacia|{_PART}\s+del?)\s+(?:el\s+)?(?:año\s+)?{_YEAR}\b(?!\s*[-/–])",
            _in_year,
        ),
        (rf"\bhace\s+(?:apenas\s+|sólo\s+|solo\s+|exactamente\s+)?{_COUNT}\s+{counted}", _ago),
        (rf"\b{_COUNT}\s+{counted}\s+atrás\b", _ago),
        (rf"\bdentro\s+de\s+{_COUNT}\s+{counted}", _within),
        (rf"\b(?:(?P<this>est[ea])|el|la|del)\s+{_BEFORE}?{units}\b(?!\s+de\s){_AFTER}?", _named_unit),
        (r"\b(?:antes\s+de\s+ayer|anteayer|antier|ayer|anoche|la\s+víspera|pasado\s+mañana)\b", _deictic),
        (r"\bhoy\b(?!\s+en\s+día)|\besta\s+(?:mañana|tarde|noche|madrugada)\b", _deictic),
        (r"(?<!la\s)(?<!esta\s)(?<!una\s)(?<!cada\s)(?<!toda la\s)\bmañana\b(?!\s+del?\b)", _deictic),
    ):
        yield re.compile(source, re.IGNORECASE), read


def _named_unit(match: re.Match[str]) -> When:
    """A unit counts only with a word that says which one («la semana» says nothing), but for «el fin de semana»."""
    told = any(_group(match, name) for name in ("before", "after", "this")) or len(match["unit"]) > len("semana")
    if "últim" in match[0].casefold():
        return When()  # «el último año» runs to this day
    return _unit(match) if told else When()


_PATTERNS = tuple(_patterns())
