"""Reading in several processes gives what one gives, in the same order."""

from __future__ import annotations

import pytest
from cabos.graph.errors import TooLarge
from cabos.ingest import Reader, article_from_text

TEXTS = [f"El presidente de Bolivia, Evo Morales, recibió a Juan Pérez{n % 7} en La Paz." for n in range(40)]


def test_several_processes_read_the_same_in_the_same_order(reader: Reader) -> None:
    articles = [article_from_text(text, id=str(n)) for n, text in enumerate(TEXTS)]
    alone = list(reader.read_all(articles))
    assert list(reader.read_all(iter(articles), processes=2)) == alone
    assert [extraction.article.id for extraction in alone] == [str(n) for n in range(40)]


def test_articles_are_asked_for_as_they_are_read_and_an_error_of_theirs_comes_through(reader: Reader) -> None:
    def endless():
        yield from (article_from_text(text, id=str(n)) for n, text in enumerate(TEXTS))
        raise TooLarge("the source broke")

    with pytest.raises(TooLarge, match="the source broke"):
        list(reader.read_all(endless(), processes=2))
