"""Which state of a store on disk this process has opened: what a file kept beside it must be of.

RocksDB never changes a table once it is written, so the names and sizes of tables and logs,
and the identity of the database, tell two states apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_FORMAT = "1"


@dataclass(frozen=True, slots=True)
class Opened:
    """The states of a store's folder that hold what was opened, the latest last; and the store's version then."""

    folder: Path
    states: tuple[str, ...]
    version: int


def state(location: str) -> str | None:
    """What the folder of a store holds at this moment; None where there is no store."""
    try:
        identity = (Path(location) / "IDENTITY").read_text("utf-8").strip()
        files = sorted((f.name, f.stat().st_size) for f in Path(location).iterdir() if f.suffix in (".sst", ".log"))
    except OSError:
        return None
    return " ".join([_FORMAT, identity, *(f"{name}:{size}" for name, size in files if size)])


def opened(location: str, before: str | None, version: int, *, locked: bool) -> Opened | None:
    """What was opened. Without the lock of a writer only if nobody changed it since ``before``.

    A writer itself changes the files when it opens them: it tidies up after the last one.
    """
    after = state(location)
    states = tuple(dict.fromkeys(filter(None, (before, after))))
    return Opened(Path(location), states, version) if after and (locked or after == before) else None
