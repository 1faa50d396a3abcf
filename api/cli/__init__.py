"""The command line. Heavy imports wait inside the commands, so that ``--help`` answers at once."""

from __future__ import annotations


def main() -> None:
    """Entry point of ``cabos``."""
    from .program import run

    raise SystemExit(run())
