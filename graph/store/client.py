"""Talking to a SPARQL 1.1 server: requests, and what its answers mean."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import pyoxigraph
import urllib3
from pyoxigraph import QueryResultsFormat, RdfFormat
from urllib3.exceptions import HTTPError, TimeoutError
from urllib3.util import Url, parse_url

from ..endpoint import Endpoint
from ..errors import CabosError, NotFound, Refused, TimedOut, TooLarge, Unavailable
from .base import Results

_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.5"
_ERRORS: Mapping[int, type[CabosError]] = {
    **dict.fromkeys((401, 403, 405), Refused),
    404: NotFound,
    413: TooLarge,
    504: TimedOut,
}
_TRIPLES = {"application/n-triples": RdfFormat.N_TRIPLES, "text/turtle": RdfFormat.TURTLE}
_CONNECT = 10
_SHOWN = 300
_CHUNK = 1 << 18


class Client:
    """Asks one server. Safe to share by threads."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._urls = parse_url(endpoint.url), parse_url(endpoint.update_url)
        self._pool = urllib3.PoolManager(
            maxsize=8,
            timeout=urllib3.Timeout(connect=_CONNECT, read=endpoint.seconds),
            retries=urllib3.Retry(2, read=0),
        )

    @property
    def name(self) -> str:
        """The URL of queries, without password."""
        return _plain(self._urls[0])

    @property
    def headers(self) -> dict[str, str]:
        """What lets us in."""
        if self.endpoint.token:
            return {"Authorization": f"Bearer {self.endpoint.token}"}
        auth = self._urls[0].auth
        return dict(urllib3.make_headers(basic_auth=auth)) if auth else {}

    def query(
        self, text: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> tuple[str, bytes]:
        """Media type and body of the answer.

        :raises SyntaxError: the server's status is 400, which tells nothing more; its message
        :raises Refused, NotFound, TooLarge, Unavailable, TimedOut: what else its status means
        """
        fields = [("query", text)]
        fields += [("default-graph-uri", iri) for iri in default_graphs]
        fields += [("named-graph-uri", iri) for iri in named_graphs]
        return self._post(self._urls[0], urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def update(self, text: str) -> None:
        """Send an update. What is raised is the same as for ``query``."""
        self._post(self._urls[1], text.encode(), "application/sparql-update")

    def close(self) -> None:
        """Close the connections."""
        self._pool.clear()

    def _post(self, url: Url, body: bytes, kind: str) -> tuple[str, bytes]:
        headers = {"Content-Type": kind, "Accept": _ACCEPT, "User-Agent": "cabos", **self.headers}
        try:
            answer = self._pool.request("POST", _plain(url), body=body, headers=headers, preload_content=False)
            data = self._read(answer)
        except TimeoutError as error:
            raise self._late(url) from error
        except HTTPError as error:
            raise Unavailable(f"{_plain(url)} does not answer: {error}") from error
        if answer.status < 300:
            return answer.headers.get("Content-Type", "").partition(";")[0].strip().lower(), data
        told = data[:_SHOWN].decode("utf-8", "replace").strip()
        if answer.status == 400:
            raise SyntaxError(told)
        raise _ERRORS.get(answer.status, Unavailable)(f"{_plain(url)} answers {answer.status}: {told}")

    def _read(self, answer: urllib3.BaseHTTPResponse) -> bytes:
        """The whole body; ``seconds`` hold for all of it, where the library's own bound is for each part."""
        deadline = time.monotonic() + self.endpoint.seconds
        chunks = []
        try:
            for chunk in answer.stream(_CHUNK):
                chunks.append(chunk)
                if time.monotonic() > deadline:
                    answer.close()
                    raise self._late(self._urls[0])
        finally:
            answer.release_conn()
        return b"".join(chunks)

    def _late(self, url: Url) -> TimedOut:
        return TimedOut(f"{_plain(url)} took more than {self.endpoint.seconds:g} seconds to answer.")


def _plain(url: Url) -> str:
    return url._replace(auth=None).url


def parsed(location: str, kind: str, data: bytes) -> Results:
    """What a server has answered, by its media type.

    :raises Unavailable: neither triples nor SPARQL results
    """
    if kind in _TRIPLES:
        return (quad.triple for quad in pyoxigraph.parse(data, _TRIPLES[kind]))
    try:
        return pyoxigraph.parse_query_results(data, QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise Unavailable(f"{location} gives no SPARQL results, but {kind or 'nothing'}: {error}") from error
