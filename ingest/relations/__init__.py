"""Who does what to whom: candidates from predicates, titles and neighbouring names; their status and source."""

from .candidates import Candidate
from .confidence import confidence
from .geography import find_neighbours
from .kin import find_kin
from .modality import status_of
from .predicates import find_relations
from .sources import Sources
from .titles import find_posts

__all__ = [
    "Candidate",
    "Sources",
    "confidence",
    "find_kin",
    "find_neighbours",
    "find_posts",
    "find_relations",
    "status_of",
]
