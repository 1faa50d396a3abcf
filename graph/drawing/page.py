"""The page of a picture: pyvis collects nodes, edges and options, our own template prints them.

pyvis's template is not used: it asks other hosts for its parts, and runs script that comes
in headings and titles. Ours escapes everything, passes data as JSON only, and carries a
content security policy under which nothing but its own scripts can run and nothing can be
fetched.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from math import log2
from typing import Any

import numpy as np
from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from pyvis.network import Network

from ..ontology import LANGUAGES, Ontology
from ..rows import StatementRow
from .assets import SHARED, own, vis_network
from .layout import Points, positions_aside
from .picture import DrawnEdge, Picture
from .sizes import WRAP, measure
from .words import names, texts, word

SCRIPTS = (*SHARED, "text.js", "graph.js", "panel.js", "tools.js")
_MODULE = re.compile(r"^export (?=const|function|async)|^import .*\n", re.MULTILINE)
SENTENCES_IN_TABLE = 200
"""Up to so many edges the table for pages without script carries sentences; beyond, it would swell the file."""

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 0, "hideEdgesOnDrag": False, "selectConnectedEdges": False},
    "nodes": {
        "widthConstraint": {"maximum": WRAP},
        "labelHighlightBold": True,
        "scaling": {"label": {"enabled": False, "drawThreshold": 6, "maxVisible": 1000}},
    },
    "edges": {
        "labelHighlightBold": False,
        "selectionWidth": 0,
        "hoverWidth": 0.6,
        "arrowStrikethrough": False,
        "selfReference": {"size": 24, "angle": 0.8},
        "scaling": {"label": {"enabled": False, "drawThreshold": 6, "maxVisible": 20}},
    },
}


def page(picture: Picture, title: str, ontology: Ontology, language: str) -> tuple[str, str]:
    """HTML of the picture, and its content security policy. The same input gives the same bytes.

    ``language`` is the one that it opens in; the reader can change it.
    """
    network = Network(height="100%", width="100%", directed=True)
    _fill(network, picture)
    network.options = OPTIONS
    fields = {
        "caption": title,
        "summary": {name: _summary(picture, name) for name in LANGUAGES},
        "evidence": _evidence(picture.edges),
        "table": list(_table(picture, ontology, language)),
        "sentences": len(picture.edges) <= SENTENCES_IN_TABLE,
        "names": names(ontology, {edge.relation for edge in picture.edges}),
        "words": texts(),
        "language": language,
    }
    assets = {"css": _ours("page.css"), "scripts": [_ours(name) for name in SCRIPTS], "vis": Markup(vis_network())}  # noqa: S704
    content = json.dumps([network.nodes, network.edges, fields, str(assets)], sort_keys=True)
    nonce = base64.b64encode(hashlib.sha256(content.encode()).digest()[:18]).decode()
    csp = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    network.templateEnv = Environment(loader=PackageLoader(__package__, "."), autoescape=True)
    network.templateEnv.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    network.templateEnv.globals.update(fields, **assets, nonce=nonce, csp=csp)
    network.path = "page.html.j2"
    return str(network.generate_html()), csp


def _fill(network: Network, picture: Picture) -> None:
    sizes = [measure(node.ref.label, node.support, node.focus) for node in picture.nodes]
    boxes = np.array([(one.width, one.height) for one in sizes]).reshape(-1, 2)
    drops = np.array([one.drop for one in sizes])
    ends = [(edge.source, edge.target) for edge in picture.edges]
    centres = positions_aside(ends, boxes, drops)
    for i, node in enumerate(picture.nodes):
        network.add_node(
            f"n{i}",
            label=sizes[i].name or "—",
            group=node.ref.type,
            x=round(float(centres[i, 0])),
            y=round(float(centres[i, 1])),
            size=round(sizes[i].size, 1),
            points=round(sizes[i].points, 1),
            iri=node.ref.iri,
            degree=node.degree,
            support=node.support,
            **({"focus": True} if node.focus else {}),
            **({"name": node.ref.label} if sizes[i].name != node.ref.label else {}),
        )
    _add_edges(network, picture.edges, centres)


def _add_edges(network: Network, edges: Sequence[DrawnEdge], centres: Points) -> None:
    """Edges with the numbers of their statements; parallel ones fan out, one curve each."""
    fan: dict[tuple[int, int], list[int]] = {}
    for i, edge in enumerate(edges):
        fan.setdefault((min(edge.source, edge.target), max(edge.source, edge.target)), []).append(i)
    start = 0
    for i, edge in enumerate(edges):
        beside = fan[min(edge.source, edge.target), max(edge.source, edge.target)]
        length = float(np.linalg.norm(centres[edge.source] - centres[edge.target]))
        shift = beside.index(i) - (len(beside) - 1) / 2
        bend = shift * min(0.34, 60 / max(length, 1)) * (1 if edge.source < edge.target else -1)
        network.add_edge(
            f"n{edge.source}",
            f"n{edge.target}",
            id=f"e{i}",
            relation=edge.relation,
            status=edge.status,
            symmetric=edge.symmetric,
            width=round(1.3 + 1.1 * log2(edge.support), 2),
            support=edge.support,
            total=edge.total,
            says=[start, start + len(edge.statements)],
            **({"bend": round(bend, 3)} if abs(bend) > 1e-9 else {}),
        )
        start += len(edge.statements)


def _evidence(edges: Iterable[DrawnEdge]) -> dict[str, list[dict[str, Any]]]:
    """Every statement in the order of the edges; each article once, referred to by number."""
    articles: dict[str, int] = {}
    described: list[dict[str, Any]] = []
    statements = []
    for row in (row for edge in edges for row in edge.statements):
        news = row.article
        if news.iri not in articles:
            articles[news.iri] = len(articles)
            known = {"title": news.title, "url": news.url, "publisher": news.publisher, "date": news.date}
            described.append({"id": news.id} | {k: v for k, v in known.items() if v})
        statements.append(_said(row) | {"article": articles[news.iri]})
    return {"articles": described, "statements": statements}


def _said(row: StatementRow) -> dict[str, Any]:
    said = {
        "text": row.sentence.text,
        "trigger": row.trigger,
        "by": row.attributed_to,
        "time": row.time,
        "confidence": round(row.confidence, 2),
    }
    return {key: value for key, value in said.items() if value is not None}


def _summary(picture: Picture, language: str) -> str:
    news = {row.article.iri for edge in picture.edges for row in edge.statements}
    counts = {"entities": len(picture.nodes), "relations": len(picture.edges)}
    for status in ("denied", "possible"):
        counts[status] = sum(edge.status == status for edge in picture.edges)
    counts |= {"articles": len(news), "left_out": picture.left_out}
    always = {"entities", "relations", "articles"}
    return " · ".join(word(language, key, n) for key, n in counts.items() if n or key in always)


def _table(picture: Picture, ontology: Ontology, language: str) -> Iterator[dict[str, str | int]]:
    labels = names(ontology, {edge.relation for edge in picture.edges})[language]["relations"]
    for edge in picture.edges:
        yield {
            "source": picture.nodes[edge.source].ref.label,
            "label": labels.get(edge.relation, edge.relation),
            "target": picture.nodes[edge.target].ref.label,
            "status": ontology.statuses[language].get(edge.status, edge.status),
            "support": edge.support,
            "text": edge.statements[0].sentence.text,
        }


def _ours(name: str) -> Markup:
    """Our own file; a drawing is one page, so its modules become scripts that follow one another."""
    return Markup(_MODULE.sub("", own(name)))  # noqa: S704
