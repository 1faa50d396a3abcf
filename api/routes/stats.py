"""``/stats`` and ``/relations``: how much there is, and what the relations mean."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from ..schemas import RelationList, Stats
from ..service import Serving

router = APIRouter(tags=["Service"])


@router.get("/stats", summary="How much there is", response_model=Stats)
async def show_stats(service: Serving) -> Response:
    """Articles, sentences, entities by class, statements by status, edges, statements by relation."""
    stats = await service.run(service.graph.stats)
    return JSONResponse(stats.record())


@router.get("/relations", summary="What the relations mean", response_model=RelationList)
def list_relations(service: Serving) -> Response:
    """The relations of the ontology with their category and their names in Spanish and English."""
    relations, categories = service.graph.ontology.relations.values(), service.graph.ontology.categories
    return JSONResponse(
        {
            "relations": [
                {
                    "name": r.name,
                    "iri": r.iri,
                    "category": r.category,
                    "category_es": categories["es"][r.category],
                    "category_en": categories["en"][r.category],
                    "label_es": r.label_es,
                    "label_en": r.label_en,
                    "comment_es": r.comment_es,
                    "symmetric": r.symmetric,
                }
                for r in relations
            ]
        }
    )
