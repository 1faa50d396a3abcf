"""How large an entity is drawn, and the room that it takes with its name. Pixels at zoom 1."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from math import log2

WRAP = 150
"""Width at which a name wraps."""
LONGEST = 70
"""Letters of a name on the canvas; panels show all of it."""


@dataclass(frozen=True, slots=True)
class Measure:
    """``size`` is the radius of the shape, ``points`` the font size; the box holds both and has its middle ``drop``
    below that of the shape."""

    name: str
    size: float
    points: float
    width: float
    height: float
    drop: float


def measure(name: str, support: int, focus: bool = False) -> Measure:
    """The more that rests on an entity, the larger it is; a long name is cut."""
    shown = short(name)
    size = 12 + 3.2 * log2(1 + support)
    points = 15 + min(9.0, 1.4 * log2(1 + support)) + 2 * focus
    width, height = label_box(shown, points)
    return Measure(shown, size, points, max(width, 2 * size) + 18, 2 * size + height + 14, height / 2)


def short(name: str) -> str:
    """The name on one line, cut after 70 letters."""
    name = " ".join(name.split())
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def label_box(name: str, points: float) -> tuple[float, float]:
    """Width and height that a name takes, wrapped: 0.62 em a letter suits the widest of common fonts."""
    lines = textwrap.wrap(name, max(int(WRAP / (0.62 * points)), 1)) or [""]
    return min(max(map(len, lines)) * 0.62 * points, WRAP), len(lines) * 1.2 * points + 4
