"""Articles chosen together: all of an outlet, or those that a query names."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode, QuerySolutions

from ..errors import BadInput
from ..iris import ARTICLE, GRAPH, fold
from ..query import Answer
from ..rows import ArticleRow

_GRAPHS = GRAPH + "article/"


def of_outlet(articles: Sequence[ArticleRow], outlet: str) -> list[ArticleRow]:
    """The articles of an outlet; case and accents do not count."""
    wanted = fold(outlet).strip()
    return [row for row in articles if row.publisher and fold(row.publisher).strip() == wanted]


def of_answer(articles: Sequence[ArticleRow], answer: Answer) -> list[ArticleRow]:
    """The articles that a SELECT names in any column, by their IRI or that of their graph.

    :raises BadInput: no SELECT, or one that names something else only
    """
    results = answer.results()
    if not isinstance(results, QuerySolutions):
        raise BadInput("A SELECT is needed whose rows name articles, such as SELECT ?article { ?article schema:… }.")
    terms = {term.value for solution in results for term in solution if isinstance(term, NamedNode)}
    named = {ARTICLE + iri.removeprefix(_GRAPHS) if iri.startswith(_GRAPHS) else iri for iri in terms}
    found = [row for row in articles if row.iri in named]
    if terms and not found:
        raise BadInput("The query answers with IRIs that are no articles: select the article, or its graph.")
    return found
