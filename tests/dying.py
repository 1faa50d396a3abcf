"""A reader for the processes of a pool that dies of one article, whatever else is in the batch."""

from __future__ import annotations

import os

from cabos.graph.statement import Article
from cabos.ingest import Unread, parallel


class Dying:
    """Stands for a reader."""

    def read_batch(self, batch: list[Article]) -> list[Unread]:
        if any(article.id == "3" for article in batch):
            os._exit(9)
        return [Unread(article, "read") for article in batch]


def open_dying(model: str | None, profile: str | None) -> None:
    """What a process of the pool does first, in place of loading a model."""
    parallel._worker.append(Dying())  # type: ignore[arg-type]
