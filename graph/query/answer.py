"""A query's answer, and its bytes in each media type that SPARQL 1.1 names for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO

import pyoxigraph
from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple

from ..errors import BadInput
from ..store import Store
from ..store.base import Results
from ..terms import PREFIXES
from ..xmlchars import Output, XmlOutput
from .corrections import corrected
from .guard import MAX_DEPTH, check_query

_RESULTS: Mapping[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
_CHARACTER_CLASS = re.compile(r"\[(?:'(?:\\.[^']*|[^'\\])'|[^\]'])*\](?:,\s*)?")
_PHRASE = re.compile(r"(?:expected one of |expected )?([A-Z][A-Za-z]+(?: [\w-]+){2,})")
_POSITION = re.compile(r"error at (\d+):(\d+): ")
_MAX_DETAIL = 200
_SHOWN = 30
_GRAPH: Mapping[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}


class Answer:
    """What a query answers: ``kind`` is ``bindings``, ``boolean`` or ``triples``.

    ``serialize`` and ``results`` may be called again: each call but the first evaluates the
    query anew, as the engine's results can be read once only.
    """

    def __init__(self, evaluate: Callable[[], Results]) -> None:
        self._evaluate = evaluate
        self._first: Results | None = evaluate()
        if isinstance(self._first, QueryBoolean):
            self.kind = "boolean"
        else:
            self.kind = "bindings" if isinstance(self._first, QuerySolutions) else "triples"

    @property
    def media_types(self) -> tuple[str, ...]:
        """What ``serialize`` takes for this kind of answer, the default first."""
        return tuple(_GRAPH if self.kind == "triples" else _RESULTS)

    def results(self) -> Results:
        """The engine's own results, to be read once."""
        results, self._first = self._first, None
        return results if results is not None else self._evaluate()

    def serialize(self, media_type: str) -> bytes:
        """The whole answer as bytes.

        :raises BadInput: a media type that is not one of ``media_types``
        """
        output = BytesIO()
        self.write(media_type, output)
        return output.getvalue()

    def write(self, media_type: str, output: Output, *, triple: Callable[[], None] | None = None) -> None:
        """Write the whole answer; what ``output`` raises ends it. ``triple`` is called before each triple.

        :raises BadInput: a media type that is not one of ``media_types``
        """
        results = self.results()
        output = XmlOutput(output) if media_type.endswith("+xml") else output
        try:
            if isinstance(results, QuerySolutions | QueryBoolean):
                results.serialize(output, _RESULTS[media_type])  # type: ignore[arg-type]
            else:
                triples = _announced(results, triple) if triple else results
                pyoxigraph.serialize(triples, output, _GRAPH[media_type])  # type: ignore[arg-type]
        except KeyError:
            known = ", ".join(self.media_types)
            raise BadInput(f"An answer of this kind has no form {media_type!r}; it has: {known}.") from None
        except (RuntimeError, ValueError) as error:
            raise BadInput(f"The query cannot be evaluated: {error}") from error


def _announced(triples: Iterable[Triple], announce: Callable[[], None]) -> Iterator[Triple]:
    for triple in triples:
        announce()
        yield triple


def run_query(
    store: Store,
    text: str,
    *,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    base: str | None = None,
    depth: int = MAX_DEPTH,
) -> Answer:
    """Guard, parse and start a query. The known prefixes need no declaration.

    :raises Refused: SERVICE; a text over the guard's limits
    :raises BadInput: a syntax error, with line and column of the text as given; an update
    """
    check_query(text, depth=depth)
    try:
        defaults = [NamedNode(iri) for iri in default_graphs]
        named = [NamedNode(iri) for iri in named_graphs]
    except ValueError as error:
        raise BadInput(f"A graph's name must be an absolute IRI: {error}") from error

    def evaluate(put: str) -> Results:
        return store.query(put, prefixes=PREFIXES, default_graphs=defaults, named_graphs=named, base=base)

    try:
        try:
            return Answer(partial(evaluate, corrected(text)))
        except SyntaxError:  # whose line and column are to be those of the text as given
            return Answer(partial(evaluate, text))
    except SyntaxError as error:
        raise BadInput(readable(str(error), text)) from error
    except (RuntimeError, ValueError) as error:
        raise BadInput(f"The query cannot be evaluated: {error}") from error


def readable(error: str, text: str, what: str = "query") -> str:
    """The engine's message: its position, the text there, and what can be said of the reason.

    >>> readable("error at 2:4: expected one of ';', ['0'..='9'], OPTIONAL", "ASK {\\n ?a?b }")
    "Syntax error in the query at 2:4, before «?b }»: expected one of ';', OPTIONAL"
    """
    if not (found := _POSITION.match(error)):
        return f"Syntax error in the {what}: {error[:_MAX_DETAIL]}"
    line, column = found.groups()
    where, detail = f"{line}:{column}", error[found.end() :]
    lines = text.split("\n")
    rest = lines[int(line) - 1][int(column) - 1 :][:_SHOWN] if int(line) <= len(lines) else ""
    place = f"before «{rest}»" if rest else "at the end"
    expected = " ".join(_CHARACTER_CLASS.sub("", detail).split()).strip(" ,")
    phrases = [match[1] for part in expected.split(", ") if (match := _PHRASE.fullmatch(part))]
    reason = phrases[0] if phrases else expected.removesuffix("expected") or "not expected here"
    return f"Syntax error in the {what} at {where}, {place}: {reason[:_MAX_DETAIL]}"
