"""Where edges are lost: each labelled edge with the first stage of the chain that failed it.

The stages, in order: ``mention`` (an entity of the edge is nowhere found), ``sentence`` (both
are found, never together in a sentence that says it: a pronoun or a description stands for
one), ``relation`` (both are found there, no rule evokes anything between them), ``slot``
(another relation, or the other direction, came out), ``status`` (the edge is there with
another status), ``found``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..graph.statement import Extraction
from .scoring import Edge, Labels, edge_of

STAGES = ("mention", "sentence", "relation", "slot", "status", "found")


@dataclass(slots=True)
class StageReport:
    """Counts by stage and relation, how mentions and types fare, and a line for each lost edge."""

    by_relation: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    entities: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    @property
    def totals(self) -> Counter[str]:
        """Edges by the stage that they reached, all relations together."""
        return sum(self.by_relation.values(), Counter())

    def record(self) -> dict[str, Any]:
        """The report as JSON: counts only."""
        return {
            "edges": {stage: self.totals[stage] for stage in STAGES},
            "entities": dict(self.entities),
            "relations": {name: dict(counts) for name, counts in sorted(self.by_relation.items())},
        }


def stages(gold: Sequence[Mapping[str, Any]], extractions: Iterable[Extraction]) -> StageReport:
    """The report for labelled articles and what was read from them (matched by article id)."""
    by_id = {extraction.article.id: extraction for extraction in extractions}
    report = StageReport()
    for article in gold:
        if extraction := by_id.get(article["id"]):
            _add(report, article, extraction)
    return report


def _add(report: StageReport, article: Mapping[str, Any], extraction: Extraction) -> None:
    labels = Labels(article)
    places: dict[str, list[int]] = defaultdict(list)
    types: dict[str, set[str]] = defaultdict(set)
    readings: dict[str, set[str]] = defaultdict(set)
    for mention in extraction.mentions:
        known = labels.find(mention.record())
        places[known].append(mention.start)
        if mention.entity:
            types[known].add(str(mention.entity.type))
            readings[known].add(mention.entity.iri)
    for entity in article["entities"]:
        found = entity["id"] in places
        report.entities.update(
            labelled=1, found=int(found), typed=int(entity["type"] in types[entity["id"]]),
            one=int(found and len(readings[entity["id"]]) == 1),
        )  # fmt: skip
    said: dict[Edge, set[str]] = defaultdict(set)
    for statement in extraction.statements:
        record = statement.record(article["id"])
        said[edge_of(labels.find(record["subject"]), statement.relation, labels.find(record["object"]))].add(
            str(statement.status)
        )
    pairs = {frozenset((edge[0], edge[2])) for edge in said}
    for triple in article["triples"]:
        stage = _stage(triple, article["sentences"], places, said, pairs)
        report.by_relation[triple["r"]][stage] += 1
        if stage != "found":
            first = article["sentences"][triple["evidence"][0]] if triple["evidence"] else (0, 0)
            shown = labels.show((triple["s"], triple["r"], triple["o"]))
            report.lost.append(f"{stage:9} {article['id']}: {shown} | {article['text'][first[0] : first[1]]}")


def _stage(
    triple: Mapping[str, Any],
    sentences: Sequence[Sequence[int]],
    places: Mapping[str, list[int]],
    said: Mapping[Edge, set[str]],
    pairs: set[frozenset[str]],
) -> str:
    subject, object_ = triple["s"], triple["o"]
    statuses = said.get(edge_of(subject, triple["r"], object_))
    if statuses:
        return "found" if triple["status"] in statuses else "status"
    if subject not in places or object_ not in places:
        return "mention"
    if frozenset((subject, object_)) in pairs:
        return "slot"
    for number in triple["evidence"]:
        start, end = sentences[number]
        if all(any(start <= at < end for at in places[one]) for one in (subject, object_)):
            return "relation"
    return "sentence"
