"""Drawings: statements as one self-contained interactive page."""

from .draw import draw, render
from .drawing import Drawing

__all__ = ["Drawing", "draw", "render"]
