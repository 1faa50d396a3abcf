"""The words of the pages, in Spanish and English: one file for templates and scripts alike."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

from fastapi import Request

from ..graph.ontology import Ontology
from ..graph.statement import Status

LANGUAGES = ("es", "en")
COOKIE = "lang"
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
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

    def saying(self, relation: str, status: str) -> str:
        """What an edge says: «✕ apoya a» where denied, «¿apoya a?» where possible."""
        known = Ontology.load().relations.get(relation)
        label = (known.label_en if self.language == "en" else known.label_es) if known else relation
        if status == Status.DENIED:
            return f"✕ {label}"
        if status == Status.POSSIBLE:
            return f"{label}?" if self.language == "en" else f"¿{label}?"
        return label

    def day(self, iso: str | None) -> str:
        """A day, month or year as people write it; what is no date as it is."""
        found = _DATE.match(iso or "")
        if not found:
            return iso or ""
        year, month, day = found.groups()
        if not month or not 1 <= int(month) <= 12:
            return str(year)
        named = self.texts["months"].split()[int(month) - 1]
        return f"{int(day)} {named} {year}" if day else f"{named} {year}"

    def decimal(self, value: float) -> str:
        """At most two decimals."""
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        return text if self.language == "en" else text.replace(".", ",")

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
