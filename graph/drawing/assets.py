"""The files that a drawing is made of: our own beside this module, and vis-network as npm or pyvis brings it."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from ..errors import Unavailable

SHARED = ("dom.js", "look.js", "saving.js")
"""Modules that the pages of the service load too."""


@lru_cache(maxsize=16)
def own(name: str) -> str:
    """The text of one of our own files."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def vis_network() -> str:
    """The script of vis-network: what ``make assets`` installed, else the newest that pyvis bundles.

    :raises Unavailable: neither is there
    """
    vendored = files(__package__).joinpath("vendor", "vis-network.min.js")
    if vendored.is_file():
        return vendored.read_text(encoding="utf-8")
    found = [folder for folder in files("pyvis").joinpath("lib").iterdir() if folder.name.startswith("vis-")]
    if not found:
        raise Unavailable(
            "there is no vis-network to draw with: make assets installs it, "
            "or pip install --force-reinstall pyvis brings an older one"
        )
    newest = max(found, key=lambda folder: [int(part) for part in folder.name.removeprefix("vis-").split(".")])
    script = newest.joinpath("vis-network.min.js").read_text(encoding="utf-8")
    return "\n".join(line for line in script.split("\n") if not line.startswith("//# sourceMapping"))
