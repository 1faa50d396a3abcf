"""The README names every command, every setting and every route, and its SPARQL works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cabos.api import Settings, create_app
from cabos.api.cli.program import COMMANDS
from fastapi.testclient import TestClient

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_commands(command: str) -> None:
    assert f"`cabos {command}" in README


@pytest.mark.parametrize("variable", [variable for variable, _, _ in Settings.described()])
def test_settings(variable: str) -> None:
    assert f"`{variable}`" in README


@pytest.mark.parametrize("path", create_app(Settings()).openapi()["paths"])
def test_routes(path: str) -> None:
    assert f"`{path.replace('{key}', '{id}')}`" in README


def test_queries_are_answered(client: TestClient) -> None:
    queries = re.findall(r"SELECT \?who [^}]+\}", README)
    assert len(queries) >= 3
    for query in queries:
        rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
        assert {"Donald Trump", "Rusia"} <= {row["who"]["value"] for row in rows}, query
