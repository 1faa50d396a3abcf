"""Reprints and versions: what is linked to what, whatever the order of arrival, and what counts as one source."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from cabos.graph import Extraction, open_graph
from cabos.graph.drawing.picture import gather
from cabos.graph.graph import Graph
from cabos.graph.iris import article_iri
from cabos.graph.terms import INVALIDATED_AT, REPRINT_OF, REVISION_OF
from cabos.graph.writing import RUN_TIMES
from cabos.ingest.fingerprint import minhash

WORDS = [f"palabra{n}" for n in range(120)]
DISPATCH = " ".join(WORDS)
CUT, OTHER_CUT = " ".join(WORDS[:90]), " ".join(WORDS[30:])
"""Each is nearly the dispatch, and not nearly the other."""
OWN = " ".join(f"otra{n}" for n in range(120))

Printed = tuple[str, str | None, str | None, str]
"""Key, date, outlet, text."""


@pytest.fixture
def printed(article: Callable[..., Any], who: SimpleNamespace) -> Callable[..., Extraction]:
    """An article that says that Ana Vega supports Luis Ríos, under this text."""

    def made(key: str, date: str | None, outlet: str | None, text: str) -> Extraction:
        builder = article(key, date=date, publisher=outlet).sentence("Ana Vega apoyó a Luis Ríos.")
        builder.say(("Ana Vega", who.vega), "supports", ("Luis Ríos", who.rios), "apoyó")
        return replace(builder.build(), minhash=minhash(text))

    return made


DISPATCHES: list[Printed] = [
    ("agencia", "2020-05-01", "Agencia", DISPATCH),
    ("faro", "2020-05-02", "El Faro", CUT),
    ("hora", "2020-05-03", "La Hora", OTHER_CUT),
    ("propio", "2020-05-04", "El Eco", OWN),
]


def links(graph: Graph) -> set[tuple[str, str]]:
    keys = {article_iri(key): key for key, *_ in DISPATCHES}
    found = graph.store.quads(None, REPRINT_OF, None)
    return {(keys[q.subject.value], keys[q.object.value]) for q in found}  # type: ignore[union-attr]


def filled(extractions: Iterable[Extraction]) -> Graph:
    graph = open_graph(":memory:")
    for extraction in extractions:
        graph.add(extraction)
    return graph


def said(graph: Graph) -> set[str]:
    return {str(quad) for quad in graph.store.quads() if quad.predicate not in RUN_TIMES}


def test_links_do_not_depend_on_the_order_of_arrival(printed) -> None:
    states = []
    for order in itertools.permutations(DISPATCHES):
        with filled(printed(*about) for about in order) as graph:
            assert links(graph) == {("faro", "agencia"), ("hora", "agencia")}
            states.append(said(graph))
    assert all(state == states[0] for state in states)


def test_reading_again_changes_nothing_and_retracting_links_anew(printed) -> None:
    with filled(printed(*about) for about in DISPATCHES) as graph:
        version = graph.version
        for about in DISPATCHES:
            assert not graph.add(printed(*about)).changed
        assert graph.version == version
        graph.retract("agencia")
        with filled(printed(*about) for about in DISPATCHES[1:]) as other:
            assert said(graph) == said(other)


def test_an_article_that_changes_is_no_reprint_any_more(printed) -> None:
    with filled(printed(*about) for about in DISPATCHES) as graph:
        graph.add(printed("agencia", "2020-05-09", "Agencia", DISPATCH))
        assert ("agencia", "faro") in links(graph)
        graph.add(printed("agencia", "2020-05-01", "Otra agencia", " ".join(reversed(WORDS))))
        assert "agencia" not in {end for pair in links(graph) for end in pair}


def test_reprints_are_no_independent_sources_anywhere(printed) -> None:
    with filled(printed(*about) for about in DISPATCHES) as graph:
        stats = graph.stats()
        assert (stats.articles, stats.reprints, stats.sources) == (4, 2, 2)
        (edge,) = graph.to_pandas("edges").to_dict("records")
        assert (edge["articles"], edge["sources"]) == (2, 2)
        assert [tie.strength for tie in graph.ties("Ana Vega").items] == [2]
        assert graph.paths("Ana Vega", "Luis Ríos", min_sources=2)
        assert not graph.paths("Ana Vega", "Luis Ríos", min_sources=3)
        assert not graph.paths("Ana Vega", "Luis Ríos", min_articles=3)
        assert [data["support"] for *_, data in graph.to_networkx().edges(data=True)] == [2]
        assert [edge.support for edge in gather(graph.all_statements(), graph.ontology.relations).edges] == [2]
        assert sorted(voice.source for voice in graph.who_says("Ana Vega", "Luis Ríos")) == ["Agencia", "El Eco"]


def test_an_index_in_use_learns_of_a_reprint_and_of_its_end(printed) -> None:
    with filled(printed(*about) for about in DISPATCHES[1:]) as graph:
        assert [tie.strength for tie in graph.ties("Ana Vega").items] == [3 - len(links(graph))]
        graph.add(printed(*DISPATCHES[0]))
        assert [tie.strength for tie in graph.ties("Ana Vega").items] == [2]
        graph.retract("propio")
        assert [tie.strength for tie in graph.ties("Ana Vega").items] == [1]


def test_a_version_that_was_replaced_is_noted_and_does_not_come_back(printed) -> None:
    old, new = printed("a", "2020-05-01", "Agencia", DISPATCH), printed("a", "2020-05-02", "Agencia", DISPATCH)
    with filled([old]) as graph:
        assert graph.knows(old.article, old.software)
        assert not graph.knows(new.article, new.software)
        assert not graph.knows(old.article, {"cabos": "other"})
        added = graph.add(new)
        assert (added.changed, added.replaced) == (True, True)
        (noted,) = {quad.object for quad in graph.store.quads(None, REVISION_OF, None)}
        assert next(graph.store.quads(noted, INVALIDATED_AT, None), None)
        state = said(graph)
        assert graph.knows(old.article, old.software)
        assert not graph.add(old).changed
        assert not graph.add(new).changed
        assert said(graph) == state
        assert graph.violations() == []
        graph.retract("a")
        assert [name.value.rpartition("/")[2] for name in graph.store.graphs()] == ["ontology"]
