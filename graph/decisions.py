"""Decisions: what a person has found that a sentence does not say, kept apart from what articles say.

A rejection takes a statement out of its article's graph, and with it the edge that nothing
else of the article backs: whatever reads facts, the users' own queries too, then sees
neither. It is about what one sentence says of two entities, not about one reading of it: read
again, by another model even, the same is kept out again, while other sentences and articles
that say so count as before. What was taken out is kept with it, and can be put back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from . import terms as t
from .errors import BadInput, NotFound
from .iris import DECISION, ONTOLOGY, article_graph, digest
from .quads import status_node
from .rows import KeptOut, Page, StatementRow, last_segment
from .statement import Statement, Status
from .store import Change, Store
from .times import time_literal

if TYPE_CHECKING:
    from .graph import Graph

_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Rejection:
    """That a sentence of an article does not say this of these two; IRIs, but for relation and texts."""

    iri: str
    statement: str
    article: str
    subject: str
    relation: str
    object: str
    sentence: str
    reason: str
    decided_at: str

    def record(self) -> dict[str, Any]:
        """All fields, and ``id``: the last segment of the IRI."""
        return asdict(self) | {"id": last_segment(self.iri)}


class Decisions:
    """What a ``Graph`` inherits."""

    def reject(self, statements: Sequence[str], reason: str = "") -> list[Rejection]:
        """Take statements out, given by IRI or its last segment: their sentences do not say that.

        :raises NotFound: no such statement; then none of them is rejected
        :raises BadInput: a reason of more than 500 characters
        """
        if len(reason) > _LONGEST:
            raise BadInput(f"a reason has at most {_LONGEST} characters, not {len(reason)}.")
        graph = cast("Graph", self)
        with graph._write_lock:
            rows = [graph.statement(key) for key in dict.fromkeys(statements)]
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            changes, made = _taken_out(graph.store, rows, reason.strip(), now)
            graph.store.apply(changes)
            graph._note(changes)
        return made

    def accept(self, key: str) -> tuple[Rejection, bool]:
        """Take a rejection back, given by IRI or its last segment; whether its statement stands again.

        It does not where the article has been retracted or has changed since: reading it again brings it back.

        :raises NotFound: no such rejection
        """
        graph = cast("Graph", self)
        with graph._write_lock:
            found = next((r for r in read_rejections(graph.store) if key in (r.iri, last_segment(r.iri))), None)
            if found is None:
                raise NotFound(f"No rejection {key!r}: give its IRI, or the last part of it.")
            changes = _put_back(graph.store, found)
            graph.store.apply(changes)
            graph._note(changes)
        return found, len(changes) > 1

    def rejections(self, *, limit: int = 100, offset: int = 0) -> Page[Rejection]:
        """What has been rejected, the latest first."""
        rows = sorted(read_rejections(cast("Graph", self).store), key=lambda r: (r.decided_at, r.iri), reverse=True)
        return Page(tuple(rows[offset : offset + limit]), len(rows), limit, offset)


def without_rejected(
    store: Store, article: str, statements: Iterable[Statement]
) -> tuple[tuple[Statement, ...], tuple[KeptOut, ...]]:
    """The statements of an article that no rejection is about, and the others with the reason."""
    rejected = {r.iri: r for r in read_rejections(store, article)}
    if not rejected:
        return tuple(statements), ()
    kept, out = [], []
    for said in statements:
        ends = (
            said.subject.entity.iri if said.subject.entity else "",
            said.object.entity.iri if said.object.entity else "",
        )
        sentence = said.sentence.text
        if found := rejected.get(_iri(article, ends[0], said.relation, ends[1], sentence)):
            out.append(
                KeptOut(said, f"a decision of {found.decided_at[:10]} rejects it: {found.reason or 'no reason given'}")
            )
        else:
            kept.append(said)
    return tuple(kept), tuple(out)


def read_rejections(store: Store, article: str | None = None) -> Iterator[Rejection]:
    """All rejections of a store, or those about one article."""
    node = NamedNode(article) if article else None
    for quad in list(store.quads(None, t.REJECTED_IN, node, t.DECISIONS_GRAPH)):
        if not isinstance(quad.subject, NamedNode):
            continue
        known = {q.predicate: t.value(q.object) for q in store.quads(quad.subject, None, None, t.DECISIONS_GRAPH)}
        yield Rejection(
            iri=quad.subject.value,
            statement=known.get(t.REJECTS, ""),
            article=t.value(quad.object),
            subject=known.get(t.REJECTED_SUBJECT, ""),
            relation=known.get(t.REJECTED_RELATION, "").removeprefix(ONTOLOGY),
            object=known.get(t.REJECTED_OBJECT, ""),
            sentence=known.get(t.REJECTED_SENTENCE, ""),
            reason=known.get(t.REASON, ""),
            decided_at=known.get(t.GENERATED_AT, ""),
        )


def _iri(article: str, subject: str, relation: str, object_: str, sentence: str) -> str:
    """The same for every reading of the sentence."""
    return DECISION + digest(article, subject, relation, object_, " ".join(sentence.split()))


def _taken_out(
    store: Store, rows: Sequence[StatementRow], reason: str, now: str
) -> tuple[list[Change], list[Rejection]]:
    gone: dict[NamedNode, set[Quad]] = {}
    noted: set[Quad] = set()
    made = []
    for row in rows:
        where = NamedNode(article_graph(row.article.iri))
        said = set(store.quads(NamedNode(row.iri), None, None, where))
        gone.setdefault(where, set()).update(said)
        rejection = Rejection(
            iri=_iri(row.article.iri, row.subject.iri, row.relation, row.object.iri, row.sentence.text),
            statement=row.iri, article=row.article.iri, subject=row.subject.iri, relation=row.relation,
            object=row.object.iri, sentence=row.sentence.text, reason=reason, decided_at=now,
        )  # fmt: skip
        noted.update(_quads(rejection, said))
        made.append(rejection)
    for row in rows:
        where = NamedNode(article_graph(row.article.iri))
        edge = Quad(NamedNode(row.subject.iri), NamedNode(ONTOLOGY + row.relation), NamedNode(row.object.iri), where)
        if row.status == Status.FACT and not _backed(store, row, where, gone[where]):
            gone[where].add(edge)
    changes = [Change(where, frozenset(quads), frozenset()) for where, quads in gone.items()]
    return [*changes, Change(t.DECISIONS_GRAPH, frozenset(), frozenset(noted))], made


def _backed(store: Store, row: StatementRow, where: NamedNode, gone: set[Quad]) -> bool:
    """Whether a fact that stays in the graph says the same."""
    subject, object_, relation = (NamedNode(x) for x in (row.subject.iri, row.object.iri, ONTOLOGY + row.relation))
    parts = ((t.PREDICATE, relation), (t.OBJECT, object_), (t.STATUS, status_node(Status.FACT)))
    return any(
        quad not in gone and all(next(store.quads(node, *part, where), None) for part in parts)
        for quad in list(store.quads(None, t.SUBJECT, subject, where))
        if isinstance(node := quad.subject, NamedNode)
    )


def _quads(rejection: Rejection, said: Iterable[Quad]) -> Iterator[Quad]:
    node = NamedNode(rejection.iri)
    withdrawn = serialize(sorted((quad.triple for quad in said), key=str), format=RdfFormat.N_TRIPLES) or b""
    yield Quad(node, t.TYPE, t.REJECTION, t.DECISIONS_GRAPH)
    for predicate, value in (
        (t.REJECTS, NamedNode(rejection.statement)),
        (t.REJECTED_IN, NamedNode(rejection.article)),
        (t.REJECTED_SUBJECT, NamedNode(rejection.subject)),
        (t.REJECTED_RELATION, NamedNode(ONTOLOGY + rejection.relation)),
        (t.REJECTED_OBJECT, NamedNode(rejection.object)),
        (t.REJECTED_SENTENCE, Literal(rejection.sentence)),
        (t.WITHDRAWN, Literal(withdrawn.decode())),
        (t.GENERATED_AT, time_literal(rejection.decided_at)),
    ):
        yield Quad(node, predicate, value, t.DECISIONS_GRAPH)
    if rejection.reason:
        yield Quad(node, t.REASON, Literal(rejection.reason), t.DECISIONS_GRAPH)


def _put_back(store: Store, rejection: Rejection) -> list[Change]:
    """The rejection gone; where the article still has the sentence and the mentions, the statement back in it."""
    node, where = NamedNode(rejection.iri), NamedNode(article_graph(rejection.article))
    noted = frozenset(store.quads(node, None, None, t.DECISIONS_GRAPH))
    changes = [Change(t.DECISIONS_GRAPH, noted, frozenset())]
    text = next((t.value(q.object) for q in noted if q.predicate == t.WITHDRAWN), "")
    said = [quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES)]
    spans = [
        x.object for x in said if isinstance(x.object, NamedNode) and x.object.value.startswith(f"{rejection.article}#")
    ]
    if not said or not all(next(store.quads(span, t.TYPE, None, where), None) for span in spans):
        return changes
    triples = set(said)
    if any(x.predicate == t.STATUS and x.object == status_node(Status.FACT) for x in said):
        relation = NamedNode(ONTOLOGY + rejection.relation)
        triples.add(Triple(NamedNode(rejection.subject), relation, NamedNode(rejection.object)))
    there = frozenset(store.quads(graph=where))
    return [
        *changes,
        Change(where, frozenset(), frozenset(Quad(x.subject, x.predicate, x.object, where) for x in triples) - there),
    ]
