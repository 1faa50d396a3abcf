"""Where things lie and whose they are: reads names that stand side by side.

«la corporación rusa Rostec», «el Comando Sur de Estados Unidos», «Sochi (Rusia)», «la ciudad
rusa de Sochi», «Juan Pérez, del PAN», «el Grupo de Contacto (Alemania, Francia, …)».
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from ..gazetteer import Gazetteer
from ..names.identity import Cast
from ..names.name import COUNTRY, ORGANIZATION, PERSON, PLACE, Name
from ..names.references import Reference
from .candidates import Candidate

_PARTS = frozenset(
    "comisión comité consejo dirección departamento sección bancada fracción junta unidad sala oficina grupo comando "
    "división subcomisión delegación".split()
)
_SEATED = frozenset(
    "embajada consulado sede base hospital prisión penal cárcel aeropuerto universidad catedral estadio plaza "
    "museo centro campus palacio instituto puerto estación escuela templo iglesia mercado hotel restaurante bar planta "
    "fábrica mina corte tribunal oficina capital clínica plantel biblioteca teatro zoológico cuartel refinería".split()
)


def find_neighbours(doc: Doc, cast: Cast, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Edges of nationality, place and membership between neighbouring names."""
    reader = _Neighbours(doc, cast, gazetteer)
    for number, name in enumerate(cast.names):
        following = cast.names[number + 1] if number + 1 < len(cast.names) else None
        if name.is_demonym:
            yield from reader.described(name)
        elif following and doc[name.start].sent == doc[following.start].sent:
            yield from reader.pair(name, following)
            yield from reader.list_in_brackets(number)


class _Neighbours:
    def __init__(self, doc: Doc, cast: Cast, gazetteer: Gazetteer) -> None:
        self.doc = doc
        self.cast = cast
        self.gazetteer = gazetteer

    def described(self, demonym: Name) -> Iterator[Candidate]:
        """A noun, its demonym, and the name that it describes."""
        doc, at = self.doc, demonym.end
        if demonym.start < 1 or at >= len(doc):
            return
        noun = doc[demonym.start - 1]
        named = self.cast.at.get(at)
        if (noun.pos_ == "DET" or noun.lower_ in _BARE) and named and self.cast.entities[named].type is PERSON:
            yield from self._listed(named, demonym)
            return
        if noun.pos_ == "ADJ" and self.gazetteer.heads_organization(doc[noun.i - 1].text):
            noun = doc[noun.i - 1]  # «la agencia oficial china Xinhua»
        if noun.pos_ not in ("NOUN", "PROPN") and self.gazetteer.title(noun.text) is None:
            return
        if doc[at].text == "," and self._is_aside(at + 1) and self.gazetteer.heads_organization(noun.text):
            at += 1
        country = self._reference(demonym)
        name = self.cast.at.get(at)
        if name and name.start == at and not name.is_demonym:
            kind = self.cast.entities[name].type
            if kind in (ORGANIZATION, PERSON) and not self.gazetteer.heads_place(noun.text):
                yield Candidate(self._reference(name), "nationality", country, noun, "apposition")
            elif kind is PLACE:
                yield Candidate(self._reference(name), "locatedIn", country, noun, "place")
            return
        if self.gazetteer.heads_organization(noun.text) and (body := self._pointed_at(noun)):
            yield Candidate(body, "nationality", country, noun, "apposition")
            return
        if self.gazetteer.heads_place(noun.text) and doc[at].text.casefold() in ("de", "del"):
            name = self.cast.at.get(at + 1) or (self.cast.at.get(at + 2) if at + 2 < len(doc) else None)
            if name and self.cast.entities[name].type is PLACE:
                yield Candidate(self._reference(name), "locatedIn", country, noun, "place")
            elif name and name.kind == "capital":
                yield Candidate(self._reference(name, city=True), "locatedIn", country, noun, "place")

    def _is_aside(self, at: int) -> bool:
        """A body's name between commas."""
        name = self.cast.at.get(at)
        if name is None or self.cast.entities[name].type is not ORGANIZATION or name.end >= len(self.doc):
            return False
        return self.doc[name.end].text in (",", ".")

    def _pointed_at(self, noun: Token) -> Reference | None:
        """«esa corporación rusa»: the organisation named last, rather one that the article names again."""
        if not any(c.dep_ == "det" and c.lemma_.casefold() in ("este", "ese", "aquel", "dicho") for c in noun.children):
            return None
        entities = self.cast.entities
        before = [entities[n] for n in self.cast.names if n.start < noun.i and entities[n].type is ORGANIZATION]
        again = [entity for entity in before if sum(other == entity for other in entities.values()) > 1]
        return Reference((again or before)[-1], noun.i, noun.i + 1, "description") if before else None

    def _listed(self, name: Name, demonym: Name) -> Iterator[Candidate]:
        """«los guatemaltecos A y B»: of one country, all of them."""
        country, word = self._reference(demonym), self.doc[demonym.start]
        yield Candidate(self._reference(name), "nationality", country, word, "apposition")
        at = name.end
        while word.text.endswith("s") and at + 1 < len(self.doc) and self.doc[at].text in (",", "y", "e"):
            other = self.cast.at.get(at + 1)
            if other is None or self.cast.entities[other].type is not PERSON:
                return
            yield Candidate(self._reference(other), "nationality", country, word, "apposition")
            at = other.end

    def pair(self, name: Name, following: Name) -> Iterator[Candidate]:
        """Two names with little between them."""
        gap = [t.text.casefold() for t in self.doc[name.end : following.start]]
        if len(gap) > 6:
            return
        one, two = self.cast.entities[name], self.cast.entities[following]
        if one == two:
            return
        if one.type is ORGANIZATION:
            yield from self._body(name, following, gap)
        elif one.type is PLACE or (name.kind == "capital" and two.type in (COUNTRY, PLACE)):
            yield from self._place(name, following, gap)
        elif one.type is PERSON and two.type is ORGANIZATION:
            bracketed = gap == ["("] and self._closes(following.end)
            if bracketed or gap in (["del"], [",", "del"], [",", "de", "la"], [",", "de"], [",", "de", "los"]):
                yield self._edge(name, "memberOf", following, "apposition")

    def _body(self, name: Name, following: Name, gap: list[str]) -> Iterator[Candidate]:
        two = self.cast.entities[following]
        if name.kind == "portfolio":
            return
        head = self.doc[name.start].text.casefold()
        if gap and gap[0] == ")":  # «Agencia de Seguridad Nacional (NSA) de Estados Unidos»
            gap = [word for word in gap[1:] if word != ","]
        international = name.kind == "body" and name.known is not None and name.known.entry.country is None
        if two.type is COUNTRY and following.kind in ("country", "demonym") and not international:
            of_country = gap in (["de"], ["de", "los"], ["del"]) and head not in ("universidad", "banco", "partido")
            if of_country or (following.is_demonym and not gap):
                yield self._edge(name, "nationality", following, "apposition")
        local = name.kind == "name" and head in _SEATED
        if local and self._lies_in(gap) and (two.type is PLACE or following.kind == "capital"):
            yield self._edge(name, "locatedIn", following, "place", city=True)
        if two.type is ORGANIZATION and head in _PARTS and gap in (["de"], ["del"], ["de", "la"]):
            yield self._edge(name, "memberOf", following, "apposition")

    def _place(self, name: Name, following: Name, gap: list[str]) -> Iterator[Candidate]:
        two = self.cast.entities[following]
        if two.type not in (PLACE, COUNTRY) or following.is_demonym:
            return
        bracketed = gap[:1] == ["("] and all(w in _DIRECTIONS for w in gap[1:]) and following.type is not PERSON
        region = two.type is COUNTRY and following.kind == "country"
        wider = region or (following.known is not None and following.known.entry.kind in _WIDE)
        state = name.known is not None and name.known.entry.kind in _WIDE
        comma = gap == [","] and wider and (region or not state) and not self._is_list(name, following)
        inside = name.kind != "capital" and self._lies_in(gap[1:] if gap[:1] == [","] else gap)
        capital = "capital" in gap and gap[-1] in ("de", "del", "la")
        within = self._is_part(name, gap) and not self._is_list(name, following)
        if bracketed or comma or inside or capital or within:
            yield self._edge(name, "locatedIn", following, "place", city=True)

    def _lies_in(self, gap: list[str]) -> bool:
        """«en», «en el estado de», «en el norte de»: nothing but place nouns between two names."""
        return gap[:1] == ["en"] and all(w in _DIRECTIONS or self.gazetteer.heads_place(w) for w in gap[1:])

    def _is_part(self, name: Name, gap: list[str]) -> bool:
        """«Sherzad, de la provincia de Nangarhar», «el barrio Gezi de Estambul»: a smaller place of a larger."""
        if gap in (["de"], ["del"]):
            noun = self.doc[name.start - 1 if self.doc[name.start - 1].lower_ != "de" else name.start - 2]
            return name.start > 1 and self.gazetteer.heads_place(noun.text) and noun.text.islower()
        nouns = [word for word in gap if word not in _SMALL]
        return bool(nouns) and gap[-1] in ("de", "del") and all(map(self.gazetteer.heads_place, nouns))

    def _is_list(self, name: Name, following: Name) -> bool:
        """«Bolivia, Cuba y Ecuador»: an enumeration says nothing of where things lie."""
        doc = self.doc
        after = doc[following.end].text.casefold() if following.end < len(doc) else "."
        if after in ("y", "e"):
            return True
        before = doc[name.start - 1].text if name.start else ""
        return before in (",", "y", "e") and after == "," and self.cast.at.get(following.end + 1) is not None

    def list_in_brackets(self, number: int) -> Iterator[Candidate]:
        """The members of a body, listed in brackets behind its name."""
        names, doc = self.cast.names, self.doc
        body = names[number]
        if self.cast.entities[body].type is not ORGANIZATION or body.end >= len(doc) or doc[body.end].text != "(":
            return
        members: list[Name] = []
        for name in names[number + 1 :]:
            gap = doc[(members[-1].end if members else body.end) : name.start].text.strip()
            if gap not in ("(", ",", "y", "e") or self.cast.entities[name].type is not COUNTRY:
                break
            members.append(name)
        if len(members) > 1:
            for member in members:
                yield self._edge(member, "memberOf", body, "apposition")

    def _closes(self, at: int) -> bool:
        return at < len(self.doc) and self.doc[at].text.startswith(")")

    def _edge(self, name: Name, relation: str, following: Name, rule: str, city: bool = False) -> Candidate:
        kind = "place" if rule == "place" else "apposition"
        return Candidate(
            self._reference(name, city), relation, self._reference(following, city and following.kind == "capital"),
            self.doc[name.end - 1], "place" if kind == "place" else "apposition",
        )  # fmt: skip

    def _reference(self, name: Name, city: bool = False) -> Reference:
        place = self.cast.cities.get(name)
        return Reference(place if city and place else self.cast.entities[name], name.start, name.end, "name", place)


_BARE = frozenset("al del también ambos".split())
_SMALL = frozenset(", de del la el los las".split())
_DIRECTIONS = frozenset(
    "norte sur este oeste noreste noroeste sureste suroeste centro oriente occidente poniente de del el la los las "
    "cerca departamento estado provincia región municipio".split()
)
_WIDE = frozenset("state province region department community continent autonomy us_state".split())
