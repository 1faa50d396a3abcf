"""The W3C's SPARQL 1.1 tests, which lie beside the checkout, and a running service to put them to."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx2 import Client

SUITE = Path(__file__).resolve().parents[3] / "shared" / "w3c" / "sparql11"


@pytest.fixture(scope="session")
def suite() -> Path:
    """The folder of the tests."""
    if not SUITE.is_dir():
        pytest.skip(f"the W3C's tests are not there ({SUITE.name} in ../shared/w3c)")
    return SUITE


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client, with the token, of ``cabos serve`` on an empty store."""
    folder = tmp_path_factory.mktemp("w3c") / "store"
    command = [sys.executable, "-m", "cabos.api.cli", "serve", "--store", str(folder), "--port", "0"]
    environment = {**os.environ, "CABOS_TOKEN": "token"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr
        first = process.stderr.readline()
        found = re.search(r"http://\S+(?=/)", first)
        assert found, first + process.stderr.read()
        with Client(base_url=found[0], headers={"Authorization": "Bearer token"}, timeout=60) as client:
            yield client
        process.terminate()
