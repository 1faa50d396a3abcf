"""SPARQL 1.1 Update: operations in the words of this store, their effect, and how that is stored."""

from .operations import OWN_GRAPH, Operation, read_operations

__all__ = ["OWN_GRAPH", "Operation", "read_operations"]
