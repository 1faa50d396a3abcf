"""The claims of a store on disk, kept in a file in its folder: reading a million anew takes a quarter of a minute.

The name of the file tells of which state of the store it is, see ``opened``. What does not fit
is not used. Deleting the file costs time and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from .claims import Claims, Numbers

NAME = "cabos-claims-{}.npz"


def save(claims: Claims, folder: Path, of: str) -> None:
    """Keep the claims of this state, and no others; where the folder cannot be written to, do nothing."""
    with suppress(OSError), NamedTemporaryFile(dir=folder, suffix=".tmp", delete=False) as file:
        try:
            np.savez(
                file,
                relations=_bytes(claims.relations),
                entities=_bytes(claims.entities.iris),
                articles=_bytes(claims.articles.iris),
                columns=claims.columns(),
            )
            Path(file.name).replace(_place(folder, of))
        except OSError:
            Path(file.name).unlink()
            raise
        for other in folder.glob(NAME.format("*")):
            if other != _place(folder, of):
                other.unlink(missing_ok=True)


def is_kept(folder: Path, of: Iterable[str]) -> bool:
    """Whether there are claims of one of these states."""
    return any(_place(folder, state).exists() for state in of)


def rename(folder: Path, of: Iterable[str], now: str) -> None:
    """The claims of these states are those of another one as well: nothing was written to the store but its files."""
    with suppress(OSError):
        for state in of:
            if state != now and _place(folder, state).exists():
                _place(folder, state).replace(_place(folder, now))


def load(folder: Path, of: Iterable[str], relations: tuple[str, ...]) -> Claims | None:
    """The claims kept for one of these states of the store; None where there are none, or other relations."""
    for state in of:
        with suppress(OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile):
            return _read(_place(folder, state), relations)
    return None


def _read(path: Path, relations: tuple[str, ...]) -> Claims:
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        if _lines(arrays["relations"]) != list(relations):
            raise ValueError("these are claims under another ontology")
        claims = Claims(relations)
        claims.entities = _numbers(_lines(arrays["entities"]))
        claims.articles = _numbers(_lines(arrays["articles"]))
        claims.extend(arrays["columns"])
    return claims


def _place(folder: Path, state: str) -> Path:
    return folder / NAME.format(sha256(state.encode()).hexdigest()[:16])


def _bytes(lines: list[str] | tuple[str, ...]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def _lines(array: NDArray[np.uint8]) -> list[str]:
    text = array.tobytes().decode()
    return text.split("\n") if text else []


def _numbers(iris: list[str]) -> Numbers:
    numbers = Numbers()
    numbers.iris = iris
    numbers.update((iri, number) for number, iri in enumerate(iris))
    return numbers
