"""Writing one article: what may be stored is, what may not is counted with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from pyoxigraph import NamedNode

from . import terms as t
from .constraints import why_kept_out
from .decisions import without_rejected
from .errors import BadInput
from .iris import article_graph
from .ontology import Ontology
from .quads import activity_node, agent_node, extraction_quads
from .reprints import copy_of, link, original, relink
from .rows import Added, ArticleRow, KeptOut
from .statement import Article, Extraction, Statement, Status
from .store import Change, Store
from .versions import content_digest, read_versions

RUN_TIMES = frozenset({t.ENDED_AT, t.GENERATED_AT, t.INVALIDATED_AT})
"""What says when something was read."""

_NO_CHANGE = RUN_TIMES | {t.IDENTIFIER}
"""And what its file calls it: the same text in two files is one article, under its first name."""

_SAME = "it says the same as another statement of the article, which is kept"


def write_extraction(store: Store, extraction: Extraction, ontology: Ontology) -> tuple[Added, list[Change]]:
    """Replace the article's graph in one step, with a note of the version that it held before.

    Nothing is written where only run time or file name differ, nor for a version that another
    has replaced: sources that hold both are read again and again.

    :raises BadInput: the article itself cannot be stored (no text, a date that is none, …)
    """
    article = extraction.article
    if not article.text.strip():
        raise BadInput(f"Article {article.id!r} has no text.")
    sifted, kept_out = sift(extraction, ontology)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        kept, rejected = without_rejected(store, article.iri, sifted)
        kept_out += rejected
        edges = {(s.subject.entity, s.relation, s.object.entity) for s in kept if s.status is Status.FACT}
        before = read_versions(store, article.iri)
        if content_digest(article) in before.replaced:
            return Added(article.iri, len(kept), len(edges), kept_out, changed=False), []
        quads = extraction_quads(replace(extraction, statements=kept), now)
    except ValueError as error:
        raise BadInput(f"Article {article.id!r} cannot be stored: {error}") from error
    quads += before.notes(content_digest(article), now)
    new = copy_of(article.iri, article.date, extraction.minhash) if extraction.minhash else None
    quads += link(article.iri, original(store, new)) if new else []
    changes = _apply(store, relink(store, article.iri, new))
    change = store.replace(NamedNode(article_graph(article.iri)), quads, apart_from=_NO_CHANGE)
    replaced = change is not None and bool(before.current)
    added = Added(article.iri, len(kept), len(edges), kept_out, change is not None, replaced)
    return added, [*changes, change] if change else changes


def knows(store: Store, article: Article, software: Mapping[str, str]) -> bool:
    """Whether the article has been read already by this software, in this version or one that was replaced since."""
    said, known = content_digest(article), read_versions(store, article.iri)
    if said != known.current:
        return said in known.replaced
    graph = NamedNode(article_graph(article.iri))
    agents = store.quads(activity_node(article.iri), t.ASSOCIATED_WITH, None, graph)
    return {quad.object for quad in agents} == {agent_node(*item) for item in software.items()}


def sift(extraction: Extraction, ontology: Ontology) -> tuple[tuple[Statement, ...], tuple[KeptOut, ...]]:
    """The statements that may be stored, and the others, each with its reason.

    Of statements with one IRI the surest is kept, so that none has two confidences.
    """
    kept: dict[str, Statement] = {}
    kept_out: list[KeptOut] = []
    for statement in extraction.statements:
        if reason := why_kept_out(statement, extraction.article, ontology):
            kept_out.append(KeptOut(statement, reason))
            continue
        rival = kept.get(statement.iri)
        if rival is None or rival.confidence < statement.confidence:
            kept[statement.iri] = statement
        if rival is not None:
            weaker = statement if kept[statement.iri] is rival else rival
            kept_out.append(KeptOut(weaker, _SAME))
    return tuple(kept.values()), tuple(kept_out)


def remove_article(store: Store, article: ArticleRow) -> list[Change]:
    """Drop the article's graph; reprints of it become those of the next."""
    changes = _apply(store, relink(store, article.iri, None))
    dropped = store.drop(NamedNode(article_graph(article.iri)))
    return [*changes, dropped] if dropped else changes


def _apply(store: Store, changes: list[Change]) -> list[Change]:
    """One write for each: indexes count them."""
    for change in changes:
        store.apply([change])
    return changes
