"""The tagger as an ONNX graph, written operator by operator, its big matrices in eight-bit integers.

Each output channel of a matrix has its own scale, and its values stay within 7 bits: on
processors without VNNI, ONNX Runtime adds pairs of 8-bit products in 16 bits, which would
saturate. Activations are rounded as they come, with one scale for each window. Training has
ended with the same rounding (``model.RoundedLinear``), so that little is lost.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from .base import Shape, Weights
from .model import TOP

Kind = Literal["fp32", "int8"]

OPSET = 17
CONTRIB = "com.microsoft"


class _Graph:
    """Nodes and initialisers under construction."""

    def __init__(self, shape: Shape, weights: Weights, kind: Kind) -> None:
        self.shape, self.weights, self.kind = shape, weights, kind
        self.nodes: list[onnx.NodeProto] = []
        self.values: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        if name not in self.values:
            self.values[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def op(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name].astype(np.float32))


def build(shape: Shape, weights: Weights, kind: Kind = "int8") -> onnx.ModelProto:
    """The graph ``ids[1, length], first[words] → logits[words, label], hidden[words, width]``."""
    graph = _Graph(shape, weights, kind)
    x = _embed(graph)
    for number in range(shape.layers):
        x = _layer(graph, x, f"layers.{number}")
    flat = graph.op("Reshape", [x, graph.constant("rows", np.array([-1, shape.width], np.int64))], "flat")
    graph.op("Gather", [flat, "first"], "hidden", axis=0)
    graph.op("Gemm", ["hidden", graph.weight("tag.weight"), graph.weight("tag.bias")], "logits", transB=1)
    return _model(graph, len(weights["tag.bias"]))


def _model(graph: _Graph, labels: int) -> onnx.ModelProto:
    integers, floats = TensorProto.INT64, TensorProto.FLOAT
    inputs = [
        helper.make_tensor_value_info("ids", integers, [1, "length"]),
        helper.make_tensor_value_info("first", integers, ["words"]),
    ]
    outputs = [
        helper.make_tensor_value_info("logits", floats, ["words", labels]),
        helper.make_tensor_value_info("hidden", floats, ["words", graph.shape.width]),
    ]
    body = helper.make_graph(graph.nodes, "cabos-encoder", inputs, outputs, list(graph.values.values()))
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=8, producer_name="cabos")


def _embed(graph: _Graph) -> str:
    """Word and position embeddings, normed. The word table has a scale for each row."""
    if graph.kind == "fp32":
        graph.op("Gather", [graph.weight("word.weight"), "ids"], "word")
    else:
        table = graph.weights["word.weight"]
        scale = np.abs(table).max(1, keepdims=True) / 127
        rounded = graph.constant("word.rounded", np.round(table / scale).astype(np.int8))
        graph.op("Gather", [rounded, "ids"], "word.row")
        graph.op("Cast", ["word.row"], "word.float", to=TensorProto.FLOAT)
        graph.op("Gather", [graph.constant("word.scale", scale.astype(np.float32)), "ids"], "word.by")
        graph.op("Mul", ["word.float", "word.by"], "word")
    graph.op("Shape", ["ids"], "length", start=1, end=2)
    zero, axis = graph.constant("zero", np.array([0], np.int64)), graph.constant("axis", np.array([0], np.int64))
    graph.op("Slice", [graph.weight("position.weight"), zero, "length", axis], "position")
    graph.op("Add", ["word", "position"], "embedded")
    return _norm(graph, "embedded", "norm")


def _norm(graph: _Graph, x: str, name: str) -> str:
    inputs = [x, graph.weight(f"{name}.weight"), graph.weight(f"{name}.bias")]
    return graph.op("LayerNormalization", inputs, f"{name}.out", axis=-1, epsilon=graph.shape.epsilon)


def _layer(graph: _Graph, x: str, name: str) -> str:
    q, k, v = (_linear(graph, x, f"{name}.{part}", bias=False) for part in "qkv")
    bias = np.concatenate([graph.weights[f"{name}.{part}.bias"] for part in "qkv"]).astype(np.float32)
    attended = graph.op(
        "MultiHeadAttention",
        [q, k, v, graph.constant(f"{name}.qkv.bias", bias)],
        f"{name}.attended",
        domain=CONTRIB,
        num_heads=graph.shape.heads,
    )
    x = _norm(graph, graph.op("Add", [x, _linear(graph, attended, f"{name}.out")], f"{name}.sum1"), f"{name}.norm1")
    up = _linear(graph, x, f"{name}.up", bias=False)
    active = graph.op("BiasGelu", [up, graph.weight(f"{name}.up.bias")], f"{name}.active", domain=CONTRIB)
    return _norm(graph, graph.op("Add", [x, _linear(graph, active, f"{name}.down")], f"{name}.sum2"), f"{name}.norm2")


def _linear(graph: _Graph, x: str, name: str, bias: bool = True) -> str:
    weight, output = graph.weights[f"{name}.weight"].astype(np.float32), f"{name}.product" if bias else f"{name}.y"
    if graph.kind == "fp32":
        graph.op("MatMul", [x, graph.constant(f"{name}.matrix", weight.T)], output)
    else:
        scale = np.abs(weight).max(1) / TOP
        rounded = graph.constant(f"{name}.rounded", np.round(weight / scale[:, None]).astype(np.int8).T)
        inputs = [x, rounded, graph.constant(f"{name}.scale", scale)]
        graph.op("DynamicQuantizeMatMul", inputs, output, domain=CONTRIB)
    return graph.op("Add", [output, graph.weight(f"{name}.bias")], f"{name}.y") if bias else output
