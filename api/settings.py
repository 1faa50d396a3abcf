"""Settings: one frozen object, built from the environment at the edge and passed in.

Every field is one variable; its default and its description stand beside it, and the
documentation is checked against them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from ..graph.endpoint import Endpoint, is_url
from ..graph.errors import BadInput
from ..graph.readers.limits import Limits


def _setting(default: Any, variable: str, description: str, *, at_least: int = 1) -> Any:
    metadata = {"variable": variable, "description": description, "at_least": at_least}
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a running service needs to know.

    >>> Settings.from_environment({"CABOS_PORT": "9000"}).port
    9000
    """

    store: str = _setting("cabos-store", "CABOS_STORE", "folder of the store, or the URL of a SPARQL 1.1 server")
    store_update: str | None = _setting(
        None,
        "CABOS_STORE_UPDATE",
        "where that server takes updates, if not at the same URL, or at `…/update` for `…/query`",
    )
    store_token: str | None = _setting(None, "CABOS_STORE_TOKEN", "bearer token for that server")
    token: str | None = _setting(None, "CABOS_TOKEN", "bearer token for writes over HTTP; without one they are off")
    host: str = _setting("127.0.0.1", "CABOS_HOST", "address that `cabos serve` listens on")
    port: int = _setting(8000, "CABOS_PORT", "port that `cabos serve` listens on; 0 takes a free one", at_least=0)
    model: str | None = _setting(None, "CABOS_MODEL", "language model that reads articles")
    limit_body: int = _setting(
        8 * 1024 * 1024, "CABOS_LIMIT_BODY", "bytes of one request body, such as a posted article"
    )
    limit_query: int = _setting(100_000, "CABOS_LIMIT_QUERY", "characters of one SPARQL query")
    limit_page: int = _setting(1000, "CABOS_LIMIT_PAGE", "rows of one page of a list")
    limit_nodes: int = _setting(1500, "CABOS_LIMIT_NODES", "entities in one drawing")
    limit_hops: int = _setting(3, "CABOS_LIMIT_HOPS", "steps that a drawing goes out from its entities")
    limit_length: int = _setting(6, "CABOS_LIMIT_LENGTH", "steps of a path")
    limit_paths: int = _setting(100, "CABOS_LIMIT_PATHS", "paths in one answer")
    limit_running: int = _setting(4, "CABOS_LIMIT_RUNNING", "queries, paths and drawings computed at once")
    limit_waiting: int = _setting(64, "CABOS_LIMIT_WAITING", "requests that wait for one of those", at_least=0)
    limit_seconds: int = _setting(
        30, "CABOS_LIMIT_SECONDS", "seconds of one query, update, path search, analysis or drawing"
    )
    limit_memory: int = _setting(
        1024, "CABOS_LIMIT_MEMORY", "MiB of memory of one SPARQL query or update", at_least=256
    )
    limit_rows: int = _setting(1_000_000, "CABOS_LIMIT_ROWS", "rows or triples of one SPARQL answer")
    limit_bytes: int = _setting(128 * 1024 * 1024, "CABOS_LIMIT_BYTES", "bytes of one SPARQL answer")
    limit_depth: int = _setting(100, "CABOS_LIMIT_DEPTH", "nested brackets of one SPARQL query; at most 100")
    limit_slow: int = _setting(
        8, "CABOS_LIMIT_SLOW", "long SPARQL queries that go on at low priority beside the running ones", at_least=0
    )
    limit_client: int = _setting(32, "CABOS_LIMIT_CLIENT", "SPARQL requests of one client at once")
    read_token: str | None = _setting(
        None, "CABOS_READ_TOKEN", "bearer token for reading; without one reading is open to all"
    )
    access_log: str | None = _setting(
        None, "CABOS_ACCESS_LOG", "file for one JSON line a request; `-` is standard error; without one there is none"
    )
    queries: str | None = _setting(None, "CABOS_QUERIES", "folder of saved queries (`.rq`)")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Settings from variables such as ``CABOS_STORE``; an empty one counts as not set.

        :raises BadInput: a value that is no number where one is needed; names the variable
        """
        values: dict[str, Any] = {}
        for item in fields(cls):
            variable = item.metadata["variable"]
            text = environment.get(variable, "").strip()
            if text:
                is_number = isinstance(item.default, int)
                values[item.name] = _number(variable, text, item.metadata["at_least"]) if is_number else text
        settings = cls(**values)
        if settings.limit_depth > 100:
            raise BadInput(f"CABOS_LIMIT_DEPTH is {settings.limit_depth}; the engine is safe up to 100")
        if settings.port > 65535:
            raise BadInput(f"CABOS_PORT is {settings.port}; a port is at most 65535")
        return settings

    @property
    def place(self) -> str | Endpoint:
        """The store, as ``open_graph`` takes it. A server has as many seconds for an answer as a query."""
        if not is_url(self.store):
            return self.store
        variables = {"CABOS_STORE_UPDATE": self.store_update or "", "CABOS_STORE_TOKEN": self.store_token or ""}
        return Endpoint.of(self.store, variables, seconds=self.limit_seconds)

    @property
    def limits(self) -> Limits:
        """What one SPARQL query may take."""
        return Limits(
            seconds=self.limit_seconds,
            memory=self.limit_memory * 1024 * 1024,
            rows=self.limit_rows,
            bytes=self.limit_bytes,
            depth=self.limit_depth,
            running=self.limit_running,
            waiting=self.limit_waiting,
            slow=self.limit_slow,
        )

    @classmethod
    def described(cls) -> list[tuple[str, Any, str]]:
        """``(variable, default, description)`` of each setting, in order."""
        return [(f.metadata["variable"], f.default, f.metadata["description"]) for f in fields(cls)]


def _number(variable: str, text: str, at_least: int) -> int:
    try:
        number = int(text)
    except ValueError:
        raise BadInput(f"{variable} is {text!r}; a whole number is expected") from None
    if number < at_least:
        raise BadInput(f"{variable} is {number}; it must be at least {at_least}")
    return number
