"""Reading in several processes: each loads the model once, and reads whole articles.

Articles go out in batches and come back in order, each as an extraction or as the reason why
there is none. Only a few batches are under way at once, so that memory does not grow with the
corpus. A process that dies (the system kills it for its memory, a library crashes) is replaced,
and what it held is read again, article by article: so the one that kills is found and set aside.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, TypeAlias

from ..graph.statement import Article, Extraction

if TYPE_CHECKING:
    from .reader import Reader

BATCH = 16
"""Articles per task: enough to fill the language model's own batches."""

FEW = 2 * BATCH
"""Fewer articles are read before the first process has loaded its model."""

BATCH_TEXT = 60_000
"""Characters per task, over which a batch is not filled further: long articles take memory in proportion."""

_AHEAD = 3
"""Batches under way for each process: one being read, the others waiting so that it never idles."""

_DIED = "the process that read it died, twice"

_worker: list[Reader] = []


@dataclass(frozen=True, slots=True)
class Unread:
    """An article that could not be read, and why."""

    article: Article
    reason: str


Outcome: TypeAlias = Extraction | Unread


def batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """The articles in tasks of at most ``BATCH``, ended early by ``BATCH_TEXT``."""
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if len(batch) == BATCH or size >= BATCH_TEXT:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def read_in_processes(
    articles: Iterable[Article], processes: int, model: str | None, profile: str | None
) -> Iterator[Outcome]:
    """What became of the articles, in their order."""
    with _Pool(processes, model, profile) as pool:
        pending: deque[tuple[list[Article], Future[list[Outcome]] | None]] = deque()
        source = batches(articles)
        while True:
            while len(pending) < processes * _AHEAD and (batch := next(source, None)):
                pending.append((batch, pool.submit(batch)))
            if not pending:
                return
            batch, future = pending.popleft()
            try:
                outcomes = future.result() if future else [o for a in batch for o in pool.alone(a)]
            except BrokenExecutor:
                # All that is under way is lost with the pool. Whose fault it was shows when each is read alone.
                pool.renew()
                pending = deque((lost, None) for lost, _ in [(batch, None), *pending])
                continue
            yield from outcomes


class _Pool:
    """Processes that read, and their replacement."""

    def __init__(self, processes: int, model: str | None, profile: str | None) -> None:
        self._processes, self._opened = processes, (model, profile)
        self._executor = self._made()

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)

    def submit(self, batch: list[Article]) -> Future[list[Outcome]] | None:
        """The batch under way; None where the pool is broken, for ``alone``."""
        try:
            return self._executor.submit(_read, batch)
        except BrokenExecutor:
            return None

    def alone(self, article: Article) -> list[Outcome]:
        """One article, with nothing else under way."""
        try:
            return self._executor.submit(_read, [article]).result()
        except BrokenExecutor:
            self.renew()
        try:
            return self._executor.submit(_read, [article]).result()
        except BrokenExecutor:
            self.renew()
            return [Unread(article, _DIED)]

    def renew(self) -> None:
        """New processes in place of the broken ones."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._made()

    def _made(self) -> ProcessPoolExecutor:
        # Not forked: the parent may hold threads and locks of ONNX Runtime and of the store.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._processes, context, _open, self._opened)


def _open(model: str | None, profile: str | None) -> None:
    from .reader import open_reader

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    threading.Thread(target=_follow_parent, daemon=True).start()
    _worker.append(open_reader(model, profile))


def _follow_parent() -> None:
    """Ends this process with its parent: a worker of the pool would wait for tasks for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _read(batch: list[Article]) -> list[Outcome]:
    return _worker[0].read_batch(batch)
