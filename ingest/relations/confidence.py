"""A number for how sure a statement is: from the rule that saw it, its references, and the encoder's say.

The shares are those of right edges among the articles of ``train.json`` that the encoder was
not trained on (a fifth of them) where it was heard, and among all of them where it was not;
``make bench-extraction`` shows how they hold on the development articles.
"""

from __future__ import annotations

from .candidates import Candidate

_STATED = frozenset({"title", "apposition", "place"})
"""Rules that read what stands side by side; the others follow a predicate through the tree."""

_RULE = {"title": 0.88, "apposition": 0.85, "place": 0.84, "verb": 0.68, "noun": 0.70, "adj": 0.67}

_HOW = {"name": 1.0, "title": 1.0, "government": 0.95, "group": 0.85, "description": 0.8, "elided": 0.75}
"""What a reference that is no plain name leaves of it."""

_HEARD = {
    True: ((0.1, 0.76), (0.5, 0.89), (1.0, 0.96)),
    False: ((0.02, 0.58), (0.1, 0.86), (1.0, 0.93)),
}
"""For stated and for evoked edges: up to this probability of the encoder, this share was right."""


def confidence(candidate: Candidate, likely: float | None = None) -> float:
    """0…1. ``likely`` is the encoder's probability of the edge; None where it has no say."""
    share = _RULE[candidate.rule]
    if likely is not None:
        share = next(right for top, right in _HEARD[candidate.rule in _STATED] if likely <= top)
    return share * _HOW[candidate.subject.how] * _HOW[candidate.object.how]
