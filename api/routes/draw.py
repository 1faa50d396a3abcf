"""``/draw``: a picture of part of the graph, as a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from ...graph.errors import BadInput, NotFound
from ...graph.statement import Status
from .. import conditions as c
from .. import parameters as p
from ..service import Service, Serving
from ..wording import language_of

if TYPE_CHECKING:
    from ...graph.drawing import Drawing

router = APIRouter(tags=["Pages"])

SANDBOX = "frame-ancestors 'self'; sandbox allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
"""Added to the drawing's own policy: it runs its script without an origin, so it can reach nothing of ours."""


class _Only(TypedDict):
    statuses: list[str]
    relations: list[str]
    since: str | None
    until: str | None
    as_of: str | None
    language: str


@router.get(
    "/draw",
    summary="Interactive drawing",
    response_class=HTMLResponse,
    responses={200: {"content": {"text/html": {"example": "<!doctype html><html lang=es>…"}}}},
)
async def draw(
    request: Request,
    service: Serving,
    entity: p.Drawn = [],  # noqa: B006 — FastAPI copies it
    source: p.DrawSource = None,
    target: p.DrawTarget = None,
    hops: p.Hops = 1,
    limit: p.Nodes = 300,
    status: p.Statuses = list(Status),  # noqa: B006
    relation: p.Relations = [],  # noqa: B006
    max_length: p.MaxLength = 4,
    since: c.Since = None,
    until: c.Until = None,
    as_of: c.AsOf = None,
) -> Response:
    """The surroundings of the entities, or with `from` and `to` the shortest paths between two, or with neither
    the best-supported part of the whole graph. One self-contained page that asks no other host for anything;
    with `lang=en` it opens in English."""
    settings = service.settings
    p.within("hops", hops, settings.limit_hops, "CABOS_LIMIT_HOPS")
    p.within("limit", limit, settings.limit_nodes, "CABOS_LIMIT_NODES")
    p.within("max_length", max_length, settings.limit_length, "CABOS_LIMIT_LENGTH")
    shown = language_of(request)
    only = _Only(
        statuses=[str(s) for s in status], relations=relation, since=since, until=until, as_of=as_of, language=shown
    )
    if bool(source) != bool(target):
        raise BadInput("a path is drawn from one entity to another: give both from= and to=")
    if source and target:
        ends = (source, target)
        drawing = await service.run(lambda: _draw_paths(service, ends, max_length, only))
    else:
        drawing = await service.run(lambda: service.graph.draw(*entity, hops=hops, limit=limit, **only))
    return HTMLResponse(drawing.html, headers={"Content-Security-Policy": f"{drawing.csp}; {SANDBOX}"})


def _draw_paths(service: Service, ends: tuple[str, str], max_length: int, only: _Only) -> Drawing:
    from ...graph.drawing import render
    from ...graph.drawing.words import word

    source, target = (service.graph.entity(end) for end in ends)
    found = service.graph.paths(
        source.iri, target.iri, max_length=max_length, statuses=only["statuses"], relations=only["relations"],
        since=only["since"], until=only["until"], as_of=only["as_of"],
    )  # fmt: skip
    if not found:
        raise NotFound(f"no path of at most {max_length} steps joins {source.label} and {target.label}")
    rows = {row.iri: row for path in found for step in path.steps for row in step.statements}
    title = word(only["language"], "path", **{"from": source.label, "to": target.label})
    return render(list(rows.values()), title=title, focus=(source.iri, target.iri), language=only["language"])
