"""What one query may take, and how many may run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """``running`` readers answer at once; one that takes over ``grace`` seconds makes room for
    another, and goes on with what the machine has left, beside at most ``slow`` of its kind."""

    seconds: float = 30
    memory: int = 1024 * 1024 * 1024
    rows: int = 1_000_000
    bytes: int = 128 * 1024 * 1024
    depth: int = 100
    running: int = 4
    waiting: int = 64
    slow: int = 8
    grace: float = 0.4
