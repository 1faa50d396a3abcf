"""A number for how sure a statement is, from the kind of rule that saw it."""

from __future__ import annotations

from .candidates import Candidate

_RULE = {"title": 0.9, "apposition": 0.85, "place": 0.8, "verb": 0.75, "noun": 0.65, "adj": 0.65}
_HOW = {"name": 1.0, "title": 0.95, "government": 0.95, "group": 0.8, "description": 0.75, "elided": 0.7}


def confidence(candidate: Candidate) -> float:
    """0…1: the rule's share of right edges on the development articles, less for unsure references."""
    return _RULE[candidate.rule] * _HOW[candidate.subject.how] * _HOW[candidate.object.how]
