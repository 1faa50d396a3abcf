"""IRIs: what each thing in the graph is called, and how a name is made safe for one.

All IRIs live below one base. An IRI is made from what identifies the thing, never from
the moment or the machine, so that the same article gives the same IRIs everywhere.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

BASE = "https://w3id.org/cabos/"
ONTOLOGY = BASE + "ontology#"
ENTITY = BASE + "entity/"
ARTICLE = BASE + "article/"
STATEMENT = BASE + "statement/"
OPEN_STATEMENT = BASE + "open/"
DECISION = BASE + "decision/"
GRAPH = BASE + "graph/"
ACTIVITY = BASE + "activity/"
VERSION = BASE + "version/"
WIKIDATA = "http://www.wikidata.org/entity/"

_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
"""What IRIREF of the SPARQL grammar cannot hold."""
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def is_iri(text: str) -> bool:
    """Whether the text may stand for an IRI: absolute, without what would end it early.

    >>> is_iri("https://w3id.org/cabos/entity/Q159"), is_iri("Rusia"), is_iri("a:b c")
    (True, False, False)
    """
    return ":" in text and not _NOT_IN_IRI.search(text)


def fold(text: str) -> str:
    """Lower case without accents, for search and slugs.

    >>> fold("Guaidó Márquez")
    'guaido marquez'
    """
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def slug(text: str) -> str:
    """Letters a–z, digits and hyphens; a hash where none of the text's letters survive.

    >>> slug("Álvaro Uribe Vélez"), slug("EE.UU.")
    ('alvaro-uribe-velez', 'ee-uu')
    """
    return _NOT_IN_SLUG.sub("-", fold(text)).strip("-")[:80].strip("-") or digest(text)


def digest(*parts: object) -> str:
    """20 hexadecimal digits of the SHA-256 of the parts, each closed by a unit separator."""
    joined = "".join(f"{part}\x1f" for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:20]


def entity_iri(kind: str, label: str, wikidata: str | None = None) -> str:
    """IRI of an entity: its Wikidata id where one is known, else its type and name.

    >>> entity_iri("Country", "Rusia", "Q159")
    'https://w3id.org/cabos/entity/Q159'
    >>> entity_iri("Person", "Donald Trump")
    'https://w3id.org/cabos/entity/person-donald-trump'
    """
    return ENTITY + (wikidata or f"{kind.lower()}-{slug(label)}")


def article_iri(key: str, readable: str = "") -> str:
    """IRI of an article: ``key`` is what identifies it (URL, source and id, or its text)."""
    name = slug(readable)[:40].strip("-") + "-" if readable else ""
    return f"{ARTICLE}{name}{digest(key)}"


def article_graph(article: str) -> str:
    """IRI of the named graph that holds all that an article says."""
    return GRAPH + "article/" + article.removeprefix(ARTICLE)


def span_iri(article: str, start: int, end: int) -> str:
    """IRI of a span of an article's text, in characters (NIF 2.0, RFC 5147 fragment).

    >>> span_iri("https://w3id.org/cabos/article/a", 0, 12)
    'https://w3id.org/cabos/article/a#char=0,12'
    """
    return f"{article}#char={start},{end}"
