"""From what a file says of an article to the article: the same checks whatever the kind of file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...graph.errors import BadInput, TooLarge
from ..articles import article_from_text
from .dates import iso_date
from .records import Aside, Found, How, Item, Why
from .tongue import foreign


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as a file gives it: nothing checked, no date normalised. ``name`` is what its file calls it."""

    text: str
    title: str | None = None
    date: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    section: str | None = None
    id: str | None = None
    name: str | None = None


def finish(place: str, draft: Draft, how: How) -> Item:
    """The article, or why it is none: no text, too long, a date that is none, another language."""
    try:
        article = article_from_text(
            draft.text,
            id=draft.id,
            title=draft.title,
            date=iso_date(draft.date) if draft.date else None,
            url=draft.url,
            publisher=draft.publisher or how.publisher,
            author=draft.author,
            section=draft.section,
        )
    except (BadInput, TooLarge) as error:
        return Aside(place, str(error))
    if how.language and (language := foreign(article.text, how.language)):
        return Aside(place, f"written in another language ({language})", Why.SKIPPED)
    if draft.name and not draft.id:
        article = replace(article, id=draft.name)
    return Found(place, article)
