"""HTML pages: a template of ``web/`` in the reader's language, under a policy with a nonce of its own."""

from __future__ import annotations

import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .reading import cut
from .security import page_policy
from .wording import COOKIE, LANGUAGES, Words, language_of

WEB = Path(__file__).resolve().parent / "web"


def render_page(request: Request, template: str, *, status: int = 200, styles: str = "", **fields: Any) -> HTMLResponse:
    """The page; ``styles`` are sources of styles beside our own, for its policy.

    A template extends ``layout.html.j2`` and has ``t`` (the words), ``nonce`` and ``language`` beside its fields.
    What comes from articles is escaped; scripts get data as JSON.
    """
    language = language_of(request)
    nonce = secrets.token_urlsafe(16)
    others = {
        other: "?"
        + urlencode([*((k, v) for k, v in request.query_params.multi_items() if k != COOKIE), (COOKIE, other)])
        for other in LANGUAGES
    }
    html = (
        _templates()
        .get_template(template)
        .render(fields, t=Words(language), nonce=nonce, language=language, languages=others, path=request.url.path)
    )
    headers = {"Content-Security-Policy": page_policy(nonce, styles), "Vary": "Accept, Cookie"}
    response = HTMLResponse(html, status, headers)
    if request.query_params.get(COOKIE) == language:
        response.set_cookie(COOKIE, language, max_age=31_536_000, samesite="lax")
    return response


@lru_cache(maxsize=1)
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(WEB), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.globals["cut"] = cut
    return environment
