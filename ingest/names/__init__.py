"""Who is named: spans that are names, the entities behind them, and what nouns refer to."""

from .identity import Cast, resolve
from .name import Name
from .references import Post, Reference, References
from .spotting import find_names

__all__ = ["Cast", "Name", "Post", "Reference", "References", "find_names", "resolve"]
