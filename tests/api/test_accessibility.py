"""axe-core finds no serious or critical fault on any page, in light and in dark."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

AXE = Path(__file__).parents[2] / "api" / "vendoring" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "/#n=Q717::&n=Q159::&n=organization-rostec::&sel=Q717",
    "/#n=Q717::&n=Q159::&view=table",
    "/query",
    "/ask?q=¿Quién apoya a Guaidó?",
    "/articles/seed-article",
    "/decisions",
    "/draw",
)
RUN = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).slice(0, 4).join(" | ")}`);
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The script, which ``make assets`` installs."""
    if not AXE.is_file():
        if os.environ.get("CI"):
            pytest.fail("axe-core is not installed: make assets")
        pytest.skip("axe-core is not installed: make assets")
    return AXE.read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_serious_fault(open_page: Callable[..., Any], address: str, axe: str, scheme: str) -> None:
    page = open_page(width=1280, height=900, color_scheme=scheme, bypass_csp=True).page
    found = {}
    for path in PAGES:
        page.goto("about:blank")
        page.goto(address + path)
        if not path.startswith("/ask"):
            page.wait_for_selector("html[data-ready]")
        page.evaluate(axe)
        if faults := page.evaluate(RUN):
            found[path] = faults
    assert found == {}
