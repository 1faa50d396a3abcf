"""``/statements``: what articles say, each with its sentence."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from .. import parameters as p
from ..lists import JSON, answer_page
from ..negotiation import negotiate
from ..reading_pages import HTML, statement_page
from ..schemas import StatementPage, StatementRow, csv_too
from ..service import Serving

router = APIRouter(tags=["Look-ups"])


@router.get("/statements.csv", include_in_schema=False)
@router.get(
    "/statements",
    summary="Statements with their sentences",
    response_model=StatementPage,
    responses=csv_too("iri,subject_iri,subject_label,subject_type,relation,object_iri,object_label,…"),
)
async def list_statements(
    request: Request,
    service: Serving,
    entity: p.EntityFilter = None,
    subject: p.SubjectFilter = None,
    object: p.ObjectFilter = None,
    relation: p.RelationFilter = None,
    status: p.StatusFilter = None,
    article: p.ArticleFilter = None,
    limit: p.Limit = 100,
    offset: p.Offset = 0,
) -> Response:
    """Statements that meet all the filters given. Denied and possible ones are among them unless `status` is set."""
    p.within("limit", limit, service.settings.limit_page, "CABOS_LIMIT_PAGE")
    page = await service.run(
        lambda: service.graph.statements(
            entity=entity,
            subject=subject,
            object=object,
            relation=relation,
            status=status,
            article=article,
            limit=limit,
            offset=offset,
        )
    )
    return answer_page(request, page)


@router.get(
    "/statements/{key:path}",
    summary="One statement",
    response_model=StatementRow,
    responses={200: {"content": {"text/html": {}}}},
)
def show_statement(request: Request, service: Serving, key: p.StatementId) -> Response:
    """What one article says in one sentence; as `text/html` a page with its evidence and what else is said of this."""
    row = service.graph.statement(key)
    if negotiate(request, (JSON, HTML)) == HTML:
        return statement_page(request, service.graph, row)
    return JSONResponse(row.record(), headers={"Vary": "Accept"})
