"""``cabos path``: how two entities are connected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...graph.statement import Status
from . import conditions, options
from .output import print_csv, print_json, print_table, tell

if TYPE_CHECKING:
    from ...graph.paths import Path, Step


def path(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="Entity: name, alias, IRI, or its last segment; or a set.")
    ],
    target: Annotated[str, typer.Argument(metavar="TO", help="Entity to reach, or a set of them.")],
    store: options.Store = None,
    max_length: Annotated[int, typer.Option(min=1, metavar="N", help="Most steps of a path.")] = 4,
    k: Annotated[int, typer.Option(min=1, metavar="N", help="Most paths to print.")] = 10,
    relation: options.Relations = [],  # noqa: B006 — typer copies it
    status: options.Statuses = [Status.FACT],  # noqa: B006
    directed: Annotated[bool, typer.Option("--directed", help="Follow edges only from subject to object.")] = False,
    all_simple: Annotated[bool, typer.Option("--all", help="All simple paths, not only the shortest.")] = False,
    since: conditions.Since = None,
    until: conditions.Until = None,
    as_of: conditions.AsOf = None,
    min_articles: conditions.MinArticles = 1,
    min_sources: conditions.MinSources = 1,
    avoid: conditions.Avoid = [],  # noqa: B006
    weight: conditions.Weight = conditions.Weighted.HOPS,
    format: options.Format = options.Tabular.TABLE,
) -> None:
    """Find paths between two entities; every step has the sentences that back it.

    A set is type:Person (all of a class) or people:Rusia (who leads it, belongs to it, is its national).
    The exit code is 1 where there is none.

    \b
    Examples:
      $ cabos path "Rostec" "Juan Guaidó"
      $ cabos path Rusia Maduro --max-length 2 --relation supports --format json
      $ cabos path Rostec "Juan Guaidó" --all --weight evidence --avoid "Donald Trump"
      $ cabos path people:Venezuela type:Country --as-of 2020-06
    """
    from ...graph import open_graph

    with open_graph(options.where(store), read_only=True, create=False) as graph:
        paths = graph.paths(
            source,
            target,
            max_length=max_length,
            k=k,
            relations=relation,
            statuses=[str(s) for s in status],
            directed=directed,
            all_simple=all_simple,
            since=since,
            until=until,
            as_of=as_of,
            min_articles=min_articles,
            min_sources=min_sources,
            avoid=avoid,
            weight=str(weight),
        )
    _print(paths, format)
    if not paths.complete:
        tell("there may be more paths: the search gave up; ask for fewer (--k, --max-length)")
    if not paths:
        tell(f"no path of at most {max_length} steps joins {source} and {target}")
        raise typer.Exit(1)


def _print(paths: Sequence[Path], format: options.Tabular) -> None:
    if format is options.Tabular.JSON:
        print_json({"paths": [path.record() for path in paths]})
    elif format is options.Tabular.CSV:
        columns = ("path", "step", "from", "relation", "to", "status", "sentence", "publisher", "date", "url")
        print_csv(_rows(paths), columns)
    elif paths:
        shown = ("path", "step", "from", "relation", "to", "sentence", "source")
        print_table(shown, (_shown(row) for row in _rows(paths)), numbers=("path", "step"))


def _rows(paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """One row a statement; a step without any has one row with none."""
    for number, path in enumerate(paths, 1):
        for position, step in enumerate(path.steps, 1):
            for statement in step.statements:
                yield {
                    "path": number,
                    "step": position,
                    **_edge(step),
                    "status": statement.status,
                    "sentence": statement.sentence.text,
                    "publisher": statement.article.publisher,
                    "date": statement.article.date,
                    "url": statement.article.url,
                }


def _edge(step: Step) -> dict[str, str]:
    """The edge as the article has it, not as the path goes."""
    ends = (step.source, step.target) if step.forward else (step.target, step.source)
    return {"from": ends[0].label, "relation": step.relation, "to": ends[1].label}


def _shown(row: dict[str, Any]) -> tuple[Any, ...]:
    source = ", ".join(filter(None, (row["publisher"], row["date"])))
    return row["path"], row["step"], row["from"], row["relation"], row["to"], row["sentence"], source
