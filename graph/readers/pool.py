"""A pool of reader processes: short questions are answered at once, long ones do not stand in their way.

A question goes to the first reader that is free. One that takes longer than ``grace`` gives its
place to a new process, and goes on at the lowest priority, until it ends, meets a limit, or
its time is over; then its process goes. So eight runaway queries cost others a part of a
second, once, and whoever asks for little is not told apart by who he is.
"""

from __future__ import annotations

import asyncio
import shutil
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import TimedOut, Unavailable
from ..store.base import Change, Store
from ..store.embedded import EmbeddedStore
from ..update.evaluation import unpack_changes
from ..update.operations import Operation
from . import wire
from .evaluation import Asked, Evaluated, over_time
from .limits import Limits
from .lookups import look_up
from .nursery import Nursery
from .process import Answer, ReaderProcess
from .snapshots import Snapshots

_MEMORY_KEPT = 192 * 1024 * 1024
"""A reader that has grown beyond this is replaced: memory once taken is seldom given back."""

_SPARE = 2
"""Readers beyond ``running``, which are there at once when others turn out to be slow."""

_PATIENCE = 3
"""How many times ``grace`` a query may go on longer where there is no room for another slow one."""


@dataclass(slots=True)
class Load:
    """What a pool is doing, in numbers."""

    running: int = 0
    slow: int = 0
    waiting: int = 0
    started: int = 0
    killed: int = 0


class ReaderPool:
    """Readers over the checkpoints of one store. All of it happens in one event loop."""

    def __init__(self, store: EmbeddedStore, limits: Limits) -> None:
        self.limits = limits
        self.load = Load()
        self._store = store
        self._snapshots = Snapshots(store)
        self._nursery = Nursery(limits)
        self._idle: deque[ReaderProcess] = deque()
        self._waiting: deque[asyncio.Future[ReaderProcess]] = deque()
        self._all: set[ReaderProcess] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    async def open(self) -> None:
        """Starts the readers."""
        self._loop = asyncio.get_running_loop()
        self._snapshots.open()
        for _ in range(self.limits.running + _SPARE):
            self._release(await self._start())

    async def close(self) -> None:
        """Ends them all, and removes the checkpoints."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for reader in self._all:
            reader.kill()
        await self._nursery.close()
        self._snapshots.close()

    def at_once(self, asked: Asked) -> Evaluated | None:
        """The answer to a question that takes no time; None for others, which ``query`` answers.

        :raises BadInput, Refused: what is wrong with the query
        """
        return look_up(self._store, asked, self.limits)

    async def query(self, asked: Asked) -> Evaluated:
        """The whole answer.

        :raises TimedOut, TooLarge: a limit was met
        :raises Unavailable: too many wait, or too many long queries run already
        :raises BadInput, Refused: what is wrong with the query
        """
        async with self._snapshots.current() as place:
            end, chunks = await self._ask(wire.QUERY, asked.message() | {"place": place})
        return Evaluated(end["kind"], end["media_type"], end["rows"], tuple(chunks))

    def evaluate_update(
        self, store: Store, operations: Sequence[Operation], text: str, base: str | None
    ) -> list[Change]:
        """The effect of an update, found by a reader on a copy; called from a thread that holds the write lock.

        :raises CabosError: as ``query`` does
        """
        copy = self._snapshots.scratch()
        try:
            store.backup(str(copy))
            message: dict[str, Any] = {"folder": str(copy), "text": text, "base": base}
            message["operations"] = [operation.message() for operation in operations]
            asking = asyncio.run_coroutine_threadsafe(self._ask(wire.UPDATE, message), self._loop)
            return unpack_changes(b"".join(asking.result()[1]))
        finally:
            shutil.rmtree(copy.parent, ignore_errors=True)

    async def _ask(self, kind: bytes, message: dict[str, Any]) -> Answer:
        deadline = self._loop.time() + self.limits.seconds
        reader = self._free() or await self._wait(deadline)
        try:
            return await self._watched(reader, reader.ask(kind, message), deadline)
        finally:
            self._give_back(reader)

    async def _watched(self, reader: ReaderProcess, answer: asyncio.Future[Answer], deadline: float) -> Answer:
        """The answer; meanwhile a reader that takes long steps back, and one that takes too long is killed."""
        begun = self._loop.time()
        step = self.limits.grace / 4
        timers: list[asyncio.TimerHandle] = []

        def consider() -> None:
            waited = self._loop.time() - begun
            if answer.done() or reader.slow:
                return
            room = self.load.slow < self.limits.slow
            if room and (self.load.waiting or waited >= self.limits.grace):
                self._step_back(reader)
            elif waited >= (1 + _PATIENCE) * self.limits.grace:
                answer.set_exception(self._no_room())
            else:
                timers[0] = self._loop.call_later(step, consider)

        timers += [self._loop.call_later(step, consider), self._loop.call_at(deadline, self._expire, answer)]
        try:
            return await answer
        except asyncio.CancelledError:
            reader.kill()  # the client has gone
            self.load.killed += 1
            raise
        except (TimedOut, Unavailable):
            reader.kill()
            self.load.killed += 1
            raise
        finally:
            for timer in timers:
                timer.cancel()

    def _expire(self, future: asyncio.Future[Any]) -> None:
        if not future.done():
            future.set_exception(TimedOut(over_time(self.limits)))

    def _no_room(self) -> Unavailable:
        return Unavailable(
            f"{self.limits.slow} long queries run already (CABOS_LIMIT_SLOW), and this one takes long too; "
            "try again later, or ask for less"
        )

    def _step_back(self, reader: ReaderProcess) -> None:
        self.load.slow += 1
        self.load.running -= 1
        reader.step_back()
        self._replace()

    def _free(self) -> ReaderProcess | None:
        while self._idle:
            reader = self._idle.popleft()
            if reader.alive:
                self.load.running += 1
                return reader
            self._all.discard(reader)
            self._replace()
        return None

    async def _wait(self, deadline: float) -> ReaderProcess:
        if self.load.waiting >= self.limits.waiting:
            raise Unavailable("too many queries are waiting (CABOS_LIMIT_WAITING); try again in a few seconds")
        future: asyncio.Future[ReaderProcess] = self._loop.create_future()
        self._waiting.append(future)
        self.load.waiting += 1
        end = self._loop.call_at(deadline, self._expire, future)
        try:
            reader = await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self._release(future.result())
            raise
        finally:
            end.cancel()
            self.load.waiting -= 1
        self.load.running += 1
        return reader

    def _give_back(self, reader: ReaderProcess) -> None:
        if reader.slow:
            self.load.slow -= 1
        else:
            self.load.running -= 1
        fit = reader.alive and not reader.slow and reader.memory <= _MEMORY_KEPT
        if fit:
            self._release(reader)
            return
        reader.kill()
        self._all.discard(reader)
        if not reader.slow:
            self._replace()

    def _release(self, reader: ReaderProcess) -> None:
        while self._waiting:
            future = self._waiting.popleft()
            if not future.done():
                future.set_result(reader)
                return
        self._idle.append(reader)

    async def _start(self) -> ReaderProcess:
        reader = await ReaderProcess.start(self._nursery, self.limits)
        self._all.add(reader)
        self.load.started += 1
        return reader

    def _replace(self) -> None:
        async def replaced() -> None:
            reader = await self._start()
            self._release(reader)

        if not self._closed:
            self._later(replaced())

    def _later(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
