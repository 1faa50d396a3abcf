"""Fixtures that several rooms share: a real browser, and pages that remember what went wrong in them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
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


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Open pages that are shut after the test: ``open_page(width=…, height=…, **context options)``.

    Requests to any host but this machine are recorded in ``outside`` and aborted.
    """
    contexts = []

    def opened(width: int = 1280, height: int = 800, **options: Any) -> Watched:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.on("pageerror", lambda error: watched.errors.append(str(error)))
        watched.page.on(
            "console", lambda m: watched.errors.append(m.text) if m.type in {"error", "warning"} else None
        )

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
