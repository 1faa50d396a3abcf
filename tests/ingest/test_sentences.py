"""Where sentences begin, with the offsets of the text as given."""

import pytest
import spacy
from cabos.ingest.sentences import COMPONENT


@pytest.fixture(scope="module")
def split():
    nlp = spacy.blank("es")
    nlp.add_pipe(COMPONENT)
    return lambda text: [sentence.text.strip() for sentence in nlp(text).sents]


@pytest.mark.parametrize(
    "sentences",
    [
        ["El secretario de EE.UU. viajó a Sochi.", "Rusia lo negó."],
        ["«No respalda a nadie.»", "Lo dijo Putin."],
        ['"Uribe es un asesino", dijo Maduro.', '"No lo es."'],
        ["¿Quién lo dijo?", "¡Nadie!", "Eso fue todo."],
        ["El Sr. Pérez y el Dr. J. López firmaron.", "Luego salieron."],
        ["Costó 3.500 dólares.", "El 5 % lo pagó."],
    ],
)
def test_sentences_are_parted_at_their_ends_only(split, sentences) -> None:
    assert split(" ".join(sentences)) == sentences


def test_a_headline_is_its_own_sentence_and_a_wrapped_line_is_not(split) -> None:
    assert split("Acusa Maduro a Uribe\nCaracas. El mandatario\nvenezolano habló.") == [
        "Acusa Maduro a Uribe",
        "Caracas.",
        "El mandatario\nvenezolano habló.",
    ]
