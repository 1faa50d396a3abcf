"""The encoder: words and pieces keep their place, scores become well-formed names, names are found."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest
import spacy
from cabos.graph.errors import BadInput, Unavailable
from cabos.ingest.encoder.decode import LABELS, best_labels, entities
from cabos.ingest.encoder.tagger import COMPONENT, Tagger, load_tagger, weights_path
from cabos.ingest.encoder.tokenizer import split, windows, words_of
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers

with_weights = pytest.mark.skipif(
    not weights_path().exists(), reason="ingest/data/encoder.onnx is missing; `make model` builds it"
)


@pytest.fixture(scope="module")
def pieces_of_two() -> Tokenizer:
    """A tokenizer whose pieces are one or two letters long."""
    vocabulary = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -3.0)]
    vocabulary += [(piece, -2.0) for piece in "a e i o u r s P".split()] + [("Pe", -1.0), ("rú", -1.0)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return tokenizer


def scores(*labels: str) -> np.ndarray:
    """Logits that clearly prefer these labels, one a word."""
    logits = np.zeros((len(labels), len(LABELS)), dtype=np.float32)
    for word, label in enumerate(labels):
        logits[word, LABELS.index(label)] = 9
    return logits


def test_words_are_runs_of_letters_and_single_signs() -> None:
    text = "¿Y EE.UU.? «Sí», dijo Al-Assad"
    assert [text[start:end] for start, end in words_of(text)] == (
        ["¿", "Y", "EE", ".", "UU", ".", "?", "«", "Sí", "»", ",", "dijo", "Al", "-", "Assad"]
    )


def test_every_word_opens_at_a_piece_that_covers_its_first_letter(pieces_of_two: Tokenizer) -> None:
    text = "Perú, Perú y Пере: 北京"
    pieces = split(pieces_of_two, text)
    offsets = pieces_of_two.encode(text, add_special_tokens=False).offsets
    for (start, _), first in zip(pieces.words, pieces.first, strict=True):
        assert offsets[first][0] <= start < offsets[first][1]


@given(st.integers(1, 400), st.integers(5, 60))
def test_windows_label_every_word_once_and_within_their_pieces(count: int, size: int) -> None:
    tokenizer = Tokenizer(models.Unigram([("<unk>", 0.0), ("▁", -1.0), ("a", -1.0)], unk_id=0))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    pieces = split(tokenizer, "a " * count)
    labelled: list[int] = []
    for window in windows(pieces, size, context=2):
        labelled += range(*window.words)
        assert all(window.start <= pieces.first[word] < window.end for word in range(*window.words))
    assert labelled == list(range(count))


def test_a_text_without_words_has_no_windows(pieces_of_two: Tokenizer) -> None:
    assert list(windows(split(pieces_of_two, " \n "))) == []


def test_names_are_spans_of_words_with_type_and_probability() -> None:
    text = "El Gobierno de Juan Guaidó"
    found = entities(words_of(text), scores("O", "O", "O", "B-Person", "I-Person"))
    assert [(text[e.start : e.end], e.type) for e in found] == [("Juan Guaidó", "Person")]
    assert 0.99 < found[0].score <= 1


def test_two_names_side_by_side_stay_two() -> None:
    found = entities(words_of("Lima Perú"), scores("B-Place", "B-Country"))
    assert [e.type for e in found] == ["Place", "Country"]


def test_a_name_scores_as_its_weakest_word() -> None:
    logits = scores("B-Person", "I-Person")
    logits[1, LABELS.index("O")] = 9  # as likely as I-Person
    logits[1, LABELS.index("I-Person")] = 9.1
    (found,) = entities(words_of("Juan Guaidó"), logits)
    assert 0.5 < found.score < 0.55


def test_a_name_never_goes_on_in_another_type() -> None:
    """The greedy labels are no names; the best allowed sequence is taken, not a repair of the first word."""
    logits = np.zeros((2, len(LABELS)), dtype=np.float32)
    logits[0, LABELS.index("B-Person")], logits[0, LABELS.index("B-Organization")] = 3.0, 2.5
    logits[1, LABELS.index("I-Organization")] = 6.0
    path = best_labels(logits)
    assert [LABELS[label] for label in path] == ["B-Organization", "I-Organization"]


def test_a_name_never_begins_with_its_second_word() -> None:
    assert LABELS[best_labels(scores("I-Place"))[0]] != "I-Place"


def test_missing_weights_say_how_to_build_them(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="make model"):
        Tagger(tmp_path / "none.onnx")


@with_weights
@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "El presidente de Venezuela, Nicolás Maduro, viajó a La Habana.",
            [("Venezuela", "Country"), ("Nicolás Maduro", "Person"), ("La Habana", "Place")],
        ),
        (
            "La Organización de las Naciones Unidas (ONU) condenó el ataque en Alepo.",
            [("Organización de las Naciones Unidas", "Organization"), ("ONU", "Organization"), ("Alepo", "Place")],
        ),
        ("El mandatario dijo este lunes que la situación es grave.", []),
    ],
)
def test_finds_plain_names(text: str, names: list[tuple[str, str]]) -> None:
    assert [(text[e.start : e.end], e.type) for e in load_tagger().find(text)] == names


@with_weights
def test_what_is_found_does_not_depend_on_what_was_read_before() -> None:
    text = "Angela Merkel habló con François Hollande en Berlín."
    alone = load_tagger().read(text)
    load_tagger().read("Otra noticia, larga. " * 60)
    again = load_tagger().read(text)
    assert np.array_equal(alone.logits, again.logits)


@with_weights
def test_the_component_sets_entities_with_type_and_score() -> None:
    nlp = spacy.blank("es")
    nlp.add_pipe(COMPONENT)
    doc = nlp("Rusia acusó a Juan Guaidó.")
    assert [(e.text, e.label_, e._.cabos_type) for e in doc.ents] == [
        ("Rusia", "LOC", "Country"),
        ("Juan Guaidó", "PER", "Person"),
    ]
    assert all(0.5 < e._.cabos_score <= 1 for e in doc.ents)


@with_weights
def test_the_tagger_reaches_worker_processes() -> None:
    copy = pickle.loads(pickle.dumps(load_tagger()))  # noqa: S301 - our own object
    assert copy.find("Lima") == load_tagger().find("Lima")


@with_weights
def test_a_file_with_other_labels_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.onnx"
    other.write_bytes(weights_path().read_bytes().replace(b'"B-Person"', b'"B-Animal"'))
    with pytest.raises(BadInput, match="rebuild"):
        Tagger(other)
