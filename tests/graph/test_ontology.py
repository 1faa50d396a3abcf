"""The ontology: thirty relations, two languages, no blank nodes; and the ingest room in step with it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cabos.graph import EntityType, Ontology
from cabos.graph.terms import COMMENT, DOMAIN, LABEL, RANGE, SUBCLASS, SUBPROPERTY, TYPE, term
from pyoxigraph import BlankNode, NamedNode

ONTOLOGY = Ontology.load()
GOLD = Path(__file__).parents[2].parent / "shared" / "gold"
RELATIONS = """
    supports recognizes meetsWith visits agreesWith appoints cooperatesWith supplies aids concedesTo withdrawsFrom
    asks accuses criticizes opposes threatens protestsAgainst sanctions deploysTo coerces investigates attacks
    defeats leads memberOf owns locatedIn nationality succeeds relatedTo
""".split()


def test_it_has_the_thirty_relations_of_the_guidelines() -> None:
    assert sorted(ONTOLOGY.relations) == sorted(RELATIONS)
    assert len({relation.category for relation in ONTOLOGY.relations.values()}) == 19


@pytest.mark.parametrize(
    ("name", "category", "symmetric", "domain", "range_"),
    [
        ("supports", "SUPPORT", False, "Person Organization Country", "Person Organization Country Place"),
        ("leads", "STATE", False, "Person Organization Country", "Organization Country Place"),
        ("relatedTo", "STATE", True, "Person", "Person"),
        ("nationality", "STATE", False, "Person Organization Country Place", "Country"),
        ("appoints", "AGREE", False, "Person Organization Country", "Person"),
        ("locatedIn", "STATE", False, "Organization Country Place", "Country Place"),
        ("succeeds", "STATE", False, "Person Organization", "Person Organization"),
    ],
)
def test_category_domain_and_range(name: str, category: str, symmetric: bool, domain: str, range_: str) -> None:
    relation = ONTOLOGY.relations[name]
    assert (relation.category, relation.symmetric) == (category, symmetric)
    assert relation.domain == {EntityType(kind) for kind in domain.split()}
    assert relation.range == {EntityType(kind) for kind in range_.split()}


def test_a_symmetric_relation_has_one_class_on_both_sides() -> None:
    for relation in ONTOLOGY.relations.values():
        if relation.symmetric:
            assert relation.domain == relation.range, relation.name


def test_labels_read_as_the_words_on_an_edge() -> None:
    supports, meets = ONTOLOGY.relations["supports"], ONTOLOGY.relations["meetsWith"]
    assert (supports.label_es, supports.label_en) == ("apoya a", "supports")
    assert (supports.inverse_es, supports.inverse_en) == ("es apoyado por", "is supported by")
    assert meets.inverse_es == meets.label_es == "se reúne con"
    assert (ONTOLOGY.types["es"]["Country"], ONTOLOGY.types["en"]["Country"]) == ("país", "country")
    assert (ONTOLOGY.categories["es"]["SUPPORT"], ONTOLOGY.categories["en"]["SUPPORT"]) == ("apoyo", "support")
    assert ONTOLOGY.statuses["es"] == {"fact": "hecho", "denied": "desmentido", "possible": "posible"}


def test_every_class_and_property_is_explained_in_both_languages() -> None:
    kinds = {term("owl:Class"), term("owl:ObjectProperty"), term("owl:DatatypeProperty"), term("cabos:Status")}
    known: dict[tuple[str, str], set[str]] = {}
    for triple in ONTOLOGY.triples():
        if triple.predicate in (LABEL, COMMENT):
            known.setdefault((triple.subject.value, triple.predicate.value), set()).add(triple.object.language)
    for triple in ONTOLOGY.triples():
        if triple.predicate == TYPE and triple.object in kinds:
            wanted = (LABEL,) if triple.subject.value.split("#")[-1].isupper() else (LABEL, COMMENT)
            for predicate in wanted:
                assert known.get((triple.subject.value, predicate.value)) == {"es", "en"}, triple.subject


def test_it_refers_to_nothing_of_its_own_that_it_does_not_define() -> None:
    triples = ONTOLOGY.triples()
    defined = {triple.subject for triple in triples}
    for triple in triples:
        for node in (triple.predicate, triple.object):
            if isinstance(node, NamedNode) and node.value.startswith("https://w3id.org/cabos/"):
                assert node in defined, f"{node} in {triple}"


def test_it_has_no_blank_nodes() -> None:
    for triple in ONTOLOGY.triples():
        assert not isinstance(triple.subject, BlankNode)
        assert not isinstance(triple.object, BlankNode)


def test_the_code_writes_no_term_that_it_lacks() -> None:
    terms = {node.value.split("#")[-1] for triple in ONTOLOGY.triples() for node in [triple.subject]}
    room = Path(__file__).parents[2] / "graph"
    for path in room.rglob("*.py"):
        for name in re.findall(r'term\(f?"cabos:(\w+)"\)', path.read_text("utf-8")):
            assert name in terms, f"cabos:{name} in {path.name}"


def test_domain_and_range_are_classes_with_entity_types_below() -> None:
    for triple in ONTOLOGY.triples():
        if triple.predicate in (DOMAIN, RANGE, SUBCLASS, SUBPROPERTY):
            assert isinstance(triple.object, NamedNode)
    assert all(relation.domain and relation.range for relation in ONTOLOGY.relations.values())


@pytest.mark.skipif(not GOLD.is_dir(), reason=f"the gold files are not at {GOLD}")
def test_at_most_one_gold_triple_in_a_hundred_breaks_domain_or_range() -> None:
    total = broken = 0
    for name in ("seed", "dev", "dev_afp", "dev_world", "train"):
        for article in json.loads((GOLD / f"{name}.json").read_text("utf-8")):
            kinds = {entity["id"]: entity["type"] for entity in article["entities"]}
            for triple in article["triples"]:
                relation = ONTOLOGY.relations[triple["r"]]
                total += 1
                broken += kinds[triple["s"]] not in relation.domain or kinds[triple["o"]] not in relation.range
    assert broken / total <= 0.01


def test_importing_the_room_loads_no_engine() -> None:
    code = "import sys, cabos.graph; print(sorted({m.split('.')[0] for m in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for heavy in ("pyoxigraph", "rdflib", "pandas", "networkx", "pyshacl", "pyvis"):
        assert f"'{heavy}'" not in done.stdout
