"""What one article does to the reading is that article's affair: a bug, or a process that dies of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from cabos.ingest import Reader, Unread, article_from_text, parallel
from cabos.ingest.parallel import BATCH, BATCH_TEXT, batches, read_in_processes

sys.path.insert(0, str(Path(__file__).parents[1]))
from dying import open_dying

ARTICLES = [article_from_text(f"Evo Morales recibió a Juan Pérez{n} en La Paz.", id=str(n)) for n in range(5)]


def test_an_article_that_trips_a_rule_is_set_aside(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Reader._extract

    def tripping(self: Reader, article: object, doc: object) -> object:
        if article is ARTICLES[2]:
            raise IndexError("a rule stumbles")
        return real(self, article, doc)  # type: ignore[arg-type]

    monkeypatch.setattr(Reader, "_extract", tripping)
    outcomes = list(reader.read_each(ARTICLES))
    assert [outcome.article for outcome in outcomes] == ARTICLES
    (unread,) = [outcome for outcome in outcomes if isinstance(outcome, Unread)]
    assert unread.reason == "reading it failed: IndexError: a rule stumbles"


def test_batches_end_early_where_articles_are_long() -> None:
    long = [article_from_text("palabra " * (BATCH_TEXT // 16), id=str(n)) for n in range(5)]
    assert [len(batch) for batch in batches(long)] == [2, 2, 1]
    assert [len(batch) for batch in batches(ARTICLES * 7)] == [BATCH, BATCH, 3]


def test_a_process_that_dies_is_replaced_and_its_article_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_open", open_dying)
    monkeypatch.setattr(parallel, "BATCH", 2)
    outcomes = [o for o in read_in_processes(ARTICLES, 2, None, None) if isinstance(o, Unread)]
    assert [outcome.article for outcome in outcomes] == ARTICLES
    assert [outcome.reason for outcome in outcomes] == [
        "read", "read", "read", "the process that read it died, twice", "read",
    ]  # fmt: skip
