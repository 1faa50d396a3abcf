"""Posts and titles: reads noun phrases around titles, gives leads, memberOf and nationality.

«el presidente de Bolivia, Evo Morales», «Vladimir Lukin, comisionado para los Derechos
Humanos de Rusia», «la ministra mexicana de Salud X»: a title noun, what stands to its
right (adjectives, a demonym, «de» and a body), and the person before or after it. Read
from the words in a row, not from the tree: small parsers attach appositions badly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from ...graph.statement import Entity
from ..gazetteer import Gazetteer, Title
from ..names.identity import Cast, words_of
from ..names.name import COUNTRY, ORGANIZATION, PERSON, Name
from ..names.references import GOVERNMENTS, Post, Reference
from .candidates import Candidate
from .heads import heads_of_state
from .offices import office
from .vocabulary import (
    ARTICLES,
    BEFORE_TITLE,
    CHANCELLORS,
    LINKS,
    OF_STATE,
    OFFICES,
    OFFICIALS,
    OWNERS,
)


@dataclass(slots=True)
class _Phrase:
    """What stands to the right of a title, which ends before token ``start``."""

    start: int
    bodies: list[Name] = field(default_factory=list)
    demonym: Name | None = None
    holder: Name | None = None
    owner: Name | None = None
    state: Name | None = None


def find_posts(doc: Doc, cast: Cast, gazetteer: Gazetteer) -> tuple[list[Post], list[Candidate]]:
    """The titles that persons bear in a document, and the edges that they say."""
    reader = _Titles(doc, cast, gazetteer)
    posts: list[Post] = []
    candidates: list[Candidate] = []
    served: list[tuple[Token, Name, Entity]] = []
    i = 0
    while i < len(doc):
        found = reader.title_at(i)
        if found is None:
            i += 1
            continue
        title, end = found
        phrase = reader.right_of(end)
        holder = phrase.holder or reader.left_of(i) or reader.copula(doc[i])
        if holder is not None:
            made = list(reader.edges(doc[i], title, phrase, holder))
            candidates += made
            for other in reader.others(holder) if title.plural and phrase.holder else ():
                candidates += reader.edges(doc[i], title, phrase, other)
            body = next((c.object.entity for c in made if c.relation in ("leads", "memberOf")), None)
            country = cast.entities[phrase.demonym] if phrase.demonym else None
            posts.append(Post(cast.entities[holder], doc[i].text.casefold(), body or country, i))
            if phrase.owner and title.kind == "member" and not phrase.bodies:
                served.append((doc[i], holder, cast.entities[phrase.owner]))
        i = end
    for token, holder, owner in served:
        led = next((p.body for p in posts if p.person == owner and p.body), None)
        if led:
            state = Reference(led, token.i, token.i + 1, "description")
            candidates.append(Candidate(reader.reference(holder), "memberOf", state, token, "title"))
    candidates += heads_of_state(doc, cast, gazetteer, posts)
    return posts, candidates


class _Titles:
    def __init__(self, doc: Doc, cast: Cast, gazetteer: Gazetteer) -> None:
        self.doc = doc
        self.cast = cast
        self.gazetteer = gazetteer

    def title_at(self, i: int) -> tuple[Title, int] | None:
        """The longest title that begins here, outside any name, and the token behind it."""
        covering = self.cast.at.get(i)
        if covering or not self.doc[i].is_alpha:
            return None
        for length in (4, 3, 2, 1):
            end = min(i + length, len(self.doc))
            if any(self.cast.at.get(j) for j in range(i, end)):
                continue
            title = self.gazetteer.title(self.doc[i:end].text)
            if title and title.kind != "kin":
                return title, end
        return None

    def right_of(self, start: int) -> _Phrase:
        """Reads on from behind a title until something that cannot belong to its phrase."""
        phrase, doc, at, commas = _Phrase(start=start), self.doc, start, 0
        while at < min(start + 18, len(doc)) and doc[at].sent == doc[start - 1].sent:
            name, token = self.cast.at.get(at), doc[at]
            if name is not None:
                if not self._take(phrase, name, at, commas):
                    break
                if phrase.holder:
                    break
                at = name.end
            elif token.text == "(":
                aside = self.cast.at.get(at + 1)
                closing = self._closing(at)
                if aside and self.cast.entities[aside].type is PERSON:
                    phrase.holder = aside
                    break
                if closing is None:
                    break
                at = closing + 1
            elif token.text in (",", "–", "-"):
                commas += 1
                if commas > 1:
                    break
                at += 1
            elif commas == 1 and (holder := self._retitled(at)):
                phrase.holder = holder
                break
            elif self._may_pass(at, commas):
                at += 1
            else:
                break
        return phrase

    def _retitled(self, at: int) -> Name | None:
        """«…, el general Mohamed Azimi»: the holder behind a second title."""
        if self.doc[at].text.casefold() not in ARTICLES:
            return None
        for i in range(at + 1, min(at + 4, len(self.doc))):
            name = self.cast.at.get(i)
            if name is not None and name.is_demonym and i == at + 1:
                continue  # «…, el brasileño José Graziano»
            if name is not None:
                return name if i > at + 1 and self.cast.entities[name].type is PERSON else None
            if self.doc[i].pos_ not in ("NOUN", "ADJ", "PROPN"):
                return None
        return None

    def _closing(self, at: int) -> int | None:
        """The bracket that closes a short aside: an acronym, a term of office."""
        for i in range(at + 1, min(at + 8, len(self.doc))):
            if self.doc[i].text.startswith(")"):
                return i
        return None

    def _take(self, phrase: _Phrase, name: Name, at: int, commas: int) -> bool:
        """Gives a name its part in the phrase; False where it has none."""
        entity = self.cast.entities[name]
        linked = self._is_linked(at, phrase.start)
        if name.is_demonym:
            if commas:
                return False
            if at == phrase.start or self._says_of_person(name):
                phrase.demonym = phrase.demonym or name
            elif self.doc[at - 1].lemma_.casefold() in GOVERNMENTS | {"estado"}:
                phrase.state = phrase.state or name
            return True
        if entity.type is PERSON and not (linked and commas == 0 and self.doc[at - 1].text != "el"):
            phrase.holder = name
            return True
        if entity.type is PERSON and not phrase.bodies:
            phrase.owner = name
            return True
        if linked and commas == 0 and entity.type is not PERSON:
            before = self.doc[at - 1].text.casefold()
            if before != "en" and not (before == "para" and entity.type is not ORGANIZATION):
                phrase.bodies.append(name)
            return True
        return False

    def _is_linked(self, at: int, start: int) -> bool:
        """«de la FAO», «del opositor Partido Socialista», «de la empresa Goldcorp»."""
        if self.doc[at - 1].text.casefold() in LINKS:
            return True
        described = at - 2 >= start and self.doc[at - 1].pos_ in ("ADJ", "NOUN") and self.doc[at - 1].text.islower()
        return described and self.doc[at - 2].text.casefold() in LINKS - {"en"}

    def _says_of_person(self, demonym: Name) -> bool:
        """«líder opositor venezolano», «ministro de Defensa alemán»; not «director de la policía colombiana»."""
        before = self.doc[demonym.start - 1]
        name = self.cast.at.get(before.i)
        if name is not None:
            return name.kind == "portfolio"
        return before.pos_ == "ADJ" or self.gazetteer.title(before.text) is not None or before.i < 1

    def _may_pass(self, at: int, commas: int) -> bool:
        """A word that may stand between a title and its body or holder."""
        token = self.doc[at]
        if token.text.casefold() in LINKS:
            return not (commas and token.text.casefold() in ("el", "la", "los", "las"))
        if token.text.casefold() in ("y", "e"):
            following = self.doc[at + 1].text.casefold() if at + 1 < len(self.doc) else ""
            return not commas and following not in ARTICLES
        described = self.cast.at.get(at + 1) is not None and self.doc[at - 1].text.casefold() in LINKS
        return not commas and token.pos_ in ("ADJ", "NOUN", "PROPN", "NUM") and (described or self.title_at(at) is None)

    def left_of(self, i: int) -> Name | None:
        """The person whom the title follows in apposition: «X, (el) presidente de …»."""
        at = i - 1
        while at > 0 and self.doc[at].text.casefold() in BEFORE_TITLE:
            at -= 1
        if at < 1 or self.doc[at].text not in (",", "(", "–", "-", "—") or self.doc[at].sent != self.doc[i].sent:
            return None
        name = self.cast.at.get(at - 1)
        if name and name.end == at and not name.is_demonym and self.cast.entities[name].type is PERSON:
            return name
        return None

    def others(self, holder: Name) -> Iterator[Name]:
        """The persons listed behind the first: «los diputados A, B y C»."""
        at = holder.end
        while at + 1 < len(self.doc) and self.doc[at].text in (",", "y", "e"):
            name = self.cast.at.get(at + 1)
            if name is None or self.cast.entities[name].type is not PERSON:
                return
            yield name
            at = name.end

    def copula(self, token: Token) -> Name | None:
        """The person who «is» it: «Uribe era presidente»."""
        if not any(c.dep_ == "cop" for c in token.children):
            return None
        for child in token.children:
            if child.dep_.startswith("nsubj"):
                name = self.cast.at.get(child.i)
                if name and self.cast.entities[name].type is PERSON:
                    return name
        return None

    def edges(self, token: Token, title: Title, phrase: _Phrase, holder: Name) -> Iterator[Candidate]:
        """What a title with its phrase and its holder says."""
        person = self.reference(holder)
        demonym = self.reference(phrase.demonym) if phrase.demonym else None
        bodies = [self.reference(name) for name in phrase.bodies]
        if phrase.state and not bodies:
            bodies = [self.reference(phrase.state)]
        lemma = title.lemma
        if demonym:
            yield Candidate(person, "nationality", demonym, token, "title")
        if title.kind == "person":
            if (
                bodies and bodies[0].entity.type is ORGANIZATION
            ):  # «el coronel de la policía X», «periodista de El País»
                yield Candidate(person, "memberOf", bodies[0], token, "title")
            return
        if title.kind == "ministry" or any(name.kind == "portfolio" for name in phrase.bodies):
            yield from self._ministry(token, title, phrase, person, bodies, demonym)
            return
        relation = "owns" if lemma in OWNERS else "leads" if title.kind == "head" else "memberOf"
        if bodies:
            inner = len(bodies) > 1 and self._is_unit(phrase.bodies[0]) and bodies[1].entity.type is ORGANIZATION
            yield Candidate(person, "memberOf" if inner else relation, bodies[inner], token, "title")
        elif demonym and lemma == "canciller" and demonym.entity.wikidata in CHANCELLORS:
            yield Candidate(person, "leads", demonym, token, "title")
        elif demonym and lemma.split()[0] in (OFFICIALS if title.kind == "member" else OF_STATE):
            yield Candidate(person, relation, demonym, token, "title")

    def _is_unit(self, name: Name) -> bool:
        """«Relaciones Públicas» of a company: what an office deals with, and no body by itself."""
        return name.known is None and not self.gazetteer.heads_organization(self.doc[name.start].text)

    def _ministry(
        self, token: Token, title: Title, phrase: _Phrase, person: Reference, bodies: list[Reference],
        demonym: Reference | None,
    ) -> Iterator[Candidate]:  # fmt: skip
        """A minister leads the ministry that the post names, and belongs to the state that is said."""
        countries = [b for b in bodies if b.entity.type is COUNTRY]
        state = demonym or (countries[-1] if countries else None)
        if state:
            yield Candidate(person, "memberOf", state, token, "title")
        relation = "memberOf" if title.lemma.startswith(("vice", "sub")) else "leads"
        for name, body in zip(phrase.bodies, bodies, strict=False):
            if name.kind == "portfolio" and name.text.casefold() not in ("estado", "gobierno"):
                ministry = Reference(office(self.cast, name.text, title), body.start, body.end)
                yield Candidate(person, relation, ministry, token, "title")
                return
            if name.kind != "portfolio" and body.entity.type is ORGANIZATION:
                heads = words_of(body.entity.label)[0] in OFFICES or title.lemma == "titular"
                yield Candidate(person, relation if heads else "memberOf", body, token, "title")
                return

    def reference(self, name: Name) -> Reference:
        return Reference(self.cast.entities[name], name.start, name.end, "name", self.cast.cities.get(name))
