"""Pictures of every page, to be looked at: wide and narrow, light and dark, into build/shots.

    python bench/shots.py [--store DIR] [--out build/shots]

Without a store it reads the bundled article into one. Needs Chromium.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PAGES = {
    "explorer": "/",
    "entity": "/?entity=Venezuela",
    "table": "/#view=table",
    "path": "/?from=Rusia&to=Venezuela",
    "query": "/query",
    "ask": "/ask?q=¿Quién apoya a Guaidó?",
    "drawing": "/draw",
    "article": "/articles/seed-article",
    "decisions": "/decisions",
}
SIZES = {"1440": (1440, 900), "360": (360, 740)}


def main() -> None:
    """Start a service and take each page in each size and colour scheme."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    options.add_argument("--store", help="folder of a store; without one the bundled article is read")
    options.add_argument("--out", type=Path, default=Path("build/shots"))
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    cabos = [sys.executable, "-m", "cabos.api.cli"]
    with tempfile.TemporaryDirectory() as folder:
        store = given.store or f"{folder}/store"
        if not given.store:
            subprocess.run([*cabos, "ingest", "ingest/data/sample.jsonl", "--store", store], check=True)
        service = subprocess.Popen(
            [*cabos, "serve", "--store", store, "--port", "0"], stderr=subprocess.PIPE, text=True
        )
        try:
            assert service.stderr
            said = service.stderr.readline()
            if not (found := re.search(r"http://\S+(?=/)", said)):
                raise SystemExit(said + service.stderr.read())
            address = found[0]
            with sync_playwright() as playwright:
                path = shutil.which("chromium") or shutil.which("google-chrome")
                browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
                for size in SIZES:
                    for scheme in ("light", "dark"):
                        take(browser, address, size, scheme, given.out)
                browser.close()
        finally:
            service.terminate()
            service.wait()
    print(f"{len(list(given.out.glob('*.png')))} pictures in {given.out}")


def take(browser: Browser, address: str, size: str, scheme: str, out: Path) -> None:
    """Every page in one size and one colour scheme."""
    width, height = SIZES[size]
    dark = scheme == "dark"
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light")
    page = context.new_page()
    for name, path in PAGES.items():
        page.goto("about:blank")
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(400)
        page.screenshot(path=out / f"{name}-{size}-{scheme}.png")
    context.close()


if __name__ == "__main__":
    main()
