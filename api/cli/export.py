"""``cabos export``: the whole graph, for other programs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from . import options
from .output import write_bytes


class Exported(StrEnum):
    """Forms of a whole graph."""

    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    JSONLD = "jsonld"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"


def export(
    store: options.Store = None,
    format: Annotated[
        Exported, typer.Option(help="RDF (turtle trig nquads jsonld), networks (graphml gexf), or a table (csv).")
    ] = Exported.TURTLE,
    output: options.Output = None,
) -> None:
    """Write the whole graph: as RDF, for Gephi and other network programs, or as a table of statements.

    \b
    Examples:
      $ cabos export --output graph.ttl
      $ cabos export --format graphml --output graph.graphml
      $ cabos export --format csv
    """
    from ...graph import open_graph

    with open_graph(options.where(store), read_only=True, create=False) as graph:
        write_bytes(graph.export(format), output)
