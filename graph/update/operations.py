"""An update, taken apart into operations that say what they mean in this store.

The default graph of a query is the union of all named graphs, so nothing can be written to
it. What an update says outside ``GRAPH`` belongs to a named graph of its own,
``graph/default``: triples are inserted there and deleted from there, ``CLEAR DEFAULT``
clears it. What articles say is touched only where their graph is named, or is met by a
variable. Conditions (``WHERE``) see the union, as queries do, unless WITH, USING or the
protocol's parameters choose otherwise.

This works on tokens, and writes anew only the templates, the word DEFAULT, and the datasets;
the engine parses what comes out. Text in which keywords run together is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ..errors import BadInput, Refused
from ..iris import GRAPH
from ..query.guard import TOKEN, check_query, position

OWN_GRAPH = GRAPH + "default"
"""The named graph of what belongs to no article and was put into no other graph."""

_PROLOGUE = frozenset({"PREFIX", "BASE", "VERSION"})
_MANAGEMENT = frozenset("CLEAR DROP CREATE ADD MOVE COPY".split())
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^\\]*>")

_NAME = r"(?:<[^<>\s]*>|[\w.-]*:[^\s]+)"
_LOAD = re.compile(rf"LOAD\s+(?:SILENT\s+)?{_NAME}(?:\s+INTO\s+GRAPH\s+{_NAME})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, complete with its prologue.

    ``graphs`` are those that it may change, or reads without a condition; None: any. ``conditional``
    is one with WHERE, which may read the whole store.
    """

    text: str
    graphs: tuple[str, ...] | None
    conditional: bool = False

    def message(self) -> dict[str, Any]:
        """As it goes to another process."""
        return asdict(self)


def read_operations(
    text: str, *, using: Sequence[str] = (), using_named: Sequence[str] = (), prefixes: dict[str, str] | None = None
) -> list[Operation]:
    """The operations of an update that passes the guard.

    :raises Refused: SERVICE or LOAD
    :raises TooLarge: over the guard's limits
    :raises BadInput: what cannot be taken apart; ``using`` where the update has WITH or USING itself
    """
    check_query(text, update=True)
    dataset = [f"USING {_iri(iri)}" for iri in using] + [f"USING NAMED {_iri(iri)}" for iri in using_named]
    reader = _Reader(text, " ".join(dataset), dict(prefixes or {}))
    *segments, last = _segments(text)
    operations = [reader.read(segment) for segment in segments]
    if last:
        operations.append(reader.read(last, may_be_empty=True))
    if reader.loads:
        raise Refused("LOAD is not allowed: an update may not reach for servers or files; send the triples instead")
    return [operation for operation in operations if operation]


def _iri(value: str) -> str:
    from pyoxigraph import NamedNode

    try:
        return str(NamedNode(value))
    except ValueError as error:
        raise BadInput(f"A graph's name must be an absolute IRI: {error}") from error


_Tokens = list[re.Match[str]]


def _segments(text: str) -> Iterator[_Tokens]:
    """The tokens of each operation; they are parted by semicolons outside brackets."""
    depth = 0
    segment: _Tokens = []
    for token in TOKEN.finditer(text):
        if token.lastgroup == "skip":
            continue
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        if token[0] == ";" and not depth:
            yield segment
            segment = []
        else:
            segment.append(token)
    yield segment


class _Reader:
    """Goes through the operations; the prologue grows on the way."""

    def __init__(self, text: str, dataset: str, prefixes: dict[str, str]) -> None:
        self._text = text
        self._dataset = dataset
        self._prefixes = prefixes
        self._prologue = ""
        self.loads = False

    def read(self, tokens: _Tokens, *, may_be_empty: bool = False) -> Operation | None:
        """One operation; None for a LOAD, and for an end without any."""
        tokens = self._take_prologue(tokens)
        if not tokens:
            if may_be_empty:
                return None
            raise BadInput("Syntax error in the update: an operation is expected before each semicolon")
        word = tokens[0][0].upper()
        if word == "LOAD":
            self._check_load(tokens)
            return None
        if word in _MANAGEMENT:
            body, graphs = self._management(tokens)
        elif word in ("INSERT", "DELETE", "WITH"):
            body, graphs = self._modification(tokens)
        else:
            where = position(self._text, tokens[0].start())
            raise BadInput(
                f"Syntax error in the update at {where}: {tokens[0][0]!r} is no operation; there are INSERT, DELETE, "
                "WITH, CLEAR, DROP, CREATE, ADD, MOVE and COPY, each a word of its own"
            )
        conditional = any(_is_word(token, "WHERE") for token in tokens) or graphs is None
        return Operation(f"{self._prologue} {body}", None if graphs is None else tuple(sorted(graphs)), conditional)

    def _check_load(self, tokens: _Tokens) -> None:
        """Nothing is ever loaded. With SILENT that is no error: the operation has failed, silently."""
        if not _LOAD.fullmatch(self._text, tokens[0].start(), tokens[-1].end()):
            where = position(self._text, tokens[0].start())
            raise BadInput(f"Syntax error in the update at {where}: LOAD takes an IRI, and INTO GRAPH with another")
        self.loads = self.loads or tokens[1][0].upper() != "SILENT"

    def _take_prologue(self, tokens: _Tokens) -> _Tokens:
        while tokens and tokens[0][0].upper() in _PROLOGUE and not _is_prefix(tokens[0]):
            last = next((i for i, token in enumerate(tokens) if token.lastgroup in ("iri", "string")), len(tokens) - 1)
            declared = self._text[tokens[0].start() : tokens[last].end()]
            if tokens[0][0].upper() == "PREFIX":
                name = "".join(token[0] for token in tokens[1:last]).removesuffix(":")
                self._prefixes[name] = tokens[last][0][1:-1] if _ABSOLUTE.fullmatch(tokens[last][0]) else ""
            self._prologue += declared + "\n"
            tokens = tokens[last + 1 :]
        return tokens

    def _management(self, tokens: _Tokens) -> tuple[str, set[str] | None]:
        """CLEAR, DROP, CREATE, ADD, MOVE, COPY; DEFAULT is our own graph, NAMED is all the others."""
        words = [token[0].upper() if token.lastgroup == "word" and not _is_prefix(token) else "" for token in tokens]
        if words[0] in ("CLEAR", "DROP") and words[-1] == "NAMED" and len(words) <= 3:
            own = f"FILTER(?g != <{OWN_GRAPH}>)"
            return f"DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {own} }}", None
        pieces = [f"GRAPH <{OWN_GRAPH}>" if word == "DEFAULT" else None for word in words]
        body = " ".join(piece or token[0] for piece, token in zip(pieces, tokens, strict=True))
        # A prefixed name is two tokens, which must stay together.
        body = re.sub(r"(?<=[\w.-]) (?=:)", "", body) if any(_is_prefix(token) for token in tokens) else body
        if "ALL" in words:
            return body, None
        graphs = {OWN_GRAPH} if "DEFAULT" in words else set()
        named = [self._resolved(tokens, i) for i, word in enumerate(words) if not word and not _continues(tokens, i)]
        known = {name for name in named if name}
        return body, None if len(known) < len(named) else graphs | known

    def _modification(self, tokens: _Tokens) -> tuple[str, set[str] | None]:
        """INSERT DATA, DELETE DATA, DELETE WHERE, and the long form."""
        out: list[str] = []
        graphs: set[str] | None = set()
        with_graph, start, i = "", tokens[0].start(), 0
        shortcut = [t[0].upper() for t in tokens[:2]] == ["DELETE", "WHERE"]
        depth = 0
        while i < len(tokens):
            word = tokens[i][0].upper() if not depth and tokens[i].lastgroup == "word" else ""
            if word in ("WITH", "USING") and self._dataset:
                raise BadInput(f"using-graph-uri and using-named-graph-uri cannot go with {word} in the update itself")
            if word == "WITH" and i + 1 < len(tokens):
                with_graph = self._resolved(tokens, i + 1)
                graphs = _joined(graphs, {with_graph} if with_graph else None)
                with_graph = with_graph or "?"
            if word == "LOAD":
                raise BadInput(f"Syntax error in the update at {position(self._text, tokens[i].start())}: no LOAD here")
            if word in ("INSERT", "DELETE"):
                opening = i + 1 + (not _opens(tokens, i + 1))
                if not _opens(tokens, opening):
                    where = position(self._text, tokens[i].start())
                    raise BadInput(f"Syntax error in the update at {where}: a {{ is expected after {tokens[i][0]}")
                closing = _closing(tokens, opening)
                template, touched = self._template(tokens, opening, closing, wrap=not with_graph)
                graphs = _joined(graphs, touched)
                pattern = self._text[tokens[opening].start() : _end(tokens, closing)]
                out.append(self._text[start : tokens[i].start()])
                data = "DATA" if tokens[i + 1][0].upper() == "DATA" else ""
                out.append(f"{word} {data} {template}")
                if shortcut:
                    out.append(f" {self._dataset} WHERE {pattern}")
                start, i = _end(tokens, closing), closing + 1
                continue
            if word == "WHERE" and self._dataset:
                out.append(f"{self._text[start : tokens[i].start()]} {self._dataset} ")
                start = tokens[i].start()
            depth += (tokens[i].lastgroup == "open") - (tokens[i].lastgroup == "close")
            i += 1
        out.append(self._text[start : _end(tokens, len(tokens) - 1)])
        return " ".join(out), graphs

    def _template(self, tokens: _Tokens, opening: int, closing: int, *, wrap: bool) -> tuple[str, set[str] | None]:
        """A template with what stands outside GRAPH put into our own graph, and the graphs it names."""
        out, graphs, i = ["{"], set(), opening + 1
        unknown = False
        while i < closing:
            if _is_word(tokens[i], "GRAPH"):
                block = next((n for n in range(i, closing) if tokens[n][0] == "{"), closing)
                end = _closing(tokens, block) if block < closing else closing
                name = self._resolved(tokens, i + 1)
                graphs.add(name)
                unknown = unknown or not name
                out.append(self._text[tokens[i].start() : _end(tokens, min(end, closing - 1))])
                i = end + 1
                if i < closing and tokens[i][0] == ".":
                    i += 1
                continue
            last = next((n for n in range(i, closing) if _is_word(tokens[n], "GRAPH")), closing)
            triples = self._text[tokens[i].start() : tokens[last - 1].end()]
            out.append(f"GRAPH <{OWN_GRAPH}> {{ {triples}\n}}" if wrap else f"{triples}\n")
            graphs |= {OWN_GRAPH} if wrap else set()
            i = last
        return " ".join([*out, "}"]), None if unknown else graphs

    def _resolved(self, tokens: _Tokens, i: int) -> str:
        """The IRI that is written there; empty where it cannot be told (a variable, a relative IRI)."""
        if i >= len(tokens):
            return ""
        token = tokens[i]
        if token.lastgroup == "iri":
            return token[0][1:-1] if _ABSOLUTE.fullmatch(token[0]) else ""
        if _is_prefix(token):
            prefix, local = token[0], tokens[i + 1][0]
        elif token.lastgroup == "local":
            prefix, local = "", token[0]
        else:
            return ""
        namespace = self._prefixes.get(prefix, "")
        return namespace + local[1:] if namespace and "\\" not in local else ""


def _joined(graphs: set[str] | None, more: set[str] | None) -> set[str] | None:
    return None if graphs is None or more is None else graphs | more


def _is_prefix(token: re.Match[str]) -> bool:
    return token.lastgroup == "word" and token.string.startswith(":", token.end())


def _is_word(token: re.Match[str], word: str) -> bool:
    return token.lastgroup == "word" and token[0].upper() == word and not _is_prefix(token)


def _continues(tokens: _Tokens, i: int) -> bool:
    """Whether the token is the second half of a prefixed name."""
    return i > 0 and _is_prefix(tokens[i - 1])


def _opens(tokens: _Tokens, i: int) -> bool:
    return i < len(tokens) and tokens[i][0] == "{"


def _closing(tokens: _Tokens, opening: int) -> int:
    """Where the bracket that opens there is closed; behind the last token where it is not."""
    depth = 0
    for i in range(opening, len(tokens)):
        depth += (tokens[i].lastgroup == "open") - (tokens[i].lastgroup == "close")
        if not depth:
            return i
    return len(tokens)


def _end(tokens: _Tokens, i: int) -> int:
    return tokens[min(i, len(tokens) - 1)].end()
