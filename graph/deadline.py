"""A bound on what a thread computes, set by whoever waits for the result.

Python cannot end a thread, so searches, rankings and drawings look here at each of their many
steps. What keeps the interpreter to itself for long is done ``aside``, in a process that can
be ended, so that the service goes on answering others meanwhile.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import ParamSpec, TypeVar

from .errors import CabosError, TimedOut

T = TypeVar("T")
P = ParamSpec("P")
_LOOK = 0.05
_PRELOADED = ["cabos.graph.drawing.layout", "cabos.graph.analysis.louvain"]


class Deadline:
    """So many seconds from now on; ``give_up`` ends it at once."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left, at least 0."""
        return max(0.0, self._end - time.monotonic())

    def give_up(self) -> None:
        """Nobody waits any more."""
        self._end = 0.0

    def check(self) -> None:
        """:raises TimedOut: the time is over"""
        if time.monotonic() > self._end:
            raise TimedOut(
                f"This took more than {self.seconds:g} seconds (CABOS_LIMIT_SECONDS); ask for less of the graph."
            )


_current: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


@contextmanager
def bounded_by(deadline: Deadline) -> Iterator[None]:
    """Within it, and in tasks and threads that begin in it, this deadline holds."""
    token = _current.set(deadline)
    try:
        yield
    finally:
        _current.reset(token)


def check_deadline() -> None:
    """:raises TimedOut: a deadline holds here, and has passed"""
    if deadline := _current.get():
        deadline.check()


def aside(function: Callable[P, T], *arguments: P.args, **options: P.kwargs) -> T:
    """The function's result; where a deadline holds, from a process of its own.

    :raises TimedOut: the deadline has passed; the process is then gone
    :raises CabosError: the process has died (of a lack of memory, for one)
    """
    deadline = _current.get()
    if deadline is None:
        return function(*arguments, **options)
    context = get_context("forkserver")  # the service itself has threads, and must not be forked
    context.set_forkserver_preload(_PRELOADED)
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, function, arguments, options), daemon=True)
    process.start()
    theirs.close()
    try:
        while not ours.poll(_LOOK):
            deadline.check()
        result: T = ours.recv()
    except EOFError as error:
        raise CabosError("A process that computed a part of this has died.") from error
    finally:
        process.kill()
        process.join()
        ours.close()
    return result


def _work(
    output: Connection, function: Callable[..., object], arguments: tuple[object, ...], options: dict[str, object]
) -> None:
    output.send(function(*arguments, **options))
