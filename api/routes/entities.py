"""``/entities``: search by name, and the card of one entity."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from .. import parameters as p
from ..cards import entity_card
from ..lists import answer_page
from ..schemas import EntityCard, EntityPage, csv_too
from ..service import Serving

router = APIRouter(tags=["Look-ups"])


@router.get("/entities.csv", include_in_schema=False)
@router.get(
    "/entities",
    summary="Search entities by name",
    response_model=EntityPage,
    responses=csv_too("iri,label,type,aliases,wikidata,statements,id"),
)
def search_entities(
    request: Request,
    service: Serving,
    q: p.Search = "",
    type: p.OfType = None,
    limit: p.Limit = 20,
    offset: p.Offset = 0,
) -> Response:
    """Entities with a name or alias of which a word begins so, those with most statements first."""
    p.within("limit", limit, service.settings.limit_page, "CABOS_LIMIT_PAGE")
    return answer_page(request, service.graph.entities(q, type=type, limit=limit, offset=offset))


@router.get("/entities/{key:path}", summary="Card of one entity", response_model=EntityCard)
def show_entity(service: Serving, key: p.EntityId) -> Response:
    """Names, class, Wikidata id, how many statements there are by relation, role and status, and where to go on."""
    return JSONResponse(entity_card(service.graph, service.graph.entity(key)))
