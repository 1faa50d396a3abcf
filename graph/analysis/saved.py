"""The claims of a store on disk, kept in a file in its folder: reading a million anew takes a quarter of a minute.

The file says of which state of the store it is, see ``opened``. What does not fit is not
used. Deleting the file costs time and nothing else.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from .claims import Claims, Numbers

NAME = "cabos-claims.npz"


def save(claims: Claims, folder: Path, of: str) -> None:
    """Keep the claims; where the folder cannot be written to, do nothing."""
    with suppress(OSError), NamedTemporaryFile(dir=folder, suffix=".tmp", delete=False) as file:
        try:
            np.savez(
                file,
                state=_bytes([of]),
                relations=_bytes(claims.relations),
                entities=_bytes(claims.entities.iris),
                articles=_bytes(claims.articles.iris),
                columns=claims.columns(),
            )
            Path(file.name).replace(folder / NAME)
        except OSError:
            Path(file.name).unlink()
            raise


def load(folder: Path, of: str, relations: tuple[str, ...]) -> Claims | None:
    """The claims kept for this state of the store; None where there are none, or other relations."""
    try:
        with (folder / NAME).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            if _lines(arrays["state"]) != [of] or _lines(arrays["relations"]) != list(relations):
                return None
            claims = Claims(relations)
            claims.entities = _numbers(_lines(arrays["entities"]))
            claims.articles = _numbers(_lines(arrays["articles"]))
            claims.extend(arrays["columns"])
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile):
        return None
    return claims


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
