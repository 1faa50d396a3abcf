"""The whole way from an article to its statements; each stage reads the one before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from itertools import chain, islice

from spacy.language import Language
from spacy.tokens import Doc

from ..graph.errors import BadInput, Unavailable
from ..graph.statement import Article, Extraction, Statement
from . import gazetteer, lexicon
from .beyond import open_statements
from .cluster import read_on_cluster
from .fingerprint import minhash
from .gazetteer import Gazetteer
from .language import DEFAULT_MODEL, PROFILES, default_profile, load_model, model_version
from .lexicon import Lexicon
from .names import Cast, References, find_names, resolve
from .parallel import FEW, Outcome, Unread, batches, read_in_processes
from .relations import Candidate, Sources, find_kin, find_neighbours, find_posts, find_relations
from .statements import mentions, sentences, statement
from .times import Times


class Reader:
    """Reads articles with one language model and profile. Not for several threads at once.

    ``software`` says what reads, for the provenance of what was read.
    """

    def __init__(self, nlp: Language, model: str, profile: str) -> None:
        self._nlp = nlp
        self._opened = (model, profile)
        self._gazetteer = gazetteer.load()
        self._lexicon = lexicon.load()
        self.software = {"cabos": version("cabos"), "model": model_version(nlp), "profile": profile}

    def read(self, article: Article) -> Extraction:
        """All that one article says."""
        return self._extract(article, self._nlp(article.text))

    def read_each(
        self, articles: Iterable[Article], *, processes: int = 1, cluster: str | None = None
    ) -> Iterator[Outcome]:
        """What became of each of many articles, in order: an extraction, or why there is none.

        Memory does not grow with their number. More than one process each load the model for
        themselves, and so do the workers of a Dask ``cluster``, given by its scheduler's address.

        :raises Unavailable: no scheduler there, or its workers have other software than this process
        """
        if cluster:
            yield from self._same_software(read_on_cluster(articles, cluster, *self._opened))
            return
        source = iter(articles)
        few = list(islice(source, FEW if processes > 1 else 0))
        if processes > 1 and len(few) == FEW:
            yield from read_in_processes(chain(few, source), processes, *self._opened)
            return
        for batch in batches(chain(few, source)):
            yield from self.read_batch(batch)

    def _same_software(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """What workers of other versions made would be read again by the next run, and again by the one after."""
        for outcome in outcomes:
            if isinstance(outcome, Extraction) and outcome.software != self.software:
                raise Unavailable(f"a worker has {outcome.software}, and this process {self.software}; make them equal")
            yield outcome

    def read_batch(self, batch: Sequence[Article]) -> list[Outcome]:
        """What became of a few articles, read together; what they taught the vocabulary is forgotten."""
        with self._nlp.memory_zone():
            try:
                return list(self.read_all(batch))
            except Exception:  # one of them trips a rule or a library; which one shows when each is read alone
                return [self._read_safely(article) for article in batch]

    def _read_safely(self, article: Article) -> Outcome:
        try:
            return self.read(article)
        except Exception as error:
            return Unread(article, f"reading it failed: {type(error).__name__}: {error}")

    def read_all(self, articles: Iterable[Article], *, processes: int = 1) -> Iterator[Extraction]:
        """Extractions of many articles, in order.

        :raises Unavailable: one could not be read
        """
        if processes > 1:
            for outcome in self.read_each(articles, processes=processes):
                if isinstance(outcome, Unread):
                    raise Unavailable(f"Article {outcome.article.id!r}: {outcome.reason}")
                yield outcome
            return
        pairs = ((article.text, article) for article in articles)
        for doc, article in self._nlp.pipe(pairs, as_tuples=True, batch_size=32):
            yield self._extract(article, doc)

    def _extract(self, article: Article, doc: Doc) -> Extraction:
        cast, references, candidates = analyse(doc, self._gazetteer, self._lexicon)
        sources, times = Sources(doc, references), Times(doc, cast, article.date)
        made: dict[str, Statement] = {}
        for candidate, likely in self._weigh(doc, references, candidates):
            said = statement(article, candidate, sources, times, likely)
            if said is not None and said.confidence > (made[said.iri].confidence if said.iri in made else 0):
                made[said.iri] = said
        beyond = open_statements(article, doc, references, self._lexicon, made.values())
        ordered = sorted(made.values(), key=lambda s: (s.sentence.start, s.trigger.start, s.iri))
        parts = tuple(sentences(doc)), tuple(mentions(doc, cast)), tuple(ordered)
        return Extraction(article, *parts, self.software, minhash(article.text), tuple(beyond))

    def _weigh(
        self, doc: Doc, references: References, candidates: Sequence[Candidate]
    ) -> Iterator[tuple[Candidate, float | None]]:
        """The candidates with the encoder's opinion, and those it adds; none of it in the fast profile."""
        if self._opened[1] == "fast":
            yield from ((candidate, None) for candidate in candidates)
            return
        from .relations.opinions import weigh

        yield from weigh(doc, self._nlp, references, self._lexicon, candidates)


def analyse(doc: Doc, names: Gazetteer, words: Lexicon) -> tuple[Cast, References, list[Candidate]]:
    """Who is named in a parsed text, what its nouns refer to, and the edges that the rules see."""
    cast = resolve(doc, find_names(doc, names), names)
    posts, titles = find_posts(doc, cast, names)
    references = References(doc, cast, names, posts)
    beside = [*titles, *find_neighbours(doc, cast, names), *find_kin(doc, cast, names)]
    return cast, references, [*beside, *find_relations(doc, references, words)]


def open_reader(model: str | None = None, profile: str | None = None) -> Reader:
    """A reader with the named language model and profile, else the default ones.

    :raises BadInput: no such profile
    :raises Unavailable: the model is not installed; the message says how to get it
    """
    if profile is not None and profile not in PROFILES:
        raise BadInput(f"unknown profile {profile!r}; use {' or '.join(PROFILES)}")
    model, profile = model or DEFAULT_MODEL, profile or default_profile()
    return Reader(load_model(model, profile), model, profile)
