"""How well and how fast articles are read: labelled articles, events, entities, and words a second.

    python bench/bench_extraction.py [--words 40000] [--skip-speed]

Needs the labelled articles and the corpus in ``../shared``. Speed is that of one process,
beside the bare spaCy pipeline (``nlp.pipe`` with all its components) in the same run.
"""

from __future__ import annotations

import argparse
import json
import lzma
import multiprocessing
import resource
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cabos.ingest import Reader, article_from_text, open_reader
from cabos.ingest.events import events
from cabos.ingest.language import load_model
from cabos.ingest.scoring import score
from cabos.ingest.stages import STAGES, stages

SHARED = Path(__file__).parents[2] / "shared"
DEV = ("seed", "dev", "dev_afp", "dev_world")
PROFILES = ("fast", "accurate")


def gold(name: str) -> list[dict[str, Any]]:
    articles: list[dict[str, Any]] = json.loads((SHARED / "gold" / f"{name}.json").read_text("utf-8"))
    return articles


def corpus(words: int) -> Iterator[str]:
    """Texts of the corpus, from its middle on, until they have that many words."""
    with lzma.open(SHARED / "corpora" / "zacatecas.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            text = json.loads(line)["text"]
            if number >= 8000 and any(c.isalpha() for c in text):
                yield text
                words -= len(text.split())
                if words <= 0:
                    return


def edges(reader: Reader) -> None:
    """Edge scores per labelled file and together, the stages at which edges are lost, and the calibration."""
    everything: list[dict[str, Any]] = []
    records: list[dict[str, Any]] = []
    extractions = []
    for name in DEV:
        articles = gold(name)
        read = list(reader.read_all(article_from_text(a["text"], id=a["id"]) for a in articles))
        said = [statement.record(e.article.id) for e in read for statement in e.statements]
        line(name, score(articles, said)[0])
        everything += articles
        records += said
        extractions += read
    line("together", score(everything, records)[0])
    report = stages(everything, extractions)
    print("  edges by the stage they reach:", ", ".join(f"{s} {report.totals[s]}" for s in STAGES))
    for low, high in ((0.8, 1.01), (0.6, 0.8), (0.0, 0.6)):
        band = [r for r in records if low <= r["confidence"] < high]
        if band:
            result = score(everything, band)[0]["edges"]
            print(
                f"  confidence {low:.1f}–{min(high, 1):.1f}: {result['precision']:.3f} right of {result['predicted']}"
            )


def line(name: str, report: dict[str, Any]) -> None:
    plain, false = report["edges"], report["false_facts"]
    print(
        f"  {name:10} edges P {plain['precision']:.3f} R {plain['recall']:.3f} F1 {plain['f1']:.3f}"
        f"   with status F1 {report['edges_with_status']['f1']:.3f}"
        f"   false facts {false['count']}/{false['of_facts_said']}   attribution {report['attribution_recall']}"
    )


def events_of_newswire(reader: Reader) -> None:
    """Shares of marked events that are found and rightly classed, and where the others are lost."""
    articles = gold("events_dev")
    report = events(articles, reader.read_all(article_from_text(a["text"], id=a["id"]) for a in articles)).record()
    for name, part in (("named on both sides", report["named"]), ("all", report["all"])):
        print(
            f"  {name:20} found {part['found']:.3f}, class right {part['class_right']:.3f} of {part['events']} events;"
            f" lost at {', '.join(f'{loss} {count}' for loss, count in part['lost_at'].items())}"
        )


def speed(words: int) -> None:
    """Words a second of the bare pipeline and of both profiles, in turn, and their peak memory.

    By the clock, and by processor time, which other work on the machine does not blur.
    """
    texts = list(corpus(words))
    count = sum(len(text.split()) for text in texts)
    context = multiprocessing.get_context("spawn")
    clock: dict[str, float] = {}
    processor: dict[str, float] = {}
    memory: dict[str, int] = {}
    for _ in range(3):
        for way in ("bare", *PROFILES):
            with context.Pool(1) as pool:
                seconds, busy, peak = pool.apply(timed, (way, texts))
            clock[way] = min(seconds, clock.get(way, seconds))
            processor[way] = min(busy, processor.get(way, busy))
            memory[way] = max(peak, memory.get(way, 0))
    print(f"speed, best of 3 on {count:,} words of the corpus, one process:")
    for way in clock:
        print(
            f"  {way:9} {count / clock[way]:8,.0f} words/s, {clock['bare'] / clock[way]:.2f} × bare"
            f"   {count / processor[way]:8,.0f} words/CPU s, {processor['bare'] / processor[way]:.2f} × bare"
            f"   {memory[way] / 1024:,.0f} MiB"
        )


def timed(way: str, texts: list[str]) -> tuple[float, float, int]:
    """Seconds and processor seconds for all texts, and the process's peak memory in KiB."""
    if way == "bare":
        nlp = load_model()
        nlp.remove_pipe("cabos_sentences")
        work: Iterable[object] = nlp.pipe(texts)
    else:
        work = open_reader(profile=way).read_all(article_from_text(text) for text in texts)
    start, busy = time.perf_counter(), time.process_time()
    for _ in work:
        pass
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return time.perf_counter() - start, time.process_time() - busy, peak


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--words", type=int, default=40_000)
    options.add_argument("--skip-speed", action="store_true")
    arguments = options.parse_args()
    if not SHARED.exists():
        raise SystemExit("the labelled articles and the corpus are expected in ../shared")
    if not arguments.skip_speed:  # first, while this process is small: the others inherit its peak memory
        speed(arguments.words)
    for profile in PROFILES:
        reader = open_reader(profile=profile)
        print(f"{profile}: labelled articles")
        edges(reader)
        print(f"{profile}: events of newswire")
        events_of_newswire(reader)


if __name__ == "__main__":
    main()
