"""The pages of an article and of a statement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse

from ..graph.rows import last_segment
from .pages import render_page
from .reading import paragraphs

if TYPE_CHECKING:
    from ..graph import Graph
    from ..graph.rows import ArticleRow, StatementRow

HTML = "text/html"
MOST = 1000
"""Statements of one article, or of one edge, that a page shows."""


def article_page(request: Request, graph: Graph, row: ArticleRow) -> HTMLResponse:
    """The text with what was read in it, and the statements beside it."""
    statements = graph.statements(article=row.iri, limit=MOST).items
    ids = dict.fromkeys(last_segment(ref.iri) for said in statements for ref in (said.subject, said.object))
    return render_page(
        request,
        "article.html.j2",
        article=row,
        article_id=last_segment(row.iri),
        link=web_address(row.url),
        paragraphs=paragraphs(graph.extraction(row.iri)),
        statements=statements,
        graph_link=graph_link(ids) if ids else "",
    )


def statement_page(request: Request, graph: Graph, row: StatementRow) -> HTMLResponse:
    """The statement with its evidence, and other sentences that say the same of the same, or deny it."""
    same = graph.statements(subject=row.subject.iri, object=row.object.iri, relation=row.relation, limit=MOST).items
    ends = [last_segment(ref.iri) for ref in (row.subject, row.object)]
    others = [other for other in same if other.iri != row.iri]
    return render_page(request, "statement.html.j2", row=row, others=others, graph_link=graph_link(ends))


def graph_link(ids: Iterable[str]) -> str:
    """The address at which the explorer shows these entities."""
    return "/#" + urlencode([("n", f"{id}::") for id in ids])


def web_address(url: str | None) -> str:
    """The address if it is one of the web, else nothing: no other scheme becomes a link."""
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else ""
    except ValueError:
        return ""
