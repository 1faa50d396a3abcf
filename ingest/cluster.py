"""Reading on an existing Dask cluster: batches of articles go to its workers, outcomes come back in order.

Workers need cabos with the same language model; each loads it once. A worker that is lost
costs what it had under way, which Dask gives to another one. A batch that several workers
died of is read again article by article, so that the one that kills is found and set aside.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from ..graph.errors import Unavailable
from ..graph.statement import Article
from .parallel import Outcome, Unread, batches
from .sources.extras import need

if TYPE_CHECKING:
    from .reader import Reader

_AHEAD = 3
"""Batches under way for each thread of the cluster."""

_WAIT = 10
"""Seconds to wait for the scheduler."""

_lock = Lock()


def read_on_cluster(articles: Iterable[Article], address: str, model: str, profile: str) -> Iterator[Outcome]:
    """What became of the articles, in their order. Without any worker it waits for one to join.

    :raises Unavailable: no scheduler answers at the address, or it is lost; distributed is not installed
    """
    distributed = need("distributed", "cluster", "--cluster")
    try:
        client = distributed.Client(address, timeout=_WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Unavailable(f"no Dask scheduler answers at {address}: {error}") from error
    with client:
        try:
            yield from _read_all(client, distributed, articles, (model, profile))
        except (distributed.CancelledError, distributed.comm.CommClosedError) as error:
            raise Unavailable(f"the Dask scheduler at {address} was lost; what is written stays: {error}") from error


def _read_all(client: Any, distributed: Any, articles: Iterable[Article], opened: tuple[str, str]) -> Iterator[Outcome]:
    pending: deque[tuple[list[Article], Any]] = deque()
    source = batches(articles)
    while True:
        room = max(1, sum(client.nthreads().values())) * _AHEAD - len(pending)
        for batch in (batch for _, batch in zip(range(room), source, strict=False)):
            pending.append((batch, client.submit(read_on_worker, batch, *opened, pure=False)))
        if not pending:
            return
        batch, future = pending.popleft()
        try:
            outcomes = future.result()
        except distributed.KilledWorker:
            outcomes = [_alone(client, distributed, article, opened) for article in batch]
        yield from outcomes


def _alone(client: Any, distributed: Any, article: Article, opened: tuple[str, str]) -> Outcome:
    try:
        outcome: Outcome = client.submit(read_on_worker, [article], *opened, pure=False).result()[0]
    except distributed.KilledWorker:
        return Unread(article, "the workers that read it died, one after the other")
    return outcome


def read_on_worker(batch: list[Article], model: str, profile: str) -> list[Outcome]:
    """What a worker does with a batch; a reader is not for several threads at once."""
    with _lock:
        return _reader(model, profile).read_batch(batch)


@lru_cache(maxsize=1)
def _reader(model: str, profile: str) -> Reader:
    from .reader import open_reader

    return open_reader(model, profile)
