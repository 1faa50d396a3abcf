"""``make model``: from the base weights and the labelled articles to ``ingest/data/encoder.onnx``.

Names first, then names and relations, then relations alone, over the features of the file that
ships. Trains twice: without a fifth of ``train.json``, to know how good the recipe is at names,
and on all of it, for the file that ships. A tenth of ``labels.jsonl`` is never trained on: it
calibrates the probabilities of edges, and measures them. Nor are the dev files.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from ..encoder.tagger import weights_path
from ..encoder.tokenizer import split
from .base import Shape, Weights, read_base, read_tokenizer
from .data import DEV_FILES, Labelled, held_out, read_labelled, read_labels, word_labels
from .edges import calibration, gold_edges
from .evaluate import edges_of, scores_of_edges, scores_of_names
from .export import export
from .head import Head, calibrate, stage
from .model import Tagger, round_weights, start_from
from .prune import corpus_texts, count_pieces, kept, prune_tokenizer, prune_weights
from .relations import lesson, train_both, train_head
from .scenes import Scenery
from .train import Recipe, hard, train

LAYERS = 6

NAMES = Recipe(epochs=8)
"""First the tags alone, in full precision, on the articles whose names are all labelled."""

BOTH = Recipe(epochs=6, rate=1e-4, warm=0.1)
"""Then tags and relations together on the same articles, with matrices and activations rounded as in the file."""

HEAD = Recipe(epochs=12, head_rate=1.5e-3, warm=0.07)
"""Last the relation head alone, on all articles: five times as many, and the encoder forgets no name over them."""


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
    """The whole way; the scores of what was held out go to ``<output>.scores.json`` and to the terminal."""
    named = read_labelled(shared / "gold/train.json")
    judged = read_labels(corpus_texts(shared / "corpora/zacatecas.jsonl.xz"))
    dev = {name: read_labelled(shared / "gold" / name) for name in DEV_FILES}
    shape, weights, tokenizer = prepare(shared, [*named, *(a for part in dev.values() for a in part)])
    course = Course(shape, weights, tokenizer, output.with_name("draft.onnx"), threads)
    course.encoder([article for article in named if not held_out(article.id)])
    scores = scores_of_names(course.draft, [article for article in named if held_out(article.id)], dev)
    tagger = course.encoder(named)
    head = course.head([*named, *(article for article in judged if not held_out(article.id, 10))])
    kept_out = [article for article in judged if held_out(article.id, 10)]
    finish(tagger, head, course, kept_out, output, version)
    scores |= scores_of_edges(output, kept_out)
    print(json.dumps(scores, indent=1))
    output.with_suffix(".scores.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")


def finish(
    tagger: Tagger, head: Head, course: Course, kept_out: Sequence[Labelled], output: Path, version: str
) -> None:
    """Calibrates the head on articles that were kept out, and writes the file that ships."""
    export(tagger, head, course.tokenizer, course.draft, f"{version}-draft")
    gold = [gold_edges(article.source) for article in kept_out]
    calibrate(head, *calibration(edges_of(course.draft, kept_out), gold))
    export(tagger, head, course.tokenizer, output, version)
    course.draft.unlink()


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


@dataclass(frozen=True, slots=True)
class Course:
    """The steps of training. ``draft`` is the file of the weights as far as they are."""

    shape: Shape
    weights: Weights
    tokenizer: dict[str, Any]
    draft: Path
    threads: int

    def encoder(self, named: Sequence[Labelled]) -> Tagger:
        """Teaches tags, then tags and relations, from articles whose names are all labelled; writes the draft."""
        pieces = Tokenizer.from_str(json.dumps(self.tokenizer))
        torch.manual_seed(NAMES.seed)
        tagger = start_from(Tagger(self.shape), self.weights)
        examples = [hard(part, word_labels(part, a.spans)) for a in named for part in [split(pieces, a.text)]]
        for step, loss in train(tagger, examples, replace(NAMES, threads=self.threads)):
            print(f"names: step {step} loss {loss:.3f}", flush=True)
        export(tagger, None, self.tokenizer, self.draft, "draft")
        scenery = Scenery(self.draft)
        lessons = [
            lesson(names, [example for _, example in scenery.examples(article)])
            for names, article in zip(examples, named, strict=True)
        ]
        round_weights(tagger)
        torch.manual_seed(BOTH.seed)
        for step, tags, links in train_both(
            tagger, Head(self.shape.width), lessons, replace(BOTH, threads=self.threads)
        ):
            print(f"both: step {step} loss {tags:.3f} {links:.3f}", flush=True)
        export(tagger, None, self.tokenizer, self.draft, "draft")
        return tagger

    def head(self, articles: Iterable[Labelled]) -> Head:
        """Teaches a relation head over the features of the draft."""
        scenery = Scenery(self.draft)
        sentences = [
            (torch.from_numpy(hidden.copy()), stage(example.scene), example)
            for article in articles
            for hidden, example in scenery.examples(article)
        ]
        torch.manual_seed(HEAD.seed)
        head = Head(self.shape.width)
        for epoch, links in train_head(head, sentences, replace(HEAD, threads=self.threads)):
            print(f"head: epoch {epoch} loss {links:.3f}", flush=True)
        return head


if __name__ == "__main__":
    sys.exit(main())
