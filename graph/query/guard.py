"""What a query's text must be before the engine sees it."""

from __future__ import annotations

import re

from ..errors import Refused

_SERVICE = re.compile(r"\bSERVICE\b", re.IGNORECASE)


def check_query(text: str) -> None:
    """Refuse what the engine must not evaluate."""
    if _SERVICE.search(text):
        raise Refused("SERVICE is not allowed: a query may not reach for other servers.")
