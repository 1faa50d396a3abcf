"""How a reader process and its owner speak: frames of a kind (one byte), a length, and as many bytes.

Owner to process: ``Q`` a query, ``U`` an update, both JSON. Process to owner, to each question:
any number of ``D`` (bytes of the answer), then ``E`` (done) or ``X`` (an error of cabos), both JSON.
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

from .. import errors
from ..errors import CabosError

HEADER = struct.Struct("!cI")
QUERY, UPDATE, DATA, END, ERROR = b"Q", b"U", b"D", b"E", b"X"


def pack(kind: bytes, body: bytes) -> bytes:
    """One frame."""
    return HEADER.pack(kind, len(body)) + body


def pack_json(kind: bytes, body: dict[str, Any]) -> bytes:
    """One frame of JSON."""
    return pack(kind, json.dumps(body).encode())


def read_frame(source: BinaryIO) -> tuple[bytes, bytes] | None:
    """The next frame, waiting for it; None at the end."""
    header = source.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    kind, length = HEADER.unpack(header)
    return kind, source.read(length)


def error_body(error: CabosError) -> dict[str, Any]:
    """An error, to be raised again on the other side."""
    return {"error": type(error).__name__, "message": str(error)}


def error_of(body: dict[str, Any]) -> CabosError:
    """The error that the other side met."""
    kind = getattr(errors, body["error"], CabosError)
    made: CabosError = kind(body["message"])
    return made
