"""Files from paths, folders and patterns, in order of name; what is in the way is named and passed over."""

from __future__ import annotations

import errno
import glob
import io
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast

from .kinds import SUFFIXES, sniffed
from .records import Aside, Blob, Meter, Why

STDIN = "-"
_UNKNOWN = 2**40
"""Bytes of what is piped in: whoever pipes a bomb into cabos has unpacked it himself."""


class _Metered(io.FileIO):
    """A file that tells how much of it was read."""

    def __init__(self, path: Path, meter: Meter) -> None:
        super().__init__(path)
        self._meter = meter

    def readinto(self, buffer: object) -> int:
        count = super().readinto(buffer) or 0  # type: ignore[arg-type]
        self._meter.read += count
        return count


def find_files(names: Iterable[str], meter: Meter) -> Iterator[Blob | Aside]:
    """What lies there, for ``-`` what standard input gives. ``meter`` gets the size of all files at once."""
    found: list[Path | Aside] = []
    for name in names:
        found += [Path(name)] if name == STDIN else walk(name)
    meter.total = sum(_size(path) for path in found if isinstance(path, Path))
    for path in found:
        if isinstance(path, Aside):
            yield path
        else:
            yield standard_input() if str(path) == STDIN else _file(path, meter)


def walk(name: str) -> list[Path | Aside]:
    """The files that a path, a folder or a pattern (``news/**/*.html``) stands for."""
    path = Path(name)
    if not path.is_symlink() and not path.exists() and glob.has_magic(name):
        matched = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 – pathlib wants to know the fixed part
        return [x for match in matched for x in walk(match)] or [Aside(name, "no file is of this pattern")]
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return [Aside(name, "no such file" if isinstance(error, FileNotFoundError) else _reason(error))]
    if stat.S_ISDIR(mode):
        below = list(_below(path, ()))
        return below or [Aside(name, "no file is in this folder")]
    if not stat.S_ISREG(mode):
        return [Aside(name, "neither a file nor a folder")]
    return [path]


def _below(folder: Path, above: tuple[tuple[int, int], ...]) -> Iterator[Path | Aside]:
    """All files below a folder, once; a link that leads back up is named."""
    try:
        about = folder.stat()
        if (about.st_dev, about.st_ino) in above:
            yield Aside(str(folder), "a link that leads back to a folder above it")
            return
        names = sorted(folder.iterdir())
    except OSError as error:
        yield Aside(str(folder), _reason(error))
        return
    for path in names:
        try:
            mode = path.stat().st_mode
        except OSError as error:
            reason = "a link that leads nowhere" if isinstance(error, FileNotFoundError) else _reason(error)
            yield Aside(str(path), reason)
            continue
        if stat.S_ISDIR(mode):
            yield from _below(path, (*above, (about.st_dev, about.st_ino)))
        elif stat.S_ISREG(mode) and path.suffix.lower() not in SUFFIXES:
            yield Aside(str(path), f"unknown kind of file ({path.suffix or 'no suffix'})", Why.SKIPPED)
        elif stat.S_ISREG(mode):
            yield path
        else:
            yield Aside(str(path), "neither a file nor a folder")


def _file(path: Path, meter: Meter) -> Blob:
    def opened() -> IO[bytes]:
        return cast(IO[bytes], io.BufferedReader(_Metered(path, meter)))

    return Blob(str(path), path.name, opened, _size(path))


def standard_input() -> Blob:
    """What is piped in, under the name that its beginning suggests; it is read as it comes."""
    stream = cast(io.BufferedReader, sys.stdin.buffer)
    suffix = sniffed(stream.peek(512)[:512])
    return Blob("standard input", f"stdin{suffix}", lambda: cast(IO[bytes], stream), _UNKNOWN)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if str(path) != STDIN else 0
    except OSError:
        return 0


def _reason(error: OSError) -> str:
    return "a link that leads back to itself" if error.errno == errno.ELOOP else (error.strerror or str(error))
