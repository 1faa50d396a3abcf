"""Questions and the gist of their answers in words, from the labels of the ontology."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ...graph.ask.answer import Answered
from ...graph.ask.question import Ask, Question
from ...graph.ontology import Ontology, Relation
from ...graph.rows import EntityRow
from ...graph.statement import EntityType

_PREPOSITIONS = {"es": ("a", "con", "de", "contra", "en", "ante"), "en": ("with", "to", "from", "of", "in", "against")}
_SHOWN = 12
_FACTS = 3
_TYPES_EN = {"Person": "persons", "Organization": "organizations", "Country": "countries", "Place": "places"}
_TYPES_ES = {"Person": "personas", "Organization": "organizaciones", "Country": "países", "Place": "lugares"}
_TOLD = {
    "es": {
        "fact": ("{n} lo da por hecho", "{n} lo dan por hecho"),
        "denied": ("{n} lo desmiente", "{n} lo desmienten"),
        "possible": ("{n} lo da por posible", "{n} lo dan por posible"),
    },
    "en": {
        "fact": ("{n} tells it as a fact", "{n} tell it as a fact"),
        "denied": ("{n} denies it", "{n} deny it"),
        "possible": ("{n} has it as possible", "{n} have it as possible"),
    },
}
_SENTENCES = {"es": (" frase", " frases"), "en": (" sentence", " sentences")}
_VOICES = {
    "es": {"fact": "Lo dicen: {}. ", "denied": "Lo desmienten: {}. ", "possible": "Lo dan por posible: {}. "},
    "en": {
        "fact": "It is said by: {}. ",
        "denied": "It is denied by: {}. ",
        "possible": "It is called possible by: {}. ",
    },
}


def question_text(question: Question, language: str = "es") -> str:
    """The question in Spanish or English, so that :func:`read_question` makes the same of it."""
    words = _english(question) if language == "en" else _spanish(question)
    body = " ".join(words.split()) + _dates(question, language)
    return f"{body}?" if language == "en" else f"¿{body}?"


def answer_text(answered: Answered, language: str = "es") -> str:
    """The answer in one or two sentences: who it is, or whether articles say it, deny it, or think it possible."""
    question, spanish = answered.question, language == "es"
    if answered.is_empty:
        return "Ningún artículo lo dice." if spanish else "No article says so."
    if question.ask is Ask.PATHS:
        number, steps = len(answered.paths), min(len(path) for path in answered.paths)
        paths = ("camino" if spanish else "path") + "s" * (number != 1)
        length = ("paso" if spanish else "step") + "s" * (steps != 1)
        return (
            f"{number} {paths}; el más corto, de {steps} {length}."
            if spanish
            else f"{number} {paths}; {steps} {length} at least."
        )
    if question.is_open:
        names = [one.entity.label for one in answered.found]
        more = f" (+{len(names) - _SHOWN})" if len(names) > _SHOWN else ""
        counted = f"{len(names)}{'+' * answered.is_cut}: " if question.count or len(names) > 1 else ""
        return f"{counted}{', '.join(names[:_SHOWN])}{more}."
    return _verdict(answered, language)


def _verdict(answered: Answered, language: str) -> str:
    """What is told, when, by whom; and in how many sentences as a fact, denied, or possible."""
    counts = answered.statuses
    told: list[str] = []
    for status, number in counts.items():
        noun = "" if told else _SENTENCES[language][number > 1]
        told += [_TOLD[language][status][number > 1].format(n=f"{number}{noun}")] if number else []
    days = sorted(row["day"][:10] for row in answered.rows if row.get("day"))
    ask, lead = answered.question.ask, ""
    if ask is Ask.WHEN and days:
        lead = f"{days[0]}. " if days[0] == days[-1] else f"{days[0]} – {days[-1]}. "
    elif ask is Ask.VOICES:
        lead = _voices(answered, language)
    elif ask is Ask.WHETHER:
        lead = _yes_or_no(counts, language)
    elif ask is Ask.ENTITY and answered.question.lasting:
        lead = _described(answered, language)
    return f"{lead}{', '.join(told)}."


def _voices(answered: Answered, language: str) -> str:
    """Who says it, who denies it: whom the article names, else its outlet."""
    by: dict[str, dict[str, None]] = {}
    for row in answered.statements:
        voice = row.attributed_to or row.article.publisher or row.article.title or row.article.id
        by.setdefault(row.status, {})[voice] = None
    return "".join(
        told.format(", ".join(list(by[status])[:_SHOWN])) for status, told in _VOICES[language].items() if status in by
    )


def _described(answered: Answered, language: str) -> str:
    """What an entity is, by its best-told relations: «Dmitry Peskov es miembro de Rusia»."""
    relations = Ontology.load().relations
    told = Counter(
        f"{row.subject.label} {getattr(relations[row.relation], f'label_{language}')} {row.object.label}"
        for row in answered.statements
        if row.status == "fact"
    )
    return "".join(f"{words}. " for words, _ in told.most_common(_FACTS))


def _yes_or_no(counts: Mapping[str, int], language: str) -> str:
    """Yes where only facts are told, no where only denials; else what speaks against what."""
    spanish = language == "es"
    if counts["fact"] and counts["denied"]:
        return "Unos lo afirman y otros lo desmienten. " if spanish else "Some say so, others deny it. "
    if counts["fact"]:
        return "Sí. " if spanish else "Yes. "
    if counts["denied"]:
        return "No: se desmiente. " if spanish else "No: it is denied. "
    return "Solo como posibilidad. " if spanish else "Only as a possibility. "


def _spanish(question: Question) -> str:
    subject, object_ = _names(question.subject), _names(question.object)
    if question.relation is None:
        return {
            Ask.BETWEEN: f"Qué pasó entre {subject} y {object_}",
            Ask.PATHS: f"Cómo están conectados {subject} y {object_}",
            Ask.ENTITY: f"Quién es {subject}" if question.lasting else f"Qué se dice de {subject}",
        }.get(question.ask, f"Qué {_TYPES_ES.get(question.type or '', 'entidades')} aparecen")
    relation = Ontology.load().relations[question.relation]
    verb, preposition = _apart(_in_status(relation.label_es, question, "es"), "es")
    after = f"{verb} {preposition}".strip()
    if question.ask is Ask.SUBJECT:
        return f"{_who_es(question, relation.domain)} {after} {object_}"
    if question.ask is Ask.OBJECT:
        who = _who_es(question, relation.range)
        return (
            f"{preposition.capitalize()} {who.lower()} {verb} {subject}" if preposition else f"{who} {verb} {subject}"
        )
    opening = {Ask.WHEN: "Cuándo ", Ask.VOICES: "Quién dice que "}.get(question.ask, "")
    said = f"{subject} {after} {object_}"
    return opening + (f"{verb} {subject} {preposition} {object_}" if question.ask is Ask.WHEN else said)


def _who_es(question: Question, types: frozenset[EntityType]) -> str:
    """The question word: the class asked for, «quién» where it may be a person, else «qué»."""
    if question.type:
        return f"Qué {_TYPES_ES[question.type]}"
    return "Quién" if EntityType.PERSON in types else "Qué"


def _english(question: Question) -> str:
    subject, object_ = _names(question.subject), _names(question.object)
    if question.relation is None:
        return {
            Ask.BETWEEN: f"What happened between {subject} and {object_}",
            Ask.PATHS: f"How are {subject} and {object_} connected",
            Ask.ENTITY: f"Who is {subject}" if question.lasting else f"What is said about {subject}",
        }.get(question.ask, f"Which {_TYPES_EN.get(question.type or '', 'entities')} appear")
    relation = Ontology.load().relations[question.relation]
    label = _in_status(relation.label_en, question, "en")
    types = relation.domain if question.ask is Ask.SUBJECT else relation.range
    who = f"Which {_TYPES_EN[question.type]}" if question.type else "Who" if EntityType.PERSON in types else "What"
    if question.ask is Ask.SUBJECT:
        return f"{who} {label} {object_}"
    if question.ask is Ask.OBJECT:
        return _object_english(question, relation, who, subject)
    said = f"{subject} {label} {object_}"
    return {Ask.VOICES: f"Who says that {said}"}.get(question.ask, f"Is it said that {said}")


def _object_english(question: Question, relation: Relation, who: str, subject: str) -> str:
    """«Who does Russia support», «Who is Russia a member of», «Where is Sochi located in»."""
    words = relation.label_en.split()
    if words[0] == "is":
        return f"{who} is {subject} {' '.join(words[1:])}"
    stem = words[0]
    stem = stem[:-3] + "y" if stem.endswith("ies") else stem[:-1]
    return f"{who} does {subject} {' '.join([stem, *words[1:]])}"


def _in_status(label: str, question: Question, language: str) -> str:
    if question.status == "denied":
        return f"no {label}" if language == "es" else f"never {label}"
    if question.status == "possible":
        return f"quizá {label}" if language == "es" else f"possibly {label}"
    return label


def _apart(label: str, language: str) -> tuple[str, str]:
    """The label without its last word where that is a preposition, and that."""
    head, _, last = label.rpartition(" ")
    return (head, last) if head and last in _PREPOSITIONS[language] else (label, "")


def _names(rows: Sequence[EntityRow]) -> str:
    return rows[0].label if rows else ""


def _dates(question: Question, language: str) -> str:
    since, until = question.since, question.until
    spanish = language == "es"
    if since and since == until:
        return f" {'en' if spanish else 'in'} {since}"
    after = f" {'desde' if spanish else 'since'} {since}" if since else ""
    return after + (f" {'hasta' if spanish else 'until'} {until}" if until else "")
