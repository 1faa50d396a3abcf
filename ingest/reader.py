"""The whole way from an article to its statements; each stage reads the one before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version

from spacy.language import Language
from spacy.tokens import Doc, Token

from ..graph.errors import BadInput
from ..graph.ontology import Ontology
from ..graph.statement import Article, Entity, Extraction, Mention, Span, Statement, Status
from . import gazetteer, lexicon
from .language import DEFAULT_MODEL, PROFILES, default_profile, load_model, model_version
from .names import Cast, Reference, References, find_names, resolve
from .relations import Candidate, confidence, find_neighbours, find_posts, find_relations, speakers, status_of

_OF_CITIES = frozenset({"visits", "locatedIn"})
"""Relations whose object is a place: there a capital is the city, elsewhere the government."""


class Reader:
    """Reads articles with one language model. Not for several threads at once."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._gazetteer = gazetteer.load()
        self._lexicon = lexicon.load()
        self.software = {"cabos": version("cabos"), "model": model_version(nlp)}

    def read(self, article: Article) -> Extraction:
        """All that one article says."""
        return self._extract(article, self._nlp(article.text))

    def read_all(self, articles: Iterable[Article], *, processes: int = 1) -> Iterator[Extraction]:
        """The same for many, in order; ``processes`` workers parse in parallel."""
        pairs = ((article.text, article) for article in articles)
        for doc, article in self._nlp.pipe(pairs, as_tuples=True, n_process=processes, batch_size=32):
            yield self._extract(article, doc)

    def _extract(self, article: Article, doc: Doc) -> Extraction:
        cast = resolve(doc, find_names(doc, self._gazetteer), self._gazetteer)
        posts, titles = find_posts(doc, cast, self._gazetteer)
        references = References(doc, cast, self._gazetteer, posts)
        candidates = [*titles, *find_neighbours(doc, cast, self._gazetteer)]
        candidates += find_relations(doc, references, self._lexicon)
        statements: dict[str, Statement] = {}
        for candidate in candidates:
            made = _statement(article, candidate, references)
            if made is not None:
                kept = statements.setdefault(made.iri, made)
                if made.confidence > kept.confidence:
                    statements[made.iri] = made
        ordered = sorted(statements.values(), key=lambda s: (s.sentence.start, s.trigger.start, s.iri))
        return Extraction(article, tuple(_sentences(doc)), tuple(_mentions(doc, cast)), tuple(ordered), self.software)


def open_reader(model: str | None = None, profile: str | None = None) -> Reader:
    """A reader with the named language model and profile, else the default ones.

    :raises BadInput: no such profile
    :raises Unavailable: the model is not installed; the message says how to get it
    """
    if profile is not None and profile not in PROFILES:
        raise BadInput(f"unknown profile {profile!r}; use {' or '.join(PROFILES)}")
    return Reader(load_model(model or DEFAULT_MODEL, profile or default_profile()))


def _sentences(doc: Doc) -> Iterator[Span]:
    for sentence in doc.sents:
        text = sentence.text.strip()
        if text:
            start = sentence.start_char + sentence.text.index(text)
            yield Span(start, start + len(text), text)


def _mentions(doc: Doc, cast: Cast) -> Iterator[Mention]:
    for name in cast.names:
        span = doc[name.start : name.end]
        yield Mention(span.start_char, span.end_char, span.text, cast.entities[name])


def _statement(article: Article, candidate: Candidate, references: References) -> Statement | None:
    """A candidate with its status, source and confidence; None where its types cannot be."""
    relation, trigger = candidate.relation, candidate.trigger
    allowed = Ontology.load().relations[relation]
    subject = _reading(candidate.subject, relation == "locatedIn")
    object_ = _reading(candidate.object, relation in _OF_CITIES)
    if subject == object_ or subject.type not in allowed.domain or object_.type not in allowed.range:
        return None
    stated = candidate.rule in ("title", "apposition", "place")
    status = Status.FACT if stated else status_of(trigger)
    doc = trigger.doc
    sentence = next(_sentences(trigger.sent.as_doc()), None)
    if sentence is None:
        return None
    start = trigger.sent.start_char
    span = Span(start + sentence.start, start + sentence.end, sentence.text)
    return Statement(
        article.iri,
        candidate.subject.mention(doc, subject),
        relation,
        candidate.object.mention(doc, object_),
        status,
        span,
        Span(trigger.idx, trigger.idx + len(trigger.text), trigger.text),
        None if stated else _speaker(trigger, candidate, references),
        None,
        confidence(candidate),
    )


def _reading(reference: Reference, as_city: bool) -> Entity:
    """The city for a capital where the relation is about places, else the government."""
    return reference.city if as_city and reference.city else reference.entity


def _speaker(trigger: Token, candidate: Candidate, references: References) -> Mention | None:
    """Who says it: an entity, else the words that name the source."""
    heads = speakers(trigger)
    for reference in references.of(heads):
        return reference.mention(trigger.doc)
    if not heads or heads[0].pos_ not in ("NOUN", "PROPN"):
        return None
    span = trigger.doc[heads[0].left_edge.i : heads[0].i + 1]
    return Mention(span.start_char, span.end_char, span.text, None)
