"""What counts as one source: the only place that says so.

For now an outlet is one source however many articles it prints, and an article without an
outlet is one of its own. Reprints of one dispatch by several outlets are not known to be one.
"""

from __future__ import annotations

from ..iris import fold


def source_key(publisher: str | None, article: str) -> str:
    """What two articles have in common that are no independent sources.

    >>> source_key("El País", "a") == source_key("el pais ", "b")
    True
    >>> source_key(None, "a") == source_key(None, "b")
    False
    """
    return fold(publisher).strip() if publisher and publisher.strip() else article
