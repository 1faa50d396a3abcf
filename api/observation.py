"""What the service sees of itself: counts for Prometheus, and one line of JSON a request."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

if TYPE_CHECKING:
    from .service import Service

BUCKETS = (0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10.0, 30.0)
"""Upper bounds of the histogram of times, in seconds."""


@dataclass(slots=True)
class Metrics:
    """Counters since the start. They are touched in the event loop only."""

    requests: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0] * (len(BUCKETS) + 2)))
    sent: int = 0
    rows: int = 0

    def note(self, method: str, route: str, status: int, seconds: float, size: int, rows: int) -> None:
        """Counts one request."""
        self.requests[method, route, status] += 1
        times = self.seconds[route]
        for i, bound in enumerate(BUCKETS):
            times[i] += seconds <= bound
        times[-2] += 1
        times[-1] += seconds
        self.sent += size
        self.rows += rows

    def exposition(self, service: Service) -> str:
        """All of it in the text format of Prometheus (version 0.0.4)."""
        return "\n".join([*self._lines(service), ""])

    def _lines(self, service: Service) -> Iterator[str]:
        yield "# TYPE cabos_requests_total counter"
        for (method, route, status), number in sorted(self.requests.items()):
            yield f'cabos_requests_total{{method="{method}",route="{route}",status="{status}"}} {number}'
        yield "# TYPE cabos_request_seconds histogram"
        for route, times in sorted(self.seconds.items()):
            for bound, below in zip(BUCKETS, times, strict=False):
                yield f'cabos_request_seconds_bucket{{route="{route}",le="{bound:g}"}} {below:g}'
            yield f'cabos_request_seconds_bucket{{route="{route}",le="+Inf"}} {times[-2]:g}'
            yield f'cabos_request_seconds_count{{route="{route}"}} {times[-2]:g}'
            yield f'cabos_request_seconds_sum{{route="{route}"}} {times[-1]:.6f}'
        counters: dict[str, float] = {"cabos_sent_bytes_total": self.sent, "cabos_answer_rows_total": self.rows}
        gauges: dict[str, float] = {"cabos_clients": len(service.clients), "cabos_store_writes": service.graph.version}
        if service.readers:
            load = service.readers.load
            gauges |= {"cabos_queries_running": load.running, "cabos_queries_slow": load.slow}
            gauges |= {"cabos_queries_waiting": load.waiting}
            counters |= {"cabos_readers_started_total": load.started, "cabos_queries_killed_total": load.killed}
        for kind, values in (("counter", counters), ("gauge", gauges)):
            for name, value in values.items():
                yield f"# TYPE {name} {kind}"
                yield f"{name} {value}"


class Observed:
    """ASGI middleware: measures each request, from outside of everything else."""

    def __init__(self, app: ASGIApp, metrics: Metrics, access_log: str | None) -> None:
        self.app = app
        self._metrics = metrics
        self._log = _opened(access_log)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, and notes what came of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status, size = time.monotonic(), 500, 0
        told: dict[str, Any] = scope.setdefault("cabos", {})

        async def noted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            seconds = time.monotonic() - begun
            route = getattr(scope.get("route"), "path", "other")
            method = scope["method"] if scope["method"] in _METHODS else "OTHER"
            self._metrics.note(method, route, status, seconds, size, told.get("rows", 0))
            if self._log:
                self._write(scope, status, seconds, size, told)

    def _write(self, scope: Scope, status: int, seconds: float, size: int, told: dict[str, Any]) -> None:
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "client": (scope.get("client") or ("",))[0],
            "method": scope["method"],
            "path": scope["path"],
            "status": status,
            "seconds": round(seconds, 6),
            "bytes": size,
            **told,
        }
        if self._log:
            self._log.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._log.flush()


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})


def _opened(access_log: str | None) -> IO[str] | None:
    if not access_log:
        return None
    if access_log == "-":
        return sys.stderr
    with ExitStack() as stack:
        file = stack.enter_context(Path(access_log).open("a", encoding="utf-8"))
        stack.pop_all()  # it stays open as long as the service
    return file
