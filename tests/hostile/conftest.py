"""A graph in which each hostile string is every text that an article or a store may bring."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cabos.graph import (
    Article,
    Entity,
    EntityType,
    Extraction,
    Graph,
    Mention,
    Span,
    Statement,
    Status,
    open_graph,
)
from cabos.graph.iris import article_iri, entity_iri

_LISTED: list[str] = json.loads(Path(__file__).with_name("strings.json").read_text("utf-8"))
LONG = ("N" * 10_000, "<b>" * 1_000, "\u202e" * 1_000 + "x", "a" + "\u0301" * 1_000)
STRINGS = (*_LISTED, *LONG)
MARKUP = "<img src=x onerror=canary()>"
_STATUSES = tuple(Status)


def entity(number: int) -> Entity:
    """An entity with the string as its name; every twentieth has a script for its IRI."""
    hostile = STRINGS[number % len(STRINGS)]
    label = hostile if hostile.strip() else f"{hostile}x"
    iri = f"javascript:canary({number})" if number % 20 == 0 else entity_iri("Person", f"{number}")
    return Entity(iri, label, EntityType.PERSON, (f"alias {number}", f"alias {label}"))


def told(number: int) -> Extraction:
    """An article all of whose texts are the string: title, body, names, trigger, speaker, outlet, author, URL."""
    hostile, subject, object_ = STRINGS[number], entity(number), entity(number + 1)
    text = f"{subject.label} apoya a {object_.label} {subject.label}"
    first, last = len(subject.label), len(text) - len(subject.label)
    article = Article(
        article_iri(f"{number}"), hostile or "vacío", text, hostile, "2020-01-02", hostile, hostile, hostile
    )
    mentions = (
        Mention(0, first, subject.label, subject),
        Mention(first + 9, last - 1, object_.label, object_),
        Mention(last, len(text), subject.label, None),
    )
    sentence = Span(0, len(text), text)
    trigger = Span(first + 1, first + 6, "apoya") if number % 2 else Span(0, first, subject.label)
    said = Statement(
        article.iri, mentions[0], "supports", mentions[1], _STATUSES[number % 3], sentence, trigger, mentions[2],
        confidence=0.9,
    )  # fmt: skip
    return Extraction(article, (sentence,), mentions, (said,), {hostile or "vacío": hostile})


def fill(graph: Graph) -> None:
    """Puts an article for each string into the graph."""
    for number in range(len(STRINGS)):
        added = graph.add(told(number))
        assert added.statements == 1, added.kept_out


@pytest.fixture(scope="session")
def hostile() -> Iterator[Graph]:
    """That graph, in memory."""
    with open_graph(":memory:") as graph:
        fill(graph)
        yield graph


@pytest.fixture
def guarded_page(open_page: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """Open pages in which nothing may run: after the test no canary was called, no dialog shown, nobody else asked."""
    called: list[str] = []
    opened = []

    def page() -> Any:
        watched = open_page()
        watched.page.expose_function("canary", lambda *_: called.append(watched.page.url))
        watched.page.on("dialog", lambda dialog: (called.append(f"dialog {dialog.message}"), dialog.dismiss()))
        watched.page.on("popup", lambda popup: called.append(f"popup {popup.url}"))
        opened.append(watched)
        return watched.page

    yield page
    assert called == []
    for watched in opened:
        assert watched.errors == []
        assert watched.outside == []
