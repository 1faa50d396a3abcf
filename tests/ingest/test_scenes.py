"""What the relation head is shown of a sentence, and what comes of its opinion."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from cabos.ingest import gazetteer, lexicon
from cabos.ingest.encoder.relations import COLUMN, ON_PATH, RELATIONS, Scene
from cabos.ingest.encoder.tagger import COMPONENT, Reading
from cabos.ingest.language import load_model
from cabos.ingest.reader import analyse
from cabos.ingest.relations import Candidate
from cabos.ingest.relations.opinions import LIKELY, Opinions
from cabos.ingest.relations.scenes import MOST_MENTIONS, View, Viewer
from spacy.language import Language

Read = Callable[[str], tuple[Viewer, list[Candidate], Reading]]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model(profile="accurate")


@pytest.fixture(scope="module")
def read(nlp: Language) -> Read:
    def of(text: str) -> tuple[Viewer, list[Candidate], Reading]:
        doc = nlp(text)
        _, references, candidates = analyse(doc, gazetteer.load(), lexicon.load())
        reading: Reading = doc.user_data[COMPONENT]
        return Viewer(doc, reading.words, references, lexicon.load()), candidates, reading

    return of


def row(view: View, subject: str, object_: str) -> int:
    """The row of a pair, by the labels of its entities."""
    ends = [tuple(mention.entity.label for mention in view.pair(i)) for i in range(len(view.scene.pairs))]
    return ends.index((subject, object_))


def words(view: View, marks: np.ndarray) -> list[str]:
    """The words of a sentence that are marked."""
    return [token.text for token, mark in zip(view.sentence, marks, strict=True) if mark]


def test_a_sentence_with_its_mentions_evoking_words_and_path(read: Read) -> None:
    viewer, candidates, _ = read("Ayer Moscú acusó a Venezuela .")
    (view,) = viewer.views(candidates)
    there = row(view, "Rusia", "Venezuela")
    assert [mention.entity.label for mention in view.mentions] == ["Rusia", "Venezuela"]
    assert words(view, view.scene.evoked[:, COLUMN["accuses"]]) == ["acusó"]
    assert words(view, view.scene.path[there] == ON_PATH) == ["acusó"]
    assert view.scene.evoked_on_path[there, COLUMN["accuses"]] == 1
    assert view.scene.said[there].nonzero()[0].tolist() == [COLUMN["accuses"]]
    assert not view.scene.said[row(view, "Venezuela", "Rusia")].any()


def test_what_stands_for_a_name_is_a_mention(read: Read) -> None:
    viewer, candidates, _ = read("El gobierno ruso acusó a Estados Unidos.")
    (view,) = viewer.views(candidates)
    assert ("government", "Rusia") in {(mention.how, mention.entity.label) for mention in view.mentions}


def test_a_subject_that_is_left_out_is_a_mention_where_a_rule_supplies_it(read: Read) -> None:
    viewer, candidates, _ = read("Maduro llegó tarde. Acusó a Estados Unidos.")
    (view,) = viewer.views(candidates)
    assert [(m.how, m.entity.label) for m in view.mentions] == [("name", "Estados Unidos"), ("elided", "Maduro")]


def test_a_sentence_with_one_entity_is_not_looked_at(read: Read) -> None:
    viewer, candidates, _ = read("Rusia es grande. El gobierno ruso lo sabe.")
    assert list(viewer.views(candidates)) == []


def test_a_list_of_names_is_cut_short(read: Read) -> None:
    countries = "Rusia Cuba China Irán Bolivia Chile Perú Ecuador Brasil Francia Italia España Portugal Grecia Siria"
    viewer, candidates, _ = read(", ".join([*countries.split(), "Egipto", "Libia"]) + " y Argelia firmaron.")
    (view,) = viewer.views(candidates)
    assert len(view.mentions) == MOST_MENTIONS


class Sure:
    """A head that gives one edge of each sentence a probability."""

    def __init__(self, relation: str, likely: float) -> None:
        self.column, self.likely = COLUMN[relation], likely

    def score(self, hidden: np.ndarray, scenes: list[Scene]) -> list[np.ndarray]:
        likely = [np.zeros((len(scene.pairs), len(RELATIONS)), np.float32) for scene in scenes]
        for each in likely:
            each[0, self.column] = self.likely
        return likely


def test_a_rule_s_edge_gets_the_head_s_opinion(read: Read) -> None:
    viewer, candidates, reading = read("Rusia vendió armas a Venezuela.")
    opinions = Opinions(viewer, candidates, reading, Sure("supplies", 0.75))  # type: ignore[arg-type]
    assert [opinions.of(candidate) for candidate in candidates] == [0.75]
    assert list(opinions.beyond(candidates)) == []


def test_an_edge_of_a_rule_that_the_head_gives_no_chance(read: Read) -> None:
    viewer, candidates, reading = read("Rusia vendió armas a Venezuela.")
    opinions = Opinions(viewer, candidates, reading, Sure("attacks", 0.1))  # type: ignore[arg-type]
    assert [opinions.of(candidate) for candidate in candidates] == [0.0]


@pytest.mark.parametrize(("likely", "found"), [(LIKELY + 0.1, ["attacks"]), (LIKELY - 0.1, [])])
def test_a_likely_edge_that_no_rule_reads(likely: float, found: list[str], read: Read) -> None:
    viewer, candidates, reading = read("Rusia vendió armas a Venezuela.")
    opinions = Opinions(viewer, candidates, reading, Sure("attacks", likely))  # type: ignore[arg-type]
    beyond = list(opinions.beyond(candidates))
    assert [candidate.relation for candidate, _ in beyond] == found
    for candidate, probability in beyond:
        assert (candidate.rule, candidate.trigger.text) == ("encoder", "vendió")
        assert probability == pytest.approx(likely)


class Crossing:
    """A head that takes every person of a sentence for the leader of every country in it."""

    def score(self, hidden: np.ndarray, scenes: list[Scene]) -> list[np.ndarray]:
        return [self._one(scene) for scene in scenes]

    def _one(self, scene: Scene) -> np.ndarray:
        types = scene.types[scene.pairs]
        likely = np.zeros((len(scene.pairs), len(RELATIONS)), np.float32)
        likely[:, COLUMN["leads"]] = 0.9 * ((types[:, 0] == 0) & (types[:, 1] == 2))
        return likely


def test_two_presidents_and_two_countries_are_not_crossed(read: Read) -> None:
    text = "El presidente de Estados Unidos, Barack Obama, recibió a José Mujica, quien vino de Uruguay."
    viewer, candidates, reading = read(text)
    opinions = Opinions(viewer, candidates, reading, Crossing())  # type: ignore[arg-type]
    led = [(c.subject.entity.label, c.object.entity.label) for c in candidates if c.relation == "leads"]
    assert led == [("Barack Obama", "Estados Unidos")]
    beyond = [(c.subject.entity.label, c.object.entity.label) for c, _ in opinions.beyond(candidates)]
    assert beyond == [("José Mujica", "Uruguay")]
