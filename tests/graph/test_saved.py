"""The claims kept beside a large store: used where they fit, and never where they do not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cabos.graph import open_graph
from cabos.graph.analysis import index
from cabos.graph.analysis.saved import NAME


@pytest.fixture
def store(tmp_path: Path, articles: tuple[Callable[[], Any], ...], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of two articles, large enough to keep its claims."""
    monkeypatch.setattr(index, "WORTH_KEEPING", 1)
    with open_graph(tmp_path / "store") as graph:
        for article in articles:
            graph.add(article().build())
    return tmp_path / "store"


def kept(store: Path) -> list[Path]:
    return list(store.glob(NAME.format("*")))


def lengths(store: Path, read_only: bool = True) -> tuple[int, int]:
    with open_graph(store, read_only=read_only) as graph:
        return len(graph.paths("Ana Vega", "Luis Ríos")), len(graph.paths("Costa Alta", "Minera Norte"))


def test_the_second_time_the_store_is_not_read(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lengths(store) == (1, 1)
    assert kept(store)

    def unread(*_: object) -> None:
        raise AssertionError("the store was read again")

    monkeypatch.setattr(index, "read_claims", unread)
    assert lengths(store) == (1, 1)


def test_a_writer_brings_it_up_to_date(
    store: Path, articles: tuple[Callable[[], Any], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lengths(store) == (1, 1)
    monkeypatch.setattr(index, "read_claims", lambda *_: pytest.fail("the store was read again"))
    with open_graph(store) as graph:  # nothing is written, and nothing asked
        assert not graph.has_index
    assert lengths(store) == (1, 1)
    with open_graph(store) as graph:  # written without a question
        graph.retract("a2")
    assert lengths(store) == (1, 0)
    with open_graph(store) as graph:  # written, and asked
        graph.add(articles[1]().build())
        assert len(graph.paths("Costa Alta", "Minera Norte")) == 1
    assert lengths(store, read_only=False) == lengths(store) == (1, 1)
    assert len(kept(store)) == 1


def test_what_was_written_since_is_there(store: Path) -> None:
    assert lengths(store) == (1, 1)
    with open_graph(store) as graph:
        graph.retract("a2")
        assert graph.paths("Costa Alta", "Minera Norte") == []
    assert lengths(store) == (1, 0)


def test_a_snapshot_beside_a_writer(store: Path, articles: tuple[Callable[[], Any], ...]) -> None:
    assert lengths(store) == (1, 1)
    with open_graph(store) as writer:
        writer.retract("a2")
        assert lengths(store) == (1, 0)
        writer.add(articles[1]().build())
        assert lengths(store) == (1, 1)
    assert lengths(store) == (1, 1)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"\x93NUMPY"])
def test_a_broken_file_is_not_used(store: Path, content: bytes) -> None:
    lengths(store)
    kept(store)[0].write_bytes(content)
    assert lengths(store) == (1, 1)


def test_small_stores_keep_nothing(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "WORTH_KEEPING", 100)
    assert lengths(store) == (1, 1)
    assert not kept(store)
