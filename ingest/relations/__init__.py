"""Who does what to whom: candidates from predicates, titles and neighbouring names; their status and source."""

from .candidates import Candidate
from .confidence import confidence
from .geography import find_neighbours
from .modality import speakers, status_of
from .predicates import find_relations
from .titles import find_posts

__all__ = [
    "Candidate",
    "confidence",
    "find_neighbours",
    "find_posts",
    "find_relations",
    "speakers",
    "status_of",
]
