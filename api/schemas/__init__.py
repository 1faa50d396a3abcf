"""The shapes of JSON that the service takes and gives, as OpenAPI shows them.

Answers are written from the graph's own records; a test holds these shapes against them.
"""

from __future__ import annotations

from typing import Any

from .answers import Added, ArticleIn, EntityCard, Health, Paths, Problem, RelationList, Retracted, SavedList, Stats
from .asking import Answer
from .rows import ArticleRow, EntityRow, ListPage, StatementRow

EntityPage = ListPage[EntityRow]
StatementPage = ListPage[StatementRow]
ArticlePage = ListPage[ArticleRow]


def csv_too(columns: str) -> dict[int | str, dict[str, Any]]:
    """The response of a list that comes as CSV as well."""
    return {200: {"content": {"text/csv": {"example": f"{columns}\r\n"}}}}


__all__ = [
    "Added",
    "Answer",
    "ArticleIn",
    "ArticlePage",
    "ArticleRow",
    "EntityCard",
    "EntityPage",
    "Health",
    "Paths",
    "Problem",
    "RelationList",
    "Retracted",
    "SavedList",
    "StatementPage",
    "StatementRow",
    "Stats",
    "csv_too",
]
