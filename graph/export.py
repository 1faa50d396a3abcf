"""The whole graph in a file's bytes, chunk by chunk.

RDF formats without named graphs (Turtle) get the union, those with them (TriG, N-Quads,
JSON-LD) each article's graph. GraphML and GEXF hold the edges of all three statuses; CSV
holds one line for each statement, with its sentence.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING

from pyoxigraph import RdfFormat

from .errors import BadInput
from .rows import StatementRow
from .statement import Status
from .terms import PREFIXES
from .xmlchars import xml_text

if TYPE_CHECKING:
    import networkx

    from .graph import Graph

_CHUNK = 1 << 16
_IN_MEMORY = 1 << 24
_RDF = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
CSV_COLUMNS = (
    "subject", "relation", "object", "status", "attributed_to", "confidence", "time", "sentence", "trigger",
    "article", "title", "date", "publisher", "url", "subject_iri", "object_iri", "article_iri", "statement_iri",
)  # fmt: skip
FORMATS = (*_RDF, "graphml", "gexf", "csv")


def export(graph: Graph, format: str) -> Iterator[bytes]:
    """The graph in that format; the name is checked at once, the rest happens while you read.

    :raises BadInput: an unknown format; the message lists the known
    """
    if format in _RDF:
        return _spooled(lambda file: graph.store.dump(file, _RDF[format], PREFIXES))
    if format in ("graphml", "gexf"):
        return _spooled(lambda file: _write_network(graph, format, file))
    if format == "csv":
        return _csv(graph)
    raise BadInput(f"No export format {format!r}; there are: {', '.join(FORMATS)}.")


def _spooled(write: Callable[[IO[bytes]], None]) -> Iterator[bytes]:
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        write(file)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _write_network(graph: Graph, format: str, file: IO[bytes]) -> None:
    import networkx

    plain = _plain_attributes(graph.to_networkx(statuses=tuple(Status)))
    if format == "graphml":
        networkx.write_graphml(plain, file)
    else:
        networkx.write_gexf(plain, file)


def _plain_attributes(network: networkx.MultiDiGraph[str]) -> networkx.MultiDiGraph[str]:
    """Lists as words apart by spaces, since neither format has lists; text as XML can hold it."""
    described = [attributes for _, attributes in network.nodes(data=True)]
    described += [attributes for *_, attributes in network.edges(data=True)]
    for attributes in described:
        for name, value in attributes.items():
            if isinstance(value, list | tuple):
                attributes[name] = xml_text(" ".join(map(str, value)))
            elif isinstance(value, str):
                attributes[name] = xml_text(value)
    return network


def _csv(graph: Graph) -> Iterator[bytes]:
    yield _line(CSV_COLUMNS)
    yield from (_line(_cells(row)) for row in graph.all_statements())


def _cells(row: StatementRow) -> tuple[str, ...]:
    article = row.article
    return (
        row.subject.label, row.relation, row.object.label, row.status, row.attributed_to or "",
        f"{row.confidence:g}", row.time or "", row.sentence.text, row.trigger,
        article.id, article.title or "", article.date or "", article.publisher or "", article.url or "",
        row.subject.iri, row.object.iri, article.iri, row.iri,
    )  # fmt: skip


def _line(cells: tuple[str, ...]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(_without_formula(cell) for cell in cells)
    return buffer.getvalue().encode()


def _without_formula(cell: str) -> str:
    """An apostrophe before what a spreadsheet would run as a formula: news text is not trusted."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
