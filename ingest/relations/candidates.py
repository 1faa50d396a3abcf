"""An edge that some rule sees in a sentence, before its status and source are judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from ..names.references import Reference

Rule = Literal["verb", "noun", "adj", "title", "apposition", "place", "encoder"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Subject –relation→ object, evoked by ``trigger``; ``rule`` says what kind of rule saw it (``encoder``: none)."""

    subject: Reference
    relation: str
    object: Reference
    trigger: Token
    rule: Rule
