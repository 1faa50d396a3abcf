"""The reader process, and the nursery that forks it: ``python -m cabos.graph.readers.worker``.

It opens a checkpoint of the store read-only, has no network where the system lets it give that
up, and cannot take more memory than it was given: the engine then aborts, and this process
with it, which its owner takes for what it is.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyoxigraph

from ..errors import CabosError, Unavailable
from ..store.embedded import EmbeddedStore
from ..update.evaluation import evaluate_update
from . import wire
from .evaluation import Asked, evaluate
from .limits import Limits

_SHORT = 0.02
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_PDEATHSIG = 1


class Worker:
    """What one reader process holds: its limits, and the checkpoint that it has open."""

    def __init__(self, limits: Limits, output: BinaryIO) -> None:
        self._limits = limits
        self._output = output
        self._place = ""
        self._store: EmbeddedStore | None = None

    def answer(self, kind: bytes, message: dict[str, Any]) -> None:
        """Evaluates what is asked, and sends the answer or the error."""
        begun = time.monotonic()
        try:
            if kind == wire.UPDATE:
                done = evaluate_update(message["folder"], message["operations"], message["text"], message["base"])
                self._send(wire.pack(wire.DATA, done))
                body: dict[str, Any] = {}
            else:
                store = self._open(message.pop("place"))
                asked = Asked.from_message(message)
                found = evaluate(store, asked, self._limits, lambda data: self._send(wire.pack(wire.DATA, data)))
                body = {"kind": found.kind, "media_type": found.media_type, "rows": found.rows}
        except CabosError as error:
            self._send(wire.pack_json(wire.ERROR, wire.error_body(error)))
        else:
            # Nothing grows much in a short time, and to ask takes a part of that.
            body["memory"] = resident() if time.monotonic() > begun + _SHORT else 0
            self._send(wire.pack_json(wire.END, body))
        self._output.flush()

    def _send(self, frame: bytes) -> None:
        self._output.write(frame)

    def _open(self, place: str) -> EmbeddedStore:
        if self._store is None or place != self._place:
            self._store = None
            try:
                self._store = EmbeddedStore(pyoxigraph.Store.read_only(place), place, read_only=True)
            except OSError as error:
                raise Unavailable(f"A checkpoint of the store could not be opened: {error}") from error
            self._place = place
        return self._store


def resident(field: int = 1) -> int:
    """Bytes of memory that this process has in use; 0 where the system does not say.

    Field 5 of ``/proc/self/statm`` is what the bound counts: data and stacks, used or not.
    """
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[field])
    except (OSError, IndexError, ValueError):
        return 0
    return pages * resource.getpagesize()


def confine(memory: int) -> None:
    """Sets the bound on memory, beyond what is in use already, and leaves the network."""
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    bound = memory + resident(field=5)
    resource.setrlimit(resource.RLIMIT_DATA, (bound if hard < 0 else min(bound, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):  # no such call outside Linux, and not everybody may call it
        libc = ctypes.CDLL(None)
        if libc.unshare(_NEW_NET):
            libc.unshare(_NEW_USER | _NEW_NET)


def die_with(parent: int) -> None:
    """Ends this process when its parent ends, even in the middle of a query that never would (Linux only)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def serve(connection: socket.socket, limits: Limits) -> None:
    """Answers what comes over a connection, until its owner goes away."""
    output = connection.makefile("wb", buffering=1024 * 1024)
    source = connection.makefile("rb")
    worker = Worker(limits, cast(BinaryIO, output))
    while frame := wire.read_frame(cast(BinaryIO, source)):
        worker.answer(frame[0], json.loads(frame[1]))


def tell(control: socket.socket, pid: int, code: int | None) -> None:
    """A birth (no code) or a death, a line each."""
    control.sendall(json.dumps([pid, code]).encode() + b"\n")


def main() -> None:
    """The nursery: a reader for each connection that comes over stdin, which is a socket."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the owner's to hear
    control = socket.socket(fileno=0)
    limits = Limits(**json.loads(sys.argv[1]))
    confine(limits.memory)
    nursery = os.getpid()

    def reap(*_: object) -> None:
        with contextlib.suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                tell(control, ended[0], os.waitstatus_to_exitcode(ended[1]))

    signal.signal(signal.SIGCHLD, reap)
    while True:
        asked, handles, _, _ = socket.recv_fds(control, 1, 1)
        if not asked:
            return
        # A child that ends at once must not be told of before it is born.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        pid = os.fork()
        if not pid:
            die_with(nursery)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
            control.close()
            serve(socket.socket(fileno=handles[0]), limits)
            os._exit(0)
        os.close(handles[0])
        tell(control, pid, None)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})


if __name__ == "__main__":
    main()
