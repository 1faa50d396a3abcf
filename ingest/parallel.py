"""Reading in several processes: each loads the model once, and reads whole articles.

Articles go out in batches and come back in order. Only a few batches are under way at once,
so that memory does not grow with the corpus.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING

from ..graph.statement import Article, Extraction

if TYPE_CHECKING:
    from .reader import Reader

BATCH = 16
"""Articles per task: enough to fill the language model's own batches."""

_AHEAD = 3
"""Batches under way for each process: one being read, the others waiting so that it never idles."""

_worker: list[Reader] = []


def read_in_processes(
    articles: Iterable[Article], processes: int, model: str | None, profile: str | None
) -> Iterator[Extraction]:
    """Extractions of the articles, in their order.

    :raises CabosError: whatever reading an article raises, when its turn comes
    """
    source = iter(articles)
    # Not forked: the parent may hold threads and locks of ONNX Runtime and of the store.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _open, (model, profile)) as pool:
        pending: deque[Future[list[Extraction]]] = deque()
        while True:
            while len(pending) < processes * _AHEAD and (batch := list(islice(source, BATCH))):
                pending.append(pool.submit(_read, batch))
            if not pending:
                return
            yield from pending.popleft().result()


def _open(model: str | None, profile: str | None) -> None:
    from .reader import open_reader

    _worker.append(open_reader(model, profile))


def _read(batch: list[Article]) -> list[Extraction]:
    return list(_worker[0].read_all(batch))
