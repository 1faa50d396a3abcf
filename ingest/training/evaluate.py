"""How good are the names: exact spans with their type, against labelled articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .data import Labelled, Span, forms

MERGED = {"Country": "Place"}
"""The three classes of the bar: Person, Organization, and Country with Place."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of names found, right, and expected."""

    right: int
    found: int
    expected: int

    @property
    def precision(self) -> float:
        return self.right / max(self.found, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.expected, 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(self.found + self.expected, 1)

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f} ({self.expected})"


Find = Callable[[str], Iterable[Span]]


def predictions(find: Find, articles: Sequence[Labelled]) -> list[frozenset[Span]]:
    """What a tagger finds in each article."""
    return [frozenset(find(article.text)) for article in articles]


def compare(found: Sequence[frozenset[Span]], articles: Sequence[Labelled], merge: bool = True) -> Score:
    """Exact span and type over all articles."""
    return _count(found, articles, MERGED if merge else {}, None)


def by_type(found: Sequence[frozenset[Span]], articles: Sequence[Labelled]) -> dict[str, Score]:
    """The four types one by one."""
    return {kind: _count(found, articles, {}, kind) for kind in ("Person", "Organization", "Country", "Place")}


def untyped(found: Sequence[frozenset[Span]], articles: Sequence[Labelled]) -> Score:
    """Spans alone."""
    everything = dict.fromkeys(("Person", "Organization", "Country", "Place"), "Name")
    return _count(found, articles, everything, None)


def _count(
    found: Sequence[frozenset[Span]], articles: Sequence[Labelled], merge: dict[str, str], only: str | None
) -> Score:
    right = total = expected = 0
    for spans, article in zip(found, articles, strict=True):
        mine = _plain(spans, merge, only)
        gold = _plain(article.spans, merge, only)
        right, total, expected = right + len(mine & gold), total + len(mine), expected + len(gold)
    return Score(right, total, expected)


def _plain(spans: Iterable[Span], merge: dict[str, str], only: str | None) -> set[tuple[int, int, str]]:
    typed = ((span.start, span.end, merge.get(span.type, span.type)) for span in spans if span.type)
    return {item for item in typed if only is None or item[2] == only}


def listed_recall(find: Find, articles: Sequence[Labelled]) -> Score:
    """Recall over articles whose labels list only some names: every form that is listed and stands in the text."""
    right = expected = 0
    for article in articles:
        mine = {(s.start, s.end, MERGED.get(s.type, s.type)) for s in find(article.text)}
        gold = _plain(article.spans, MERGED, None)
        right, expected = right + len(mine & gold), expected + len(gold)
    return Score(right, right, expected)


__all__ = ["Find", "Score", "by_type", "compare", "forms", "listed_recall", "predictions", "untyped"]
