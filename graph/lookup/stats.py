"""What a store holds, in numbers."""

from __future__ import annotations

from collections import Counter

from pyoxigraph import NamedNode, QuerySolutions

from .. import terms as t
from ..analysis.reading import read_origins
from ..analysis.sources import first_print
from ..ontology import Ontology
from ..quads import status_node
from ..rows import Stats
from ..statement import EntityType, Status
from ..store import Store
from .entities import EntityIndex


def count(store: Store, entities: EntityIndex, ontology: Ontology) -> Stats:
    """Count in the union of all articles, where an edge that ten of them state is one."""

    def size(predicate: NamedNode, object_: NamedNode | None = None) -> int:
        pattern = f"?s {predicate} {object_ or '?o'}"
        solutions = store.query(f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?o {{ {pattern} }} }}")
        assert isinstance(solutions, QuerySolutions)  # noqa: S101 – a SELECT
        return int(t.value(next(solutions)["n"]))

    edges = {name: size(NamedNode(relation.iri)) for name, relation in ontology.relations.items()}
    kinds = Counter(row.type for row in entities.rows().values())
    origins = {origin.article: origin for _, origin in read_origins(store)}
    links = {article: origin.reprint_of for article, origin in origins.items() if origin.reprint_of}
    firsts = {first_print(article, links) for article in origins}
    return Stats(
        articles=size(t.TYPE, t.ARTICLE),
        reprints=len(links),
        sources=len({origins[first].source if first in origins else first for first in firsts}),
        sentences=size(t.TYPE, t.SENTENCE),
        entities={str(kind): kinds[str(kind)] for kind in EntityType},
        statements={str(status): size(t.STATUS, status_node(status)) for status in Status},
        edges=sum(edges.values()),
        relations={name: number for name, number in edges.items() if number},
    )
