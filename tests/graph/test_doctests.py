"""The examples in the docstrings of this room are true."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

MODULES = "endpoint iris ontology rows terms times lookup.entities query.answer query.corrections query.guard".split()


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    result = doctest.testmod(import_module(f"cabos.graph.{name}"))
    assert result.failed == 0
