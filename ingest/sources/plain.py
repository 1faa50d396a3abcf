"""Text files: ``.txt`` word by word as given, ``.md`` without its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from markdown_it import MarkdownIt

from ...graph.errors import BadInput, TooLarge
from ..articles import MAX_TEXT
from .drafts import Draft, finish
from .encoding import decode
from .records import Blob, How, Item

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*\r?\n", re.DOTALL)
_ENTRY = re.compile(r"^(\w+):[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_NAMES = {"titulo": "title", "fecha": "date", "autor": "author", "medio": "publisher", "source": "publisher"} | {
    name: name for name in ("title", "date", "author", "publisher", "url", "section", "id")
}


def read_text(blob: Blob, how: How) -> Iterator[Item]:
    """One article; its offsets count in the text as it stands in the file."""
    yield finish(blob.place, Draft(text_of(blob, how), name=_stem(blob)), how)


def read_markdown(blob: Blob, how: How) -> Iterator[Item]:
    """One article; what its front matter and first heading say of it, and its paragraphs without marks."""
    text = text_of(blob, how)
    known: dict[str, str] = {}
    if front := _FRONT.match(text):
        entries = ((key.lower(), value.strip("\"'")) for key, value in _ENTRY.findall(front[1]))
        known = {_NAMES[key]: value for key, value in entries if key in _NAMES}
        text = text[front.end() :]
    tokens = MarkdownIt().parse(text)
    parts: list[str] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type != "inline":
            continue
        words = "".join(_words(child.type, child.content) for child in token.children or ()).strip()
        if before is not None and before.type == "heading_open" and "title" not in known and not parts:
            known["title"] = words
        parts.append(words)
    yield finish(blob.place, Draft("\n\n".join(filter(None, parts)), name=_stem(blob), **known), how)


def text_of(blob: Blob, how: How) -> str:
    """The text of a file of one article.

    :raises TooLarge: more than one article may have
    :raises BadInput: empty, or binary
    """
    data = blob.whole()
    if len(data) > 4 * MAX_TEXT:
        raise TooLarge(f"{len(data):,} bytes; one article has at most {MAX_TEXT:,} characters")
    text = decode(data, how.encoding)
    if not text.strip():
        raise BadInput("the file is empty")
    return text


def _words(kind: str, content: str) -> str:
    if kind in ("softbreak", "hardbreak"):
        return "\n" if kind == "hardbreak" else " "
    return "" if kind in ("html_inline", "image") else content


def _stem(blob: Blob) -> str:
    return PurePath(blob.name).stem
