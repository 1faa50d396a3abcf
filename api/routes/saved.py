"""``/saved``: queries that the service keeps, to be run by their names."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from ...graph.errors import BadInput
from ...graph.query.binding import bind
from .. import parameters as p
from ..protocol import Query, read_pairs
from ..saved import find_saved, list_saved
from ..schemas import SavedList
from ..service import Serving
from .sparql import answer_query
from .sparql_docs import ANSWER

router = APIRouter(tags=["SPARQL"])


@router.get("/saved", summary="Saved queries", response_model=SavedList)
def list_queries(service: Serving) -> Response:
    """Each with its title, its parameters with their types, and its text."""
    return JSONResponse({"queries": [query.record() for query in list_saved(service.settings.queries)]})


@router.get("/saved/{name}", summary="Run a saved query", response_class=Response, responses={200: ANSWER})
async def run_query(request: Request, service: Serving, name: p.SavedName) -> Response:
    """The answer, in the forms of `/sparql`; parameters are given by their names."""
    saved = find_saved(service.settings.queries, name)
    pairs = read_pairs(request.scope["query_string"])
    given = dict(pairs)
    if len(given) != len(pairs):
        raise BadInput("a parameter is given twice")
    found = await service.run(lambda: saved.bindings(given, lambda key: service.graph.entity(key).iri))
    return await answer_query(request, service, Query(bind(saved.text, found)))
