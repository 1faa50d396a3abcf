"""The words of the pages, in Spanish and English: one file for templates and scripts alike."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from fastapi import Request

LANGUAGES = ("es", "en")
COOKIE = "lang"
_FILE = Path(__file__).resolve().parent / "web" / "words.json"


class Words:
    """Looks words up by key; called, gives the text: ``t("sentences", 3)`` is «3 frases».

    A text of two forms has the singular before ``|``; ``{n}`` stands for the number.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.texts = _texts()[language]

    def __call__(self, key: str, n: int | None = None, **values: object) -> str:
        """The text under the key, with its values filled in.

        :raises KeyError: no such key
        """
        one, _, many = self.texts[key].partition("|")
        text = many if many and n != 1 else one
        for name, value in {"n": n, **values}.items():
            text = text.replace(f"{{{name}}}", self.number(value) if isinstance(value, int) else str(value))
        return text

    def number(self, value: int) -> str:
        """With the thousands apart as the language has them; Spanish leaves four digits together (RAE)."""
        mark = "," if self.language == "en" else "." if abs(value) >= 10_000 else ""
        return f"{value:,}".replace(",", mark)


def language_of(request: Request) -> str:
    """What ``?lang=`` or the reader's earlier choice says; Spanish for neither."""
    for chosen in (request.query_params.get(COOKIE), request.cookies.get(COOKIE)):
        if chosen in LANGUAGES:
            return chosen
    return LANGUAGES[0]


@lru_cache(maxsize=1)
def _texts() -> dict[str, dict[str, str]]:
    """Texts by language and key; the file has them side by side, so that none is forgotten."""
    both: dict[str, list[str]] = json.loads(_FILE.read_text("utf-8"))
    return {
        language: {key: texts[position] for key, texts in both.items()} for position, language in enumerate(LANGUAGES)
    }
