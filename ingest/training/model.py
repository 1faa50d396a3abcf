"""The encoder and its tagging head in torch, with the names of the weights in ``base``."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from ..encoder.decode import LABELS
from .base import Shape, Weights

TOP = 63
"""Largest rounded weight: 7 bits (see ``graph``)."""


class RoundedLinear(nn.Linear):
    """A linear layer that can round as the ONNX graph does, so that training gets used to it.

    Weights have a scale for each output channel; inputs one scale and zero point. The rounding
    is no step to the gradient (straight-through).
    """

    rounding = False

    def forward(self, x: Tensor) -> Tensor:
        if not self.rounding:
            return functional.linear(x, self.weight, self.bias)
        with torch.no_grad():
            scale = self.weight.abs().amax(1, keepdim=True) / TOP
            low, high = x.amin().clamp(max=0).float(), x.amax().clamp(min=0).float()
            step = (high - low).clamp(min=1e-8) / 255
            zero = torch.round(-low / step)
            weight_error = torch.round(self.weight / scale) * scale - self.weight
            x_error = (torch.round(x / step) + zero).clamp(0, 255).sub(zero) * step - x
        return functional.linear(x + x_error.to(x.dtype), self.weight + weight_error, self.bias)


class Layer(nn.Module):
    """Self-attention and a feed-forward net, each with its residual and norm (post-norm, as BERT)."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        width = shape.width
        self.heads, self.dropout = shape.heads, dropout
        self.q, self.k, self.v, self.out = (RoundedLinear(width, width) for _ in range(4))
        self.up, self.down = RoundedLinear(width, shape.inner), RoundedLinear(shape.inner, width)
        self.norm1, self.norm2 = (nn.LayerNorm(width, shape.epsilon) for _ in range(2))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        def split(part: Tensor) -> Tensor:
            return part.view(*x.shape[:2], self.heads, -1).transpose(1, 2)

        # Written out: torch's fused attention is four times slower backwards in bfloat16 on a CPU.
        q, k, v = split(self.q(x)), split(self.k(x)), split(self.v(x))
        weights = (q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1]) + mask.to(q.dtype)).softmax(-1)
        attended = self.out((weights.to(v.dtype) @ v).transpose(1, 2).reshape(x.shape))
        x = self.norm1(x + functional.dropout(attended, self.dropout, self.training))
        inner = self.down(functional.gelu(self.up(x)))
        result: Tensor = self.norm2(x + functional.dropout(inner, self.dropout, self.training))
        return result


class Encoder(nn.Module):
    """multilingual-e5-small, or its first layers: ``ids[batch, piece]`` → ``[batch, piece, width]``."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(shape.vocabulary, shape.width)
        self.position = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.dropout = dropout

    def forward(self, ids: Tensor, real: Tensor) -> Tensor:
        """``real`` is true where a piece stands, false on padding."""
        x = self.norm(self.word(ids) + self.position.weight[: ids.shape[1]])
        x = functional.dropout(x, self.dropout, self.training)
        mask = torch.zeros(real.shape).masked_fill(~real, -1e9)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Tagger(nn.Module):
    """The encoder with one linear layer over each word's first piece."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, dropout)
        self.tag = nn.Linear(shape.width, len(LABELS))
        nn.init.normal_(self.tag.weight, std=1 / math.sqrt(shape.width))
        nn.init.zeros_(self.tag.bias)

    def forward(self, ids: Tensor, real: Tensor, first: Tensor) -> Tensor:
        """``first`` is true at the pieces to label, in reading order; gives ``[labelled, label]``."""
        hidden = self.encoder(ids, real)[first]
        result: Tensor = self.tag(functional.dropout(hidden, self.encoder.dropout, self.training))
        return result


def start_from(tagger: Tagger, weights: Weights) -> Tagger:
    """Loads the base weights into the encoder, as many layers as it has."""
    own = tagger.encoder.state_dict()
    tagger.encoder.load_state_dict({name: torch.from_numpy(weights[name]) for name in own})
    return tagger


def round_weights(tagger: Tagger, on: bool = True) -> None:
    """Switches the rounding of all layers on or off."""
    for module in tagger.modules():
        if isinstance(module, RoundedLinear):
            module.rounding = on
