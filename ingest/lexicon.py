"""The words that evoke a relation, read from ``data/lexicon.tsv``: vocabulary is data, not code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from ..graph.errors import BadInput

Kind = Literal["verb", "noun", "adj"]


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to say a relation: a trigger, and where its subject and object stand.

    ``subject`` and ``object`` hold slot names in order of preference; the slot ``head`` is the
    word that a noun or adjective describes. ``with_`` is a second lemma that must depend on
    the trigger («dar» with «apoyo»). ``mutual``: two coordinated subjects act on each other.
    """

    relation: str
    kind: Kind
    lemma: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    with_: str | None = None
    reflexive: bool = False
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the file: its frame, where it stands, and a sentence that it reads («… | subject > object»)."""

    frame: Frame
    line: int
    example: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Frames by the lemma of their trigger, and the verb behind each form that a verb takes in news."""

    frames: Mapping[tuple[Kind, str], tuple[Frame, ...]]
    forms: Mapping[str, str] = field(default_factory=dict)

    def of(self, kind: Kind, lemma: str) -> tuple[Frame, ...]:
        """The frames of one trigger; none where the lexicon lacks it."""
        return self.frames.get((kind, lemma), ())

    @property
    def relations(self) -> frozenset[str]:
        """The names of all relations that some trigger evokes."""
        return frozenset(frame.relation for frames in self.frames.values() for frame in frames)


@cache
def load() -> Lexicon:
    """The lexicon that ships with cabos."""
    text = files(__package__).joinpath("data/lexicon.tsv").read_text(encoding="utf-8")
    return parse(text.splitlines(), "lexicon.tsv")


def parse(lines: Iterable[str], name: str) -> Lexicon:
    """A lexicon from its lines.

    :raises BadInput: a line without its five columns, or with an unknown kind; names file and line
    """
    frames: dict[tuple[Kind, str], list[Frame]] = defaultdict(list)
    for entry in entries(lines, name):
        frames[entry.frame.kind, entry.frame.lemma].append(entry.frame)
    verbs = sorted({lemma for kind, lemma in frames if kind == "verb"})
    # The frame that asks for more words is the more telling one, and is tried first.
    ordered = {key: tuple(sorted(each, key=lambda f: f.with_ is None)) for key, each in frames.items()}
    forms = {form: verb for verb in verbs for form in finite_forms(verb)}
    forms |= {form: verb for verb in verbs for form in participle_forms(verb)}
    return Lexicon(ordered, forms)


def entries(lines: Iterable[str], name: str) -> Iterator[Entry]:
    """The entries of a lexicon file, in order, with their examples.

    :raises BadInput: as :func:`parse`
    """
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith(("#", "relation\t")):
            continue
        columns = line.rstrip("\n").split("\t")
        if len(columns) < 5 or columns[1] not in ("verb", "noun", "adj"):
            raise BadInput(f"{name}:{number}: relation, kind (verb, noun, adj), trigger, subject, object expected")
        yield Entry(_frame(*columns[:5]), number, columns[5] if len(columns) > 5 else "")


def _frame(relation: str, kind: str, trigger: str, subject: str, object_: str) -> Frame:
    lemma, _, with_ = trigger.partition("+")
    reflexive = kind == "verb" and lemma.endswith(("arse", "erse", "irse"))
    return Frame(
        relation,
        cast(Kind, kind),
        lemma.removesuffix("se") if reflexive else lemma,
        tuple(subject.split("|")),
        tuple(object_.split("|")) if object_ else (),
        with_ or None,
        reflexive,
        subject == "subj+subj",
    )


_IRREGULAR = {
    "abrir": "abiert", "cubrir": "cubiert", "decir": "dich", "disolver": "disuelt", "escribir": "escrit",
    "hacer": "hech", "imponer": "impuest", "inscribir": "inscrit", "morir": "muert", "oponer": "opuest",
    "poner": "puest", "proponer": "propuest", "prever": "previst", "romper": "rot", "suscribir": "suscrit",
    "ver": "vist", "volver": "vuelt", "proveer": "provist", "elegir": "elect",
}  # fmt: skip


def participle_forms(verb: str) -> tuple[str, ...]:
    """The past participle of a verb in its four forms, irregular ones included.

    >>> participle_forms("acusar")
    ('acusado', 'acusada', 'acusados', 'acusadas')
    """
    stems = [verb[:-2] + ("ad" if verb.endswith("ar") else "íd" if verb[:-2].endswith(("a", "e", "o")) else "id")]
    if verb in _IRREGULAR:
        stems.append(_IRREGULAR[verb])
    return tuple(stem + ending for stem in stems for ending in ("o", "a", "os", "as"))


_ENDINGS = {
    "ar": "a an ó aron aba aban ará arán aría arían ando".split(),
    "er": "e en ió ieron ía ían erá erán ería erían iendo yó yeron yendo".split(),
    "ir": "e en ió ieron ía ían irá irán iría irían iendo yó yeron yendo".split(),
}
_PRESENT = frozenset({"a", "an", "e", "en"})
_CHANGES = {"e": ("ie", "i"), "o": ("ue", "u"), "i": ("í",), "u": ("ú",)}
_IRREGULARLY = frozenset("dar decir estar hacer ir poner ser tener traer venir ver".split())


def finite_forms(verb: str) -> tuple[str, ...]:
    """The third persons of the indicative, and the gerund: small models lemmatize rare verbs wrongly.

    Stem changes are tried on every verb, so some of the forms are no words, which does no harm.

    >>> finite_forms("renovar")[:4]
    ('renova', 'renovan', 'renovó', 'renovaron')
    >>> "renueva" in finite_forms("renovar"), "compitió" in finite_forms("competir")
    (True, True)
    """
    if verb in _IRREGULARLY or verb[-2:] not in _ENDINGS:
        return ()
    stem, endings = verb[:-2], _ENDINGS[verb[-2:]]
    forms = [stem + ending for ending in endings]
    at = max(stem.rfind(vowel) for vowel in "aeiou")
    for changed in _CHANGES.get(stem[at : at + 1], ()):
        changing = endings if verb.endswith("ir") else [e for e in endings if e in _PRESENT]
        forms += [stem[:at] + changed + stem[at + 1 :] + ending for ending in changing]
    if stem.endswith("u") and verb.endswith("ir"):
        forms += [stem + ending for ending in ("ye", "yen")]
    return tuple(forms)
