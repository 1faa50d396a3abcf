"""Questions that somebody may put to the graph: what is asked for, the SPARQL that asks it, and its answer."""

from .answer import Answered, answer, draw_answer
from .names import EntityNames
from .question import Ask, Question

__all__ = ["Answered", "Ask", "EntityNames", "Question", "answer", "draw_answer"]
