"""Answers as pandas DataFrames of plain Python values, for notebooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd
from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, Triple

from ..errors import BadInput
from ..terms import PREFIXES, value
from .answer import Answer

_XSD = PREFIXES["xsd"]
_INTEGERS = ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
_READERS: Mapping[str, Callable[[str], object]] = {
    **{_XSD + name: int for name in _INTEGERS},
    **{_XSD + name: float for name in ("decimal", "double", "float")},
    _XSD + "boolean": lambda text: text in ("true", "1"),
    _XSD + "date": date.fromisoformat,
    _XSD + "dateTime": datetime.fromisoformat,
}
_COLUMNS = ("subject", "predicate", "object")


def frame(answer: Answer) -> pd.DataFrame | bool:
    """SELECT: a column for each variable; CONSTRUCT: subject, predicate, object; ASK: a bool.

    IRIs are whole strings, as ``to_networkx`` has them; what is unbound is None.
    """
    results = answer.results()
    try:
        if isinstance(results, QueryBoolean):
            return bool(results)
        if isinstance(results, QuerySolutions):
            columns = [variable.value for variable in results.variables]
            rows = [tuple(python_value(term) for term in solution) for solution in results]
        else:
            columns = list(_COLUMNS)
            rows = [(value(x.subject), value(x.predicate), python_value(x.object)) for x in results]
    except (RuntimeError, ValueError, OSError) as error:
        raise BadInput(f"The query cannot be evaluated: {error}") from error
    return pd.DataFrame({name: _column([row[i] for row in rows]) for i, name in enumerate(columns)})


def python_value(term: NamedNode | BlankNode | Literal | Triple | None) -> object:
    """int, float, bool, date or datetime for literals of these types; else the text.

    A date that Python cannot hold (a time zone on a day, the year 12019) stays text.
    """
    if term is None:
        return None
    reader = _READERS.get(term.datatype.value) if isinstance(term, Literal) else None
    if reader is None:
        return value(term)
    try:
        return reader(value(term))
    except ValueError:
        return value(term)


def _column(values: list[object]) -> pd.Series[Any]:
    """As pandas infers it; with something unbound as it is, lest integers become floats."""
    return pd.Series(values, dtype=object) if not values or None in values else pd.Series(values)
