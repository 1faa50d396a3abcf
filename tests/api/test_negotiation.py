"""Which media type a client gets."""

from __future__ import annotations

import pytest
from cabos.api.negotiation import choose

OFFERED = ("application/json", "text/csv", "text/turtle")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/*", "text/csv"),
        ("text/turtle", "text/turtle"),
        ("TEXT/Turtle ; charset=utf-8", "text/turtle"),
        ("application/json;q=0.5, text/csv;q=0.9", "text/csv"),
        ("text/*;q=0.5, text/turtle", "text/turtle"),
        ("*/*;q=0.1, text/csv", "text/csv"),
        ("application/json;q=0, */*", "text/csv"),  # the more specific range rules it out
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/csv;q=high", None),
    ],
)
def test_choose(accept: str | None, chosen: str | None) -> None:
    assert choose(accept, OFFERED) == chosen
