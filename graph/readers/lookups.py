"""Questions that cannot take long, answered in the service itself: what is said of one subject.

The way to a reader process and back costs more than such an answer. One triple pattern with
an IRI as its subject has at most as many rows as the subject has triples, and those are
counted first. Everything else goes to the readers.
"""

from __future__ import annotations

import re
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode

from ..store.embedded import EmbeddedStore
from .evaluation import Asked, Evaluated, evaluate_here
from .limits import Limits

_MANY = 500
_UNION = DefaultGraph()
_IRI = r"<[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]*>"
_VARIABLE = r"\?[A-Za-z]\w*"
_LOOKUP = re.compile(
    rf"""\s* (?: SELECT \s+ (?: DISTINCT \s+ )? (?: \* | (?: {_VARIABLE} \s* )+ ) | ASK ) \s* (?: WHERE \s* )? \{{
    \s* (?P<subject>{_IRI}) \s+ (?: {_VARIABLE} | {_IRI} | a ) \s+ (?: {_VARIABLE} | {_IRI} )
    \s* \.? \s* \}} \s* (?: LIMIT \s+ [0-9]{{1,9}} )? \s*""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def look_up(store: EmbeddedStore, asked: Asked, limits: Limits) -> Evaluated | None:
    """The answer; None for any other question, and while something is being written."""
    if len(asked.text) > 1000 or asked.default_graphs or asked.named_graphs:
        return None
    found = _LOOKUP.fullmatch(asked.text)
    if not found or not store.lock.acquire(blocking=False):
        return None
    try:
        subject = NamedNode(found["subject"][1:-1])
        many = sum(1 for _ in islice(store.quads(subject, None, None, _UNION), _MANY + 1))
        return None if many > _MANY else evaluate_here(store, asked, limits)
    except ValueError:
        return None  # no IRI after all: the readers say what is wrong with it
    finally:
        store.lock.release()
