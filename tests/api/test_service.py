"""The service as it really runs: ``cabos serve`` in its own process, asked by independent clients."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from SPARQLWrapper import CSV, GET, JSON, POST, RDFXML, TURTLE, XML, SPARQLExceptions, SPARQLWrapper

WHO = "SELECT ?who WHERE { ?s cabos:locatedIn ?o . ?s rdfs:label ?who }"


@pytest.fixture
def sparql(address: str) -> SPARQLWrapper:
    """An independent client."""
    return SPARQLWrapper(f"{address}/sparql")


@pytest.mark.parametrize("method", [GET, POST])
def test_select(sparql: SPARQLWrapper, method: str) -> None:
    sparql.setMethod(method)
    sparql.setQuery(WHO)
    sparql.setReturnFormat(JSON)
    rows = sparql.queryAndConvert()["results"]["bindings"]
    assert [row["who"]["value"] for row in rows] == ["Ginebra"]


def test_select_as_xml_and_csv(sparql: SPARQLWrapper) -> None:
    sparql.setQuery(WHO)
    sparql.setReturnFormat(XML)
    assert "Ginebra" in sparql.queryAndConvert().toxml()
    sparql.setReturnFormat(CSV)
    assert sparql.queryAndConvert().decode().splitlines() == ["who", "Ginebra"]


def test_ask(sparql: SPARQLWrapper) -> None:
    sparql.setQuery("ASK { ?s cabos:supports ?o }")
    sparql.setReturnFormat(JSON)
    assert sparql.queryAndConvert()["boolean"] is True


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # SPARQLWrapper's
@pytest.mark.parametrize("form", [TURTLE, RDFXML])
def test_construct(sparql: SPARQLWrapper, form: str) -> None:
    sparql.setQuery("CONSTRUCT { ?s cabos:locatedIn ?o } WHERE { ?s cabos:locatedIn ?o }")
    sparql.setReturnFormat(form)
    answer = sparql.queryAndConvert()
    text = answer.serialize(format="nt") if hasattr(answer, "serialize") else answer.decode()
    assert "locatedIn" in text
    assert "place-ginebra" in text


def test_a_malformed_query(sparql: SPARQLWrapper) -> None:
    sparql.setQuery("SELECT ?s WHERE {")
    with pytest.raises(SPARQLExceptions.QueryBadFormed):
        sparql.query()


def test_an_over_long_body_is_answered_before_the_connection_ends(address: str) -> None:
    request = urllib.request.Request(  # noqa: S310
        f"{address}/articles",
        data=b"Rusia " * 3_500_000,
        headers={"Authorization": "Bearer token", "Content-Type": "text/plain"},
    )
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(request)  # noqa: S310
    with raised.value as answer:
        assert answer.code == 413
        assert json.load(answer)["status"] == 413


def test_it_ends_when_told_to(store: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cabos.api.cli", "serve", "--store", str(tmp_path / "new"), "--port", "0"]
    environment = {**os.environ, "CABOS_TOKEN": "token"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stderr
        first = process.stderr.readline()
        found = re.search(r"http://\S+", first)
        assert found, first
        with urllib.request.urlopen(found[0] + "health") as answer:  # noqa: S310
            assert json.load(answer)["status"] == "ok"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in err
