"""What lies around entities: everything within a number of steps."""

from __future__ import annotations

import numpy as np

from .claims import Ints
from .view import View

_NOBODY: Ints = np.zeros(0, np.int32)


def neighbourhood(view: View, centres: Ints, hops: int, avoid: Ints = _NOBODY) -> Ints:
    """For every entity its steps from the nearest of ``centres``; -1 for more than ``hops``."""
    far = np.full(view.size, -1, np.int32)
    far[avoid] = hops + 1
    far[centres] = 0
    front = centres
    for step in range(1, hops + 1):
        _, tails, _ = view.outward.tails(front)
        tails = tails[far[tails] == -1]
        far[tails] = step
        front = np.flatnonzero(far == step).astype(np.int32)
    far[avoid] = -1
    return far
