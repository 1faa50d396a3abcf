"""Writes ``encoder.onnx``: the graph, with tokenizer, labels and version in its metadata."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import onnx

from ..encoder.decode import LABELS
from .base import Weights
from .graph import Kind, build
from .model import Tagger


def weights_of(tagger: Tagger) -> Weights:
    """A tagger's weights as arrays, under the names that ``graph`` asks for."""
    return {name.removeprefix("encoder."): value.float().numpy() for name, value in tagger.state_dict().items()}


def to_onnx(tagger: Tagger, tokenizer: dict[str, Any], version: str, kind: Kind = "int8") -> onnx.ModelProto:
    """The whole model as one ONNX file in memory."""
    model = build(tagger.shape, weights_of(tagger), kind)
    notes = {
        "labels": json.dumps(LABELS),
        "tokenizer": json.dumps(tokenizer, ensure_ascii=False),
        "version": version,
    }
    onnx.helper.set_model_props(model, notes)
    return model


def export(tagger: Tagger, tokenizer: dict[str, Any], path: Path, version: str) -> None:
    """Writes the file; what was there is replaced in one step."""
    data = to_onnx(tagger, tokenizer, version).SerializeToString()
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.replace(path)
