"""What XML 1.0 cannot hold, not even escaped (production 2, Char), becomes U+FFFD, as a browser shows it.

Article texts hold control characters now and then; neither the engine's writers nor networkx's
look for them, and one makes a whole document unreadable.
"""

from __future__ import annotations

import re
from typing import Protocol

_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BYTES = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_BEGUN = (b"\xef\xbf", b"\xef")
_REPLACEMENT = "\ufffd"


class Output(Protocol):
    """Where a document is written."""

    def write(self, data: bytes, /) -> int:
        """Takes some bytes."""

    def flush(self) -> None:
        """Called by the engine at the end."""


def xml_text(text: str) -> str:
    """The text as XML can hold it.

    >>> xml_text("a\\x0bb")
    'a\ufffdb'
    """
    return _TEXT.sub(_REPLACEMENT, text)


class XmlOutput:
    """Passes a document in UTF-8 on to another output, without what XML cannot hold."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._held = b""

    def write(self, data: bytes, /) -> int:
        """Takes a chunk; the beginning of a character at its end waits for the rest, and a document ends with ``>``."""
        whole = self._held + bytes(data)
        self._held = next((begun for begun in _BEGUN if whole.endswith(begun)), b"")
        whole = whole.removesuffix(self._held) if self._held else whole
        self._output.write(_BYTES.sub(_REPLACEMENT.encode(), whole))
        return len(data)

    def flush(self) -> None:
        """Called by the engine at the end."""
        self._output.flush()
