"""The owner's side of one reader process."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
from contextlib import suppress
from typing import Any, cast

from ..errors import BadInput, CabosError, TooLarge
from . import wire
from .limits import Limits
from .nursery import Nursery

Answer = tuple[dict[str, Any], list[bytes]]
"""The end of an answer, and the chunks before it."""


class ReaderProcess(asyncio.Protocol):
    """One process, which answers one question at a time and can be ended at any moment."""

    def __init__(self, nursery: Nursery, limits: Limits) -> None:
        self._nursery = nursery
        self._limits = limits
        self._transport: asyncio.WriteTransport | None = None
        self._buffer = bytearray()
        self._chunks: list[bytes] = []
        self._future: asyncio.Future[Answer] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.pid = 0
        self.memory = 0
        self.alive = True
        self.slow = False

    @classmethod
    async def start(cls, nursery: Nursery, limits: Limits) -> ReaderProcess:
        """A new process, ready to be asked."""
        reader = cls(nursery, limits)
        ours, theirs = socket.socketpair()
        with theirs:
            reader.pid = await nursery.fork(theirs)
        ours.setblocking(False)
        await asyncio.get_running_loop().create_unix_connection(lambda: reader, sock=ours)
        return reader

    def ask(self, kind: bytes, message: dict[str, Any]) -> asyncio.Future[Answer]:
        """What it will answer: a result, or the error that it met (TooLarge where its bound on memory ended it)."""
        self._future = asyncio.get_running_loop().create_future()
        self._chunks = []
        if self._transport is None or not self.alive:
            self._future.set_exception(CabosError("A reader process has ended."))
        else:
            self._transport.write(wire.pack_json(kind, message))
        return self._future

    def kill(self) -> None:
        """Ends it, whatever it does."""
        if self.alive and not self._nursery.has_ended(self.pid):
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        self.alive = False
        if self._transport:
            self._transport.close()

    def step_back(self) -> None:
        """From now on it gets what time of the processors others leave."""
        self.slow = True
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self.pid, 19)
            os.sched_setscheduler(self.pid, os.SCHED_IDLE, os.sched_param(0))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It is there."""
        self._transport = cast(asyncio.WriteTransport, transport)  # uvloop's is none by its class

    def data_received(self, data: bytes) -> None:
        """Frames, whole and in parts."""
        self._buffer += data
        size = wire.HEADER.size
        while len(self._buffer) >= size:
            kind, length = wire.HEADER.unpack_from(self._buffer)
            if len(self._buffer) < size + length:
                return
            body = bytes(memoryview(self._buffer)[size : size + length])
            del self._buffer[: size + length]
            self._take(kind, body)

    def connection_lost(self, exc: Exception | None) -> None:
        """It has ended, by us or by itself."""
        was_alive, self.alive = self.alive, False
        if not was_alive or self._future is None or self._future.done():
            self._nursery.forget(self.pid)
            return
        task = asyncio.ensure_future(self._tell_why(self._future))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _take(self, kind: bytes, body: bytes) -> None:
        if kind == wire.DATA:
            self._chunks.append(body)
        elif self._future and not self._future.done():
            end = json.loads(body)
            if kind == wire.ERROR:
                self._future.set_exception(wire.error_of(end))
            else:
                self.memory = end.get("memory", 0)
                self._future.set_result((end, self._chunks))

    async def _tell_why(self, future: asyncio.Future[Answer]) -> None:
        code = await self._nursery.status(self.pid)
        if future.done():
            return
        if code == -signal.SIGSEGV:
            reason: CabosError = BadInput(
                "The query is nested or chained too far for the engine; ask in smaller parts."
            )
        elif code in (-signal.SIGABRT, -signal.SIGKILL):
            mebibytes = self._limits.memory // 2**20
            reason = TooLarge(f"The query needs more than {mebibytes:,} MiB of memory (CABOS_LIMIT_MEMORY).")
        else:
            reason = CabosError(f"A reader process ended by itself (code {code}).")
        future.set_exception(reason)
