"""In which language a text is written; only so sure as the text is long."""

from __future__ import annotations

from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

LANGUAGES = (
    "ar bg ca cs da de el en es et eu fa fi fr gl he hi hr hu id it ja ko lt lv nl no pl pt ro ru sk sl sr sv th tr uk "
    "vi zh"
).split()
"""What news is written in. Left out: Aragonese, Extremaduran, Ladino, which short Spanish texts are taken for."""

SURE = 0.6
"""Below, a text counts as Spanish: one of five words looks like any Romance language."""

_ENOUGH = 5_000


def foreign(text: str, wanted: str) -> str | None:
    """The language (ISO 639-1) of a text that surely is not written in the wanted one; else None.

    >>> foreign("O presidente do Brasil recebeu ontem em Brasília o chanceler da Rússia.", "es")
    'pt'
    >>> foreign("Rusia respalda a Nicolás Maduro.", "es") is None
    True
    """
    language, sure = _identifier().classify(text[:_ENOUGH])
    return language if language != wanted and sure >= SURE else None


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier
