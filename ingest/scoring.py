"""Scores statements against labelled articles: precision, recall and F1 of edges.

An edge counts once per article, however often it is said. A predicted entity is looked up
among the labelled ones by its label, then by its words in the text: a full name first,
then any alias, then a name whose words contain it or are contained in it, if just one is.
The labelled form is that of the project's gold files: ``entities`` (id, name, aliases,
type) and ``triples`` (s, r, o, status, by).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..graph.errors import BadInput
from ..graph.iris import fold
from ..graph.ontology import Ontology

Edge = tuple[str, str, str]
Words = tuple[str, ...]

_SMALL = frozenset("el la los las de del y the of lo un una".split())
_WORD = re.compile(r"[a-z0-9]+")


def score(gold: Sequence[Mapping[str, Any]], records: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Any], list[str]]:
    """The report and a line for each missed or wrong edge.

    ``records`` have the form of :meth:`Statement.record`; those of other articles are passed over.

    :raises BadInput: no record is of any of the articles
    """
    by_article: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for record in records:
        by_article[record["doc"]].append(record)
    if by_article and not by_article.keys() & {article["id"] for article in gold}:
        raise BadInput("no predicted statement is of an article in the gold files")
    tally = _Tally()
    for article in gold:
        tally.add(Labels(article), by_article.get(article["id"], ()))
    return tally.report(len(gold)), tally.errors


def _words(name: str) -> Words:
    found = _WORD.findall(fold(name).encode("ascii", "ignore").decode())
    return tuple(w for w in found if w not in _SMALL) or tuple(found)


class Labels:
    """The labelled entities and edges of one article."""

    def __init__(self, article: Mapping[str, Any]) -> None:
        self.id: str = article["id"]
        self.names = {e["id"]: e["name"] for e in article["entities"]}
        self._full: dict[Words, set[str]] = defaultdict(set)
        self._any: dict[Words, set[str]] = defaultdict(set)
        for entity in article["entities"]:
            self._full[_words(entity["name"])].add(entity["id"])
            for name in (entity["name"], *entity.get("aliases", ())):
                self._any[_words(name)].add(entity["id"])
        self.statuses: dict[Edge, set[str]] = defaultdict(set)
        self.speakers: dict[Edge, str | None] = {}
        for triple in article["triples"]:
            edge = edge_of(triple["s"], triple["r"], triple["o"])
            self.statuses[edge].add(triple["status"])
            self.speakers[edge] = triple.get("by")

    def find(self, mention: Mapping[str, Any]) -> str:
        """The labelled entity that a mention is, else ``?`` and its words."""
        for name in (mention.get("label"), mention.get("text")):
            words = _words(name) if name else ()
            if not words:
                continue
            for known in (self._full, self._any):
                if len(known.get(words, ())) == 1:
                    return next(iter(known[words]))
            near = {
                each
                for other, ids in self._any.items()
                for each in ids
                if set(words) <= set(other) or set(other) <= set(words)
            }
            if len(near) == 1:
                return next(iter(near))
        return "?" + " ".join(_words(mention.get("label") or mention.get("text") or ""))

    def show(self, edge: Edge) -> str:
        subject, relation, object_ = edge
        return f"{self.names.get(subject, subject)} –{relation}→ {self.names.get(object_, object_)}"


@dataclass(slots=True)
class _Tally:
    counts: Counter[str] = field(default_factory=Counter)
    relations: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    errors: list[str] = field(default_factory=list)

    def add(self, labels: Labels, records: Iterable[Mapping[str, Any]]) -> None:
        said: dict[Edge, set[str]] = defaultdict(set)
        sources: dict[Edge, set[str]] = defaultdict(set)
        for record in records:
            subject, object_ = labels.find(record["subject"]), labels.find(record["object"])
            if subject != object_:
                edge = edge_of(subject, record["relation"], object_)
                said[edge].add(record["status"])
                if record.get("attributed_to"):
                    sources[edge].add(labels.find(record["attributed_to"]))
        self._compare("", set(said), set(labels.statuses))
        self._compare("_status", _with_status(said), _with_status(labels.statuses))
        self._compare("_pair", _pairs(said), _pairs(labels.statuses))
        self._facts(labels, said, sources)
        for edge in labels.statuses:
            self.relations[edge[1]].update(gold=1, hit=int(edge in said))
        for edge in said:
            self.relations[edge[1]]["predicted"] += 1
        self._list("missed ", labels, labels.statuses, said)
        self._list("wrong  ", labels, said, labels.statuses)

    def _compare(self, what: str, said: set[Any], gold: set[Any]) -> None:
        self.counts.update({"gold" + what: len(gold), "predicted" + what: len(said), "hit" + what: len(gold & said)})

    def _facts(self, labels: Labels, said: Mapping[Edge, set[str]], sources: Mapping[Edge, set[str]]) -> None:
        self.counts["said_fact"] += sum("fact" in statuses for statuses in said.values())
        for edge in labels.statuses.keys() & said.keys():
            self.counts["false_fact"] += "fact" in said[edge] and "fact" not in labels.statuses[edge]
            speaker = labels.speakers[edge]
            if speaker:
                self.counts["by_gold"] += 1
                found = labels.find({"label": labels.names.get(speaker, speaker)})
                self.counts["by_hit"] += found in sources.get(edge, ())

    def _list(self, kind: str, labels: Labels, these: Mapping[Edge, set[str]], those: Mapping[Edge, Any]) -> None:
        self.errors += [
            f"{labels.id}: {kind} {labels.show(edge)} {sorted(these[edge])}"
            for edge in sorted(these.keys() - those.keys())
        ]

    def report(self, articles: int) -> dict[str, Any]:
        n = self.counts
        return {
            "articles": articles,
            "edges": _measures(n["hit"], n["predicted"], n["gold"]),
            "edges_with_status": _measures(n["hit_status"], n["predicted_status"], n["gold_status"]),
            "pairs": _measures(n["hit_pair"], n["predicted_pair"], n["gold_pair"]),
            "false_facts": {"count": n["false_fact"], "of_facts_said": n["said_fact"]},
            "attribution_recall": round(n["by_hit"] / n["by_gold"], 4) if n["by_gold"] else None,
            "relations": {
                name: _measures(c["hit"], c["predicted"], c["gold"]) for name, c in sorted(self.relations.items())
            },
        }


def edge_of(subject: str, relation: str, object_: str) -> Edge:
    known = Ontology.load().relations.get(relation)
    if known is not None and known.symmetric:
        subject, object_ = sorted((subject, object_))
    return subject, relation, object_


def _with_status(edges: Mapping[Edge, set[str]]) -> set[tuple[Edge, str]]:
    return {(edge, status) for edge, statuses in edges.items() for status in statuses}


def _pairs(edges: Iterable[Edge]) -> set[tuple[str, ...]]:
    return {tuple(sorted((edge[0], edge[2]))) for edge in edges}


def _measures(hit: int, predicted: int, gold: int) -> dict[str, float]:
    precision = hit / predicted if predicted else 0.0
    recall = hit / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4),
        "hit": hit, "predicted": predicted, "gold": gold,
    }  # fmt: skip
