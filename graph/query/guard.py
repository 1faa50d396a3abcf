"""What a query's text must be before the engine's parser sees it. Linear in its length.

The engine calls any server that SERVICE names, and cannot be told not to. Its parser and its
optimiser recurse, and a stack that overflows kills the process. Measured with pyoxigraph
0.5.13 on an 8 MB stack, fatal sizes are: 1,000 nested functions or EXISTS, 3,000 nested
groups; chains of 3,000 ``(… AS ?x)``, BIND, OPTIONAL or MINUS, of 10,000 ``!``, ``&&``,
``||``, ``+``, ``*``, UNION, FILTER or HAVING conditions; 4,000 members of a collection, 8,000
triple patterns or groups side by side. The limits below stay under a third of these, also
where several are combined. The parser goes through the data of INSERT DATA and DELETE DATA
without recursion, so its terms are not counted. What merely takes long is not looked for here: that needs a deadline.

The parser asks for no space after a keyword: ``1SERVICEex:a{}`` calls a server. So words are
looked for anywhere in bare words and in prefixes, and a prefix such as ``service:`` is refused
with them. Nothing hides in what is taken for an IRI: between SERVICE and its ``{`` stands a
name, in which ``>`` cannot stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..errors import BadInput, Refused, TooLarge

MAX_LENGTH = 200_000
MAX_UPDATE = 2_000_000
MAX_DEPTH = 100
MAX_CHAIN = 500
MAX_TERMS = 1_500

TOKEN = re.compile(
    r"""
      (?P<skip>    [\s\ufeff]++ | \#[^\n\r]*+ )
    | (?P<string>  '''(?:[^'\\]|\\.|'(?!''))*+''' | \"""(?:[^"\\]|\\.|"(?!""))*+\"""
                 | '(?:[^'\\\n\r]|\\.)*+' | "(?:[^"\\\n\r]|\\.)*+" )
    | (?P<iri>     <(?:[^<>"{}|^`\\\x00-\x20]|\\[uU][0-9A-Fa-f]{4,8})*+> )
    | (?P<var>     [?$]\w++ )
    | (?P<tag>     @[A-Za-z]++(?:-[A-Za-z0-9]++)*+ )
    | (?P<word>    [^\W\d][\w.-]*+ )
    | (?P<local>   : (?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*+ )
    | (?P<number>  \.?\d++(?:[eE][+-]?\d++)?+ )
    | (?P<open>    << | [({\[] )
    | (?P<close>   >> | [)}\]] )
    | (?P<chain>   && | \|\| | [-+*/|!^] )
    | (?P<other>   . )
    """,
    re.VERBOSE | re.DOTALL,
)
_REMOTE = re.compile(r"SERVICE|LOAD")
_CHAIN = re.compile(r"FILTER|OPTIONAL|MINUS|UNION|LATERAL|EXISTS|HAVING|-|\bAS\b|AS$")
_TERMS = frozenset({"string", "iri", "var", "local", "number"})
_PROLOGUE = frozenset({"PREFIX", "BASE", "VERSION"})
_UPDATES = frozenset("INSERT DELETE WITH LOAD CLEAR DROP CREATE ADD MOVE COPY".split())


def check_query(text: str, *, depth: int = MAX_DEPTH, update: bool = False) -> None:
    """Let a query's text pass, or say why not; with ``update`` that of an update.

    :raises Refused: SERVICE or LOAD
    :raises TooLarge: over 200,000 characters, 100 nested brackets, 500 chained operators, or
        1,500 terms and brackets outside VALUES
    :raises BadInput: an update
    """
    what = "update" if update else "query"
    allowed = MAX_UPDATE if update else MAX_LENGTH
    if len(text) > allowed:
        raise TooLarge(f"The {what} has {len(text)} characters; {allowed} are allowed.")
    counts = _Counts(max_depth=min(depth, MAX_DEPTH), query_form="UPDATE" if update else None, update=update)
    for token in TOKEN.finditer(text):
        if token.lastgroup == "skip":
            continue
        counts.take(token)
        if excess := counts.excess():
            raise TooLarge(f"The {what} has {excess}, at {position(text, token.start())}.")


@dataclass(slots=True)
class _Counts:
    """What has been read so far. ``values`` is the depth at which a VALUES block stands, or 0."""

    depth: int = 0
    chained: int = 0
    terms: int = 0
    query_form: str | None = None
    having: bool = False
    values_next: bool = False
    values: int = 0
    max_depth: int = MAX_DEPTH
    update: bool = False

    def take(self, token: re.Match[str]) -> None:
        """Count one token."""
        kind = token.lastgroup
        if kind == "word":
            self._word(token)
        elif kind == "open":
            self._open(token[0])
        elif kind == "close":
            self.depth = max(self.depth - 1, 0)
            self.values = self.values if self.depth >= self.values else 0
        elif kind == "chain":
            self.chained += not (self.update and self.values)
        elif kind in _TERMS and not self.values:
            self.terms += 1
        if kind not in ("word", "var", "open", "close"):
            self.values_next = False

    def excess(self) -> str | None:
        """What there is too much of."""
        if self.depth > self.max_depth:
            return f"brackets nested more than {self.max_depth} deep"
        if self.chained > MAX_CHAIN:
            return f"more than {MAX_CHAIN} operators, FILTERs, UNIONs and the like"
        if self.terms > MAX_TERMS:
            return f"more than {MAX_TERMS} terms and brackets outside VALUES (put lists in VALUES)"
        return None

    def _open(self, bracket: str) -> None:
        self.depth += 1
        self.chained += self.having
        self.terms += not self.values
        if bracket == "{" and self.values_next:
            self.values, self.values_next = self.depth, False

    def _word(self, token: re.Match[str]) -> None:
        word = token[0].upper()
        is_prefix = token.string.startswith(":", token.end())
        # LOAD as an operation of an update is left to those who read the operations.
        apart = self.update and word == "LOAD" and not self.depth and not is_prefix
        if not apart and (match := _REMOTE.search(word)):
            where = position(token.string, token.start())
            raise Refused(f"{match[0]} at {where} is not allowed: a query may not reach for servers or files.")
        if self.query_form is None and word not in _PROLOGUE and not is_prefix:
            _refuse_update(word)
            self.query_form = word
        self.chained += len(_CHAIN.findall(word))
        self.having = self.having or "HAVING" in word
        self.values_next = (word.endswith("VALUES") or (self.update and word.endswith("DATA"))) and not is_prefix


def position(text: str, index: int) -> str:
    """``line:column`` of a character, both from 1.

    >>> position("ASK\\n {}", 5)
    '2:2'
    """
    return f"{text.count(chr(10), 0, index) + 1}:{index - text.rfind(chr(10), 0, index)}"


def _refuse_update(word: str) -> None:
    if word in _UPDATES:
        raise BadInput(
            f"{word} is an update, and this takes queries. Articles are written with `cabos ingest` or Graph.add(), "
            "and taken out with `cabos retract` or Graph.retract(); updates go to Graph.update() or to POST /sparql."
        )
