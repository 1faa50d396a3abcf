"""A finished drawing: one self-contained HTML page, to save, to serve or to show in a notebook."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

HEIGHT = 640
"""Pixels of height in a notebook."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """``html`` needs no other file and asks for nothing; ``left_out`` entities did not fit in.

    ``csp`` is the content security policy that the page itself carries, for a server to send
    as a header. In a page under another policy an inline frame stays empty: give the drawing
    its own address.
    """

    html: str = field(repr=False)
    title: str
    nodes: int
    edges: int
    left_out: int
    csp: str = field(repr=False)

    def save(self, path: str | Path) -> Path:
        """Write the page as UTF-8, and return where."""
        target = Path(path)
        target.write_bytes(self.html.encode())
        return target

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> dict[str, str]:
        """For Jupyter: a frame that can run the page's own script and nothing of the notebook's.

        JupyterLab strips frames from notebooks that it does not trust; the plain text says so.
        """
        frame = (
            f'<iframe title="{escape(self.title)}" width="100%" height="{HEIGHT}" style="border:0" '
            f'sandbox="allow-scripts allow-downloads" srcdoc="{escape(self.html)}"></iframe>'
        )
        plain = f"{self!r}\nNo picture? Run the cell again, or trust the notebook (jupyter trust FILE.ipynb)."
        return {"text/html": frame, "text/plain": plain}
