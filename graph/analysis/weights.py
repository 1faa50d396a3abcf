"""What a step costs: by default one step is like another, or strong evidence and rare hubs come first.

``hops`` orders paths by length, and those of one length by the number of independent
sources that their edges rest on, then of reports. ``evidence`` orders them by

    cost(u, v) = -ln(1 - (1 - r)^n) + w · (ln d(u) + ln d(v))

where n is the number of independent sources of the edge and d the number of neighbours.
The first term is the noisy-or of n sources that are right with r = 0.5 each, so that the sum
over a path is that of the most reliable path. The second is the logarithm of the
path-degree product of Himmelstein and Baranzini (PLoS Comput Biol 11(7), 2015,
doi:10.1371/journal.pcbi.1004259), with their damping w = 0.4: a path through what
everybody is joined to says little. r is our choice, and not fitted to anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import BadInput
from .arcs import Supports, strength_of
from .claims import Ints

RELIABILITY = 0.5
DAMPING = 0.4
WEIGHTS = ("hops", "evidence")

Floats = NDArray[np.float64]
Cost = Callable[[Ints, Ints, Supports], Floats]
"""Cost of steps, from the numbers of their ends and the support of their edges."""


@dataclass(frozen=True, slots=True)
class Hops:
    """Whole numbers: no better supported path is put before a shorter one."""

    strongest: int
    max_length: int

    @property
    def step(self) -> int:
        """More than what the strongest edges can win back on the longest path."""
        return (self.max_length + 1) * self.strongest + 1

    def __call__(self, heads: Ints, tails: Ints, support: Supports) -> Floats:
        return (self.step - support).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The formula of this module; ``degree`` by number of entity."""

    degree: Ints

    def __call__(self, heads: Ints, tails: Ints, support: Supports) -> Floats:
        doubt = -np.log1p(-((1 - RELIABILITY) ** strength_of(support).astype(np.float64)))
        hubs = np.log(np.maximum(self.degree[heads], 1)) + np.log(np.maximum(self.degree[tails], 1))
        costs: Floats = doubt + DAMPING * hubs
        return costs


def known_weight(name: str) -> str:
    """The name itself. :raises BadInput: neither ``hops`` nor ``evidence``"""
    if name not in WEIGHTS:
        raise BadInput(f"No weight {name!r}; there are: {', '.join(WEIGHTS)}.")
    return name
