"""How entities are connected: paths through the graph, each step with its sentences.

A path is a sequence of entities. Between two neighbours the best supported relation is the
step, and the others are named beside it: otherwise k parallel relations on n steps would
make kⁿ paths that a reader takes for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

from .analysis.ends import numbers, resolve
from .analysis.evidence import evidence
from .analysis.only import Only, only
from .analysis.search import best_paths, distance
from .analysis.view import View
from .analysis.weights import Cost, Evidence, Hops, known_weight
from .deadline import check_deadline
from .errors import BadInput
from .rows import EntityRef, StatementRow
from .statement import Status

if TYPE_CHECKING:
    import pandas

    from .graph import Graph

_Pair = tuple[str | Sequence[str], str | Sequence[str]]
MAX_LENGTH = 8
MAX_K = 200
EVIDENCE = 20
"""At most so many statements come with a step; ``articles`` still counts all."""


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a path.

    ``forward`` is False where the edge points from ``target`` to ``source``. ``also`` names
    the other relations between the two; ``^`` before a name turns it round, as in SPARQL.
    ``articles`` is how many of them tell of the edge.
    """

    source: EntityRef
    relation: str
    target: EntityRef
    forward: bool
    statements: tuple[StatementRow, ...]
    also: tuple[str, ...] = ()
    articles: int = 0

    def record(self) -> dict[str, Any]:
        """``from``, ``relation``, ``to``, ``forward``, ``also``, ``articles``, ``statements``."""
        return {
            "from": self.source.record(),
            "relation": self.relation,
            "to": self.target.record(),
            "forward": self.forward,
            "also": list(self.also),
            "articles": self.articles,
            "statements": [row.record() for row in self.statements],
        }


@dataclass(frozen=True, slots=True, repr=False)
class Path:
    """Steps from one entity to another; ``cost`` by ``analysis.weights`` where that was asked for."""

    steps: tuple[Step, ...]
    cost: float | None = None

    def __len__(self) -> int:
        return len(self.steps)

    def __str__(self) -> str:
        """``Rostec —supplies→ Venezuela ←leads— Nicolás Maduro``."""
        arrows = (f"—{s.relation}→" if s.forward else f"←{s.relation}—" for s in self.steps)
        names = (step.target.label for step in self.steps)
        return " ".join([self.steps[0].source.label, *(f"{a} {b}" for a, b in zip(arrows, names, strict=True))])

    def __repr__(self) -> str:
        """The same in angle brackets: a list of paths is read at a prompt."""
        return f"<{self}>"

    def record(self) -> dict[str, Any]:
        """``steps`` as records, and ``cost``."""
        return {"steps": [step.record() for step in self.steps], "cost": self.cost}

    def _repr_html_(self) -> str:
        """For Jupyter: the path, and the surest sentence of each step."""
        first = [row for step in self.steps for row in step.statements[:1]]
        origin = [", ".join(filter(None, (row.article.publisher, row.article.date))) for row in first]
        said = (
            f"<li>«{escape(row.sentence.text)}» <small>{escape(where)}</small></li>"
            for row, where in zip(first, origin, strict=True)
        )
        return f"<p><b>{escape(str(self))}</b></p><ol>{''.join(said)}</ol>"


class Paths(list[Path]):
    """Paths, best first. Not ``complete``: the search gave up before it had seen all that were asked for."""

    complete: bool = True

    def to_pandas(self) -> pandas.DataFrame:
        """One row for each statement of each step."""
        import pandas

        rows = [
            {
                "path": number,
                "step": position,
                "from": step.source.label,
                "relation": step.relation if step.forward else f"^{step.relation}",
                "to": step.target.label,
                "status": row.status,
                "sentence": row.sentence.text,
                "publisher": row.article.publisher,
                "date": row.article.date,
                "url": row.article.url,
                "from_iri": step.source.iri,
                "to_iri": step.target.iri,
                "statement_iri": row.iri,
            }
            for number, path in enumerate(self, 1)
            for position, step in enumerate(path.steps, 1)
            for row in step.statements
        ]
        return pandas.DataFrame(rows)

    def _repr_html_(self) -> str:
        """For Jupyter: each path with its sentences."""
        note = "" if self.complete else "<p>There may be more: the search gave up.</p>"
        return "".join(path._repr_html_() for path in self) + note or "<p>No path.</p>"


@dataclass(frozen=True, slots=True)
class _Asked:
    """How paths are asked for, whatever their ends."""

    wanted: Only
    max_length: int
    k: int
    all_simple: bool
    evidently: bool
    avoid: frozenset[str]


def find_paths(
    graph: Graph,
    source: str | Sequence[str],
    target: str | Sequence[str] | None,
    *,
    max_length: int = 4,
    k: int = 10,
    relations: Sequence[str] = (),
    statuses: Sequence[str] = (Status.FACT,),
    directed: bool = False,
    all_simple: bool = False,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    min_articles: int = 1,
    min_sources: int = 1,
    avoid: Sequence[str] = (),
    weight: str = "hops",
) -> Paths:
    """The shortest paths, or with ``all_simple`` the k shortest that visit no entity twice.

    Short paths come first, then those that rest on more independent sources, then by names; with
    ``weight="evidence"`` the cheapest by ``analysis.weights``, of whatever length. Direction
    counts only where ``directed``, and never for symmetric relations. Ends may be sets, see
    ``analysis.ends``; a path touches them at its ends only. Without a target, ``k`` paths between
    each two of the sources. No path: an empty list.

    :raises NotFound: no such entity
    :raises Ambiguous: a name that several entities bear
    :raises BadInput: a bound, a relation, a status or a date that cannot be; source = target
    """
    _check("max_length", max_length, MAX_LENGTH)
    _check("k", k, MAX_K)
    evidently = known_weight(weight) == "evidence"
    wanted = only(
        graph.ontology, relations=relations, statuses=statuses, since=since, until=until, as_of=as_of,
        min_articles=min_articles, min_sources=min_sources, directed=directed,
    )  # fmt: skip
    around = frozenset(resolve(graph, avoid)) if avoid else frozenset()
    asked = _Asked(wanted, max_length, k, all_simple, evidently, around)
    found = [_between(graph, asked, *_ends(graph, *pair)) for pair in _pairs(source, target)]
    paths = Paths(path for some in found for path in some)
    paths.complete = all(some.complete for some in found)
    if len(found) > 1:
        paths.sort(key=lambda path: path.cost if path.cost is not None else len(path))
    return paths


def _between(graph: Graph, asked: _Asked, start_iris: list[str], goal_iris: list[str]) -> Paths:
    """The paths from any of the starts to any of the goals."""
    check_deadline()
    if asked.avoid & {*start_iris, *goal_iris}:
        raise BadInput("A path cannot avoid the entities that it joins: take them out of avoid.")
    with graph.index.lock:
        view, claims = graph.index.view(asked.wanted), graph.index.claims()
        starts, goals, avoid = (numbers(claims, iris) for iris in (start_iris, goal_iris, sorted(asked.avoid)))
        if not len(starts) or not len(goals):
            return Paths()
        length: int | None = asked.max_length
        if not asked.evidently and not asked.all_simple:
            length = distance(view, starts, goals, asked.max_length, avoid)
        if length is None:
            return Paths()
        cost: Cost = Evidence(view.degree) if asked.evidently else Hops(view.strongest, length)
        name = graph.index.name
        found = best_paths(view, starts, goals, max_length=length, k=asked.k, cost=cost, name=name, avoid=avoid)
        costs = found.costs if asked.evidently else [None] * len(found.paths)
        paths = Paths(_path(graph, view, nodes, total) for nodes, total in zip(found.paths, costs, strict=True))
        paths.complete = found.complete
        return paths


def _pairs(source: str | Sequence[str], target: str | Sequence[str] | None) -> list[_Pair]:
    """The ends between which paths are asked for."""
    if target is not None:
        return [(source, target)]
    if isinstance(source, str) or len(source) < 2:
        raise BadInput("Paths need two ends: give a target, or several sources to be joined with one another.")
    return list(combinations(source, 2))


def _check(name: str, value: int, most: int) -> None:
    if not 1 <= value <= most:
        raise BadInput(f"{name} must lie between 1 and {most}, not {value}.")


def _ends(graph: Graph, source: str | Sequence[str], target: str | Sequence[str]) -> tuple[list[str], list[str]]:
    """The entities at both ends; what is on both sides stays on the smaller one."""
    starts, goals = resolve(graph, source), resolve(graph, target)
    both = set(starts) & set(goals)
    kept = [iri for iri in goals if iri not in both]
    if both and (not kept or len(starts) > len(goals)):
        kept, starts = goals, [iri for iri in starts if iri not in both]
    if not starts or not kept:
        raise BadInput(f"{source!r} and {target!r} are the same entity; a path needs two.")
    return starts, kept


def _path(graph: Graph, view: View, nodes: tuple[int, ...], cost: float | None) -> Path:
    return Path(tuple(_step(graph, view, *pair) for pair in pairwise(nodes)), cost)


def _step(graph: Graph, view: View, source: int, target: int) -> Step:
    arcs = view.between(source, target)
    relations = graph.index.claims().relations
    links = sorted(
        zip(-arcs.support, ~arcs.forward, (relations[n] for n in arcs.relation), arcs.status.tolist(), strict=True)
    )
    names = [f"^{relation}" if backward else relation for _, backward, relation, _ in links]
    _, backward, relation, status = links[0]
    ends = (target, source) if backward else (source, target)
    statements, articles = evidence(graph, view, ends[0], relations.index(relation), ends[1], status, EVIDENCE)
    return Step(
        source=graph.index.ref(source),
        relation=relation,
        target=graph.index.ref(target),
        forward=not backward,
        statements=statements,
        also=tuple(dict.fromkeys(name for name in names if name != names[0])),
        articles=articles,
    )
