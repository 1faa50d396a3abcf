"""From sources to the store: what ``ingest`` does once and ``watch`` again and again."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from ...graph.errors import BadInput, NotFound
from .ledger import Ledger

if TYPE_CHECKING:
    from ...graph import Graph
    from ...graph.statement import Article
    from ...ingest import Found, Outcome, Reader
    from ...ingest.sources import Item


@dataclass(slots=True)
class Intake:
    """Reads what is new, and writes it. The store is made once there is something to put into it.

    What the store knows from the same software is not read again, unless ``again``: so a run that was
    interrupted goes on where it was. ``step`` is called after each article.
    """

    location: str
    ledger: Ledger
    again: bool = False
    step: Callable[[], None] = lambda: None
    _graph: Graph | None = None

    def __enter__(self) -> Intake:
        from ...graph import open_graph

        try:
            self._graph = open_graph(self.location, create=False)
        except NotFound:
            self._graph = None
        return self

    def __exit__(self, *_: object) -> None:
        if self._graph is not None:
            self._graph.close()

    @property
    def graph(self) -> Graph:
        """The graph, made where there was none."""
        from ...graph import open_graph

        if self._graph is None:
            self._graph = open_graph(self.location)
        return self._graph

    def holds(self, url: str) -> bool:
        """Whether an article of this address is in the store."""
        from ...ingest.articles import url_iri

        return self._graph is not None and self._graph.holds(url_iri(url))

    def take(
        self, items: Iterable[Item], reader: Callable[[], Reader], *, processes: int = 1, cluster: str | None = None
    ) -> None:
        """All that these sources give, read in so many processes or on a cluster.

        ``reader`` is asked for at the first article.
        """
        source = self._found(items)
        if (first := next(source, None)) is None:
            return
        opened = reader()
        places: deque[str] = deque()
        fresh = self._fresh(chain([first], source), opened, places)
        for outcome in opened.read_each(fresh, processes=processes, cluster=cluster):
            self._write(places.popleft(), outcome)
            self.step()

    def _found(self, items: Iterable[Item]) -> Iterator[Found]:
        from ...ingest import Found

        for item in items:
            if isinstance(item, Found):
                yield item
            else:
                self.ledger.aside(item)

    def _fresh(self, found: Iterable[Found], reader: Reader, places: deque[str]) -> Iterator[Article]:
        """The articles that are to be read; of each its place is noted."""
        for item in found:
            if not self.again and self._graph is not None and self._graph.knows(item.article, reader.software):
                self.ledger.known(item.place, item.article)
                self.step()
            else:
                places.append(item.place)
                yield item.article

    def _write(self, place: str, outcome: Outcome) -> None:
        from ...ingest import Aside, Unread

        if isinstance(outcome, Unread):
            self.ledger.aside(Aside(place, outcome.reason))
            return
        started = time.perf_counter()
        try:
            self.ledger.added(place, outcome, self.graph.add(outcome))
        except BadInput as error:  # the article's own data, which RDF cannot hold
            self.ledger.aside(Aside(place, str(error)))
        finally:
            self.ledger.writing += time.perf_counter() - started
