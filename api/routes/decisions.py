"""``/decisions``: what people have found that a sentence does not say; the token lets them decide, and take it back."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from .. import parameters as p
from ..lists import CSV, JSON, answer_page
from ..negotiation import negotiate
from ..pages import render_page
from ..reading_pages import HTML
from ..schemas import csv_too
from ..schemas.decisions import DecisionPage, Rejected, RejectIn, TakenBack
from ..security import require_token
from ..service import Service, Serving

router = APIRouter(tags=["Decisions"])


@router.get("/decisions.csv", include_in_schema=False)
@router.get(
    "/decisions",
    summary="Statements that people have rejected",
    response_model=DecisionPage,
    responses=csv_too("iri,statement,article,subject,relation,object,sentence,reason,decided_at,id"),
)
def list_decisions(request: Request, service: Serving, limit: p.Limit = 100, offset: p.Offset = 0) -> Response:
    """The latest first. What is rejected counts nowhere else; as `text/html` a page on which it can be taken back."""
    p.within("limit", limit, service.settings.limit_page, "CABOS_LIMIT_PAGE")
    if not request.url.path.endswith(".csv") and negotiate(request, (JSON, CSV, HTML)) == HTML:
        return _page(request, service, limit, offset)
    return answer_page(request, service.graph.rejections(limit=limit, offset=offset))


def _page(request: Request, service: Service, limit: int, offset: int) -> HTMLResponse:
    page = service.graph.rejections(limit=limit, offset=offset)
    iris = {iri for row in page.items for iri in (row.subject, row.object)}
    names = {ref.iri: ref.label for ref in service.graph.entity_refs(sorted(iris))}
    writes = service.settings.token is not None
    return render_page(request, "decisions.html.j2", rejections=page.items, names=names, writes=writes)


@router.post(
    "/decisions",
    summary="Reject statements",
    status_code=201,
    response_model=Rejected,
    dependencies=[Depends(require_token)],
)
async def reject(service: Serving, asked: RejectIn) -> Response:
    """Their sentences do not say that: they no longer count, nor does an edge that only they back, also when the
    article is read again. Other sentences that say so count as before."""
    made = await service.write(lambda: service.graph.reject(asked.statements, asked.reason))
    return JSONResponse({"rejected": [rejection.record() for rejection in made]}, 201)


@router.delete(
    "/decisions/{key:path}",
    summary="Take a rejection back",
    response_model=TakenBack,
    dependencies=[Depends(require_token)],
)
async def take_back(service: Serving, key: p.DecisionId) -> Response:
    """Puts its statement back, unless the article has gone or changed since; then reading it again does."""
    found, restored = await service.write(lambda: service.graph.accept(key))
    return JSONResponse({"decision": found.record(), "restored": restored})
