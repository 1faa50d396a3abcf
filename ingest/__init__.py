"""From Spanish news to statements: sources, language model, names, identity, relations, status."""

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
