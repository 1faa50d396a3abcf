"""Scores statements against events that others marked in newswire, and says where the missed ones are lost.

An event has the spans of its source, trigger and target, and one of PLOVER's four classes. It is
found where a statement's subject overlaps its source and its object its target, and classed
right where the statement's relation is of its class. The labelled form is that of the project's
``events_dev.json``: articles with ``id``, ``text`` and ``events``, each with ``class``, ``source``,
``trigger``, ``target`` (start, end, words) and ``named``: whether both sides hold a name.

Where events are lost, in order: ``both``, ``source``, ``target`` (no name is found inside that
part), ``same`` (both parts are one entity), ``apart`` (never together in one sentence), ``joined``
(the two are joined, the other way round or by a state such as ``leads``), ``slots`` (the trigger
gave statements, of others), ``unfilled`` (the lexicon knows the trigger, and nothing came of it),
``trigger`` (no word of the trigger evokes a relation), ``class`` (found, with a relation of another
class), ``found``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..graph.iris import fold
from ..graph.ontology import Ontology
from ..graph.statement import Extraction, Statement
from .lexicon import Lexicon, load

LOSSES = ("both", "source", "target", "same", "apart", "joined", "slots", "unfilled", "trigger", "class", "found")

_CLASSES = {
    "verbal_cooperation": "supports recognizes meetsWith visits agreesWith appoints asks withdrawsFrom",
    "material_cooperation": "cooperatesWith supplies aids concedesTo withdrawsFrom",
    "verbal_conflict": "accuses criticizes opposes threatens asks investigates defeats protestsAgainst",
    "material_conflict": "protestsAgainst sanctions deploysTo coerces attacks investigates opposes",
}
"""The relations that are events of each class; those of the STATE category are none."""

_OF = {(relation, name) for name, relations in _CLASSES.items() for relation in relations.split()}
_EVENTS = frozenset(relation for relation, _ in _OF)
_WORD = re.compile(r"\w+")

Part = tuple[int, int, str]
"""Start, end, words."""


@dataclass(slots=True)
class EventReport:
    """How far events came, those with a name on both sides (``named``) and all, and a line for each that is lost."""

    named: Counter[str] = field(default_factory=Counter)
    everything: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    def record(self) -> dict[str, Any]:
        """Shares of found and rightly classed events (0–1, None where there are none), and the counts by loss."""
        return {"named": _measures(self.named), "all": _measures(self.everything)}


def events(gold: Sequence[Mapping[str, Any]], extractions: Iterable[Extraction]) -> EventReport:
    """The report for articles with marked events and what was read from them (matched by article id)."""
    by_id = {extraction.article.id: extraction for extraction in extractions}
    report = EventReport()
    evokers = _evokers(load())
    for article in gold:
        if extraction := by_id.get(article["id"]):
            for event in article["events"]:
                _add(report, article, event, _loss(event, extraction, evokers))
    return report


def _add(report: EventReport, article: Mapping[str, Any], event: Mapping[str, Any], loss: str) -> None:
    report.everything[loss] += 1
    if event["named"]:
        report.named[loss] += 1
        if loss != "found":
            parts = " | ".join(" ".join(event[part][2].split()) for part in ("source", "trigger", "target"))
            report.lost.append(f"{loss:8} {article['id']}: {event['class']}: {parts} || {_around(article, event)}")


def _around(article: Mapping[str, Any], event: Mapping[str, Any]) -> str:
    """The event's words with some of the text on either side."""
    parts = [event[part] for part in ("source", "trigger", "target")]
    start, end = min(p[0] for p in parts), max(p[1] for p in parts)
    return " ".join(article["text"][max(0, start - 60) : end + 60].split())


def _loss(event: Mapping[str, Any], extraction: Extraction, evokers: frozenset[str]) -> str:
    source, target = event["source"], event["target"]
    hits = [s for s in extraction.statements if s.relation in _EVENTS and _joins(s, source, target)]
    if hits:
        return "found" if any((s.relation, event["class"]) in _OF for s in hits) else "class"
    who, whom = ([m for m in extraction.mentions if _overlap(part, m)] for part in (source, target))
    if not who or not whom:
        return "source" if whom else "target" if who else "both"
    if {m.label for m in who} == {m.label for m in whom} and len({m.label for m in who}) == 1:
        return "same"
    if not any(
        any(s.start <= m.start < s.end for m in who) and any(s.start <= m.start < s.end for m in whom)
        for s in extraction.sentences
    ):
        return "apart"
    if any(_joins(s, source, target) or _joins(s, target, source) for s in extraction.statements):
        return "joined"
    if any(_overlap(event["trigger"], s.trigger) for s in extraction.statements):
        return "slots"
    words = _WORD.findall(fold(event["trigger"][2]))
    return "unfilled" if any({w, w.removesuffix("s"), w.removesuffix("es")} & evokers for w in words) else "trigger"


def _joins(statement: Statement, source: Part, target: Part) -> bool:
    ways = [(source, target)]
    if Ontology.load().relations[statement.relation].symmetric:
        ways.append((target, source))
    return any(_overlap(one, statement.subject) and _overlap(other, statement.object) for one, other in ways)


def _overlap(part: Part, span: Any) -> bool:
    return bool(span.start < part[1] and part[0] < span.end)


def _evokers(lexicon: Lexicon) -> frozenset[str]:
    """The words that evoke a relation by themselves: lemmas, and the forms of verbs, without accents."""
    plain = {lemma for (_, lemma), frames in lexicon.frames.items() if any(f.with_ is None for f in frames)}
    return frozenset(map(fold, plain | {form for form, verb in lexicon.forms.items() if verb in plain}))


def _measures(losses: Counter[str]) -> dict[str, Any]:
    total = losses.total()
    found = losses["found"] + losses["class"]
    return {
        "events": total,
        "found": round(found / total, 4) if total else None,
        "class_right": round(losses["found"] / total, 4) if total else None,
        "lost_at": {loss: losses[loss] for loss in LOSSES},
    }
