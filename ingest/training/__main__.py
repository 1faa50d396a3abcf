"""``make model``: from the base weights and the labelled articles to ``ingest/data/encoder.onnx``.

Names first, then names and relations, then relations alone. Trains twice: without the
held-out fifth, to know how good the recipe is, and on all of ``train.json``, for the file
that ships. The dev files are never trained on.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from ..encoder.tagger import Tagger as Shipped
from ..encoder.tagger import weights_path
from ..encoder.tokenizer import split
from .base import Shape, Weights, read_base, read_tokenizer
from .data import DEV_FILES, Labelled, held_out, read_labelled, word_labels
from .edges import calibration, gold_edges
from .evaluate import edges_of, scores_of
from .export import export
from .model import Tagger, round_weights, start_from
from .prune import corpus_texts, count_pieces, kept, prune_tokenizer, prune_weights
from .relations import Head, calibrate, pair_example, train_both, train_head
from .train import Recipe, hard, train

LAYERS = 6

NAMES = Recipe(epochs=8)
"""First the tags alone, in full precision."""

BOTH = Recipe(epochs=6, rate=1e-4, warm=0.1)
"""Then tags and relations together, with matrices and activations rounded as in the file."""

HEAD = Recipe(epochs=40, head_rate=1.5e-3, warm=0.07)
"""Last the relation head alone, which learns slower than the encoder forgets."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Builds the model; 1 with a message where the labelled articles are missing."""
    parser = argparse.ArgumentParser(prog="make model", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--output", type=Path, default=weights_path())
    parser.add_argument("--version", default="1")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(arguments)
    missing = [path for path in _inputs(options.shared) if not path.exists()]
    if missing:
        print(f"make model needs the labelled articles; {missing[0]} is missing (SHARED=folder)", file=sys.stderr)
        return 1
    build(options.shared, options.output, options.version, options.threads)
    return 0


def _inputs(shared: Path) -> list[Path]:
    return [shared / "corpora/zacatecas.jsonl.xz", *(shared / "gold" / name for name in ("train.json", *DEV_FILES))]


def build(shared: Path, output: Path, version: str, threads: int) -> None:
    """The whole way; the scores of the held-out fifth go to ``<output>.scores.json`` and to the terminal."""
    articles = read_labelled(shared / "gold/train.json")
    dev = {name: read_labelled(shared / "gold" / name) for name in DEV_FILES}
    shape, weights, tokenizer = prepare(shared, [*articles, *(a for part in dev.values() for a in part)])
    trial = output.with_name("trial.onnx")
    kept_out = [article for article in articles if held_out(article.id)]
    tagger, head = fit([a for a in articles if not held_out(a.id)], shape, weights, tokenizer, threads)
    export(tagger, head, tokenizer, trial, f"{version}-trial")
    line = _line(Shipped(trial), kept_out)
    calibrate(head, *line)
    export(tagger, head, tokenizer, trial, f"{version}-trial")
    scores = scores_of(Shipped(trial), kept_out, dev)
    print(json.dumps(scores, indent=1))
    output.with_suffix(".scores.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    trial.unlink()
    tagger, head = fit(articles, shape, weights, tokenizer, threads)
    calibrate(head, *line)
    export(tagger, head, tokenizer, output, version)


def _line(tagger: Shipped, articles: Sequence[Labelled]) -> tuple[float, float]:
    return calibration([edges_of(tagger, a) for a in articles], [gold_edges(a.source) for a in articles])


def prepare(shared: Path, articles: Sequence[Labelled]) -> tuple[Shape, Weights, dict[str, Any]]:
    """Base weights and tokenizer with the vocabulary of Spanish news."""
    whole = read_tokenizer()
    counter = Tokenizer.from_str(json.dumps({**whole, "padding": None, "truncation": None}))
    counts = count_pieces(counter, (article["text"] for article in corpus_texts(shared / "corpora/zacatecas.jsonl.xz")))
    for piece in count_pieces(counter, (article.text for article in articles)):
        counts[piece] += 2  # in use, however rare
    keep = kept(whole["model"]["vocab"], counts)
    shape, weights = read_base()
    return (
        replace(shape, vocabulary=len(keep), layers=LAYERS),
        prune_weights(weights, keep),
        prune_tokenizer(whole, keep),
    )


def fit(
    articles: Sequence[Labelled], shape: Shape, weights: Weights, tokenizer: dict[str, Any], threads: int
) -> tuple[Tagger, Head]:
    """A tagger with its relation head, trained on these articles."""
    pieces = Tokenizer.from_str(json.dumps(tokenizer))
    torch.manual_seed(NAMES.seed)
    tagger, head = start_from(Tagger(shape), weights), Head(shape.width)
    examples = [hard(part, word_labels(part, a.spans)) for a in articles for part in [split(pieces, a.text)]]
    start = time.monotonic()
    for step, loss in train(tagger, examples, replace(NAMES, threads=threads)):
        print(f"names: step {step} loss {loss:.3f} {time.monotonic() - start:.0f} s", flush=True)
    round_weights(tagger)
    pairs = [pair_example(pieces, article) for article in articles]
    for step, tags, links in train_both(tagger, head, pairs, replace(BOTH, threads=threads)):
        print(f"both: step {step} loss {tags:.3f} {links:.3f} {time.monotonic() - start:.0f} s", flush=True)
    for epoch, links in train_head(tagger, head, pairs, replace(HEAD, threads=threads)):
        print(f"head: epoch {epoch} loss {links:.3f} {time.monotonic() - start:.0f} s", flush=True)
    return tagger, head


if __name__ == "__main__":
    sys.exit(main())
