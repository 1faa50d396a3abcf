"""The relation head: what it sees of a sentence, and what it answers."""

from __future__ import annotations

import numpy as np
import pytest
from cabos.graph.errors import BadInput
from cabos.graph.ontology import Ontology
from cabos.ingest.encoder.decode import TYPES
from cabos.ingest.encoder.relations import (
    BESIDE_PATH,
    BETWEEN,
    COLUMN,
    DISTANCES,
    HOWS,
    ON_PATH,
    RELATIONS,
    ZONES,
    RelationHead,
    Scene,
    load_head,
)

WIDTH, INNER, HEADS = 8, 12, 4

WORDS = "Moscú acusó ayer a Washington de espiar a Rostec".split()


def scene(**changes: object) -> Scene:
    """«Moscú» (0), «Washington» (4), «Rostec» (8), every two of them both ways."""
    evoked = np.zeros((9, 30), np.float32)
    evoked[1, COLUMN["accuses"]] = 1
    path = np.zeros((6, 9), np.int8)
    path[0, [1, 3]] = ON_PATH, BESIDE_PATH
    values: dict[str, object] = {
        "words": (0, 9),
        "evoked": evoked,
        "spans": np.array([[0, 1], [4, 5], [8, 9]]),
        "types": np.array([2, 2, 1]),
        "hows": np.array([0, 0, 0]),
        "pairs": np.array([[0, 1], [1, 0], [0, 2], [2, 0], [1, 2], [2, 1]]),
        "path": path,
        "said": np.zeros((6, 30, 2), np.float32),
    }
    return Scene(**{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def head() -> RelationHead:
    """A head with random weights."""
    draw = np.random.default_rng(7)
    sizes = {
        "subject": (INNER, WIDTH + 8),
        "object": (INNER, WIDTH + 8),
        "query": (INNER, INNER),
        "key": (INNER, WIDTH),
        "value": (INNER, WIDTH),
        "lexkey": (INNER, 30),
        "lexval": (INNER, 30),
        "inner": (2 * INNER, 4 * INNER + 6 + 120),
        "outer": (INNER, 2 * INNER),
        "relation": (30, INNER),
    }
    weights = {f"{name}.weight": draw.normal(size=size) / 4 for name, size in sizes.items()}
    weights |= {f"{name}.bias": draw.normal(size=size[0]) / 4 for name, size in sizes.items()}
    tables = {"kind": (len(TYPES) + 1, 4), "how": (len(HOWS), 4), "zone": (ZONES, HEADS), "path": (3, HEADS)}
    tables |= {"evokes": (2, HEADS), "zone_value": (ZONES, INNER), "path_value": (3, INNER)}
    tables |= {"distance": (2 * DISTANCES, 3), "between": (BETWEEN, 3), "direct": (4, 30)}
    weights |= {name: draw.normal(size=size) for name, size in tables.items()}
    return RelationHead({name: value.astype(np.float32) for name, value in weights.items()})


@pytest.fixture(scope="module")
def hidden() -> np.ndarray:
    return np.random.default_rng(3).normal(size=(len(WORDS), WIDTH)).astype(np.float32)


def test_columns_are_the_ontology_s_relations() -> None:
    assert set(RELATIONS) == set(Ontology.load().relations)


def test_zones_tell_before_inside_between_and_after_and_the_order() -> None:
    zones = scene().zones
    assert zones[4].tolist() == [0, 0, 0, 0, 1, 2, 2, 2, 3]
    assert zones[1].tolist() == [6, 7, 7, 7, 8, 9, 9, 9, 9]


def test_distance_counts_steps_of_three_words_and_keeps_the_order() -> None:
    assert scene().distances.tolist() == [1, 9, 2, 10, 1, 9]


def test_mentions_between_are_counted() -> None:
    assert scene().between.tolist() == [0, 0, 1, 1, 0, 0]


def test_what_a_word_evokes_counts_on_the_path_and_between() -> None:
    accuses = COLUMN["accuses"]
    assert scene().evoked_on_path[:, accuses].tolist() == [1, 0, 0, 0, 0, 0]
    assert scene().evoked_between[:, accuses].tolist() == [1, 1, 1, 1, 0, 0]
    assert scene().evoked_on_path.sum() == 1


def test_direction_matters(head: RelationHead, hidden: np.ndarray) -> None:
    (likely,) = head.score(hidden, [scene()])
    assert np.abs(likely[0] - likely[1]).max() > 1e-3


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"evoked": np.zeros((9, 30), np.float32)}, id="the lexicon"),
        pytest.param({"path": np.zeros((6, 9), np.int8)}, id="the tree"),
        pytest.param({"said": np.ones((6, 30, 2), np.float32)}, id="the rules"),
        pytest.param({"types": np.array([0, 2, 1])}, id="types"),
        pytest.param({"hows": np.array([4, 0, 0])}, id="how it refers"),
    ],
)
def test_it_hears(change: dict[str, np.ndarray], head: RelationHead, hidden: np.ndarray) -> None:
    changed, plain = head.score(hidden, [scene(**change), scene()])
    assert np.abs(changed[0] - plain[0]).max() > 1e-4


def test_a_pair_scores_the_same_whatever_other_pairs_there_are(head: RelationHead, hidden: np.ndarray) -> None:
    one = scene(pairs=np.array([[0, 1]]), path=scene().path[:1], said=scene().said[:1])
    (alone,) = head.score(hidden, [one])
    _, among = head.score(hidden, [one, scene()])
    assert alone[0] == pytest.approx(among[0], abs=1e-5)


def test_probabilities_are_probabilities(head: RelationHead, hidden: np.ndarray) -> None:
    (likely,) = head.score(hidden, [scene()])
    assert likely.shape == (6, 30)
    assert ((likely >= 0) & (likely <= 1)).all()


def test_a_head_for_other_relations_is_refused() -> None:
    with pytest.raises(BadInput, match="rebuild"):
        load_head("", '["likes"]')
