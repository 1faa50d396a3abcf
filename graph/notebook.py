"""For IPython and Jupyter: ``%load_ext cabos.graph.notebook`` brings the magic ``%%sparql``.

%%sparql                          a graph of yours, where there is just one
%%sparql --graph news who         another one; the answer goes to the variable ``who``
%%sparql --endpoint http://127.0.0.1:8000/sparql
"""

from __future__ import annotations

import shlex
from argparse import ArgumentParser
from typing import Any, NoReturn

import pandas as pd
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell

from .endpoint import Endpoint
from .errors import BadInput, CabosError
from .graph import Graph
from .query.answer import Answer, readable
from .query.frames import frame
from .store import RemoteStore
from .store.client import Client
from .terms import PREFIXES


def query_endpoint(url: str, text: str) -> pd.DataFrame | bool:
    """Ask a SPARQL 1.1 endpoint, of whatever data; the answer is what ``Graph.sparql`` gives.

    :raises BadInput: no http address, or a query that the endpoint refuses
    :raises Unavailable: nobody answers there
    """
    store = RemoteStore(Client(Endpoint.of(url, {})), read_only=True)
    try:
        return frame(Answer(lambda: store.query(text, prefixes=PREFIXES)))
    except SyntaxError as error:
        raise BadInput(readable(str(error), text)) from None
    except ValueError as error:
        raise BadInput(str(error)) from None
    finally:
        store.close()


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
