"""A number for how sure a statement is: from the rule that saw it, its references, and the encoder's say.

The shares are those of right edges among articles that the encoder was not trained on, where it
was heard, and among the articles of ``train.json`` where it was not; ``make bench-extraction``
shows how they hold on the development articles.
"""

from __future__ import annotations

from .candidates import Candidate

_STATED = frozenset({"title", "apposition", "place"})
"""Rules that read what stands side by side; the others follow a predicate through the tree."""

_RULE = {"title": 0.88, "apposition": 0.85, "place": 0.84, "verb": 0.68, "noun": 0.70, "adj": 0.67}

_HOW = {"name": 1.0, "title": 1.0, "government": 0.95, "group": 0.85, "description": 0.8, "elided": 0.75}
"""What a reference that is no plain name leaves of it."""

_HEARD = {
    True: ((0.05, 0.30), (0.5, 0.66), (0.85, 0.83), (1.0, 0.97)),
    False: ((0.05, 0.35), (0.2, 0.62), (1.0, 0.88)),
}
"""For stated and for evoked edges: up to this probability of the encoder, this share was right."""


def confidence(candidate: Candidate, likely: float | None = None) -> float:
    """0…1. ``likely`` is the encoder's probability of the edge; None where it has no say."""
    if candidate.rule == "encoder":
        return likely or 0.0  # which has seen how the two are referred to
    if likely is None:
        share = _RULE[candidate.rule]
    else:
        share = next(right for top, right in _HEARD[candidate.rule in _STATED] if likely <= top)
    return share * _HOW[candidate.subject.how] * _HOW[candidate.object.how]
