"""Pages from the web, politely: robots.txt is obeyed, one host is asked one thing at a time, with a pause between."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from ...graph.errors import BadInput, NotFound, Refused, TooLarge, Unavailable
from .extras import need
from .records import MAX_FILE, Blob, blob_of

TIMEOUT = 20.0
"""Seconds for a connection, and for each part of an answer."""

TRIES = 3
"""How often a server that is busy (429, 503) or does not answer is asked."""

LONGEST_PAUSE = 120.0
"""Seconds that a server may ask us to wait; one that wants longer is given up."""


@dataclass(slots=True)
class Fetcher:
    """One client for all hosts. ``delay``: seconds between requests of a host, unless robots.txt asks for more."""

    delay: float = 1.0
    _client: Any = None
    _robots: dict[str, Any] = field(default_factory=dict)
    _next: dict[str, float] = field(default_factory=dict)

    @property
    def agent(self) -> str:
        """How we name ourselves."""
        return f"cabos/{version('cabos')} (+https://w3id.org/cabos)"

    def get(self, url: str) -> Blob:
        """What a server answers, under its final address.

        :raises Refused: robots.txt does not want it fetched
        :raises NotFound: 404 or 410
        :raises Unavailable: no answer, or an error of the server
        :raises TooLarge: more than a document has
        """
        robots = self._rules(url)
        if robots is not None and not robots.can_fetch(url, "cabos"):
            raise Refused("robots.txt of the site does not want it fetched")
        pause = max(self.delay, (robots.crawl_delay("cabos") or 0.0) if robots is not None else 0.0)
        return self._answer(url, pause)

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.close()

    def _rules(self, url: str) -> Any:
        """The site's robots.txt, asked once; None where it has none (RFC 9309: then all may be fetched)."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise BadInput("no address of the web; use http:// or https://")
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            protego = need("protego", "web", "fetching from the web")
            try:
                text = self._answer(f"{site}/robots.txt", 0.0).whole().decode("utf-8", "replace")
            except (NotFound, Refused):
                text = ""
            self._robots[site] = protego.Protego.parse(text)
        return self._robots[site]

    def _answer(self, url: str, pause: float) -> Blob:
        httpx = need("httpx", "web", "fetching from the web")
        host = urlsplit(url).netloc
        reason = "no answer"
        for attempt in range(TRIES):
            time.sleep(max(0.0, self._next.get(host, 0.0) - time.monotonic()))
            try:
                status, headers, data, final = self._ask(httpx, url)
            except httpx.HTTPError as error:
                reason, wait = f"no answer: {error or type(error).__name__}", 2.0**attempt
            else:
                if status not in (429, 503):
                    self._next[host] = time.monotonic() + pause
                    return _judged(status, headers, data, final)
                reason, wait = f"the server answered {status}", _seconds(headers.get("retry-after")) or 2.0**attempt
            if wait > LONGEST_PAUSE:
                break
            self._next[host] = time.monotonic() + max(pause, wait)
        raise Unavailable(reason)

    def _ask(self, httpx: Any, url: str) -> tuple[int, Any, bytes, str]:
        if self._client is None:
            self._client = httpx.Client(
                headers={"User-Agent": self.agent}, timeout=TIMEOUT, follow_redirects=True, max_redirects=5
            )
        with self._client.stream("GET", url) as response:
            data = bytearray()
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > MAX_FILE:
                    raise TooLarge(f"the answer has more than {MAX_FILE:,} bytes")
            return response.status_code, response.headers, bytes(data), str(response.url)


def _judged(status: int, headers: Any, data: bytes, url: str) -> Blob:
    if status in (404, 410):
        raise NotFound(f"the server answered {status}: there is no such page")
    if status in (401, 402, 403, 451):
        raise Refused(f"the server answered {status}: it does not want us to read it")
    if status != 200:
        raise Unavailable(f"the server answered {status}")
    name = urlsplit(url).path.rpartition("/")[2]
    return blob_of(data, url, name, url=url, media=headers.get("content-type"))


def _seconds(value: str | None) -> float | None:
    return float(value) if value and value.isdigit() else None
