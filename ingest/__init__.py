"""From Spanish news to statements: sources, language model, names, identity, relations, status."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .articles import article_from_text
    from .parallel import Outcome, Unread
    from .reader import Reader, open_reader
    from .sources import Aside, Found, How, Meter, read_articles, read_sources, sample_articles

__all__ = [
    "Aside",
    "Found",
    "How",
    "Meter",
    "Outcome",
    "Reader",
    "Unread",
    "article_from_text",
    "open_reader",
    "read_articles",
    "read_sources",
    "sample_articles",
]

_LATE = {
    "Outcome": "parallel",
    "Reader": "reader",
    "Unread": "parallel",
    "article_from_text": "articles",
    "open_reader": "reader",
}
"""The rest are in ``sources``."""


def __getattr__(name: str) -> object:
    """What is named here, when it is first asked for: the reader imports spaCy, which takes most of a second."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_LATE.get(name, 'sources')}", __name__), name)
