"""«El presidente Hamid Karzai», with no country beside it: of which one, where the article makes it clear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set

from spacy.tokens import Doc, Token

from ...graph.statement import Entity
from ..gazetteer import Entry, Gazetteer
from ..names.identity import Cast
from ..names.name import COUNTRY, PERSON
from ..names.references import Post, Reference
from .candidates import Candidate
from .vocabulary import HEADS

_GOVERNING = frozenset(
    "presidente mandatario gobernante premier homólogo colega par gobierno ejecutivo administración régimen".split()
)


def heads_of_state(doc: Doc, cast: Cast, gazetteer: Gazetteer, posts: Sequence[Post]) -> Iterator[Candidate]:
    """Each person who bears such a title and no other post, with the country.

    It is the one whose head the person is known to be, if the article names it; else, for one
    such person, the country that the article is most about and names no other head of.
    """
    placed = {p.person for p in posts if p.body}
    yield from _by_name(doc, cast, gazetteer, {p.person for p in posts if p.body and p.body.type is COUNTRY})
    bare = {p.person: p for p in reversed(posts) if p.title in HEADS and p.person not in placed}
    unknown = [post for person, post in bare.items() if _known(gazetteer, person) is None]
    if len(unknown) == 1 and (home := _home(cast, posts)):
        yield _leads(doc, cast, unknown[0], home)


def _by_name(doc: Doc, cast: Cast, gazetteer: Gazetteer, placed: Set[Entity]) -> Iterator[Candidate]:
    """«los presidentes X e Y», «su homólogo X», «el gobierno de X»: known heads of countries that the article names."""
    countries = {entity.wikidata: entity for entity in cast.entities.values() if entity.type is COUNTRY}
    done = set(placed)
    for name, person in cast.entities.items():
        known = _known(gazetteer, person) if person.type is PERSON and person not in done else None
        country = countries.get(known.wikidata) if known else None
        word = _title_before(doc, name.start, gazetteer) if country else None
        if country and word:
            done.add(person)
            subject = Reference(person, name.start, name.end, "name", cast.cities.get(name))
            yield Candidate(subject, "leads", Reference(country, word.i, word.i + 1, "description"), word, "title")


def _known(gazetteer: Gazetteer, person: Entity) -> Entry | None:
    return next((c for form in (person.label, *person.aliases) if (c := gazetteer.led_by(form))), None)


def _title_before(doc: Doc, start: int, gazetteer: Gazetteer) -> Token | None:
    """The word that says that somebody governs, a little before a name, with no verb in between."""
    for i in range(start - 1, max(start - 10, doc[start].sent.start - 1), -1):
        token = doc[i]
        title = gazetteer.title(token.text)
        if token.lemma_.casefold() in _GOVERNING or (title is not None and title.lemma in _GOVERNING):
            return token
        if token.pos_ in ("VERB", "AUX", "SCONJ", "PRON") or token.text in (";", ".", ":"):
            return None
    return None


def _home(cast: Cast, posts: Sequence[Post]) -> Entity | None:
    """The country named most by far, if no head of it is named."""
    led = {p.body for p in posts if p.body and p.title in HEADS}
    counts = Counter(e for e in cast.entities.values() if e.type is COUNTRY and e not in led)
    if not counts:
        return None
    (home, mentions), *others = counts.most_common(2)
    return None if mentions < 2 or (others and others[0][1] * 2 > mentions) else home


def _leads(doc: Doc, cast: Cast, post: Post, country: Entity) -> Candidate:
    names = [name for name, entity in cast.entities.items() if entity == post.person]
    name = min(names, key=lambda n: abs(n.start - post.at))
    state = Reference(country, post.at, post.at + 1, "description")
    return Candidate(
        Reference(post.person, name.start, name.end, "name", cast.cities.get(name)),
        "leads",
        state,
        doc[post.at],
        "title",
    )
