"""Writes ``encoder.onnx``: the graph, with tokenizer, relation head, labels and version in its metadata."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx

from ..encoder.decode import LABELS
from ..encoder.relations import RELATIONS
from .base import Weights
from .graph import Kind, build
from .head import Head
from .model import Tagger


def weights_of(tagger: Tagger) -> Weights:
    """A tagger's weights as arrays, under the names that ``graph`` asks for."""
    return {name.removeprefix("encoder."): value.float().numpy() for name, value in tagger.state_dict().items()}


def to_onnx(
    tagger: Tagger, head: Head | None, tokenizer: dict[str, Any], version: str, kind: Kind = "int8"
) -> onnx.ModelProto:
    """The whole model as one ONNX file in memory; the relation head rides along as an ``.npz`` in base64."""
    model = build(tagger.shape, weights_of(tagger), kind)
    notes = {
        "labels": json.dumps(LABELS),
        "relations": json.dumps(RELATIONS),
        "tokenizer": json.dumps(tokenizer, ensure_ascii=False),
        "version": version,
    }
    if head is not None:
        notes["head"] = _packed(head)
    onnx.helper.set_model_props(model, notes)
    return model


def _packed(head: Head) -> str:
    buffer = io.BytesIO()
    np.savez(buffer, **{name: value.half().numpy() for name, value in head.state_dict().items()})
    return base64.b64encode(buffer.getvalue()).decode()


def export(tagger: Tagger, head: Head | None, tokenizer: dict[str, Any], path: Path, version: str) -> None:
    """Writes the file; what was there is replaced in one step."""
    data = to_onnx(tagger, head, tokenizer, version).SerializeToString()
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.replace(path)
