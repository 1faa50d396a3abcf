"""Questions about the graph as a whole: neighbourhoods, rankings, groups, changes, who says what."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from ...graph.statement import Status
from .. import conditions as c
from .. import parameters as p
from ..lists import answer_page
from ..schemas import analysis as shapes
from ..schemas import csv_too
from ..schemas.rows import ListPage
from ..service import Serving

router = APIRouter(tags=["Analysis"])

Only = Annotated[dict[str, Any], Depends(c.conditions)]
MEASURES = "degree|in_degree|out_degree|pagerank|betweenness"


@router.get("/neighbourhood.csv", include_in_schema=False)
@router.get(
    "/neighbourhood",
    summary="What lies around entities",
    response_model=ListPage[shapes.Near],
    responses=csv_too("entity_iri,entity_id,entity_label,entity_type,hops,degree"),
)
async def neighbourhood(
    request: Request,
    service: Serving,
    entity: c.Entities,
    only: Only,
    hops: p.Hops = 1,
    avoid: c.Avoid = [],  # noqa: B006 — FastAPI copies it
    limit: p.Limit = 100,
    offset: p.Offset = 0,
) -> Response:
    """All within `hops` steps, the nearest first, then those with most neighbours."""
    p.within("hops", hops, service.settings.limit_hops, "CABOS_LIMIT_HOPS")
    p.within("limit", limit, service.settings.limit_page, "CABOS_LIMIT_PAGE")
    graph = service.graph
    page = await service.run(
        lambda: graph.neighbourhood(*entity, hops=hops, avoid=avoid, limit=limit, offset=offset, **only)
    )
    return answer_page(request, page)


@router.get("/ranking", summary="The best connected entities", response_model=shapes.Ranking)
async def ranking(
    service: Serving,
    only: Only,
    measure: Annotated[str, Query(pattern=f"^({MEASURES})$", description=MEASURES.replace("|", ", "))] = "degree",
    type: p.OfType = None,
    limit: p.Limit = 20,
) -> Response:
    """Entities by degree, PageRank or betweenness. Above 2,000 entities betweenness is an estimate: `sampled`."""
    p.within("limit", limit, service.settings.limit_page, "CABOS_LIMIT_PAGE")
    found = await service.run(lambda: service.graph.ranking(measure, type=type, limit=limit, **only))
    return JSONResponse(found.record())


@router.get("/ties.csv", include_in_schema=False)
@router.get(
    "/ties",
    summary="Whom an entity is most or least connected to",
    response_model=ListPage[shapes.Tie],
    responses=csv_too("entity_iri,entity_id,entity_label,entity_type,strength,relations_SUPPORT,…"),
)
async def ties(
    request: Request,
    service: Serving,
    entity: c.OneEntity,
    only: Only,
    by: Annotated[
        str, Query(pattern="^(category|relation)$", description="Count by category or relation.")
    ] = "category",
    least: Annotated[bool, Query(description="The weakest ties first.")] = False,
    limit: p.Limit = 20,
    offset: p.Offset = 0,
) -> Response:
    """The neighbours of an entity, and how many articles tell of each kind of relation."""
    p.within("limit", limit, service.settings.limit_page, "CABOS_LIMIT_PAGE")
    graph, by_category = service.graph, by == "category"
    page = await service.run(
        lambda: graph.ties(entity, by_category=by_category, least=least, limit=limit, offset=offset, **only)
    )
    return answer_page(request, page)


@router.get("/communities", summary="Groups of entities", response_model=shapes.Communities)
async def communities(service: Serving, only: Only) -> Response:
    """Groups whose members are connected with one another more than with others (Louvain), the largest first."""
    found = await service.run(lambda: service.graph.communities(**only))
    return JSONResponse({"communities": [group.record() for group in found]})


@router.get("/bridges.csv", include_in_schema=False)
@router.get(
    "/bridges",
    summary="What joins two groups",
    response_model=ListPage[shapes.Bridge],
    responses=csv_too("entity_iri,entity_id,entity_label,entity_type,first,second"),
)
async def bridges(
    request: Request,
    service: Serving,
    source: c.PathSources,
    target: c.PathTargets,
    only: Only,
    limit: p.Limit = 20,
    offset: p.Offset = 0,
) -> Response:
    """The entities that are connected to members of both groups, and are in neither."""
    p.within("limit", limit, service.settings.limit_page, "CABOS_LIMIT_PAGE")
    page = await service.run(lambda: service.graph.bridges(source, target, limit=limit, offset=offset, **only))
    return answer_page(request, page)


@router.get("/changes.csv", include_in_schema=False)
@router.get(
    "/changes",
    summary="What has changed between two periods",
    response_model=ListPage[shapes.Changed],
    responses=csv_too("subject_iri,subject_id,subject_label,subject_type,relation,object_iri,…,before,after"),
)
async def changes(
    request: Request,
    service: Serving,
    before_since: c.Since = None,
    before_until: c.Until = None,
    since: c.Since = None,
    until: c.Until = None,
    entity: p.EntityFilter = None,
    relation: p.Relations = [],  # noqa: B006 — FastAPI copies it
    status: p.Statuses = [Status.FACT],  # noqa: B006
    limit: p.Limit = 50,
    offset: p.Offset = 0,
) -> Response:
    """The edges of which more, or fewer, articles tell in the second period than in the first."""
    p.within("limit", limit, service.settings.limit_page, "CABOS_LIMIT_PAGE")
    before, after = (before_since, before_until), (since, until)
    graph, statuses = service.graph, [str(s) for s in status]
    page = await service.run(
        lambda: graph.changes(
            before, after, entity=entity, relations=relation, statuses=statuses, limit=limit, offset=offset
        )
    )
    return answer_page(request, page)


@router.get("/says", summary="Who says what of two entities", response_model=shapes.Voices)
async def who_says(
    service: Serving, subject: c.Subject, object: c.Object, relation: p.RelationFilter = None
) -> Response:
    """Which sources assert, deny, or report as possible what is said of the two, either way round, and since when."""
    found = await service.run(lambda: service.graph.who_says(subject, object, relation=relation))
    return JSONResponse({"voices": [voice.record() for voice in found]})


@router.get("/contradictions.csv", include_in_schema=False)
@router.get(
    "/contradictions",
    summary="Statements that cannot both stand",
    response_model=ListPage[shapes.Contradiction],
    responses=csv_too("kind,subject_iri,subject_id,subject_label,subject_type,object_iri,…"),
)
async def contradictions(
    request: Request,
    service: Serving,
    entity: p.EntityFilter = None,
    window: Annotated[int, Query(ge=0, le=36_525, description="Days between opposed relations.")] = 30,
    relation: p.Relations = [],  # noqa: B006 — FastAPI copies it
    since: c.Since = None,
    until: c.Until = None,
    as_of: c.AsOf = None,
    limit: p.Limit = 50,
    offset: p.Offset = 0,
) -> Response:
    """Pairs of edges of which one is asserted and denied, or two that are opposed (such as `supports` and `opposes`)
    are told of the same two within `window` days. First those that most independent sources make."""
    p.within("limit", limit, service.settings.limit_page, "CABOS_LIMIT_PAGE")
    page = await service.run(
        lambda: service.graph.contradictions(
            entity=entity,
            window=window,
            relations=relation,
            since=since,
            until=until,
            as_of=as_of,
            limit=limit,
            offset=offset,
        )
    )
    return answer_page(request, page)
