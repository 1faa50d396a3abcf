"""The owner's side of one reader process."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from ..errors import BadInput, CabosError, TooLarge
from . import wire
from .limits import Limits

_BUFFER = 1024 * 1024


class ReaderProcess:
    """One process, which answers one question at a time and can be ended at any moment."""

    def __init__(self, process: asyncio.subprocess.Process, limits: Limits) -> None:
        self._process = process
        self._limits = limits
        self.memory = 0
        self.slow = False
        self.killed = False

    @classmethod
    async def start(cls, limits: Limits) -> ReaderProcess:
        """A new process, ready to be asked."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", f"{__package__}.worker", json.dumps(asdict(limits)),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            limit=_BUFFER,
        )  # fmt: skip
        assert process.stdout  # noqa: S101 — a pipe, as asked for
        try:
            await process.stdout.readexactly(wire.HEADER.size)
        except asyncio.IncompleteReadError:
            raise CabosError(f"A reader process did not start (code {await process.wait()}).") from None
        except BaseException:
            process.kill()
            raise
        return cls(process, limits)

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it runs, as far as is known here."""
        return self._process.returncode is None

    async def ask(self, kind: bytes, message: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """The end of its answer, and the chunks before it.

        :raises CabosError: what the process met; TooLarge where it died of its bound on memory
        """
        assert self._process.stdin and self._process.stdout  # noqa: S101 — pipes, as asked for
        chunks: list[bytes] = []
        try:
            self._process.stdin.write(wire.pack_json(kind, message))
            while True:
                header = await self._process.stdout.readexactly(wire.HEADER.size)
                found, length = wire.HEADER.unpack(header)
                body = await self._process.stdout.readexactly(length)
                if found != wire.DATA:
                    break
                chunks.append(body)
        except (asyncio.IncompleteReadError, OSError):
            raise await self._why_it_died() from None
        end = json.loads(body)
        if found == wire.ERROR:
            raise wire.error_of(end)
        self.memory = end.get("memory", 0)
        return end, chunks

    def kill(self) -> None:
        """Ends it, whatever it does."""
        self.killed = True
        with suppress(ProcessLookupError):
            self._process.kill()

    async def wait(self) -> None:
        """Until it has ended."""
        await self._process.wait()

    def step_back(self) -> None:
        """From now on it gets what time of the processors others leave."""
        self.slow = True
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self.pid, 19)

    async def _why_it_died(self) -> CabosError:
        code = await self._process.wait()
        if code == -signal.SIGSEGV:
            return BadInput("The query is nested or chained too far for the engine; write it in smaller parts.")
        if code in (-signal.SIGABRT, -signal.SIGKILL):
            mebibytes = self._limits.memory // 2**20
            return TooLarge(f"The query needs more than {mebibytes:,} MiB of memory (CABOS_LIMIT_MEMORY).")
        return CabosError(f"A reader process ended by itself (code {code}).")
