"""Every query and path parameter, described once."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import BeforeValidator, StringConstraints

from ..graph.errors import BadInput
from ..graph.statement import EntityType, Status

# A form sends its empty fields too: they ask for nothing.
_Blank = BeforeValidator(lambda value: None if value == "" else value)
# Lengths are set on the text, not on the parameter: a blank one is None, which has none.
_Key = Annotated[str, StringConstraints(max_length=2000)]
_Name = Annotated[str, StringConstraints(max_length=100)]

_KEY = "an IRI, the last segment of one, or a name or alias (case and accents do not matter)"


def _example(value: Any, summary: str) -> dict[str, Any]:
    return {summary: {"summary": summary, "value": value}}


Search = Annotated[
    str,
    Query(
        max_length=200,
        description="Beginning of any word of a name or alias; case and accents do not matter. Empty: all.",
        openapi_examples=_example("guaido", "Juan Guaidó, without the accent"),
    ),
]
OfType = Annotated[EntityType | None, _Blank, Query(description="Only entities of this class.")]
Limit = Annotated[int, Query(ge=1, description="Rows of one page; at most `CABOS_LIMIT_PAGE`.")]
Offset = Annotated[int, Query(ge=0, le=10**9, description="Rows to skip.")]

EntityId = Annotated[
    str,
    Path(
        max_length=2000,
        description=f"Which entity: {_KEY}.",
        openapi_examples=_example("person-donald-trump", "last segment of an entity's IRI"),
    ),
]
ArticleId = Annotated[
    str,
    Path(
        max_length=2000,
        description="Which article: its IRI, the last segment of it, or its own id.",
        openapi_examples=_example("seed-article", "id of the bundled article"),
    ),
]
DecisionId = Annotated[str, Path(max_length=2000, description="Which decision: its IRI, or the last segment of it.")]
StatementId = Annotated[str, Path(max_length=2000, description="Which statement: its IRI, or the last segment of it.")]
ArticleFilter = Annotated[_Key | None, _Blank, Query(description="Only what this article says: its IRI or id.")]


def _entity(what: str, value: str, alias: str | None = None) -> Any:
    return Query(
        alias=alias,
        description=f"{what}: {_KEY}.",
        openapi_examples=_example(value, value),
    )


EntityFilter = Annotated[_Key | None, _Blank, _entity("Only statements in which this entity takes part", "Rusia")]
SubjectFilter = Annotated[_Key | None, _Blank, _entity("Only statements about what this entity does", "Donald Trump")]
ObjectFilter = Annotated[_Key | None, _Blank, _entity("Only statements about what is done to this entity", "Venezuela")]
DrawSource = Annotated[_Key | None, _Blank, _entity("Draw a path, from this entity", "Rostec", "from")]
DrawTarget = Annotated[_Key | None, _Blank, _entity("Draw a path, to this entity", "Juan Guaidó", "to")]
Drawn = Annotated[
    list[_Key],
    Query(
        max_length=20,
        description=f"Entities to draw the surroundings of, each {_KEY}. None: the best-supported part of the graph.",
        openapi_examples=_example(["Rusia"], "Rusia"),
    ),
]

RelationFilter = Annotated[
    _Name | None,
    _Blank,
    Query(description="Only this relation, such as `supports`; `/relations` lists them."),
]
Relations = Annotated[
    list[_Name],
    Query(
        max_length=30,
        description="Only these relations, or those of a PLOVER category such as `SUPPORT` (repeat the parameter); "
        "`/relations` lists them.",
    ),
]
StatusFilter = Annotated[
    Status | None, _Blank, Query(description="Only statements that their article makes in this way.")
]
Statuses = Annotated[
    list[Status],
    Query(max_length=3, description="Only statements made in these ways (repeat the parameter)."),
]
MaxLength = Annotated[int, Query(ge=1, description="Most steps of a path; at most `CABOS_LIMIT_LENGTH`.")]
PathCount = Annotated[int, Query(ge=1, description="Most paths in the answer; at most `CABOS_LIMIT_PATHS`.")]
Directed = Annotated[bool, Query(description="Follow edges only from subject to object.")]
Hops = Annotated[int, Query(ge=1, description="How many steps to go out; at most `CABOS_LIMIT_HOPS`.")]
Nodes = Annotated[
    int, Query(ge=1, description="Most entities to draw, the best supported first; at most `CABOS_LIMIT_NODES`.")
]
Asked = Annotated[
    str,
    Query(
        max_length=500,
        description="A question in Spanish or English.",
        openapi_examples=_example("¿Quién apoya a Guaidó?", "Who supports somebody"),
    ),
]
SavedName = Annotated[
    str,
    Path(
        max_length=100,
        description="Name of the saved query; `/saved` lists them.",
        openapi_examples=_example("who-supports", "Who supports whom"),
    ),
]


def within(name: str, value: int, limit: int, variable: str) -> int:
    """The value.

    :raises BadInput: over the limit, which the message names
    """
    if value > limit:
        raise BadInput(f"{name} is {value}; this service allows at most {limit} ({variable})")
    return value
