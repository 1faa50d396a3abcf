"""``/ask``: a question in Spanish or English, as a page or as JSON, and the drawing of its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from ...graph.errors import BadInput
from .. import parameters as p
from ..lists import CSV, JSON
from ..negotiation import negotiate
from ..pages import render_page
from ..schemas import Answer
from ..service import Serving
from ..tables import to_csv
from .draw import SANDBOX

if TYPE_CHECKING:
    from ..asking import Reply

router = APIRouter(tags=["Look-ups"])

HTML = "text/html"
EXAMPLES = {
    "es": (
        "¿Quién apoya a Guaidó?",
        "¿A quién acusa Rusia?",
        "¿Apoya Rusia a Maduro?",
        "¿Quién es el presidente de Rusia?",
        "¿Qué países reconocen a Guaidó desde 2019?",
        "¿Cómo están conectados Rostec y Juan Guaidó?",
        "¿Qué pasó entre Rusia y Estados Unidos?",
        "¿Quién niega que Rusia haya amenazado a Venezuela?",
        "¿Cuándo viajó Mike Pompeo a Sochi?",
        "¿Qué organizaciones tienen su sede en México?",
    ),
    "en": (
        "Who supports Guaidó?",
        "Whom does Russia accuse?",
        "Does Russia support Maduro?",
        "Who is the president of Russia?",
        "How are Rostec and Juan Guaidó connected?",
        "What happened between Russia and the United States?",
        "When did Mike Pompeo travel to Sochi?",
    ),
}
_SENTENCES = 100
"""Sentences on the page; JSON has all."""
_ROWS = 200


@router.get(
    "/ask",
    summary="A question in words",
    response_model=Answer,
    responses={
        200: {"content": {HTML: {"example": "<!doctype html>…"}, CSV: {"example": "name,who,status,day,…\r\n"}}}
    },
)
async def ask(request: Request, service: Serving, q: p.Asked = "") -> Response:
    """Who did what to whom, as a question in Spanish or English: with the SPARQL that it became, its rows and their
    sentences. What was not understood is told, and near questions that have an answer are offered.
    A browser gets a page, by `Accept`; CSV has the rows alone."""
    chosen = negotiate(request, (JSON, HTML, CSV))
    if chosen == HTML and not q.strip():
        return render_page(request, "ask.html.j2", **_fields(q, None))
    try:
        reply = await service.run(lambda: _ask(service, q))
    except BadInput as error:
        if chosen != HTML:
            raise
        return render_page(request, "ask.html.j2", status=400, **_fields(q, None, str(error)))
    if chosen == HTML:
        return render_page(request, "ask.html.j2", **_fields(q, reply))
    headers = {"Vary": "Accept"}
    if chosen == CSV:
        rows, columns = (reply.answered.rows, reply.answered.columns) if reply.answered else ((), ("name",))
        return Response(to_csv(rows, columns), media_type=f"{CSV}; charset=utf-8", headers=headers)
    return JSONResponse(reply.record(), headers=headers)


@router.get("/ask/drawing", include_in_schema=False)
async def draw(service: Serving, q: p.Asked) -> HTMLResponse:
    """The answer as a picture, a page of its own."""
    from ...graph.ask import draw_answer

    def drawn() -> tuple[str, str]:
        reply = _ask(service, q)
        if not reply.answered:
            raise BadInput("this question was not understood, and has no picture")
        drawing = draw_answer(reply.answered, q)
        return drawing.html, drawing.csp

    html, csp = await service.run(drawn)
    return HTMLResponse(html, headers={"Content-Security-Policy": f"{csp}; {SANDBOX}"})


def _ask(service: Serving, q: str) -> Reply:
    from ..asking import ask

    return ask(service.graph, q)


def _fields(q: str, reply: Reply | None, problem: str | None = None) -> dict[str, Any]:
    """What the template shows."""
    answered = reply.answered if reply else None
    sentences = answered.statements[:_SENTENCES] if answered else ()
    return {
        "q": q,
        "reply": reply,
        "answered": answered,
        "problem": problem,
        "examples": EXAMPLES,
        "rows": answered.rows[:_ROWS] if answered else (),
        "sentences": [{"row": row, "parts": _marked(row.sentence.text, row.trigger)} for row in sentences],
        "relations": _relations() if answered else {},
        "drawing": f"/ask/drawing?{urlencode({'q': q})}",
        "run": f"/sparql?{urlencode({'query': answered.sparql})}" if answered else "",
        "edit": f"/query?{urlencode({'query': answered.sparql})}" if answered else "",
        "link": lambda text: f"?{urlencode({'q': text})}",
        "entity": lambda id: f"/?{urlencode({'entity': id})}",
        "web": _web,
    }


def _marked(sentence: str, trigger: str) -> tuple[str, str, str]:
    """The sentence before, at and after the words that say it, where they are not all of it."""
    before, found, after = sentence.partition(trigger) if trigger and trigger != sentence else (sentence, "", "")
    return before, found, after


def _web(url: str | None) -> str | None:
    """The address, where it is one of the web."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _relations() -> dict[str, dict[str, str]]:
    from ...graph import Ontology

    return {r.name: {"es": r.label_es, "en": r.label_en} for r in Ontology.load().relations.values()}
