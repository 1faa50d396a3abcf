"""Waiting for work that a thread does, as long as its client waits and the time is not over."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from starlette.types import Message

from ..graph.deadline import Deadline
from ..graph.errors import Unavailable

T = TypeVar("T")
Receive = Callable[[], Awaitable[Message]]

_SHORT = 0.05
_GRACE = 0.2


async def while_wanted(work: asyncio.Future[T], deadline: Deadline, receive: Receive | None) -> T:
    """The result of the work. Where nobody waits for it any more the deadline is given up.

    The thread ends at its next look at the deadline, and keeps its place until then.

    :raises TimedOut: the time is over
    :raises Unavailable: the client has gone
    """
    try:
        await asyncio.wait({work}, timeout=_SHORT)
        if not work.done():
            leaving = [asyncio.ensure_future(gone(receive))] if receive else []
            await _first(work, leaving, deadline.left + _GRACE)
        if work.done():
            return work.result()
        left = deadline.left
        deadline.give_up()
        if not left:
            deadline.check()
        raise Unavailable("the client has gone")
    except BaseException:
        deadline.give_up()
        work.add_done_callback(_heeded)
        raise


async def _first(work: asyncio.Future[T], leaving: Sequence[asyncio.Future[None]], seconds: float) -> None:
    try:
        waited: list[asyncio.Future[Any]] = [work, *leaving]
        await asyncio.wait(waited, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for watch in leaving:
            watch.cancel()


async def gone(receive: Receive) -> None:
    """Returns when the client has gone away."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _heeded(work: asyncio.Future[T]) -> None:
    """Nobody waits for this error: take it, or asyncio complains."""
    if not work.cancelled():
        work.exception()
