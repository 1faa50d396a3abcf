"""Queries evaluated in processes of their own, which can be ended: the pool, its limits, its answers."""

from .evaluation import Asked, Evaluated, Forms, evaluate_here
from .limits import Limits
from .pool import ReaderPool

__all__ = ["Asked", "Evaluated", "Forms", "Limits", "ReaderPool", "evaluate_here"]
