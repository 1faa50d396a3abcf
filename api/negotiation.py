"""Content negotiation: which of the media types on offer a client wants (RFC 9110 §12.5.1).

The most specific range that matches a type gives its quality; the highest quality wins,
and between equals the order of the offer decides. A range with ``q=0`` excludes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from fastapi import HTTPException, Request


@dataclass(frozen=True, slots=True)
class Range:
    """One element of an ``Accept`` header, such as ``text/*;q=0.5``."""

    type: str
    subtype: str
    quality: float

    def specificity(self, media_type: str) -> int:
        """0 for no match, 1 for ``*/*``, 2 for ``text/*``, 3 for the type itself."""
        kind, _, subtype = media_type.partition("/")
        if self.type == "*" and self.subtype == "*":
            return 1
        if self.type != kind:
            return 0
        if self.subtype == "*":
            return 2
        return 3 if self.subtype == subtype else 0


def parse_accept(header: str) -> list[Range]:
    """The ranges of an ``Accept`` header; elements that are none are left out, as browsers expect.

    >>> parse_accept("text/csv;q=0.5, nonsense")
    [Range(type='text', subtype='csv', quality=0.5)]
    """
    ranges = []
    for element in header.split(","):
        name, *parameters = (part.strip().lower() for part in element.split(";"))
        kind, slash, subtype = name.partition("/")
        if slash and kind and subtype:
            ranges.append(Range(kind, subtype, _quality(parameters)))
    return ranges


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


@lru_cache(maxsize=256)
def choose(header: str | None, offered: tuple[str, ...]) -> str | None:
    """The offered type that fits best, the first where anything goes, None where none fits.

    >>> choose("text/csv, */*;q=0.1", ("application/json", "text/csv"))
    'text/csv'
    >>> choose("image/png", ("application/json",)) is None
    True
    """
    ranges = parse_accept(header or "")
    if not ranges:
        return offered[0]
    best, best_quality = None, 0.0
    for media_type in offered:
        matching = [(r.specificity(media_type), r.quality) for r in ranges]
        specificity, quality = max(matching)
        if specificity and quality > best_quality:
            best, best_quality = media_type, quality
    return best


def negotiate(request: Request, offered: Sequence[str]) -> str:
    """The offered type that the request's ``Accept`` headers ask for.

    :raises HTTPException: 406, with the types on offer
    """
    chosen = choose(",".join(request.headers.getlist("accept")), tuple(offered))
    if chosen is None:
        raise HTTPException(406, f"none of the accepted types is on offer; there are {', '.join(offered)}")
    return chosen
