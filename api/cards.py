"""The card of an entity: what is known of it, counted by relation, and where to go on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..graph.errors import BadInput
from ..graph.iris import ONTOLOGY, is_iri

if TYPE_CHECKING:
    from ..graph import Graph
    from ..graph.rows import EntityRow

_COUNTS = """\
SELECT ?relation ?role ?status (COUNT(?statement) AS ?statements) WHERE {
  { ?statement rdf:subject <%(iri)s> BIND("subject" AS ?role) }
  UNION { ?statement rdf:object <%(iri)s> BIND("object" AS ?role) }
  ?statement a cabos:Statement ; rdf:predicate ?relation ; cabos:status ?status .
} GROUP BY ?relation ?role ?status ORDER BY DESC(?statements) ?relation ?role ?status
"""


def entity_card(graph: Graph, entity: EntityRow) -> dict[str, Any]:
    """The entity's record, with ``relations`` (counts by relation, role and status), ``months`` and ``links``."""
    from ..graph.scene.timeline import timeline

    key = quote(entity.iri.rpartition("/")[2], safe="")
    links = {
        "statements": f"/statements?entity={key}",
        "drawing": f"/draw?entity={key}",
        "wikidata": f"https://www.wikidata.org/wiki/{entity.wikidata}" if entity.wikidata else None,
    }
    return {
        **entity.record(),
        "relations": _counts(graph, entity.iri),
        "months": timeline(graph, entity.iri),
        "links": links,
    }


def _counts(graph: Graph, iri: str) -> list[dict[str, Any]]:
    if not is_iri(iri):
        raise BadInput(f"{iri!r} is no IRI")
    answer = graph.query(_COUNTS % {"iri": iri})
    bindings = json.loads(answer.serialize("application/sparql-results+json"))["results"]["bindings"]
    return [
        {
            "relation": row["relation"]["value"].removeprefix(ONTOLOGY),
            "role": row["role"]["value"],
            "status": row["status"]["value"].removeprefix(ONTOLOGY).lower(),
            "statements": int(row["statements"]["value"]),
        }
        for row in bindings
    ]
