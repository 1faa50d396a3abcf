"""PDF files, read by pypdf: the text of all pages, its lines joined again."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import PurePath

from ...graph.errors import BadInput, TooLarge
from ..articles import MAX_TEXT
from .drafts import Draft, finish
from .extras import need
from .records import Blob, How, Item, first

_HYPHEN = re.compile(r"(?<=[a-záéíóúüñ])-\n(?=[a-záéíóúüñ])")
_BREAK = re.compile(r"(?<![.:!?»”])\n(?=[a-záéíóúüñ0-9(«“])")


def read_pdf(blob: Blob, how: How) -> Iterator[Item]:
    """One article: the text that the file holds. A scanned page holds none."""
    pypdf = need("pypdf", "pdf", "reading PDF")
    try:
        reader = pypdf.PdfReader(io.BytesIO(blob.whole()))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadInput("the PDF asks for a password")
        text = _text(reader.pages)
        about = reader.metadata
    except (BadInput, TooLarge):
        raise
    except Exception as error:  # pypdf raises whatever a broken file makes it stumble over
        raise BadInput(f"a PDF that cannot be read: {error}") from error
    if not text.strip():
        raise BadInput("the PDF holds no text; it may be scanned, and need character recognition first")
    title, author = (first(about.title), first(about.author)) if about else (None, None)
    yield finish(blob.place, Draft(text, title=title, author=author, name=PurePath(blob.name).stem), how)


def _text(pages: Iterator[object]) -> str:
    parts: list[str] = []
    size = 0
    for page in pages:
        parts.append(page.extract_text())  # type: ignore[attr-defined]
        size += len(parts[-1])
        if size > MAX_TEXT:
            raise TooLarge(f"more than {MAX_TEXT:,} characters, which no article has")
    return _BREAK.sub(" ", _HYPHEN.sub("", "\n".join(parts)))
