"""Text from bytes: the encoding that is named, that a mark tells, UTF-8, or the likeliest other one."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from ...graph.errors import BadInput

_SPANISH = ("cp1252", "mac_roman", "cp850")
"""What Windows, old Macs and DOS wrote Spanish in. charset-normalizer confuses them in texts of a few lines."""

_LETTERS = frozenset("áéíóúüñÁÉÍÓÚÜÑ¿¡«»“”‘’–—…ºª€")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_SAMPLE = 64 * 1024


def decode(data: bytes, named: str | None = None) -> str:
    """The text of these bytes; ``named`` is an encoding that is tried first.

    >>> decode("Bogotá, año nuevo".encode("cp850")), decode("Bogotá".encode("latin-1"))
    ('Bogotá, año nuevo', 'Bogotá')

    :raises BadInput: binary data, or no encoding that fits
    """
    for encoding in filter(None, (named, _mark(data), "utf-8")):
        try:
            return _checked(data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    return _checked(_spanish(data) or _guess(data))


def _mark(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _spanish(data: bytes) -> str | None:
    """The text with most letters of Spanish, if they outnumber all other signs beyond ASCII."""
    best, most = None, 0
    if b"\x00" in data:
        return None
    for encoding in _SPANISH:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        beyond = [sign for sign in text[:_SAMPLE] if sign > "\x7f"]
        balance = 2 * sum(sign in _LETTERS for sign in beyond) - len(beyond)
        if balance > most:
            best, most = text, balance
    return best


def _guess(data: bytes) -> str:
    found = from_bytes(data[:_SAMPLE]).best()
    if found is None:
        raise BadInput("binary data, or text in an encoding that cannot be told; convert it to UTF-8")
    try:
        return data.decode(found.encoding)
    except UnicodeDecodeError as error:
        where = f"{found.encoding} (byte {error.start})"
        raise BadInput(f"neither UTF-8 nor wholly {where}; convert it to UTF-8") from error


def _checked(text: str) -> str:
    if "\x00" in text or len(_CONTROL.findall(text)) * 20 > len(text):
        raise BadInput("binary data, not text")
    return text
