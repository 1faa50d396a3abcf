"""``cabos rank neighbours ties bridges communities changes``: the graph as a whole."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ...graph.statement import EntityType, Status
from . import conditions, options
from .reports import print_rows

Limit = Annotated[int, typer.Option(min=1, metavar="N", help="Most rows.")]
_ENTITY = {"entity": "entity.label", "type": "entity.type"}


class Measured(StrEnum):
    """What entities are ranked by."""

    DEGREE = "degree"
    IN_DEGREE = "in_degree"
    OUT_DEGREE = "out_degree"
    PAGERANK = "pagerank"
    BETWEENNESS = "betweenness"


def rank(
    measure: Annotated[Measured, typer.Argument(help="What to rank by.")] = Measured.DEGREE,
    store: options.Store = None,
    type: Annotated[EntityType | None, typer.Option(help="Only entities of this class.")] = None,
    relation: options.Relations = [],  # noqa: B006 — typer copies it
    status: options.Statuses = [Status.FACT],  # noqa: B006
    since: conditions.Since = None,
    until: conditions.Until = None,
    min_articles: conditions.MinArticles = 1,
    directed: conditions.Directed = False,
    limit: Limit = 20,
    format: options.Format = options.Tabular.TABLE,
) -> None:
    """Rank entities by their place in the graph. Above 2,000 entities betweenness is estimated, and says so.

    \b
    Examples:
      $ cabos rank
      $ cabos rank betweenness --type Person --limit 5
    """
    from ...graph import open_graph

    with open_graph(options.where(store), read_only=True, create=False) as graph:
        found = graph.ranking(
            str(measure), type=type and str(type), limit=limit, relations=relation, statuses=[str(s) for s in status],
            since=since, until=until, min_articles=min_articles, directed=directed,
        )  # fmt: skip
    record = found.record()
    columns = {**_ENTITY, str(measure): "score"}
    print_rows(
        record["items"], columns, format, total=found.total, numbers=[str(measure)],
        measure=found.measure, sampled=found.sampled,
    )  # fmt: skip


def neighbours(
    entities: Annotated[list[str], typer.Argument(metavar="ENTITY", help="Entities or sets, as for cabos path.")],
    store: options.Store = None,
    hops: Annotated[int, typer.Option(min=1, max=4, metavar="N", help="How many steps to go out.")] = 1,
    relation: options.Relations = [],  # noqa: B006
    status: options.Statuses = [Status.FACT],  # noqa: B006
    since: conditions.Since = None,
    until: conditions.Until = None,
    min_articles: conditions.MinArticles = 1,
    avoid: conditions.Avoid = [],  # noqa: B006
    limit: Limit = 100,
    format: options.Format = options.Tabular.TABLE,
) -> None:
    """List what lies around entities, the nearest first.

    \b
    Examples:
      $ cabos neighbours Rusia
      $ cabos neighbours Venezuela --hops 2 --relation SUPPORT --format csv
    """
    from ...graph import open_graph

    with open_graph(options.where(store), read_only=True, create=False) as graph:
        page = graph.neighbourhood(
            *entities, hops=hops, avoid=avoid, limit=limit, relations=relation, statuses=[str(s) for s in status],
            since=since, until=until, min_articles=min_articles,
        )  # fmt: skip
    columns = {**_ENTITY, "hops": "hops", "degree": "degree"}
    rows = page.record()["items"]
    print_rows(rows, columns, format, total=page.total, numbers=["hops", "degree"])


def ties(
    entity: Annotated[str, typer.Argument(metavar="ENTITY", help="Whose neighbours.")],
    store: options.Store = None,
    relation: options.Relations = [],  # noqa: B006
    status: options.Statuses = [Status.FACT],  # noqa: B006
    by_relation: Annotated[bool, typer.Option("--by-relation", help="Count relations, not PLOVER categories.")] = False,
    least: Annotated[bool, typer.Option("--least", help="The weakest ties first.")] = False,
    since: conditions.Since = None,
    until: conditions.Until = None,
    limit: Limit = 20,
    format: options.Format = options.Tabular.TABLE,
) -> None:
    """List whom an entity is most connected to, and by what; numbers count independent sources.

    \b
    Examples:
      $ cabos ties Venezuela
      $ cabos ties Rusia --by-relation --least
    """
    from ...graph import open_graph

    with open_graph(options.where(store), read_only=True, create=False) as graph:
        page = graph.ties(
            entity, by_category=not by_relation, least=least, limit=limit, relations=relation,
            statuses=[str(s) for s in status], since=since, until=until,
        )  # fmt: skip
    columns = {**_ENTITY, "sources": "strength", "relations": "relations"}
    print_rows(page.record()["items"], columns, format, total=page.total, numbers=["sources"])


def bridges(
    first: Annotated[str, typer.Argument(metavar="FIRST", help="Entity or set, as for cabos path.")],
    second: Annotated[str, typer.Argument(metavar="SECOND", help="Entity or set.")],
    store: options.Store = None,
    relation: options.Relations = [],  # noqa: B006
    limit: Limit = 20,
    format: options.Format = options.Tabular.TABLE,
) -> None:
    """List who is connected to both of two groups, and part of neither.

    \b
    Examples:
      $ cabos bridges Rostec "Nicolás Maduro"
      $ cabos bridges type:Country "Juan Guaidó" --format json
    """
    from ...graph import open_graph

    with open_graph(options.where(store), read_only=True, create=False) as graph:
        page = graph.bridges(first, second, relations=relation, limit=limit)
    columns = {**_ENTITY, "to first": "first", "to second": "second"}
    print_rows(page.record()["items"], columns, format, total=page.total, numbers=["to first", "to second"])


def communities(
    store: options.Store = None,
    relation: options.Relations = [],  # noqa: B006
    min_articles: conditions.MinArticles = 1,
    limit: Limit = 20,
    format: options.Format = options.Tabular.TABLE,
) -> None:
    """List groups whose members are connected with one another more than with others (Louvain).

    \b
    Examples:
      $ cabos communities
    """
    from ...graph import open_graph

    with open_graph(options.where(store), read_only=True, create=False) as graph:
        found = graph.communities(relations=relation, min_articles=min_articles)
    records = [{**group.record(), "who": ", ".join(ref.label for ref in group.entities[:8])} for group in found[:limit]]
    print_rows(records, {"size": "size", "best connected": "who"}, format, total=len(found), numbers=["size"])


def changes(
    before: Annotated[str, typer.Option(metavar="FROM..TO", help="First period; either end may be left out.")],
    after: Annotated[str, typer.Option(metavar="FROM..TO", help="Second period.")],
    entity: Annotated[str | None, typer.Option(metavar="ENTITY", help="Only edges of this entity.")] = None,
    store: options.Store = None,
    relation: options.Relations = [],  # noqa: B006
    status: options.Statuses = [Status.FACT],  # noqa: B006
    limit: Limit = 50,
    format: options.Format = options.Tabular.TABLE,
) -> None:
    """List the edges that more, or fewer, sources tell of in the second period than in the first.

    \b
    Examples:
      $ cabos changes --before ..2019-05 --after 2019-06..2019-12
    """
    from ...graph import open_graph

    with open_graph(options.where(store), read_only=True, create=False) as graph:
        page = graph.changes(
            conditions.period(before), conditions.period(after), entity=entity, limit=limit, relations=relation,
            statuses=[str(s) for s in status],
        )  # fmt: skip
    columns = {"subject": "subject.label", "relation": "relation", "object": "object.label", "status": "status"}
    numbers = {"before": "before", "after": "after"}
    print_rows(page.record()["items"], {**columns, **numbers}, format, total=page.total, numbers=list(numbers))
