"""What training reads out of labelled articles, and how its scores count. Needs no torch."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import numpy as np
import pytest
from cabos.ingest.encoder.decode import LABELS
from cabos.ingest.encoder.relations import COLUMN, RELATIONS
from cabos.ingest.encoder.tokenizer import Pieces, words_of
from cabos.ingest.training.data import IGNORED, Span, held_out, label, word_labels
from cabos.ingest.training.edges import at, best_edges, calibration, gold_edges
from cabos.ingest.training.prune import kept, prune_tokenizer


def article(text: str, *entities: tuple[str, str, list[str]]) -> dict[str, Any]:
    listed = [{"id": name, "name": name, "type": kind, "aliases": aliases} for name, kind, aliases in entities]
    return {"id": "a", "text": text, "entities": listed, "triples": [], "sentences": []}


def names(source: dict[str, Any]) -> list[tuple[str, str]]:
    return [(source["text"][s.start : s.end], s.type) for s in label(source).spans]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            article(
                "La Universidad de Chile está en Chile.",
                ("Chile", "Country", []),
                ("Universidad de Chile", "Organization", []),
            ),
            [("Universidad de Chile", "Organization"), ("Chile", "Country")],
            id="the longest form first",
        ),
        pytest.param(
            article(
                "El estadunidense Peña, de Peñasco",
                ("Estados Unidos", "Country", ["estadunidense"]),
                ("Peña", "Person", []),
            ),
            [("Peña", "Person")],
            id="no demonyms, whole words",
        ),
        pytest.param(
            article("El gobierno de Chile calla", ("Chile", "Country", ["gobierno de Chile"])),
            [("Chile", "Country")],
            id="the name out of a description",
        ),
        pytest.param(
            article("La plaza Tahrir arde", ("plaza Tahrir", "Place", [])),
            [("plaza Tahrir", "Place")],
            id="a description that is the name",
        ),
    ],
)
def test_names_are_found_by_their_forms(source: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert names(source) == expected


def test_a_form_of_two_types_teaches_nothing() -> None:
    text = "Ir a París"
    spans = label(article(text, ("Francia", "Country", ["París"]), ("París", "Place", []))).spans
    words = words_of(text)
    pieces = Pieces(words, *(np.arange(len(words), dtype=np.int32) for _ in range(3)))
    assert word_labels(pieces, spans).tolist() == [0, 0, IGNORED]


def test_the_words_of_a_name_begin_and_go_on() -> None:
    words = words_of("Vino Juan Guaidó ayer")
    pieces = Pieces(words, *(np.arange(len(words), dtype=np.int32) for _ in range(3)))
    labels = word_labels(pieces, [Span(5, 16, "Person")])
    assert [LABELS[label] for label in labels] == ["O", "B-Person", "I-Person", "O"]


def test_the_held_out_fifth_is_a_fifth_and_fixed() -> None:
    out = [held_out(f"article-{number}") for number in range(1000)]
    assert 160 < sum(out) < 240
    assert held_out("ljz-1455-escapan-de-carcel-en-libia") is False


def test_pruning_keeps_pieces_in_use_and_single_letters() -> None:
    vocabulary = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    vocabulary += [("▁casa", -1.0), ("▁haus", -2.0), ("ж", -3.0), ("東", -4.0), ("▁", -5.0)]
    keep = kept(vocabulary, Counter({4: 7, 5: 1}))
    assert keep == [0, 1, 2, 3, 4, 6, 8]
    pruned = prune_tokenizer(
        {"model": {"vocab": vocabulary, "unk_id": 3}, "added_tokens": [{"id": 3}, {"id": 9}]}, keep
    )
    assert [piece for piece, _ in pruned["model"]["vocab"]] == ["<s>", "<pad>", "</s>", "<unk>", "▁casa", "ж", "▁"]
    assert pruned["added_tokens"] == [{"id": 3}]


class Judged(NamedTuple):
    """What ``best_edges`` needs of an example."""

    group: np.ndarray
    entities: tuple[tuple[str, str], ...]


def test_edges_count_once_and_symmetric_ones_either_way() -> None:
    likely = np.zeros((3, len(RELATIONS)), np.float32)
    likely[:, COLUMN["meetsWith"]] = 0.4, 0.9, 0.5
    likely[:, COLUMN["leads"]] = 0.2, 0.6, 0.3
    judged = Judged(np.array([0, 1, 0]), (("a", "b"), ("b", "a")))
    best = best_edges([(likely, judged)])  # type: ignore[list-item]
    expected = {("a", "meetsWith", "b"): 0.9, ("a", "leads", "b"): 0.3, ("b", "leads", "a"): 0.6}
    assert best == pytest.approx(expected)
    gold = gold_edges({"triples": [{"s": "b", "r": "meetsWith", "o": "a"}, {"s": "a", "r": "visits", "o": "b"}]})
    score = at(0.5, [best], [gold])
    assert (score.right, score.found, score.expected) == (1, 2, 2)
    assert score.f1 == pytest.approx(0.5)


def test_calibration_undoes_what_is_too_sure() -> None:
    """Edges said with 0.9 of which half are right, and 0.1 of which 1 in 10 are."""
    sure = {("s", "leads", f"o{number}"): 0.9 for number in range(100)}
    unsure = {("s", "visits", f"o{number}"): 0.1 for number in range(100)}
    gold = {*list(sure)[:50], *list(unsure)[:10]}
    factor, shift = calibration([{**sure, **unsure}], [gold])
    odds = np.log(9)
    assert 1 / (1 + np.exp(-(factor * odds + shift))) == pytest.approx(0.5, abs=1e-3)
    assert 1 / (1 + np.exp(-(-factor * odds + shift))) == pytest.approx(0.1, abs=1e-3)
