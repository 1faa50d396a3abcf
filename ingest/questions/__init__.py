"""Questions in Spanish and English: what they ask for, and how one is put into words."""

from .reading import MAX_LENGTH, Reading, read_question
from .wording import answer_text, question_text

__all__ = ["MAX_LENGTH", "Reading", "answer_text", "question_text", "read_question"]
