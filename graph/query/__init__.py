"""SPARQL over a store: the guard, the answer and its media types, the data frame."""

from .answer import Answer, run_query

__all__ = ["Answer", "run_query"]
