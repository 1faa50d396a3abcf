"""Fixtures that several rooms share: a real browser, pages that remember what went wrong in them, SPARQL servers."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import urllib3
from cabos.graph import Article, Entity, EntityType, Extraction, Mention, Span, Statement, Status, open_graph
from cabos.graph.graph import Graph
from cabos.graph.iris import article_iri, entity_iri
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# The network flags keep Chromium from calling home, which would blur "no request to anywhere".
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Watched:
    """A page, the errors it reported, and the requests it made of another host."""

    page: Page
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium of this machine. Skips where there is none, and fails under ``$CI``."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        message = f"no Chromium on the PATH (looked for {', '.join(NAMES)}): make browser installs it"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def servers() -> Iterator[dict[str, str]]:
    """Oxigraph's own server, in memory, with either kind of default graph: the URLs that take queries."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    assert program, "the oxigraph server is missing: pip install oxigraph"
    urls = {}
    with ExitStack() as stack:
        for name, more in (("server", []), ("server that unites", ["--union-default-graph"])):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                host = f"127.0.0.1:{probe.getsockname()[1]}"
            command = [program, "serve", "-b", host, *more]
            running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            stack.callback(running.wait)
            stack.callback(running.terminate)
            urls[name] = f"http://{host}/query"
            urllib3.request("GET", f"http://{host}/", retries=urllib3.Retry(12, backoff_factor=0.02)).close()
        yield urls


@pytest.fixture
def emptied() -> Callable[[str], str]:
    """Take all out of one of those servers; its URL again."""

    def empty(url: str) -> str:
        update = url.replace("/query", "/update")
        done = urllib3.request("POST", update, body=b"DROP ALL", headers={"Content-Type": "application/sparql-update"})
        assert done.status == 204
        return url

    return empty


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Open pages that are shut after the test: ``open_page(width=…, height=…, **context options)``.

    Requests to any host but this machine are recorded in ``outside`` and aborted.
    """
    yield from _opener(browser)


@pytest.fixture(scope="module")
def open_shared_page(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """The same, for a page that the tests of a module share: loading one takes a second."""
    yield from _opener(browser)


def _opener(browser: Browser) -> Iterator[Callable[..., Watched]]:
    contexts = []

    def opened(width: int = 1280, height: int = 800, **options: Any) -> Watched:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.on("pageerror", lambda error: watched.errors.append(str(error)))
        watched.page.on("console", lambda m: watched.errors.append(m.text) if m.type in {"error", "warning"} else None)

        def guard(route: Any) -> None:
            url = urlsplit(route.request.url)
            if url.scheme in {"file", "data", "blob", "about"} or url.hostname in {"127.0.0.1", "localhost"}:
                route.continue_()
            else:
                watched.outside.append(route.request.url)
                route.abort()

        context.route("**/*", guard)
        return watched

    yield opened
    for context in contexts:
        context.close()


@contextmanager
def serving(store: Path, **environment: str) -> Iterator[str]:
    """The address of ``cabos serve`` on a store, in a process of its own, as long as it is needed."""
    settings = {**os.environ, "PYTHONUNBUFFERED": "1", **environment}
    command = [sys.executable, "-m", "cabos.api.cli", "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=settings) as process:
        assert process.stderr
        first = process.stderr.readline()
        found = re.search(r"http://\S+(?=/)", first)
        assert found, first + process.stderr.read()
        yield found[0]
        process.terminate()


@pytest.fixture(scope="session")
def serve() -> Callable[..., AbstractContextManager[str]]:
    """Starts services: ``with serve(store, CABOS_TOKEN="token") as address``."""
    return serving


Told = tuple[str, str, str, str, str]
"""Subject, relation, object, status, and the key of the article that says it."""


@pytest.fixture
def tied() -> Iterator[Callable[..., Graph]]:
    """Graphs in memory from what articles tell: ``tied(told, types={"Norvia": "Country"})``.

    Who is not in ``types`` is a Person; ``"a1:Norvia"`` gives the type in one article. ``said`` may
    give, by line of ``told``, the sentence, the words that say it, and the speaker; ``articles``
    title, date, URL and outlet by key. Every statement must be stored.
    """
    graphs = []

    def build(
        told: Iterable[Told],
        *,
        types: dict[str, str] | None = None,
        said: dict[int, tuple[str, str, str | None]] | None = None,
        articles: dict[str, tuple[str | None, ...]] | None = None,
    ) -> Graph:
        graphs.append(open_graph(":memory:"))
        lines = list(enumerate(told))
        for key in dict.fromkeys(line[4] for _, line in lines):
            own = [(i, line) for i, line in lines if line[4] == key]
            added = graphs[-1].add(_extraction(key, own, types or {}, said or {}, (articles or {}).get(key, ())))
            assert not added.kept_out
        return graphs[-1]

    yield build
    for graph in graphs:
        graph.close()


@pytest.fixture
def salinas(tied: Callable[..., Graph]) -> Graph:
    """An invented affair in six articles: 22 entities, denials, possibilities, parallel edges."""
    data = json.loads(Path(__file__).with_name("graph").joinpath("drawing_sample.json").read_text("utf-8"))
    who, articles = data["entities"], data["articles"]
    return tied(
        [
            (who[s][0], relation, who[o][0], status, articles[at][0])
            for s, relation, o, status, at, *_ in data["statements"]
        ],
        types=dict(who.values()),
        said={i: (text, trigger, by) for i, (*_, text, trigger, by, _) in enumerate(data["statements"])},
        articles={key: about for key, *about in articles},
    )


def _extraction(
    key: str,
    lines: list[tuple[int, Told]],
    types: dict[str, str],
    said: dict[int, tuple[str, str, str | None]],
    about: tuple[str | None, ...],
) -> Extraction:
    text, statements = "", []
    for i, (subject, relation, object_, status, _) in lines:
        sentence, trigger, speaker = said.get(i, (f"{subject} {relation} {object_}.", relation, None))
        start = len(text)
        by = start + len(sentence) + 1
        text += f"{sentence} {speaker or ''} "
        at = start + sentence.index(trigger)
        statements.append(
            Statement(
                article=article_iri(key),
                subject=Mention(start, start + 1, sentence[0], _entity(subject, types, key)),
                relation=relation,
                object=Mention(start + 1, start + 2, sentence[1], _entity(object_, types, key)),
                status=Status(status),
                sentence=Span(start, start + len(sentence), sentence),
                trigger=Span(at, at + len(trigger), trigger),
                attributed_to=Mention(by, by + len(speaker), speaker, None) if speaker else None,
                confidence=0.9,
            )
        )
    title, date, url, publisher = about or (None,) * 4
    article = Article(article_iri(key), key, text, title, date, url, publisher)
    sentences = tuple(statement.sentence for statement in statements)
    return Extraction(article, sentences, (), tuple(statements), {"cabos": "test"})


def _entity(name: str, types: dict[str, str], key: str) -> Entity:
    kind = types.get(f"{key}:{name}") or types.get(name, "Person")
    return Entity(entity_iri(kind, name), name, EntityType(kind))
