"""Where reader processes come from: one process that has everything loaded, and forks.

A fresh interpreter takes 60 ms of a processor, a fork 3 ms; and the service itself, which has
threads, must not be forked. The nursery has none, and opens no store. It tells by what its
children died.
"""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import subprocess
import sys
from collections import deque
from contextlib import suppress
from dataclasses import asdict

from ..errors import CabosError
from .limits import Limits

_PATIENCE = 5


class Nursery(asyncio.Protocol):
    """The owner's side of it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._transport: asyncio.BaseTransport | None = None
        self._born: deque[asyncio.Future[int]] = deque()
        self._dead: dict[int, int] = {}
        self._asked: dict[int, asyncio.Future[int]] = {}
        self._buffer = b""

    async def fork(self, connection: socket.socket) -> int:
        """A new reader at the other end of that connection; its process id."""
        if self._control is None:
            await self._start()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[int] = loop.create_future()
        self._born.append(future)
        assert self._control  # noqa: S101 — just started
        socket.send_fds(self._control, [b"F"], [connection.fileno()])
        return await future

    async def status(self, pid: int) -> int:
        """How a reader ended, as ``Popen.returncode`` has it."""
        if pid not in self._dead:
            future = self._asked.setdefault(pid, asyncio.get_running_loop().create_future())
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(future), _PATIENCE)
            self._asked.pop(pid, None)
        return self._dead.pop(pid, -signal.SIGKILL)

    def has_ended(self, pid: int) -> bool:
        """Whether a reader is known to have ended."""
        return pid in self._dead

    def forget(self, pid: int) -> None:
        """Nobody will ask of this reader."""
        self._dead.pop(pid, None)

    async def close(self) -> None:
        """Ends the nursery; its children go when their connections do."""
        if self._transport:
            self._transport.close()
        if self._control:
            self._control.close()
            self._control = None
        if self._process:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)

    def data_received(self, data: bytes) -> None:
        """Births and deaths, a line each."""
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        for line in lines:
            pid, code = json.loads(line)
            if code is None:
                if self._born and not (future := self._born.popleft()).done():
                    future.set_result(pid)
                continue
            self._dead[pid] = code
            if (asked := self._asked.get(pid)) and not asked.done():
                asked.set_result(code)

    def connection_lost(self, exc: Exception | None) -> None:
        """Something has ended the nursery; the next fork starts another."""
        if self._control:
            self._control.close()
            self._control = None
        while self._born:
            if not (future := self._born.popleft()).done():
                future.set_exception(CabosError("The process that makes readers has ended."))

    async def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", f"{__package__}.worker", json.dumps(asdict(self._limits))]
            quiet = subprocess.DEVNULL
            self._process = subprocess.Popen(command, stdin=theirs.fileno(), stdout=quiet, stderr=quiet)  # noqa: S603
        ours.setblocking(False)
        self._control = ours
        self._transport, _ = await asyncio.get_running_loop().create_unix_connection(lambda: self, sock=ours.dup())
