"""Tables for pandas: readable columns first, IRIs at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..errors import BadInput
from ..rows import ArticleRow, EntityRow, StatementRow
from .claims import STATUSES
from .days import NEVER
from .only import Only

if TYPE_CHECKING:
    from ..graph import Graph

TABLES = ("edges", "entities", "statements", "articles")
_EDGE = ["subject", "relation", "object", "status"]


def to_pandas(graph: Graph, what: str, wanted: Only) -> pd.DataFrame:
    """One of the four tables; the conditions are on edges only.

    :raises BadInput: another name; the message lists the known
    """
    if what == "edges":
        return edges(graph, wanted)
    if what == "entities":
        rows = sorted(graph.index.names().values(), key=lambda row: (-row.statements, row.label, row.iri))
        return frame(rows, EntityRow)
    if what == "statements":
        return frame(graph.all_statements(), StatementRow)
    if what == "articles":
        return frame(graph.articles(limit=10_000).items, ArticleRow)
    raise BadInput(f"No table {what!r}; there are: {', '.join(TABLES)}.")


def edges(graph: Graph, wanted: Only) -> pd.DataFrame:
    """One row for each edge: how many articles (reprints aside) and sources tell of it, and from when to when.

    ``first`` and ``last`` are days as ``YYYY-MM-DD``, of the event or else the article; missing
    where nothing is dated.
    """
    with graph.index.lock:
        view, claims = graph.index.view(wanted), graph.index.claims()
        rows = view.selected()
        first, last = view.days(rows)
        ends = np.stack((claims.subject[rows], claims.object[rows]))
        relation = claims.relation[rows]
        refs = [graph.index.ref(int(number)) for number in range(view.size)]
        place = np.zeros(view.size, np.int64)
        place[sorted(range(view.size), key=lambda number: (refs[number].label, refs[number].iri))] = np.arange(
            view.size
        )
        swap = view.symmetric[relation] & (place[ends[0]] > place[ends[1]])
        ends[:, swap] = ends[::-1, swap]
        told = pd.DataFrame(
            {"subject": ends[0], "relation": relation, "object": ends[1], "status": claims.status[rows]}
            | {"articles": view.reports(rows), "sources": view.sources(rows)}
            | {"first": np.where(first == NEVER, 99999999, first), "last": last}
        )
        found = told.groupby(_EDGE, as_index=False, sort=False).agg(
            {"articles": "nunique", "sources": "nunique", "first": "min", "last": "max"}
        )
    found = found[(found["articles"] >= wanted.articles) & (found["sources"] >= wanted.sources)]
    labels, iris = np.array([ref.label for ref in refs], object), np.array([ref.iri for ref in refs], object)
    table = pd.DataFrame(
        {
            "subject": labels[found["subject"]],
            "relation": np.array(claims.relations, object)[found["relation"]],
            "object": labels[found["object"]],
            "status": np.array(STATUSES, object)[found["status"]],
            "articles": found["articles"].to_numpy(),
            "sources": found["sources"].to_numpy(),
            "first": [_day(day) for day in found["first"]],
            "last": [_day(day) for day in found["last"]],
            "subject_iri": iris[found["subject"]],
            "object_iri": iris[found["object"]],
        }
    )
    order = ["articles", "subject", "relation", "object", "status", "subject_iri", "object_iri"]
    return table.sort_values(order, ascending=[False, *[True] * 6], ignore_index=True)


def frame(rows: Iterable[object], kind: type) -> pd.DataFrame:
    """Rows of one kind as a table with the columns of that kind, also where there are none."""
    columns = _COLUMNS[kind]
    return pd.DataFrame([[_cell(row, path) for path in columns.values()] for row in rows], columns=list(columns))


def _cell(row: object, path: str) -> Any:
    value: Any = row
    for name in path.split("."):
        value = getattr(value, name)
    return ", ".join(value) if isinstance(value, tuple) else value


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


_COLUMNS: dict[type, dict[str, str]] = {
    EntityRow: _same("label", "type", "aliases", "statements", "wikidata", "iri"),
    ArticleRow: _same("date", "title", "publisher", "author", "statements", "sentences", "url", "id", "iri"),
    StatementRow: {
        "subject": "subject.label",
        "relation": "relation",
        "object": "object.label",
        "status": "status",
        "attributed_to": "attributed_to",
        "date": "article.date",
        "time": "time",
        "publisher": "article.publisher",
        "sentence": "sentence.text",
        "trigger": "trigger",
        "confidence": "confidence",
        "title": "article.title",
        "url": "article.url",
        "subject_iri": "subject.iri",
        "object_iri": "object.iri",
        "article_iri": "article.iri",
        "iri": "iri",
    },
}


def _day(number: int) -> str | None:
    """A day as ISO 8601; the last of a month that is all we know may be its 31st.

    >>> _day(20190603), _day(0)
    ('2019-06-03', None)
    """
    text = str(number)
    return None if number in (NEVER, 99999999) else f"{text[:4]}-{text[4:6]}-{text[6:]}"


def _readable(value: Any) -> Any:
    """An entity by its label, a statement by its sentence, counts as words; lists of them in a row."""
    if isinstance(value, list):
        return "; ".join(str(_readable(one)) for one in value)
    if not isinstance(value, dict):
        return value
    if "sentence" in value:
        return value["sentence"]["text"]
    return value["label"] if "label" in value else ", ".join(f"{name} {count}" for name, count in value.items())


def shown(rows: Sequence[Any]) -> str:
    """Rows of a look-up as an HTML table for a notebook; cells are escaped."""
    kind = type(rows[0])
    if kind in _COLUMNS:
        table = frame(rows, kind)
    else:
        table = pd.DataFrame([{name: _readable(value) for name, value in row.record().items()} for row in rows])
    html: str = table.to_html(max_rows=60, na_rep="", notebook=True)
    return html
