"""For IPython and Jupyter: ``%load_ext cabos.graph.notebook`` brings the magic ``%%sparql``.

%%sparql                          a graph of yours, where there is just one
%%sparql --graph news who         another one; the answer goes to the variable ``who``
%%sparql --endpoint http://127.0.0.1:8000/sparql
"""

from __future__ import annotations

import shlex
from argparse import ArgumentParser
from typing import Any, NoReturn
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pandas as pd
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from .errors import BadInput, CabosError, Unavailable
from .graph import Graph
from .query.frames import python_value
from .terms import PREFIXES, value

_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.5"
_SECONDS = 120


def query_endpoint(url: str, text: str) -> pd.DataFrame | bool:
    """Ask a SPARQL 1.1 endpoint; the answer is what ``Graph.sparql`` gives.

    The prefixes that cabos knows are declared where the query does not declare them itself.

    :raises BadInput: no http address, or a query that the endpoint refuses
    :raises Unavailable: nobody answers there
    """
    if not url.startswith(("http://", "https://")):
        raise BadInput(f"{url!r} is no address of an endpoint; it begins with http:// or https://.")
    body = urlencode({"query": _with_prefixes(text)}).encode()
    request = Request(url, body, {"Accept": _ACCEPT, "Content-Type": "application/x-www-form-urlencoded"})  # noqa: S310
    try:
        with urlopen(request, timeout=_SECONDS) as response:  # noqa: S310 – http alone gets here
            kind, data = response.headers.get_content_type(), response.read()
    except HTTPError as error:
        raise BadInput(f"{url} answers {error.code}: {error.read(500).decode('utf-8', 'replace')}") from None
    except (URLError, TimeoutError) as error:
        raise Unavailable(f"{url} does not answer: {error}") from None
    return _frame(kind, data)


def _with_prefixes(text: str) -> str:
    declared = {word.rstrip(":") for word in text.split() if word.endswith(":")}
    used = {name: iri for name, iri in PREFIXES.items() if f"{name}:" in text and name not in declared}
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in used.items()) + text


def _frame(kind: str, data: bytes) -> pd.DataFrame | bool:
    if kind == "application/n-triples":
        quads = parse(data, format=RdfFormat.N_TRIPLES)
        rows = [(value(q.subject), value(q.predicate), python_value(q.object)) for q in quads]
        return pd.DataFrame(rows, columns=["subject", "predicate", "object"])
    results = parse_query_results(data, format=QueryResultsFormat.JSON)
    if isinstance(results, QueryBoolean):
        return bool(results)
    assert isinstance(results, QuerySolutions)  # noqa: S101 – the results format knows no third
    names = [variable.value for variable in results.variables]
    return pd.DataFrame([[python_value(term) for term in solution] for solution in results], columns=names)


class _Options(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"%%sparql: {message}")


class Sparql:
    """The cell magic ``%%sparql``, over the variables of a session."""

    def __init__(self, names: dict[str, Any]) -> None:
        self._names = names
        self._options = _Options(prog="%%sparql", add_help=False)
        self._options.add_argument("--graph", "-g")
        self._options.add_argument("--endpoint", "-e")
        self._options.add_argument("name", nargs="?")

    def ask(self, line: str, cell: str) -> pd.DataFrame | bool | None:
        """Ask a graph, or an endpoint, the query in the cell; the answer is shown, or goes to a variable."""
        given = self._options.parse_args(shlex.split(line))
        try:
            answer = query_endpoint(given.endpoint, cell) if given.endpoint else self._graph(given.graph).sparql(cell)
        except CabosError as error:
            raise UsageError(str(error)) from None
        if given.name is None:
            return answer
        self._names[given.name] = answer
        return None

    def _graph(self, name: str | None) -> Graph:
        if name is not None:
            found = self._names.get(name)
            if isinstance(found, Graph):
                return found
            raise UsageError(f"{name} is no graph")
        graphs = {id(v): k for k, v in self._names.items() if isinstance(v, Graph) and not k.startswith("_")}
        if len(graphs) != 1:
            which = f"several: {', '.join(sorted(graphs.values()))}" if graphs else "none"
            raise UsageError(f"which graph? There are {which}; say --graph NAME, or --endpoint URL")
        graph: Graph = self._names[next(iter(graphs.values()))]
        return graph


def load_ipython_extension(shell: InteractiveShell) -> None:
    """What ``%load_ext`` calls."""
    shell.magics_manager.register_function(Sparql(shell.user_ns).ask, magic_kind="cell", magic_name="sparql")
