"""What counts as one source: the only place that says so.

An outlet is one source however many articles it prints, and an article without an outlet is
one of its own. A reprint counts as the article that it reproduces, whoever prints it: an
agency's dispatch in twenty newspapers is one source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..iris import fold
from ..rows import ArticleRef


def source_key(publisher: str | None, article: str) -> str:
    """What two articles have in common that are no independent sources, reprints aside.

    >>> source_key("El País", "a") == source_key("el pais ", "b")
    True
    >>> source_key(None, "a") == source_key(None, "b")
    False
    """
    return fold(publisher).strip() if publisher and publisher.strip() else article


def first_print(article: str, links: Mapping[str, str]) -> str:
    """The article at the end of a chain of reprints.

    >>> first_print("c", {"c": "b", "b": "a"})
    'a'
    """
    passed = {article}
    while (before := links.get(article)) is not None and before not in passed:
        passed.add(before)
        article = before
    return article


def independent(articles: Iterable[ArticleRef]) -> dict[str, str]:
    """The source of each article, by IRI, as far as these articles tell."""
    known = {article.iri: article for article in articles}
    links = {iri: article.reprint_of for iri, article in known.items() if article.reprint_of}
    firsts = {iri: first_print(iri, links) for iri in known}
    return {iri: source_key(known[first].publisher if first in known else None, first) for iri, first in firsts.items()}
