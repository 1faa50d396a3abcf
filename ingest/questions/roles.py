"""Who is the subject and who the object: the assignment of a predicate's slots that fits a question best.

Each way to fill the two slots is scored by prepositions, word order, number and the relation's domain and
range, so that word orders and omissions that nobody listed are read too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...graph.ontology import Ontology, Relation
from ...graph.rows import EntityRow
from ...graph.statement import EntityType
from .arguments import BARE, Argument
from .predicates import Predicate

_FITS = 3.0
_MISPLACED = -1.5
_WRONG_TYPE = -3.0
_LEFT_OUT = -1.0
_NOT_ASKED = -3.0
_SOMEBODY = frozenset({EntityType.PERSON, EntityType.ORGANIZATION})
LEAST = 0.5
"""The score below which nothing is understood."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the sentence as a whole says of its predicate.

    ``passive``; ``inverted``: an English question with «do», whose question word is no subject;
    ``plural``: the verb's number where its form tells.
    """

    language: str
    passive: bool = False
    inverted: bool = False
    plural: bool | None = None


@dataclass(frozen=True, slots=True)
class Roles:
    """A predicate with its arguments, and how well they fit."""

    predicate: Predicate
    subject: Argument | None
    object: Argument | None
    score: float


def best_roles(predicate: Predicate, context: Context, arguments: Sequence[Argument]) -> Roles | None:
    """The best way to fill the slots; None for a predicate that no name takes part in."""
    relation = Ontology.load().relations[predicate.frame.relation]
    found: list[Roles] = []
    for subject, object_ in _pairs(arguments):
        chosen = [argument for argument in (subject, object_) if argument]
        if not any(argument.named for argument in chosen):
            continue
        score = predicate.weight
        score += sum(_unused(a) for a in arguments if a not in chosen)
        if subject:
            score += _fit(subject, predicate, context, predicate.frame.subject, relation.domain)
        if object_:
            slots = (*predicate.frame.object, *(("both",) if relation.symmetric and _joined(subject, object_) else ()))
            score += _fit(object_, predicate, context, slots, relation.range)
        score += _order(subject, object_, predicate, context, relation)
        found.append(Roles(predicate, subject, object_, score))
    return max(found, key=lambda roles: roles.score, default=None)


def entities_for(argument: Argument, types: Iterable[EntityType]) -> tuple[EntityRow, ...]:
    """The candidate whose class the relation takes, else the first; of persons all that bear the name.

    Articles call many a person by the surname alone, so that one name is often that of several entities.
    """
    named = argument.named
    fitting = [row for row in argument.candidates if row.type in set(types)] or list(argument.candidates)
    if named and fitting and fitting[0].type == EntityType.PERSON:
        return tuple(row for row in named.exact if row.type == EntityType.PERSON) or (fitting[0],)
    return tuple(fitting[:1])


def _joined(subject: Argument | None, object_: Argument) -> bool:
    """«Obama y Putin»: two that stand alike, the second right behind the first."""
    return bool(
        subject and subject.named and object_.named and subject.named.end + 1 == object_.at
        and subject.prepositions == object_.prepositions
    )  # fmt: skip


def _unused(argument: Argument) -> float:
    """What it costs to leave an argument out; «¿qué?» may ask for words that are no entity."""
    if argument.named or (not argument.likely and not argument.implied):
        return _LEFT_OUT
    return 0.0 if argument.implied else _NOT_ASKED


def _pairs(arguments: Sequence[Argument]) -> Iterator[tuple[Argument | None, Argument | None]]:
    for subject in (*arguments, None):
        for object_ in (*arguments, None):
            if subject is not object_ and not (subject and object_ and subject.implied and object_.implied):
                yield subject, object_


def _fit(
    argument: Argument, predicate: Predicate, context: Context, slots: Sequence[str], types: frozenset[EntityType]
) -> float:
    """How well one argument stands where the frame wants it, and is of a class that the relation takes."""
    if argument.implied:
        return 0.5
    scores = [_slot(argument, slot, predicate, context) - rank * 0.1 for rank, slot in enumerate(slots)]
    score = max(scores, default=_MISPLACED)
    if "que" in slots:
        score = _MISPLACED
    known = {EntityType(row.type) for row in argument.candidates if row.type in set(EntityType)}
    likely = known or set(argument.likely)
    if likely and not likely & types:
        score += _WRONG_TYPE
    return score


def _slot(argument: Argument, slot: str, predicate: Predicate, context: Context) -> float:
    bare = not argument.prepositions or BARE in argument.outer
    if slot == "both":
        return _FITS
    if context.passive:
        agent = "by" if context.language == "en" else "por"
        if slot == "subj":
            return _FITS + 0.5 if _has(argument, agent) else _MISPLACED
        if slot == "obj":
            return _FITS if bare else _MISPLACED
    elif slot == "subj":
        return _FITS if bare else _MISPLACED
    elif slot == "obj":
        if context.language == "es" and _has(argument, "a"):
            return _FITS + 0.3
        return _FITS - 0.5 if bare else _MISPLACED
    if slot == "head":
        # «de qué nacionalidad»: the preposition is that of the noun itself.
        own = argument.named is None and argument.at + 1 == predicate.at
        return _FITS if bare or own else _MISPLACED
    if _has(argument, slot):
        return _FITS + (0.1 if slot in argument.prepositions else 0)
    return _MISPLACED


def _has(argument: Argument, preposition: str) -> bool:
    return preposition in argument.prepositions or preposition in argument.outer


def _order(
    subject: Argument | None, object_: Argument | None, predicate: Predicate, context: Context, relation: Relation
) -> float:
    """What the order of bare words and the verb's number add."""
    score = 0.0
    if context.language == "es" and object_ and not object_.named and object_.likely >= _SOMEBODY:
        score -= 0 if object_.prepositions or context.passive or "head" in predicate.frame.object else 2.0
    asked, other = (subject, object_) if subject and not subject.named else (object_, subject)
    if context.language == "en" and predicate.frame.kind == "verb" and not context.passive:
        if context.inverted and asked and asked is subject and not asked.implied:
            score -= 3.0
        if not context.inverted and asked and asked is object_ and not asked.prepositions and not asked.implied:
            score -= 1.0
        for argument, first in ((subject, True), (object_, False)):
            if argument and argument.named and not argument.prepositions:
                score += 0.5 if (argument.at < predicate.at) == first else -0.5
        return score
    if subject and object_ and subject.named and object_.named:
        return 0.4 if subject.at < object_.at else 0.0
    if not asked or asked.implied or asked.prepositions or not other or other.prepositions or context.passive:
        return score
    if context.plural is not None and subject and subject.plural != context.plural and not subject.named:
        score -= 1.5
    # «¿Qué país visitó Putin?» has its subject behind the verb; places and bodies stand there as objects too.
    if asked is subject and other.named and not asked.likely >= _SOMEBODY:
        score -= 0.6 if EntityType.PERSON in relation.range else 0.0
    return score
