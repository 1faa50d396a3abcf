"""When it happened: date expressions of a sentence, the day they mean, and the predicate they belong to."""

from .expressions import Expression, expressions
from .owners import Times
from .resolving import Tense, resolve
from .when import Side, When

__all__ = ["Expression", "Side", "Tense", "Times", "When", "expressions", "resolve"]
