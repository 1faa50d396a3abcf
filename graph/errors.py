"""Every error that cabos raises on purpose, and the HTTP status that each one means.

    CabosError                500  the base class
    ├── BadInput              400  a file, text, query or parameter that cannot be used
    ├── Refused               403  a query or a write that this store or service does not allow
    ├── NotFound              404  no such entity, article, statement or store
    ├── Ambiguous             409  a name that several entities bear; carries the candidates
    ├── TooLarge              413  input or answer over a limit
    ├── Unavailable           503  a store in use by another process, a missing language model, too many at once
    └── TimedOut              504  a query that took longer than it may

A message says what was wrong, where, and what to do. Other exceptions are bugs, and are
left to surface as such.
"""

from __future__ import annotations

from collections.abc import Sequence


class CabosError(Exception):
    """Base of all errors that cabos raises on purpose."""

    status = 500
    title = "Internal error"


class BadInput(CabosError):
    """A file, text, query or parameter that cannot be used as it is."""

    status = 400
    title = "Bad input"


class Refused(CabosError):
    """Understood, and not allowed: SERVICE in a query, a write without a token."""

    status = 403
    title = "Refused"


class NotFound(CabosError):
    """No such entity, article, statement or store."""

    status = 404
    title = "Not found"


class Ambiguous(CabosError):
    """A name that several entities bear.

    ``candidates`` holds ``(iri, label)`` pairs, best first.
    """

    status = 409
    title = "Ambiguous name"

    def __init__(self, message: str, candidates: Sequence[tuple[str, str]]) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


class TooLarge(CabosError):
    """Input or answer over a limit, which the message names."""

    status = 413
    title = "Over a limit"


class Unavailable(CabosError):
    """Something that is needed is not there now: a locked store, a language model not installed."""

    status = 503
    title = "Unavailable"


class TimedOut(CabosError):
    """A query that took longer than it may; the message names the limit."""

    status = 504
    title = "Over the time limit"
