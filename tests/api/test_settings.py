"""Settings come from the environment, and a bad one is named."""

from __future__ import annotations

import pytest
from cabos.api import Settings
from cabos.graph.errors import BadInput


def test_defaults_and_empty_variables() -> None:
    assert Settings.from_environment({}) == Settings()
    assert Settings.from_environment({"CABOS_STORE": " ", "CABOS_PORT": ""}) == Settings()


def test_values_are_read() -> None:
    settings = Settings.from_environment({"CABOS_STORE": "s", "CABOS_TOKEN": "t", "CABOS_LIMIT_PAGE": "10"})
    assert (settings.store, settings.token, settings.limit_page) == ("s", "t", 10)


@pytest.mark.parametrize(
    ("variable", "value"),
    [("CABOS_PORT", "http"), ("CABOS_PORT", "70000"), ("CABOS_LIMIT_PAGE", "0"), ("CABOS_LIMIT_BODY", "8MB")],
)
def test_a_bad_value_names_its_variable(variable: str, value: str) -> None:
    with pytest.raises(BadInput, match=variable):
        Settings.from_environment({variable: value})


def test_every_setting_is_described() -> None:
    for variable, _, description in Settings.described():
        assert variable.startswith("CABOS_")
        assert description
