"""What articles say beyond the ontology: open statements, counted by their verb."""

from __future__ import annotations

from pyoxigraph import QuerySolutions

from .. import terms as t
from ..rows import OpenRelation
from ..store import Store

_RANKED = f"""SELECT ?verb (COUNT(*) AS ?count) (COUNT(DISTINCT ?g) AS ?articles) (MIN(STR(?said)) AS ?example) {{
  GRAPH ?g {{ ?said a {t.OPEN_STATEMENT} ; {t.OPEN_PREDICATE} ?verb }} }}
GROUP BY ?verb ORDER BY DESC(?articles) DESC(?count) ?verb LIMIT """

_EXAMPLES = f"""SELECT ?said ?subject ?object ?sentence {{
  VALUES ?said {{ %s }}
  GRAPH ?g {{ ?said {t.OPEN_SUBJECT}/{t.LABEL} ?subject ; {t.OPEN_OBJECT}/{t.LABEL} ?object ;
    {t.DERIVED_FROM}/{t.ANCHOR} ?sentence }} }} ORDER BY DESC(?subject) DESC(?object)"""


def open_relations(store: Store, limit: int) -> list[OpenRelation]:
    """The verbs of most articles, then of most statements, each with one of its sentences."""
    ranked = [[t.value(cell) for cell in row] for row in _solutions(store, _RANKED + str(limit))]
    if not ranked:
        return []
    named = _solutions(store, _EXAMPLES % " ".join(f"<{row[3]}>" for row in ranked))
    examples = {row[0]: row[1:] for row in ([t.value(cell) for cell in found] for found in named)}
    return [OpenRelation(verb, int(count), int(articles), *examples[said]) for verb, count, articles, said in ranked]


def _solutions(store: Store, text: str) -> QuerySolutions:
    found = store.query(text)
    assert isinstance(found, QuerySolutions)  # noqa: S101 – a SELECT
    return found
