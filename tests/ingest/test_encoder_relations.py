"""The relation head: which mentions it pairs, what it sees of a sentence, and what it answers."""

from __future__ import annotations

import numpy as np
import pytest
from cabos.graph.errors import BadInput
from cabos.graph.ontology import Ontology
from cabos.graph.statement import Status
from cabos.ingest.encoder.relations import (
    DISTANCES,
    MOST_MENTIONS,
    RELATIONS,
    STATUSES,
    ZONES,
    NamedSpan,
    RelationHead,
    load_head,
    pair_up,
)
from cabos.ingest.encoder.tokenizer import words_of

WIDTH, INNER = 8, 12

TEXT = "Moscú acusó a Washington. Maduro, aliado de Rusia, calló."
SENTENCES = [(0, 25), (26, 57)]


def span(form: str, entity: str, kind: str = "Country") -> NamedSpan:
    start = TEXT.index(form)
    return NamedSpan(start, start + len(form), kind, entity)


MENTIONS = [
    span("Moscú", "rusia"),
    span("Washington", "eeuu"),
    span("Maduro", "maduro", "Person"),
    span("Rusia", "rusia"),
]


@pytest.fixture(scope="module")
def head() -> RelationHead:
    """A head with random weights."""
    draw = np.random.default_rng(7)
    sizes = {
        "subject": (INNER, WIDTH + 4),
        "object": (INNER, WIDTH + 4),
        "query": (INNER, INNER),
        "key": (INNER, WIDTH),
        "value": (INNER, WIDTH),
        "inner": (INNER, 4 * INNER + 3),
        "relation": (len(RELATIONS), INNER),
        "status": (len(STATUSES), INNER),
    }
    weights = {f"{name}.weight": draw.normal(size=size) for name, size in sizes.items()}
    weights |= {f"{name}.bias": draw.normal(size=size[0]) for name, size in sizes.items()}
    tables = {"kind": (5, 4), "zone": (ZONES, 4), "distance": (2 * DISTANCES, 3)}
    weights |= {name: draw.normal(size=size) for name, size in tables.items()}
    return RelationHead({name: value.astype(np.float32) for name, value in weights.items()})


@pytest.fixture(scope="module")
def hidden() -> np.ndarray:
    return np.random.default_rng(3).normal(size=(len(words_of(TEXT)), WIDTH)).astype(np.float32)


def test_columns_are_the_ontology_s_relations_and_statuses() -> None:
    assert set(RELATIONS) == set(Ontology.load().relations)
    assert set(STATUSES) == set(Status)


def test_pairs_are_ordered_within_a_sentence_and_between_entities() -> None:
    _, named = pair_up(words_of(TEXT), SENTENCES, [*MENTIONS, span("aliado", "maduro", "Person")])
    assert [(TEXT[s.start : s.end], TEXT[o.start : o.end]) for s, o in named] == [
        ("Moscú", "Washington"),
        ("Washington", "Moscú"),
        ("Maduro", "Rusia"),
        ("Rusia", "Maduro"),
        ("Rusia", "aliado"),
        ("aliado", "Rusia"),
    ]


def test_zones_tell_before_inside_between_and_after_and_the_order() -> None:
    pairs, named = pair_up(words_of(TEXT), SENTENCES, MENTIONS)
    zones, there = pairs.zones
    forward = [(TEXT[s.start : s.end], TEXT[o.start : o.end]) for s, o in named].index(("Maduro", "Rusia"))
    assert zones[forward][there[forward]].tolist() == [1, 2, 2, 2, 3, 4, 4, 4]
    assert zones[forward + 1][there[forward + 1]].tolist() == [6, 7, 7, 7, 8, 9, 9, 9]


def test_a_pair_scores_the_same_whatever_else_the_article_says(head: RelationHead, hidden: np.ndarray) -> None:
    words = words_of(TEXT)
    alone = head.score(words, hidden, SENTENCES[:1], MENTIONS[:2])
    together = head.score(words, hidden, SENTENCES, MENTIONS)
    for one, other in zip(alone, together, strict=False):
        assert (one.subject, one.object) == (other.subject, other.object)
        assert one.relations == pytest.approx(other.relations, abs=1e-5)
        assert one.statuses == pytest.approx(other.statuses, abs=1e-5)


def test_direction_matters(head: RelationHead, hidden: np.ndarray) -> None:
    there, back = head.score(words_of(TEXT), hidden, SENTENCES[:1], MENTIONS[:2])
    assert there.relations != pytest.approx(back.relations, abs=1e-3)


def test_probabilities_are_probabilities(head: RelationHead, hidden: np.ndarray) -> None:
    for pair in head.score(words_of(TEXT), hidden, SENTENCES, MENTIONS):
        assert set(pair.relations) == set(RELATIONS)
        assert all(0 <= value <= 1 for value in pair.relations.values())
        assert sum(pair.statuses.values()) == pytest.approx(1)


def test_one_mention_has_no_relations(head: RelationHead, hidden: np.ndarray) -> None:
    assert head.score(words_of(TEXT), hidden, SENTENCES, MENTIONS[:1]) == []


def test_a_list_of_names_is_cut_short() -> None:
    text = " ".join(["Lima"] * 40)
    mentions = [NamedSpan(5 * i, 5 * i + 4, "Place", str(i)) for i in range(40)]
    _, named = pair_up(words_of(text), [(0, len(text))], mentions)
    assert len(named) == MOST_MENTIONS * (MOST_MENTIONS - 1)


def test_a_head_for_other_relations_is_refused() -> None:
    with pytest.raises(BadInput, match="rebuild"):
        load_head("", '["likes"]')
