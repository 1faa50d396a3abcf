"""What the routes work with: the open graph, the reader of articles, and a bound on work at once."""

from __future__ import annotations

import asyncio
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Depends, HTTPException, Request

from ..graph.deadline import Deadline, bounded_by
from ..graph.errors import CabosError, TooLarge, Unavailable
from .settings import Settings
from .waiting import Receive, while_wanted

if TYPE_CHECKING:
    from ..graph import Extraction, Graph
    from ..graph.readers.evaluation import Asked, Evaluated
    from ..graph.readers.pool import ReaderPool
    from ..graph.statement import Article
    from ..ingest import Reader

T = TypeVar("T")

_client: ContextVar[Receive | None] = ContextVar("client", default=None)
"""How the client of the request that is answered here is heard."""

DRAINED = 64 * 1024 * 1024
"""Bytes of an over-long body that are read and thrown away, so that the client gets to see the answer."""


@dataclass(slots=True)
class Service:
    """One per application. ``run`` keeps the event loop free; the engine below releases the GIL."""

    settings: Settings
    graph: Graph
    limiter: CapacityLimiter
    reader: Reader | None = None
    readers: ReaderPool | None = None
    clients: Counter[str] = field(default_factory=Counter)
    writer: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(1))
    _reading: threading.Lock = field(default_factory=threading.Lock)

    async def query(self, asked: Asked) -> Evaluated:
        """The whole answer to a query that strangers may have written, within the limits.

        A store in memory cannot be opened by another process: there no deadline ends a query.

        :raises CabosError: what is wrong with the query, or which limit it met
        """
        if self.readers:
            return await self.readers.query(asked)
        from ..graph.readers.evaluation import evaluate_here

        return await self.run(lambda: evaluate_here(self.graph.store, asked, self.settings.limits))

    async def write(self, task: Callable[[], T]) -> T:
        """The result of a task that writes; one at a time, the others wait in line.

        :raises Unavailable: more than ``limit_waiting`` writes wait already
        """
        return await self._in_thread(task, self.writer)

    @contextmanager
    def one_of(self, client: str) -> Iterator[None]:
        """Counts what a client has running.

        :raises HTTPException: 429, over ``CABOS_LIMIT_CLIENT``
        """
        allowed = self.settings.limit_client
        if self.clients[client] >= allowed:
            detail = f"{allowed} requests of this client run already (CABOS_LIMIT_CLIENT); wait for one to end"
            raise HTTPException(429, detail, {"Retry-After": "1"})
        self.clients[client] += 1
        try:
            yield
        finally:
            self.clients[client] -= 1
            if not self.clients[client]:
                del self.clients[client]

    async def run(self, task: Callable[[], T]) -> T:
        """The task's result, computed in a thread, with at most ``limit_running`` of them at once.

        It ends with the request: where the client goes away, and after ``limit_seconds``.

        :raises TimedOut: that time is over
        :raises Unavailable: more than ``limit_waiting`` tasks wait already
        """
        deadline = Deadline(self.settings.limit_seconds)

        def bounded() -> T:
            deadline.check()  # it may have waited long for its turn
            return task()

        with bounded_by(deadline):
            work = asyncio.ensure_future(self._in_thread(bounded, self.limiter))
        return await while_wanted(work, deadline, _client.get())

    async def read(self, article: Article) -> Extraction:
        """What the article says, however long that takes.

        :raises Unavailable: the language model is not installed, or too many wait
        """
        return await self._in_thread(lambda: self._read(article), self.limiter)

    async def _in_thread(self, task: Callable[[], T], limiter: CapacityLimiter) -> T:
        full = not limiter.available_tokens
        if full and limiter.statistics().tasks_waiting >= self.settings.limit_waiting:
            raise Unavailable("too many requests are waiting (CABOS_LIMIT_WAITING); try again in a few seconds")

        def contained() -> T:
            try:
                return task()
            except (CabosError, HTTPException) as error:
                _forget_frames(error)
                raise

        return await to_thread.run_sync(contained, limiter=limiter)

    def _read(self, article: Article) -> Extraction:
        """The language model is loaded at the first article, and reads one at a time."""
        from ..ingest import open_reader

        with self._reading:
            if self.reader is None:
                self.reader = open_reader(self.settings.model)
            return self.reader.read(article)


def _forget_frames(error: BaseException) -> None:
    """Drops what the frames behind an error hold.

    The engine's rows may be let go only in the thread that made them, and an error that leaves
    the thread would take them along.
    """
    link: BaseException | None = error
    while link:
        traceback.clear_frames(link.__traceback__)
        link = link.__cause__ or link.__context__


async def get_service(request: Request) -> Service:
    """The application's service. Not a plain function: those are sent to a thread, for each request."""
    _client.set(request.receive)
    return service_of(request)


def service_of(request: Request) -> Service:
    """The application's service."""
    service: Service = request.app.state.service
    return service


Serving = Annotated[Service, Depends(get_service)]


async def read_body(request: Request) -> bytes:
    """The request's body.

    :raises TooLarge: more than ``CABOS_LIMIT_BODY`` bytes
    """
    limit = service_of(request).settings.limit_body
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= limit:
            chunks.append(chunk)
        elif size > DRAINED:
            break
    if size > limit:
        raise TooLarge(f"the request body is over {limit:,} bytes (CABOS_LIMIT_BODY)")
    return b"".join(chunks)
