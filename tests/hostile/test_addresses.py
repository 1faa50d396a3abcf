"""No page names a file of another host: nothing comes from a content delivery network, not even where it could."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from cabos.graph import Graph
from fastapi.testclient import TestClient

from .test_data import asking

__all__ = ["asking"]

ROOT = Path(__file__).parents[2]
OURS = sorted(
    path for room in ("api/web", "graph/drawing") for path in (ROOT / room).iterdir()
    if path.suffix in {".js", ".css", ".html", ".j2", ".svg"}
)  # fmt: skip
NAMED = (
    "http://www.w3.org/",  # namespaces
    "https://www.wikidata.org/wiki/",  # a link that a reader may follow
    "https://w3id.org/cabos/",  # our own IRIs
)
LOADED = {"src", "srcset", "data", "poster", "action", "formaction", "manifest"}
WHOLE = re.compile(r"https?://[\w.-]+[^\s\"'`<>)]*")
BARE = re.compile(r"""(?:["'(=]|url\()\s*//[\w-]+\.\w""")


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_files_name_no_other_host(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [found for found in WHOLE.findall(text) if not found.startswith(NAMED)] == []
    assert BARE.findall(text) == []


class Loads(HTMLParser):
    """The addresses that a page loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        loaded = LOADED | ({"href"} if tag in {"link", "base", "use", "image"} else set())
        self.found += [value or "" for name, value in attrs if name in loaded]


@pytest.mark.parametrize(
    "path", ["/", "/query", "/ask", "/ask?q=¿Quién apoya a alias 4?", "/draw", "/articles/{}", "/statements/{}"]
)
def test_pages_load_what_is_served_here(path: str, asking: TestClient, hostile: Graph) -> None:
    statement = hostile.statements(limit=1).items[0]
    keys = {"/articles/{}": statement.article.iri, "/statements/{}": statement.iri}
    page = asking.get(path.format(keys.get(path, "").rpartition("/")[2]), headers={"Accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html"), page.text[:200]
    reading = Loads()
    reading.feed(page.text)
    assert [found for found in reading.found if not found.startswith(("/", "data:")) or found.startswith("//")] == []
