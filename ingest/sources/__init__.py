"""Where articles come from: files of many kinds, archives, feeds, the web; and what is no article, with its reason."""

from .reading import read_articles, read_sources, sample_articles
from .records import Aside, Found, How, Item, Meter, Why

__all__ = ["Aside", "Found", "How", "Item", "Meter", "Why", "read_articles", "read_sources", "sample_articles"]
