"""A notebook asks a running service as it asks a graph."""

from pathlib import Path

import pandas as pd
import pytest
from cabos.graph import BadInput, Unavailable, open_graph
from cabos.graph.notebook import query_endpoint


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?who ?n WHERE { ?x cabos:supports ?y . ?x rdfs:label ?who BIND(2 AS ?n) } ORDER BY ?who",
        "SELECT ?x ?none WHERE { ?x cabos:locatedIn ?y OPTIONAL { ?x cabos:supports ?none } }",
        "CONSTRUCT { ?x cabos:supports ?y } WHERE { ?x cabos:supports ?y }",
        "ASK { ?x cabos:supports ?y }",
    ],
)
def test_the_answer_is_that_of_a_graph(address: str, store: Path, text: str) -> None:
    remote = query_endpoint(f"{address}/sparql", text)
    with open_graph(store, read_only=True) as graph:
        local = graph.sparql(text)
    if isinstance(local, pd.DataFrame):
        assert isinstance(remote, pd.DataFrame)
        assert sorted(map(str, remote.values.tolist())) == sorted(map(str, local.values.tolist()))
        assert list(remote.columns) == list(local.columns)
        assert len(local)
    else:
        assert remote is local


def test_what_goes_wrong_is_said(address: str) -> None:
    with pytest.raises(BadInput, match=r"Syntax error in the query at 1:9"):
        query_endpoint(f"{address}/sparql", "SELECT {")
    with pytest.raises(Unavailable, match="does not answer"):
        query_endpoint("http://127.0.0.1:9/sparql", "ASK {}")
