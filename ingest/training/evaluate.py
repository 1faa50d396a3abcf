"""How good are names (exact spans with their type) and edges, against labelled articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from ..encoder.tagger import Tagger as Shipped
from .data import Labelled, Span
from .edges import Edge, at, best_edges, gold_edges
from .scenes import Scenery
from .score import Score

MERGED = {"Country": "Place"}
"""The three classes of the bar: Person, Organization, and Country with Place."""


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
    """Recall over articles that list only some names: how many of the listed forms in the text are found."""
    found = predictions(find, articles)
    right = compare(found, articles).right
    return Score(right, right, sum(len(_plain(article.spans, MERGED, None)) for article in articles))


def scores_of_names(
    weights: Path, articles: Sequence[Labelled], dev: Mapping[str, Sequence[Labelled]]
) -> dict[str, str]:
    """What the model card reports of names: on articles whose names are all listed, and on those of ``dev``."""
    tagger = Shipped(weights)

    def find(text: str) -> list[Span]:
        return [Span(entity.start, entity.end, entity.type) for entity in tagger.find(text)]

    found = predictions(find, articles)
    return {
        "names": str(compare(found, articles)),
        "names, four types": str(compare(found, articles, merge=False)),
        **{kind: str(score) for kind, score in by_type(found, articles).items()},
        **{f"listed names of {name}": f"R {listed_recall(find, part).recall:.3f}" for name, part in dev.items()},
    }


def scores_of_edges(weights: Path, articles: Sequence[Labelled]) -> dict[str, str]:
    """What it reports of edges, by the least probability that counts."""
    likely = edges_of(weights, articles)
    gold = [gold_edges(article.source) for article in articles]
    return {f"edges at {t / 10}": str(at(t / 10, likely, gold)) for t in range(1, 10)}


def edges_of(weights: Path, articles: Sequence[Labelled]) -> list[dict[Edge, float]]:
    """The edges of some articles as the exported file sees them, between the mentions that the chain finds."""
    scenery = Scenery(weights)
    return [best_edges(scenery.scored(article)) for article in articles]
