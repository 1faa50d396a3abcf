"""Every entry of the lexicon reads its example: alone, and together with all the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

import pytest
from cabos.graph.errors import BadInput
from cabos.graph.ontology import Ontology
from cabos.graph.statement import Statement, Status
from cabos.ingest import gazetteer, lexicon
from cabos.ingest.articles import article_from_text
from cabos.ingest.language import DEFAULT_MODEL, load_model
from cabos.ingest.lexicon import Entry, entries, finite_forms, parse, participle_forms
from cabos.ingest.names import References, find_names, resolve
from cabos.ingest.reader import Reader
from cabos.ingest.relations import Candidate, find_posts, find_relations
from spacy.language import Language
from spacy.tokens import Doc

LINES = files("cabos.ingest").joinpath("data/lexicon.tsv").read_text(encoding="utf-8").splitlines()
RELATIONS = Ontology.load().relations


@dataclass(frozen=True)
class Example:
    """What an entry's sixth column asks for."""

    entry: Entry
    sentence: str
    subject: str
    object: str

    def matches(self, subject: Iterable[str], object_: Iterable[str]) -> bool:
        """Whether names of two entities are the expected ones; a symmetric relation counts either way."""
        ways = [(self.subject, self.object)]
        if RELATIONS[self.entry.frame.relation].symmetric:
            ways.append((self.object, self.subject))
        return any(s in set(subject) and o in set(object_) for s, o in ways)

    def __str__(self) -> str:
        return f"lexicon.tsv:{self.entry.line}: {self.entry.frame.relation}: {self.sentence}"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    found = []
    for entry in entries(LINES, "lexicon.tsv"):
        sentence, _, edge = entry.example.partition(" | ")
        subject, _, object_ = edge.partition(" > ")
        found.append(Example(entry, sentence, subject, object_))
    return found


@pytest.fixture(scope="module")
def docs(nlp: Language, examples: Sequence[Example]) -> list[Doc]:
    return list(nlp.pipe((example.sentence for example in examples), batch_size=128))


def test_every_entry_has_an_example_and_a_relation_of_the_ontology(examples: Sequence[Example]) -> None:
    assert [str(e) for e in examples if not (e.sentence and e.subject and e.object)] == []
    assert {e.entry.frame.relation for e in examples} == set(RELATIONS)


def test_no_entry_stands_twice() -> None:
    keys = [tuple(line.split("\t")[:5]) for line in LINES if line and not line.startswith("#")]
    assert len(keys) == len(set(keys))


def test_each_entry_alone_reads_its_example(examples: Sequence[Example], docs: Sequence[Doc]) -> None:
    unread = [str(e) for e, doc in zip(examples, docs, strict=True) if not _reads(e, doc)]
    assert not unread, "\n".join(unread)


def test_all_entries_together_read_each_example_as_fact(
    nlp: Language, examples: Sequence[Example], docs: Sequence[Doc]
) -> None:
    reader = Reader(nlp, DEFAULT_MODEL, "fast")
    articles = [article_from_text(example.sentence, id=str(i)) for i, example in enumerate(examples)]
    unread = []
    for example, extraction in zip(examples, reader.read_all(articles), strict=True):
        wanted = [s for s in extraction.statements if s.relation == example.entry.frame.relation]
        if not any(s.status is Status.FACT and example.matches(_names(s, 0), _names(s, 1)) for s in wanted):
            unread.append(str(example))
    assert not unread, "\n".join(unread)


def _reads(example: Example, doc: Doc) -> bool:
    """Whether the one entry is enough to see the edge."""
    known = gazetteer.load()
    cast = resolve(doc, find_names(doc, known), known)
    posts, _ = find_posts(doc, cast, known)
    alone = lexicon.parse([LINES[example.entry.line - 1]], "lexicon.tsv")
    seen = find_relations(doc, References(doc, cast, known, posts), alone)
    return any(example.matches(*_ends(doc, candidate)) for candidate in seen if _allowed(candidate))


def _allowed(candidate: Candidate) -> bool:
    relation = RELATIONS[candidate.relation]
    return candidate.subject.entity.type in relation.domain and candidate.object.entity.type in relation.range


def _ends(doc: Doc, candidate: Candidate) -> Iterator[set[str]]:
    for end in (candidate.subject, candidate.object):
        names = {doc[end.start : end.end].text, end.entity.label}
        yield names | {end.city.label} if end.city else names


def _names(statement: Statement, end: int) -> set[str]:
    mention = (statement.subject, statement.object)[end]
    return {mention.text, mention.entity.label}


def test_a_line_short_of_columns_is_named() -> None:
    with pytest.raises(BadInput, match=r"mine\.tsv:2: .*trigger"):
        parse(["# mine", "supports\tverb\tapoyar"], "mine.tsv")


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(BadInput, match=r"mine\.tsv:1: .*verb, noun, adj"):
        parse(["supports\tadverb\tbien\tsubj\tobj\t"], "mine.tsv")


def test_a_trigger_may_be_reflexive_or_ask_for_a_second_word() -> None:
    mine = parse(["meetsWith\tverb\treunirse\tsubj\tcon", "supports\tverb\tdar+apoyo\tsubj\ta|hacia"], "mine.tsv")
    (meets,) = mine.of("verb", "reunir")
    assert (meets.reflexive, meets.with_, meets.object) == (True, None, ("con",))
    (gives,) = mine.of("verb", "dar")
    assert (gives.reflexive, gives.with_, gives.object) == (False, "apoyo", ("a", "hacia"))
    assert mine.of("noun", "reunir") == ()
    assert mine.relations == {"meetsWith", "supports"}


def test_two_coordinated_subjects_make_a_mutual_frame() -> None:
    (frame,) = parse(["meetsWith\tverb\treunirse\tsubj+subj\t"], "mine.tsv").of("verb", "reunir")
    assert frame.mutual
    assert frame.object == ()


def test_the_frame_that_asks_for_more_comes_first() -> None:
    mine = parse(["supplies\tverb\tenviar\tsubj\ta", "aids\tverb\tenviar+ayuda\tsubj\ta"], "mine.tsv")
    assert [frame.relation for frame in mine.of("verb", "enviar")] == ["aids", "supplies"]


@pytest.mark.parametrize(
    ("form", "verb"),
    [
        ("arremetió", "arremeter"),
        ("renovó", "renovar"),
        ("renueva", "renovar"),
        ("homenajearon", "homenajear"),
        ("compitieron", "competir"),
        ("sustituyó", "sustituir"),
        ("sustituyen", "sustituir"),
        ("espía", "espiar"),
        ("imponiendo", "imponer"),
        ("impuesto", "imponer"),
        ("poseyó", "poseer"),
    ],
)
def test_forms_lead_to_their_verb(form: str, verb: str) -> None:
    assert parse([f"supports\tverb\t{verb}\tsubj\tobj"], "mine.tsv").forms[form] == verb


def test_participles_agree_and_may_be_irregular() -> None:
    assert participle_forms("caer") == ("caído", "caída", "caídos", "caídas")
    assert set(participle_forms("imponer")) >= {"impuesto", "impuestas"}


def test_highly_irregular_verbs_are_left_to_the_model() -> None:
    assert finite_forms("ser") == ()
