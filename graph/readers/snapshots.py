"""Checkpoints of the store for the reader processes: always one that holds every finished write."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from ..store.embedded import EmbeddedStore


class Snapshots:
    """Hard links beside the store, renewed at the first question after a write.

    They lie in one hidden folder next to the store, as links cannot cross file systems; what a
    killed service left there goes when the next one starts, which holds the store's lock.
    """

    def __init__(self, store: EmbeddedStore) -> None:
        self._store = store
        self._folder = snapshot_folder(store.location)
        self._lock = asyncio.Lock()
        self._used: Counter[str] = Counter()
        self._place = ""
        self._version = -1
        self._number = 0

    def open(self) -> None:
        """Makes the folder, empty."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)

    def close(self) -> None:
        """Removes it all."""
        shutil.rmtree(self._folder, ignore_errors=True)

    @asynccontextmanager
    async def current(self) -> AsyncIterator[str]:
        """The folder of a checkpoint with all writes that were done when this was called; kept meanwhile."""
        if self._store.version != self._version:
            async with self._lock:
                if self._store.version != self._version:
                    self._place, self._version = await asyncio.to_thread(self._make)
                    self._tidy()
        place = self._place
        self._used[place] += 1
        try:
            yield place
        finally:
            self._used[place] -= 1
            if not self._used[place]:
                del self._used[place]
                if place != self._place:
                    self._tidy()

    def scratch(self) -> Path:
        """A new name in the folder, for a copy that is written to."""
        return Path(tempfile.mkdtemp(prefix="update-", dir=self._folder)) / "store"

    def _make(self) -> tuple[str, int]:
        self._number += 1
        place = self._folder / str(self._number)
        with self._store.lock:
            version = self._store.version
            self._store.backup(str(place))
        return str(place), version

    def _tidy(self) -> None:
        for folder in self._folder.iterdir():
            if folder.name.isdigit() and str(folder) not in self._used and str(folder) != self._place:
                shutil.rmtree(folder, ignore_errors=True)


def snapshot_folder(location: str) -> Path:
    """Where the checkpoints of a store lie."""
    folder = Path(location).resolve()
    return folder.parent / f".{folder.name}.snapshots"
