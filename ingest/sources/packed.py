"""Compressed files: what is in them, so long as it is no bomb."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, cast

from ...graph.errors import BadInput, TooLarge
from .records import Blob

RATIO = 250
"""So many times its size on disk may a file unpack to: text packs to a fifth, zeros to a thousandth."""

FREE = 64 * 1024 * 1024
"""What unpacks to less may have any ratio."""

MAX_DEPTH = 3
"""Archives in archives in archives."""

_OPENERS: dict[str, Callable[[IO[bytes]], IO[bytes]]] = {
    ".gz": lambda raw: cast(IO[bytes], gzip.GzipFile(fileobj=raw)),
    ".xz": lambda raw: cast(IO[bytes], lzma.LZMAFile(raw)),  # noqa: SIM115
    ".bz2": lambda raw: cast(IO[bytes], bz2.BZ2File(raw)),
}
SUFFIXES = (*_OPENERS, ".zip")


class Unpacked(io.RawIOBase):
    """A stream that stops with ``TooLarge`` once it has given far more bytes than it takes packed.

    What a broken file makes a decompressor raise becomes ``BadInput``.
    """

    def __init__(self, stream: IO[bytes], packed: int, under: IO[bytes] | None = None) -> None:
        self._stream, self._under = stream, under
        self._allowed = max(FREE, RATIO * packed)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            data = self._stream.read(len(view))
        except (OSError, EOFError, lzma.LZMAError, zlib.error, zipfile.BadZipFile, RuntimeError) as error:
            raise BadInput(f"broken compressed data: {error}") from error
        view[: len(data)] = data
        self._given += len(data)
        if self._given > self._allowed:
            raise TooLarge(f"unpacks to more than {RATIO} times its size ({self._given:,} bytes and more): a bomb")
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            if self._under:
                self._under.close()
        super().close()


def members(blob: Blob) -> Iterator[Blob]:
    """What a compressed file holds: one file, or the members of a zip.

    :raises BadInput: a broken or encrypted archive
    """
    path = PurePosixPath(blob.name)
    if path.suffix.lower() != ".zip":
        yield Blob(blob.place, path.stem, lambda: _opened(blob, path.suffix.lower()), blob.packed, blob.url, None)
        return
    with blob.open() as stream:
        source: IO[bytes] = stream if stream.seekable() else io.BytesIO(blob.whole())
        try:
            archive = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise BadInput(f"a broken zip file: {error}") from error
        with archive:
            for info in archive.infolist():
                if not info.is_dir():
                    yield _member(blob, archive, info)


def _opened(blob: Blob, suffix: str) -> IO[bytes]:
    under = blob.open()
    return cast(IO[bytes], io.BufferedReader(Unpacked(_OPENERS[suffix](under), blob.packed, under)))


def _member(blob: Blob, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Blob:
    def opened() -> IO[bytes]:
        if info.flag_bits & 1:
            raise BadInput("an encrypted member of a zip file")
        try:
            stream = archive.open(info)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise BadInput(f"a member that cannot be unpacked: {error}") from error
        return cast(IO[bytes], io.BufferedReader(Unpacked(stream, info.compress_size)))

    return Blob(f"{blob.place}!{info.filename}", info.filename, opened, info.compress_size, blob.url)
