"""From Spanish news to statements: articles, language model, names, identity, relations, status."""

from .articles import article_from_text, read_articles, sample_articles
from .reader import Reader, open_reader

__all__ = ["Reader", "article_from_text", "open_reader", "read_articles", "sample_articles"]
