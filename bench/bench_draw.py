"""How large a drawing is and how soon it can be seen, beside plain pyvis on the same graph in the same run.

    python bench/bench_draw.py [--sizes 300 1500] [--patience 300]

The graph is invented: a power law with two edges an entity, every edge with a sentence. Ours is
measured from the statements to the first picture in Chromium, layout included, and nothing moves
after it; pyvis from the same nodes and edges to the end of its physics. Network is off for both.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
from cabos.graph import ArticleRef, EntityRef, SentenceRef, StatementRow
from cabos.graph.drawing import render
from playwright.sync_api import Browser, sync_playwright
from pyvis.network import Network

RELATIONS = ("supports", "accuses", "meetsWith", "leads", "visits", "sanctions")
TYPES = ("Person", "Organization", "Country", "Place")


@dataclass(frozen=True, slots=True)
class Seen:
    """Seconds in Python, seconds in the browser to a picture that stays still, and bytes of the file."""

    made: float
    shown: float
    size: int

    @property
    def total(self) -> float:
        return self.made + self.shown


def statements(size: int) -> list[StatementRow]:
    """Two edges an entity, each said in one sentence of one of fifty articles."""
    rows = []
    for i, (a, b) in enumerate(nx.powerlaw_cluster_graph(size, 2, 0.3, seed=1).edges()):
        names = [f"{TYPES[n % 4]} número {n}" for n in (a, b)]
        ends = [EntityRef(f"urn:e{n}", name, TYPES[n % 4]) for n, name in zip((a, b), names, strict=True)]
        article = ArticleRef(f"urn:a{i % 50}", f"a{i % 50}", f"Noticia {i % 50}", "2024-03-11", None, f"Diario {i % 9}")
        text = f"{names[0]} dice que apoya a {names[1]} desde hace años, según fuentes de su entorno."
        sentence = SentenceRef(text, 0, len(text))
        rows.append(
            StatementRow(
                f"urn:s{i}", ends[0], RELATIONS[i % 6], ends[1], "fact", None, 0.9, None, sentence, "apoya", article
            )
        )
    return rows


def ours(browser: Browser, rows: list[StatementRow], folder: Path) -> Seen:
    """From statements to the first picture."""
    start = time.perf_counter()
    path = render(rows, title="Medida").save(folder / "ours.html")
    made = time.perf_counter() - start
    return Seen(made, shown(browser, path, "html[data-ready]", 60), path.stat().st_size)


def pyvis(browser: Browser, rows: list[StatementRow], folder: Path, patience: float) -> Seen:
    """The same nodes and edges as pyvis draws them when nothing is set."""
    start = time.perf_counter()
    network = Network(directed=True, cdn_resources="in_line")
    for ref in {end.iri: end for row in rows for end in (row.subject, row.object)}.values():
        network.add_node(ref.iri, label=ref.label, group=ref.type)
    for row in rows:
        network.add_edge(row.subject.iri, row.object.iri, label=row.relation, title=row.sentence.text)
    path = folder / "pyvis.html"
    path.write_bytes(network.generate_html(notebook=False).encode())
    made = time.perf_counter() - start
    return Seen(made, shown(browser, path, "html[data-still]", patience), path.stat().st_size)


STILL = """
const wait = setInterval(() => {
  if (!window.network?.physics) return;
  clearInterval(wait);
  const done = () => { document.documentElement.dataset.still = "yes"; };
  network.once("stabilizationIterationsDone", done);
  network.once("stabilized", done);
}, 5);
"""


def shown(browser: Browser, path: Path, sign: str, patience: float) -> float:
    """Seconds from opening the file until the sign is there and a frame has been painted."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    page = context.new_page()
    page.add_init_script(STILL)
    page.route("http*://**", lambda route: route.abort())
    start = time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit")
    try:
        page.wait_for_selector(sign, timeout=patience * 1000)
        page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")
        return time.perf_counter() - start
    except Exception as error:
        if "Timeout" not in str(error):
            raise
        return float("inf")
    finally:
        context.close()


def main() -> None:
    """Measure each size and print a line for it."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    options.add_argument("--sizes", type=int, nargs="+", default=[300, 1500])
    options.add_argument("--patience", type=float, default=300, help="seconds to wait for pyvis")
    given = options.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        print(f"{'entities':>8} {'file MB':>8} {'layout s':>9} {'shown s':>8} {'all s':>7} {'pyvis s':>8} {'ratio':>7}")
        for size in given.sizes:
            rows = statements(size)
            mine = ours(browser, rows, Path(folder))
            theirs = pyvis(browser, rows, Path(folder), given.patience)
            over = theirs.total == float("inf")
            known = given.patience + theirs.made if over else theirs.total
            sign = ">" if over else ""
            print(
                f"{size:>8} {mine.size / 1e6:>8.2f} {mine.made:>9.2f} {mine.shown:>8.2f} {mine.total:>7.2f} "
                f"{sign + format(known, '.1f'):>8} {sign + format(known / mine.total, '.0f') + ' ×':>7}"
            )
        browser.close()


if __name__ == "__main__":
    main()
