"""Paths, drawings and analysis end at their limit, or when nobody waits any more; others are answered meanwhile."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from anyio import CapacityLimiter
from cabos.api import Settings, create_app
from cabos.api.service import Service
from cabos.api.waiting import while_wanted
from cabos.graph import CabosError, Graph, TimedOut, Unavailable
from cabos.graph.deadline import Deadline, aside, bounded_by, check_deadline
from fastapi.testclient import TestClient

ROUTES = {
    "/paths?from=Rostec&to=Juan Guaidó": "paths",
    "/draw?entity=Rusia": "draw",
    "/ranking": "ranking",
    "/communities": "communities",
    "/neighbourhood?entity=Rusia": "neighbourhood",
    "/contradictions": "contradictions",
    "/says?subject=Rusia&object=Venezuela": "who_says",
    "/statements": "statements",
}


class Endless:
    """Stands for work that never ends, but looks at the deadline; ``ended`` is set when it stops."""

    def __init__(self) -> None:
        self.ended = threading.Event()

    def __call__(self, *_: Any, **__: Any) -> Any:
        try:
            while True:
                check_deadline()
                time.sleep(0.01)
        finally:
            self.ended.set()


@pytest.fixture
def client(graph: Graph) -> Iterator[TestClient]:
    """The service with a limit of one second."""
    with TestClient(create_app(Settings(limit_seconds=1, limit_running=len(ROUTES)), graph)) as opened:
        yield opened


def test_work_without_end_ends_at_the_limit(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    work = {path: Endless() for path in ROUTES}
    for path, name in ROUTES.items():
        monkeypatch.setattr(Graph, name, work[path])
    with ThreadPoolExecutor(len(ROUTES)) as pool:
        running = {path: pool.submit(client.get, path) for path in ROUTES}
        assert [client.get("/relations").status_code for _ in range(5)] == [200] * 5
        for path, answer in ((path, future.result()) for path, future in running.items()):
            assert (answer.status_code, answer.headers["content-type"]) == (504, "application/problem+json"), path
            assert "1 seconds (CABOS_LIMIT_SECONDS)" in answer.json()["detail"], path
            assert work[path].ended.wait(5), path


def test_who_waits_too_long_for_a_turn_is_told_so(graph: Graph) -> None:
    async def scene() -> None:
        service = Service(Settings(limit_seconds=1), graph, CapacityLimiter(1))
        work = Endless()
        first, second = (asyncio.ensure_future(service.run(work)) for _ in range(2))
        for task in (first, second):
            with pytest.raises(TimedOut, match="CABOS_LIMIT_SECONDS"):
                await task
        assert await service.run(lambda: "free again") == "free again"

    _beside(scene())


def test_a_client_that_goes_away_ends_the_work() -> None:
    async def scene() -> None:
        async def gone() -> dict[str, str]:
            return {"type": "http.disconnect"}

        deadline, work = Deadline(60), Endless()
        with bounded_by(deadline):
            running = asyncio.ensure_future(asyncio.to_thread(work))
        with pytest.raises(Unavailable, match="the client has gone"):
            await while_wanted(running, deadline, gone)
        assert work.ended.wait(5)

    _beside(scene())


def test_work_aside_is_ended_with_its_process() -> None:
    with bounded_by(Deadline(0.5)), pytest.raises(TimedOut):
        aside(time.sleep, 60)
    assert not multiprocessing.active_children()


def test_work_aside_gives_its_result_or_says_that_it_died() -> None:
    assert aside(pow, 2, 5) == 32
    with bounded_by(Deadline(60)):
        assert aside(pow, 2, 5) == 32
        with pytest.raises(CabosError, match="has died"):
            aside(os._exit, 3)


@pytest.mark.parametrize(
    "ask", [lambda g: g.communities(), lambda g: g.draw("Rusia", hops=2).html, lambda g: g.ranking("betweenness")]
)
def test_a_deadline_changes_no_answer(
    graph: Graph, ask: Callable[[Graph], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = ask(graph)
    monkeypatch.setattr("cabos.graph.drawing.layout.MANY", 1)
    with bounded_by(Deadline(60)):
        assert ask(graph) == wanted


def _beside(scene: Coroutine[Any, Any, None]) -> None:
    """Runs it in a thread: the browser of other tests has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, scene).result()
