"""One reader for all tests that need the real language model: loading it takes a second."""

import pytest
from cabos.ingest import Reader, open_reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return open_reader()
