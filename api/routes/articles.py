"""``/articles``: what has been read; with a token, articles to add and to take back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import ValidationError

from ...graph.errors import BadInput, NotFound
from .. import parameters as p
from ..lists import JSON, answer_page
from ..negotiation import negotiate
from ..reading_pages import HTML, article_page
from ..schemas import Added, ArticleIn, ArticlePage, ArticleRow, Retracted, csv_too
from ..security import require_token
from ..service import Service, Serving, read_body

if TYPE_CHECKING:
    from ...graph.statement import Article, Extraction

router = APIRouter(tags=["Articles"])

POSTED: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": ArticleIn.model_json_schema()},
            "text/plain": {"schema": {"type": "string"}, "example": "Rusia respalda a Nicolás Maduro."},
        },
    }
}


@router.get("/articles.csv", include_in_schema=False)
@router.get(
    "/articles",
    summary="Articles in the graph",
    response_model=ArticlePage,
    responses=csv_too("iri,id,title,date,url,publisher,author,statements,sentences"),
)
def list_articles(request: Request, service: Serving, limit: p.Limit = 50, offset: p.Offset = 0) -> Response:
    """All articles, with how many sentences and statements each has."""
    p.within("limit", limit, service.settings.limit_page, "CABOS_LIMIT_PAGE")
    return answer_page(request, service.graph.articles(limit=limit, offset=offset))


@router.post(
    "/articles",
    summary="Read an article into the graph",
    status_code=201,
    response_model=Added,
    responses={200: {"description": "The article was known; what it says was replaced", "model": Added}},
    openapi_extra=POSTED,
    dependencies=[Depends(require_token)],
)
async def add_article(request: Request, service: Serving) -> Response:
    """Reads the article's text, and puts what it says into the graph.

    The same article (its `url`, else `source` and `id`, else its text) sent again replaces what it said before.
    Statements that the ontology does not allow are kept out, and listed with the reason.
    """
    kind, sent = request.headers.get("content-type", ""), await read_body(request)
    extraction = await service.read(_article(kind, sent))
    body, known = await service.write(lambda: _add(service, extraction))
    location = f"/articles/{body['article']['iri'].rpartition('/')[2]}"
    return JSONResponse(body, 200 if known else 201, {"Location": location})


@router.get(
    "/articles/{key:path}",
    summary="One article",
    response_model=ArticleRow,
    responses={200: {"content": {"text/html": {}}}},
)
def show_article(request: Request, service: Serving, key: p.ArticleId) -> Response:
    """What is known of the article itself, `/statements?article=` lists what it says; as `text/html` the article with
    its mentions and statements marked in the text."""
    row = service.graph.article(key)
    if negotiate(request, (JSON, HTML)) == HTML:
        return article_page(request, service.graph, row)
    return JSONResponse(row.record(), headers={"Vary": "Accept"})


@router.delete(
    "/articles/{key:path}",
    summary="Take an article back",
    response_model=Retracted,
    dependencies=[Depends(require_token)],
)
async def retract_article(service: Serving, key: p.ArticleId) -> Response:
    """Removes all that the article said. What other articles say stands."""
    row = await service.write(lambda: service.graph.retract(key))
    return JSONResponse({"retracted": row.record()})


def _article(content_type: str, body: bytes) -> Article:
    from ...ingest import article_from_text

    kind = content_type.partition(";")[0].strip().lower()
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"the body is not UTF-8 at byte {error.start}") from None
    if "\x00" in text:
        raise BadInput("the body is binary data, not text")
    if kind == "text/plain":
        return article_from_text(text)
    if kind != "application/json":
        raise HTTPException(415, "send an article as application/json or text/plain")
    try:
        given = ArticleIn.model_validate_json(text)
    except ValidationError as error:
        raise RequestValidationError(
            [{**e, "loc": ("body", *e["loc"])} for e in error.errors(include_url=False)]
        ) from None
    return article_from_text(**given.arguments())


def _is_known(service: Service, iri: str) -> bool:
    try:
        service.graph.article(iri)
    except NotFound:
        return False
    return True


def _add(service: Service, extraction: Extraction) -> tuple[dict[str, Any], bool]:
    article = extraction.article
    known = _is_known(service, article.iri)
    added = service.graph.add(extraction)
    kept_out = [{"reason": k.reason, "statement": k.statement.record(article.id)} for k in added.kept_out]
    body = {
        "article": service.graph.article(article.iri).record(),
        "statements": added.statements,
        "edges": added.edges,
        "kept_out": kept_out,
        "changed": added.changed,
    }
    return body, known
