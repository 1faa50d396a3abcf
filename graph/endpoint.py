"""A SPARQL 1.1 server: where it is, and what opens it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .errors import BadInput


def is_url(location: str) -> bool:
    """Whether a store is one behind a URL."""
    return location.startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a server takes queries and updates, and what opens it.

    ``seconds`` is how long one answer may take. A name and password in the URL are sent as Basic
    authentication, ``token`` as a bearer token.
    """

    url: str = field(repr=False)
    update_url: str
    token: str | None = field(default=None, repr=False)
    seconds: float = 120

    @classmethod
    def of(cls, url: str, environment: Mapping[str, str], *, seconds: float = 120) -> Endpoint:
        """The endpoint with ``CABOS_STORE_UPDATE`` and ``CABOS_STORE_TOKEN``.

        Without the former updates go to the same URL, or to ``…/update`` where queries go to ``…/query``.

        >>> Endpoint.of("http://localhost:7878/query", {}).update_url
        'http://localhost:7878/update'

        :raises BadInput: no URL of a server
        """
        update = environment.get("CABOS_STORE_UPDATE") or (
            url.removesuffix("/query") + "/update" if url.endswith("/query") else url
        )
        for given in (url, update):
            if not is_url(given) or not urlsplit(given).hostname:
                raise BadInput(f"{given!r} is no URL of a SPARQL server; it begins with http:// or https://.")
        return cls(url, update, environment.get("CABOS_STORE_TOKEN") or None, seconds)
