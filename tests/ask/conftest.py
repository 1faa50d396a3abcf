"""The labelled articles as a graph: what a careful reader draws from them, whatever the extraction finds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cabos.graph import Article, Entity, EntityType, Extraction, Graph, Mention, Span, Statement, Status, open_graph
from cabos.graph.iris import article_iri, entity_iri
from cabos.ingest import article_from_text, gazetteer, open_reader

GOLD = Path(__file__).parents[3] / "shared" / "gold"
FILES = ("seed", "dev", "dev_afp", "dev_world")


@pytest.fixture(scope="session")
def gold() -> Iterator[Graph]:
    """A graph in memory of the seed and development articles."""
    if not GOLD.exists():
        pytest.skip("needs the labelled articles in ../shared")
    with open_graph(":memory:") as graph:
        for name in FILES:
            for article in json.loads((GOLD / f"{name}.json").read_text("utf-8")):
                graph.add(_extraction(article))
        yield graph


@pytest.fixture(scope="session")
def extracted() -> Iterator[Graph]:
    """The same articles as cabos reads them."""
    if not GOLD.exists():
        pytest.skip("needs the labelled articles in ../shared")
    articles = [each for name in FILES for each in json.loads((GOLD / f"{name}.json").read_text("utf-8"))]
    texts = (
        article_from_text(each["text"], id=each["id"], title=each.get("headline"), date=each.get("date"))
        for each in articles
    )
    with open_graph(":memory:") as graph:
        for extraction in open_reader().read_all(texts):
            graph.add(extraction)
        yield graph


def _extraction(gold: dict[str, Any]) -> Extraction:
    text = gold["text"]
    article = Article(article_iri(gold["id"], gold["id"]), gold["id"], text, gold.get("headline"), gold.get("date"))
    mentions = {each["id"]: _mention(each, text) for each in gold["entities"]}
    statements = []
    for triple in gold["triples"]:
        start, end = gold["sentences"][triple["evidence"][0]]
        sentence = Span(start, end, text[start:end])
        statements.append(
            Statement(
                article.iri, mentions[triple["s"]], triple["r"], mentions[triple["o"]], Status(triple["status"]),
                sentence, sentence, mentions.get(triple["by"]), confidence=1.0,
            )
        )  # fmt: skip
    return Extraction(article, (), tuple(mentions.values()), tuple(statements), {"gold": "1"})


def _mention(entity: dict[str, Any], text: str) -> Mention:
    form = next((name for name in (entity["name"], *entity["aliases"]) if name in text), text[:1])
    start = text.index(form)
    known = gazetteer.load().find(entity["name"], "country") if entity["type"] == "Country" else None
    wikidata = known.entry.wikidata if known else None
    iri = entity_iri(entity["type"], entity["name"], wikidata)
    described = Entity(iri, entity["name"], EntityType(entity["type"]), tuple(entity["aliases"]), wikidata)
    return Mention(start, start + len(form), form, described)
