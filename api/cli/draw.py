"""``cabos draw``: a picture of part of the graph, as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ...graph.statement import Status
from . import conditions, options
from .output import tell, write_bytes


def draw(
    entities: Annotated[
        list[str] | None,
        typer.Argument(metavar="ENTITY", help="Entities to draw the surroundings of; none: the whole graph."),
    ] = None,
    store: options.Store = None,
    hops: Annotated[int, typer.Option(min=1, metavar="N", help="How many steps to go out.")] = 1,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Most entities, the best supported first.")] = 300,
    relation: options.Relations = [],  # noqa: B006 — typer copies it
    status: options.Statuses = list(Status),  # noqa: B006
    since: conditions.Since = None,
    until: conditions.Until = None,
    as_of: conditions.AsOf = None,
    language: Annotated[str, typer.Option(metavar="es|en", help="Language that it opens in.")] = "es",
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output.")
    ] = Path("drawing.html"),
) -> None:
    """Draw entities and what joins them, as one HTML file that needs no network.

    \b
    Examples:
      $ cabos draw Rusia --output rusia.html
      $ cabos draw "Donald Trump" "Juan Guaidó" --hops 2 --status fact
    """
    from ...graph import open_graph

    with open_graph(options.where(store), read_only=True, create=False) as graph:
        drawing = graph.draw(
            *(entities or ()),
            hops=hops,
            limit=limit,
            statuses=[str(s) for s in status],
            relations=relation,
            since=since,
            until=until,
            as_of=as_of,
            language=language,
        )
    if output == Path("-"):
        write_bytes([drawing.html.encode()])
        return
    write_bytes([drawing.html.encode()], output)
    left_out = f"; {drawing.left_out} entities left out (--limit)" if drawing.left_out else ""
    tell(f"{output}: {drawing.nodes} entities, {drawing.edges} edges{left_out}")
