"""Which words of a question evoke which relations, and where their subject and object stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .. import gazetteer, lexicon
from ..lexicon import Frame, Lexicon, participle_forms
from .words import Word, closed

_TITLES = {"head": "leads", "member": "memberOf", "ministry": "memberOf", "kin": "relatedTo"}
_LONGEST_TITLE = 4
_LAST = frozenset({"ser", "estar", "be"})
_PAST = {
    "meet": "met", "speak": "spoke|spoken", "go": "went|gone", "fly": "flew|flown", "sell": "sold", "buy": "bought",
    "lend": "lent", "withdraw": "withdrew|withdrawn", "leave": "left", "send": "sent", "lead": "led", "run": "ran",
    "win": "won", "beat": "beaten", "come": "came", "be": "is|are|was|were|been", "sue": "sued", "found": "founded",
    "defeat": "defeated", "forbid": "forbade|forbidden",
}  # fmt: skip
_ESTAR = "está|están|estaba|estaban|estuvo|estuvieron"
_SER = "es|son|fue|fueron|era|eran|será|serán"


_STRONG = {
    "tener": ("tuv", "tendr"), "poner": ("pus", "pondr"), "venir": ("vin", "vendr"), "hacer": ("hic", "har"),
    "decir": ("dij", "dir"), "traer": ("traj", "traer"), "ducir": ("duj", "ducir"), "salir": ("sal", "saldr"),
    "andar": ("anduv", "andar"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Predicate:
    """A frame that words of the question evoke: ``at`` is the place of its trigger, ``end`` that of what follows.

    ``participle``: the form may be passive. ``conditional``: «apoyaría». ``weight`` is what the trigger itself
    is worth: one that asks for two words and finds them says more than one that asks for one.
    """

    frame: Frame
    at: int
    end: int
    participle: bool = False
    conditional: bool = False
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The frames of one language, and the lemmas that a form may be of, by kind."""

    frames: Lexicon
    verbs: dict[str, set[str]]
    participles: dict[str, set[str]]

    def find(self, words: Sequence[Word], free: Sequence[bool]) -> Iterator[Predicate]:
        """All that the words evoke; ``free`` tells which are part of no name."""
        for at, word in enumerate(words):
            if free[at]:
                yield from self._verb(words, free, at, word)
                yield from self._noun(words, free, at, word)

    def _verb(self, words: Sequence[Word], free: Sequence[bool], at: int, word: Word) -> Iterator[Predicate]:
        lemmas = self.verbs.get(word.lower) or self.verbs.get(word.plain, set())
        partial = self.participles.get(word.lower, set())
        for lemma in sorted(lemmas | partial):
            for frame in self.frames.of("verb", lemma):
                if not (frame.with_ and not _with(words, free, frame.with_, at)) and not frame.mutual:
                    weight = 2.0 if frame.with_ else -3.0 if lemma in _LAST else 1.0
                    weight += _reflexive(words, at, word, frame) + _as_noun(words, at)
                    conditional = word.lower.endswith(("ría", "rían")) and lemma not in partial
                    yield Predicate(frame, at, at + 1, lemma in partial, conditional, weight=weight)

    def _noun(self, words: Sequence[Word], free: Sequence[bool], at: int, word: Word) -> Iterator[Predicate]:
        for kind in ("noun", "adj"):
            for lemma in singulars(word.lower):
                for frame in self.frames.of(kind, lemma):
                    if not (frame.with_ and not _with(words, free, frame.with_, at)):
                        yield Predicate(frame, at, at + 1, weight=0.5 if frame.with_ else 0.0)


def titles(words: Sequence[Word], free: Sequence[bool]) -> Iterator[Predicate]:
    """What somebody is: «presidente de», «vocero de», «hermana de»; the longest at each place."""
    known = gazetteer.load()
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + _LONGEST_TITLE), at, -1):
            if not all(free[at:end]):
                continue
            title = known.title(" ".join(word.text for word in words[at:end]))
            if title and title.kind in _TITLES:
                frame = Frame(_TITLES[title.kind], "noun", title.lemma, ("head",), ("de",))
                yield Predicate(frame, at, end, weight=0.2 * (end - at) - 0.3)  # the lexicon knows single words better
                at = end - 1
                break
        at += 1


def _strong(verb: str) -> list[str]:
    """The preterite and future of verbs in -tener, -poner, -ducir and their like.

    >>> _strong("detener")
    ['detuvo', 'detuvieron', 'detendrá', 'detendrán', 'detendría', 'detendrían']
    """
    for ending, (past, future) in _STRONG.items():
        if verb.endswith(ending):
            stem = verb.removesuffix(ending)
            plural = "eron" if past.endswith("j") else "ieron"
            forms = [past + "o", past + plural, *(future + e for e in ("á", "án", "ía", "ían"))]
            return [stem + form.replace("hico", "hizo") for form in forms]
    return []


def _with(words: Sequence[Word], free: Sequence[bool], lemma: str, at: int) -> bool:
    return any(lemma in singulars(w.lower) for i, w in enumerate(words) if free[i] and i != at)


def _as_noun(words: Sequence[Word], at: int) -> float:
    """«la esposa de» is no form of «esposar»."""
    return -2.0 if at > 0 and words[at - 1].lower in ("el", "la", "los", "las", "un", "una", "su", "the", "a") else 0.0


def _reflexive(words: Sequence[Word], at: int, word: Word, frame: Frame) -> float:
    """«se reunió», «reunirse»: a frame that asks for the reflexive is no other without it, and the other way round."""
    has = word.lower.endswith("se") or (at > 0 and words[at - 1].lower == "se")
    if frame.reflexive and not has:
        return -1.0
    return 0.2 if frame.reflexive else -0.4 if has else 0.0


def singulars(form: str) -> tuple[str, ...]:
    """What a noun or adjective may be in the singular, and in the masculine: «tropas», «aliados», «casada».

    >>> singulars("sanciones")[:3]
    ('sanciones', 'sancione', 'sancion')
    """
    forms = [form]
    if form.endswith("s"):
        forms.append(form[:-1])
    if form.endswith("ies"):
        forms.append(form[:-3] + "y")
    if form.endswith("es"):
        forms.append(form[:-2])
        forms.append(form[:-4] + "ón" if form.endswith("ones") else form[:-2])
    masculine = [f[:-1] + "o" for f in forms if f.endswith("a")]
    return tuple(dict.fromkeys(forms + masculine))


@cache
def vocabulary(language: str) -> Vocabulary:
    """The frames of ``es`` (those of news among them) or ``en``."""
    name = f"questions_{language}.tsv"
    lines = files(__package__).joinpath("..", "data", name).read_text("utf-8").splitlines()
    own = lexicon.parse(lines, name)
    return _spanish(own) if language == "es" else _english(own)


def _spanish(own: Lexicon) -> Vocabulary:
    news = lexicon.load()
    frames = {key: (*own.frames.get(key, ()), *news.frames.get(key, ())) for key in {**news.frames, **own.frames}}
    verbs: dict[str, set[str]] = defaultdict(set)
    participles: dict[str, set[str]] = defaultdict(set)
    changed: dict[str, set[str]] = defaultdict(set)
    for kind, lemma in frames:
        if kind != "verb":
            continue
        finite = lexicon.finite_forms(lemma)
        for form in (lemma, lemma + "se", *_strong(lemma)):
            verbs[form].add(lemma)
        for form in finite:
            (verbs if form.startswith(lemma[:-2]) else changed)[form].add(lemma)
        for form in participle_forms(lemma):
            participles[form].add(lemma)
    # Of the guesses at stem changes only those count that are no verb's plain form: «acusa» is none of «acosar».
    for form, lemmas in changed.items():
        verbs.setdefault(form, lemmas)
    for lemma, forms in (("ser", _SER), ("estar", _ESTAR), ("tener", "tiene|tienen|tenía|tenían|tuvo|tuvieron")):
        for form in forms.split("|"):
            verbs[form].add(lemma)
    return Vocabulary(Lexicon(frames), _forgiving(verbs), dict(participles))


def _english(own: Lexicon) -> Vocabulary:
    verbs: dict[str, set[str]] = defaultdict(set)
    participles: dict[str, set[str]] = defaultdict(set)
    for kind, lemma in own.frames:
        if kind == "verb":
            past = _PAST.get(lemma, "").split("|") if lemma in _PAST else _regular(lemma, "ed")
            for form in (lemma, *_regular(lemma, "s"), *_regular(lemma, "ing"), *past):
                verbs[form].add(lemma)
            for form in past:
                participles[form].add(lemma)
    return Vocabulary(own, dict(verbs), dict(participles))


def _forgiving(verbs: dict[str, set[str]]) -> dict[str, set[str]]:
    """The forms without their accents too, where that is no form of another verb."""
    closed_words = frozenset().union(*closed("es").words.values())
    accents = str.maketrans("áéíóú", "aeiou")
    for form in list(verbs):
        bare = form.translate(accents)
        if bare != form and bare not in verbs and bare not in closed_words:
            verbs[bare] = verbs[form]
    return dict(verbs)


def _regular(verb: str, ending: str) -> list[str]:
    """The form of a regular English verb with -s, -ed or -ing, its last consonant doubled or not.

    >>> _regular("deny", "ed"), _regular("ban", "ing"), _regular("accuse", "ing")
    (['denied'], ['baning', 'banning'], ['accusing'])
    """
    if ending == "s":
        return [verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeiou" else verb + "s", verb + "es"]
    if verb.endswith("e"):
        return [verb[:-1] + ending]
    if verb.endswith("y") and ending == "ed" and verb[-2] not in "aeiou":
        return [verb[:-1] + "ied"]
    return [verb + ending, verb + verb[-1] + ending]
