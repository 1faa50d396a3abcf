"""``cabos says`` and ``cabos contradictions``: which sources say what, and what cannot both stand."""

from __future__ import annotations

from typing import Annotated

import typer

from . import conditions, options
from .reports import print_rows


def says(
    subject: Annotated[str, typer.Argument(metavar="ENTITY", help="One of the two.")],
    object: Annotated[str, typer.Argument(metavar="ENTITY", help="The other.")],
    relation: Annotated[str | None, typer.Option(metavar="R", help="Only this relation.")] = None,
    store: options.Store = None,
    format: options.Format = options.Tabular.TABLE,
) -> None:
    """List which sources assert, deny, or report as possible what is said of two entities, and since when.

    \b
    Examples:
      $ cabos says Rusia Venezuela
      $ cabos says "Donald Trump" "Juan Guaidó" --relation supports --format json
    """
    from ...graph import open_graph

    with open_graph(options.where(store), read_only=True, create=False) as graph:
        voices = graph.who_says(subject, object, relation=relation)
    columns = {
        "subject": "subject.label", "relation": "relation", "object": "object.label", "status": "status",
        "source": "source", "according to": "speaker", "since": "since", "articles": "articles",
        "sentence": "statements.0.sentence.text",
    }  # fmt: skip
    print_rows([voice.record() for voice in voices], columns, format, numbers=["articles"])


def contradictions(
    entity: Annotated[str | None, typer.Argument(metavar="ENTITY", help="Only those about this entity.")] = None,
    window: Annotated[int, typer.Option(min=0, metavar="DAYS", help="Opposed relations lie no further apart.")] = 30,
    relation: options.Relations = [],  # noqa: B006 — typer copies it
    since: conditions.Since = None,
    until: conditions.Until = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Most rows.")] = 50,
    store: options.Store = None,
    format: options.Format = options.Tabular.TABLE,
) -> None:
    """List pairs of statements that cannot both stand: asserted and denied, or opposed within some days.

    Those come first that most independent sources make on both sides.

    \b
    Examples:
      $ cabos contradictions
      $ cabos contradictions Rusia --window 90 --format csv
    """
    from ...graph import open_graph

    with open_graph(options.where(store), read_only=True, create=False) as graph:
        page = graph.contradictions(
            entity=entity, window=window, relations=relation, since=since, until=until, limit=limit
        )
    columns = {
        "kind": "kind", "subject": "subject.label", "object": "object.label",
        "one says": "relations.0", "other says": "relations.1", "days": "days",
        "sources": "sources.0", "against": "sources.1",
        "sentence": "first.0.sentence.text", "against it": "second.0.sentence.text",
    }  # fmt: skip
    print_rows(page.record()["items"], columns, format, total=page.total, numbers=["days", "sources", "against"])
