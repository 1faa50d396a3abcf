"""Saved queries: a folder of ``.rq`` files, with a title and typed parameters in their first comments.

    # title: What is said of an entity
    # param who entity: the entity
    # param since date?: not before this day
    SELECT … WHERE { ?statement rdf:subject ?who … }

A parameter is a variable of the query that gets its value before the query is evaluated; the
value is never text inside the query. A question mark after the type makes it optional.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..graph.errors import BadInput, NotFound

BUNDLED = Path(__file__).resolve().parent / "queries"
_HEADER = re.compile(r"#\s*(title|param)\b:?\s*(.+)")
_PARAMETER = re.compile(r"(\w+)\s+(\w+)(\?)?\s*(?::\s*(.*))?")
_NAME = re.compile(r"[\w-]+")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPES: Mapping[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "decimal": float,
    "date": date.fromisoformat,
    "iri": str,
    "entity": str,
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a saved query."""

    name: str
    type: str
    optional: bool
    description: str


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with a name."""

    name: str
    title: str
    text: str
    parameters: tuple[Parameter, ...]

    def record(self) -> dict[str, Any]:
        """As JSON shows it."""
        listed = [
            {"name": p.name, "type": p.type, "optional": p.optional, "description": p.description}
            for p in self.parameters
        ]
        return {"name": self.name, "title": self.title, "parameters": listed, "query": self.text}

    def bindings(self, given: Mapping[str, str], entity: Callable[[str], str]) -> dict[str, tuple[str, str | None]]:
        """For each variable its value: ``(IRI, None)``, or ``(text, datatype)``. ``entity`` finds one by its name.

        :raises BadInput: an unknown parameter, one that lacks, or a value of another type
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        if unknown := sorted(given.keys() - known.keys()):
            names = ", ".join(known) or "none"
            raise BadInput(f"{self.name} has no parameter {unknown[0]!r}; it has: {names}")
        for parameter in self.parameters:
            if parameter.name not in given and not parameter.optional:
                raise BadInput(f"{self.name} needs the parameter {parameter.name!r} ({parameter.type})")
        return {name: _value(known[name], text, entity) for name, text in given.items()}


def _value(parameter: Parameter, text: str, entity: Callable[[str], str]) -> tuple[str, str | None]:
    if parameter.type == "entity":
        return entity(text), None
    if parameter.type == "iri":
        return text, None
    try:
        _TYPES[parameter.type](text)
    except ValueError:
        raise BadInput(f"{parameter.name} is {text!r}; a value of the type {parameter.type} is expected") from None
    return text, _XSD + parameter.type


def list_saved(folder: str | None) -> list[SavedQuery]:
    """The queries of a folder, by name; None for those that come with cabos.

    :raises BadInput: no such folder, or a file that cannot be used
    """
    place = Path(folder) if folder else BUNDLED
    if not place.is_dir():
        raise BadInput(f"CABOS_QUERIES is {folder}, which is no folder")
    return [_read(path) for path in sorted(place.glob("*.rq"))]


def find_saved(folder: str | None, name: str) -> SavedQuery:
    """The query of that name.

    :raises NotFound: none; the message lists what there is
    """
    place = Path(folder) if folder else BUNDLED
    path = place / f"{name}.rq"
    if not _NAME.fullmatch(name) or not path.is_file():
        there = ", ".join(query.name for query in list_saved(folder)) or "none"
        raise NotFound(f"there is no saved query {name!r}; there are: {there}")
    return _read(path)


def _read(path: Path) -> SavedQuery:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read: {error}") from error
    title, parameters = path.stem, []
    for line in text.splitlines():
        if not (found := _HEADER.match(line)):
            if line.strip() and not line.startswith("#"):
                break
        elif found[1] == "title":
            title = found[2].strip()
        else:
            parameters.append(_parameter(path, found[2]))
    return SavedQuery(path.stem, title, text, tuple(parameters))


def _parameter(path: Path, text: str) -> Parameter:
    found = _PARAMETER.fullmatch(text.strip())
    if not found or found[2] not in _TYPES:
        raise BadInput(f"{path}: '# param {text}' is not 'NAME TYPE: description'; types are {', '.join(_TYPES)}")
    return Parameter(found[1], found[2], bool(found[3]), found[4] or "")
