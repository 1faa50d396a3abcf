"""The words of a drawing, in Spanish and English: one file for template and scripts alike."""

from __future__ import annotations

import json
from functools import lru_cache

from ..errors import BadInput
from ..ontology import LANGUAGES, Ontology
from .assets import own


def known_language(name: str) -> str:
    """The name itself.

    :raises BadInput: not ``es`` or ``en``
    """
    if name not in LANGUAGES:
        raise BadInput(f"No language {name!r}; there are: {', '.join(LANGUAGES)}.")
    return name


@lru_cache(maxsize=1)
def texts() -> dict[str, dict[str, str]]:
    """Texts by language and key; the file has them side by side, so that none is forgotten."""
    both: dict[str, list[str]] = json.loads(own("words.json"))
    return {language: {key: pair[i] for key, pair in both.items()} for i, language in enumerate(LANGUAGES)}


def word(language: str, key: str, n: int | None = None, /, **values: str) -> str:
    """The text under a key. One of two forms has the singular before ``|``; ``{n}`` stands for the number.

    >>> word("es", "entities", 2), word("en", "path", **{"from": "A", "to": "B"})
    ('2 entidades', 'From A to B')
    """
    one, _, many = texts()[language][key].partition("|")
    text = many if many and n != 1 else one
    for name, value in {"n": n, **values}.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def names(ontology: Ontology, relations: set[str]) -> dict[str, dict[str, dict[str, str]]]:
    """By language: how types, statuses and these relations are called."""
    known = [ontology.relations[name] for name in sorted(relations) if name in ontology.relations]
    labels = {"es": {r.name: r.label_es for r in known}, "en": {r.name: r.label_en for r in known}}
    return {
        language: {
            "types": dict(ontology.types[language]),
            "statuses": dict(ontology.statuses[language]),
            "relations": labels[language],
        }
        for language in LANGUAGES
    }
