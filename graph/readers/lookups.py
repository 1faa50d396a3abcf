"""Questions that cannot take long, answered in the service itself: what is said of one subject.

The way to a reader process and back costs more than such an answer. One triple pattern with
an IRI as its subject yields row after row without any search, so that it can be given up as
soon as there are many. Everything else goes to the readers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ..errors import TooLarge
from ..store.embedded import EmbeddedStore
from .evaluation import Asked, Evaluated, evaluate_here
from .limits import Limits

_MANY = 500
_BYTES = 256 * 1024
_IRI = r"<[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]*>"
_VARIABLE = r"\?[A-Za-z]\w*"
_LOOKUP = re.compile(
    rf"""\s* (?: SELECT \s+ (?: DISTINCT \s+ )? (?: \* | (?: {_VARIABLE} \s* )+ ) | ASK ) \s* (?: WHERE \s* )? \{{
    \s* {_IRI} \s+ (?: {_VARIABLE} | {_IRI} | a ) \s+ (?: {_VARIABLE} | {_IRI} )
    \s* \.? \s* \}} \s* (?: LIMIT \s+ [0-9]{{1,9}} )? \s*""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def look_up(store: EmbeddedStore, asked: Asked, limits: Limits) -> Evaluated | None:
    """The answer; None for any other question, for many rows, and while something is being written."""
    if len(asked.text) > 1000 or asked.default_graphs or asked.named_graphs:
        return None
    if not _LOOKUP.fullmatch(asked.text) or not store.lock.acquire(blocking=False):
        return None
    try:
        return evaluate_here(store, asked, _narrow(limits))
    except TooLarge:
        return None
    finally:
        store.lock.release()


@lru_cache(maxsize=8)
def _narrow(limits: Limits) -> Limits:
    return replace(limits, rows=min(limits.rows, _MANY), bytes=min(limits.bytes, _BYTES))
