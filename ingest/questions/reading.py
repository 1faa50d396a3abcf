"""From the text of a question to what it asks for, and to what of it was not understood.

No grammar of whole sentences: names, dates, question words and the words that evoke relations are found one
by one, and the relation whose slots they fill best is taken. What is left over is reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...graph.ask.question import Ask, Question
from ...graph.errors import BadInput
from ...graph.ontology import Ontology
from ...graph.rows import EntityRow
from ...graph.statement import EntityType, Status
from .arguments import Argument
from .mentions import Named, Names
from .predicates import Predicate
from .roles import LEAST, Roles, best_roles, entities_for
from .sentence import Sentence

MAX_LENGTH = 500
"""Characters of a question."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of a question.

    ``question`` is None where it was not understood. ``unknown`` are names that no article has,
    ``ignored`` words that mean nothing here, ``aside`` a clause that was left aside; ``entities`` are
    all that were found, and ``others`` those that a name could stand for as well.
    """

    text: str
    language: str
    question: Question | None
    entities: tuple[EntityRow, ...] = ()
    unknown: tuple[Named, ...] = ()
    ignored: tuple[str, ...] = ()
    aside: str | None = None
    others: tuple[EntityRow, ...] = ()


def read_question(text: str, names: Names) -> Reading:
    """Read a question in Spanish or English.

    :raises BadInput: empty, or longer than 500 characters
    """
    if not text.strip():
        raise BadInput("The question is empty.")
    if len(text) > MAX_LENGTH:
        raise BadInput(f"The question has {len(text)} characters; at most {MAX_LENGTH} are read.")
    return _reading(Sentence(text, names))


def _reading(s: Sentence) -> Reading:
    """The question, if it can be made out, and all that was not."""
    question = _of_two(s) or _of_relation(s) or _of_one(s) or _of_class(s)
    if question:
        question = replace(question, since=s.dates.since, until=s.dates.until)
    entities = tuple(dict.fromkeys(row for name in s.named for row in name.candidates[:1]))
    chosen = question.given if question else entities
    others = [row for name in s.named for row in name.candidates if row not in chosen]
    aside = s.text[s.words[s.cut].start :].strip(" ?!.") if s.cut < len(s.words) else None
    return Reading(
        s.text,
        s.language,
        question,
        question.given if question else entities,
        tuple(name for name in s.named if not name.candidates and name.at < s.cut),
        tuple(_ignored(s, chosen)),
        aside,
        tuple(dict.fromkeys(others)),
    )


def _of_two(s: Sentence) -> Question | None:
    """How two are connected, or what happened between them."""
    ends = s.ends()
    if not ends:
        return None
    path, between = s.has("path"), s.has("between")
    asks_who = s.asked.argument is not None and s.asked.argument.likely
    if path is not None and not asks_who:
        s.used.add(path)
        return Question(Ask.PATHS, subject=ends[0], object=ends[1])
    joined = any(word.lower in ("entre", "between", "y", "e", "and") for word in s.words)
    if between is not None and joined and not asks_who:
        s.used.add(between)
        return Question(Ask.BETWEEN, subject=ends[0], object=ends[1])
    return None


def _of_relation(s: Sentence) -> Question | None:
    """The relation whose slots are filled best."""
    when, why = s.has("when"), s.has("why")
    says, denies = s.has("say"), s.has("deny")
    report = min((place for place in (says, denies) if place is not None), default=None)
    found = [roles for p in s.predicates if (roles := _roles(s, p, report, when is not None))]
    best = max(found, key=lambda roles: roles.score, default=None)
    if best is None or best.score < LEAST:
        return None
    _take(s, best)
    voices = report is not None and report < best.predicate.at and _asks_who_before(s, report)
    question = _question(s, best)
    if question and when is not None and not question.is_open:
        question = replace(question, ask=Ask.WHEN)
    if question and voices:
        s.used.add(report or 0)
        status = Status.DENIED if denies is not None and denies == report else None
        question = replace(question, ask=Ask.VOICES, status=status)
    s.used.update(place for place in (when, why, report) if place is not None)
    return question


def _asks_who_before(s: Sentence, place: int) -> bool:
    argument = s.asked.argument
    return argument is not None and argument.at < place


def _roles(s: Sentence, predicate: Predicate, report: int | None, when: bool) -> Roles | None:
    """The predicate with those arguments that stand outside the clauses that follow it."""
    end = s.clause_end(predicate)
    noun = predicate.frame.kind != "verb"
    arguments = [
        a for a in s.arguments
        if a.at < end and (not (a.named and a.named.demonym) or (noun and a.at == predicate.end))
    ]  # fmt: skip
    asked = s.asked.argument
    if asked and report is not None and asked.at < report < predicate.at:
        asked = None
    elif asked is None and len(arguments) < 2 and not when:
        asked = Argument(-1, implied=True)
    elif asked is not None and when and len(arguments) > 1:
        asked = None
    if asked:
        arguments.append(asked)
    roles = best_roles(predicate, s.context(predicate), arguments)
    if roles and s.inside_clause(predicate):
        roles = replace(roles, score=roles.score - 2.5)
    return roles


def _take(s: Sentence, roles: Roles) -> None:
    """Note which words the predicate has used, and what is left aside."""
    predicate = roles.predicate
    s.used.update(range(predicate.at, predicate.end))
    s.cut = s.clause_end(predicate)
    if predicate.frame.with_:
        start = predicate.frame.with_[:4]
        s.used.update(i for i, word in enumerate(s.words) if word.lower.startswith(start))


def _question(s: Sentence, roles: Roles) -> Question | None:
    """The question that the roles make; None where one of them is a name that no article has."""
    relation = Ontology.load().relations[roles.predicate.frame.relation]
    subject = entities_for(roles.subject, relation.domain) if roles.subject else ()
    object_ = entities_for(roles.object, relation.range) if roles.object else ()
    if any(a and a.named and not a.candidates for a in (roles.subject, roles.object)):
        return None
    if subject and object_:
        return Question(Ask.WHETHER, relation.name, subject, object_)
    if relation.symmetric:
        subject, object_ = subject or object_, ()
    kind = s.asked.argument.type if s.asked.argument else None
    if relation.name == "leads" and roles.predicate.frame.subject == ("head",) and object_:
        kind = kind or EntityType.PERSON  # a post is held by a person
    return Question(
        Ask.OBJECT if subject else Ask.SUBJECT,
        relation.name,
        subject,
        object_,
        kind,
        _of(s, roles),
        _status(s, roles.predicate),
        count=s.asked.count,
    )


def _of(s: Sentence, roles: Roles) -> EntityRow | None:
    """The country of an adjective that describes those asked for."""
    unused = (a for a in s.arguments if a.at < s.cut and a not in (roles.subject, roles.object))
    countries = (a.candidates[0] for a in unused if a.candidates and a.named and a.named.demonym)
    return next(countries, None)


def _status(s: Sentence, predicate: Predicate) -> Status | None:
    if s.has("not", predicate.at) is not None:
        return Status.DENIED
    if predicate.conditional or s.has("may", predicate.at) is not None:
        return Status.POSSIBLE
    return None


def _of_one(s: Sentence) -> Question | None:
    """What is said of one entity, or of two that nothing else joins."""
    if ends := s.ends():
        return None if s.content() else Question(Ask.BETWEEN, subject=ends[0], object=ends[1])
    found = [a for a in s.arguments if a.candidates and a.named and not a.named.demonym]
    if len(found) != 1 or len(s.arguments) != 1 or (s.content() and s.has("say") is None):
        return None
    says = s.has("say") is not None or s.has("between") is not None
    denied = Status.DENIED if s.has("deny") is not None else None
    entity = entities_for(found[0], EntityType)
    return Question(Ask.ENTITY, subject=entity, status=denied, lasting=not (says or denied))


def _of_class(s: Sentence) -> Question | None:
    """All of a class, or those of a country."""
    asked = s.asked.argument
    if not asked or not asked.type or s.content():
        return None
    demonyms = [a for a in s.arguments if a.named and a.named.demonym and a.candidates]
    if len(demonyms) != len(s.arguments):
        return None
    if demonyms:
        country = demonyms[0].candidates[:1]
        relation = "locatedIn" if asked.type is EntityType.PLACE else "nationality"
        return Question(Ask.SUBJECT, relation, object=country, type=asked.type, count=s.asked.count)
    return Question(Ask.SUBJECT, type=asked.type, count=s.asked.count)


def _ignored(s: Sentence, chosen: Sequence[EntityRow]) -> list[str]:
    """The words that mean nothing here, and the names of which nothing is asked."""
    words = {place: s.words[place].text for place in s.content()}
    names = {n.at: n.text for n in s.named if n.candidates and n.at < s.cut and not set(n.candidates) & set(chosen)}
    return [text for _, text in sorted((words | names).items())]
