"""What has arrived since the last look: files that are new or have changed, and are written to no more."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from .files import walk
from .web import is_address

SETTLED = 2.0
"""Seconds that a file must have been left alone: until then somebody may still write to it."""

ASKED = 3600.0
"""Seconds for which a page that a feed leads to is not asked again, whatever became of it."""

_Look = tuple[int, int]
"""Time of the last change in nanoseconds, and size in bytes."""


@dataclass(slots=True)
class Watch:
    """Remembers of each file that is there how it looked when it was read; of those that are gone nothing."""

    names: list[str]
    settled: float = SETTLED
    _read: dict[str, _Look] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def asked(self, url: str) -> bool:
        """Whether this page was asked for in the last hour; from now on it was."""
        now = time.monotonic()
        self._asked = {page: when for page, when in self._asked.items() if when > now - ASKED}
        return self._asked.setdefault(url, now) != now

    def arrived(self) -> tuple[list[str], dict[str, _Look]]:
        """What to read now, and what to give to ``done`` once that is read. Addresses are asked every time."""
        looks = dict(self._looks())
        old = time.time() - self.settled
        fresh = [path for path, look in looks.items() if self._read.get(path) != look and look[0] / 1e9 <= old]
        self._read = {path: look for path, look in self._read.items() if path in looks}
        return [*fresh, *filter(is_address, self.names)], {path: looks[path] for path in fresh}

    def done(self, looks: dict[str, _Look]) -> None:
        """These were read as they looked."""
        self._read.update(looks)

    def _looks(self) -> Iterable[tuple[str, _Look]]:
        for name in self.names:
            for path in [] if is_address(name) else walk(name):
                if not isinstance(path, Path):
                    continue
                try:
                    about = path.stat()
                except OSError:  # gone since
                    continue
                yield str(path), (about.st_mtime_ns, about.st_size)
