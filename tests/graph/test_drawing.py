"""What a drawing holds, without looking at it: contents, bounds, determinism, safety of the text."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from cabos.graph import ArticleRef, BadInput, EntityRef, NotFound, SentenceRef, StatementRow
from cabos.graph.drawing import render
from cabos.graph.drawing.layout import positions
from cabos.graph.drawing.picture import gather
from cabos.graph.graph import Graph
from cabos.graph.iris import ENTITY
from cabos.graph.ontology import Ontology

RELATIONS = Ontology.load().relations


def row(
    subject: str, object_: str, relation: str = "supports", status: str = "fact", article: str = "a1", n: int = 0
) -> StatementRow:
    """A statement that ``subject relation object_``; ``n`` tells apart those that say the same."""
    ends = [EntityRef(ENTITY + name, name, "Person") for name in (subject, object_)]
    text = f"{subject} {relation} {object_}."
    return StatementRow(
        f"urn:{subject}:{relation}:{object_}:{status}:{article}:{n}", ends[0], relation, ends[1], status, None, 0.9,
        None, SentenceRef(text, 0, len(text)), relation, ArticleRef(f"urn:{article}", article, None, None, None, None),
    )  # fmt: skip


def label(relation: str) -> str:
    """What a relation is called in Spanish."""
    known = Ontology.load().relations.get(relation)
    return known.label_es if known else relation


def edges(*rows: StatementRow) -> list[tuple[str, str, str, str, int]]:
    """Source, label, target, status and support of each edge of the picture."""
    picture = gather(rows, RELATIONS)
    names = [node.ref.label for node in picture.nodes]
    return [(names[e.source], label(e.relation), names[e.target], e.status, e.support) for e in picture.edges]


def test_what_says_the_same_is_one_edge_and_what_is_denied_another() -> None:
    said = [row("Ana", "Luis"), row("Ana", "Luis", article="a2"), row("Ana", "Luis", n=1)]
    assert edges(*said, row("Ana", "Luis", status="denied")) == [
        ("Ana", "apoya a", "Luis", "denied", 1),
        ("Ana", "apoya a", "Luis", "fact", 2),
    ]


def test_a_symmetric_relation_is_one_edge_whichever_way_it_is_told() -> None:
    assert edges(row("Ana", "Luis", "meetsWith"), row("Luis", "Ana", "meetsWith", article="a2")) == [
        ("Ana", "se reúne con", "Luis", "fact", 2)
    ]


def test_the_best_supported_stay_and_the_rest_is_counted() -> None:
    rows = [row("Ana", "Luis", article=f"a{i}") for i in range(3)] + [row("Eva", "Pau"), row("Eva", "Ana")]
    picture = gather(rows, RELATIONS, limit=2, left_out=5)
    assert [node.ref.label for node in picture.nodes] == ["Ana", "Luis"]
    assert (picture.left_out, len(picture.edges)) == (5 + 2, 1)
    focused = gather(rows, RELATIONS, limit=2, focus=[ENTITY + "Pau"])
    assert {node.ref.label for node in focused.nodes} == {"Pau", "Eva"}


def test_no_more_than_the_hard_cap() -> None:
    rows = [row(f"A{i}", f"B{i}") for i in range(900)]
    picture = gather(rows, RELATIONS)
    assert (len(picture.nodes), picture.left_out) == (1_500, 300)


def test_an_edge_carries_a_dozen_sentences_of_as_many_articles_as_it_can_and_counts_all() -> None:
    rows = [row("Ana", "Luis", n=i) for i in range(30)] + [row("Ana", "Luis", article=f"b{i}") for i in range(5)]
    [edge] = gather(rows, RELATIONS).edges
    assert (edge.total, edge.support, len(edge.statements)) == (35, 6, 12)
    assert len({said.article.id for said in edge.statements}) == 6


def test_draw_takes_what_is_around(salinas: Graph) -> None:
    near, far, whole = (
        salinas.draw("Lucía Ordóñez Peña"),
        salinas.draw("Lucía Ordóñez Peña", hops=2),
        salinas.draw(),
    )
    assert (near.title, whole.title) == ("Lucía Ordóñez Peña", "Lo mejor respaldado")
    assert near.nodes == 7
    assert near.nodes < far.nodes < whole.nodes == 22
    assert "Tomás Kovač" not in near.html
    assert "Tomás Kovač" in whole.html


def test_draw_leaves_out_beyond_the_limit_and_says_so(salinas: Graph) -> None:
    drawing = salinas.draw("Norvia", hops=4, limit=5)
    assert (drawing.nodes, drawing.left_out) == (5, 15)
    assert "solo las mejor respaldadas: 15 entidades quedan fuera" in drawing.html
    assert "left_out=15" in repr(drawing)


def test_what_is_nearer_comes_before_what_is_better_supported(salinas: Graph) -> None:
    drawing = salinas.draw("Nuria Peñalver", hops=4, limit=4)
    named = {
        name for name in ("Banco del Duero", "Grupo Salinas", "Constructora Miño") if f"<td>{name}" in drawing.html
    }
    assert (drawing.nodes, named) == (4, {"Banco del Duero", "Grupo Salinas", "Constructora Miño"})


def test_draw_only_statuses_and_relations_asked_for(salinas: Graph) -> None:
    assert salinas.draw(statuses=["denied"]).edges == 3
    assert salinas.draw(relations=["sanctions"], statuses=["fact"]).edges == 1


@pytest.mark.parametrize("wrong", [{"hops": -1}, {"hops": 9}, {"limit": 0}, {"limit": 1_501}, {"relations": ["likes"]}])
def test_draw_refuses_what_is_out_of_bounds(salinas: Graph, wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        salinas.draw("Norvia", **wrong)


def test_an_entity_of_which_nothing_is_said_stands_alone(salinas: Graph) -> None:
    drawing = salinas.draw("Nuria Peñalver", statuses=["denied"])
    assert (drawing.nodes, drawing.edges, drawing.left_out) == (1, 0, 0)


def test_draw_of_nobody(salinas: Graph, tied: Callable[..., Graph]) -> None:
    with pytest.raises(NotFound):
        salinas.draw("Nadie")
    assert (tied([]).draw().nodes, tied([]).draw().edges) == (0, 0)


def test_the_same_statements_give_the_same_bytes(salinas: Graph) -> None:
    rows = list(salinas.statements(limit=1_000).items)
    first, second = render(rows, title="Caso"), render(reversed(rows), title="Caso")
    assert first.html == second.html
    assert first.csp != render(rows, title="Otro").csp


def test_a_page_asks_nobody_for_anything(salinas: Graph) -> None:
    html = salinas.draw().html
    markup = re.sub(r"(?s)<script[^>]*>.*?</script>", "", html)
    assert not re.search(r"(?i)<link|<script|src=|@import|url\(|sourceMappingURL", markup)
    assert html.count("<script ") == html.count("<script nonce=") + 1
    assert "default-src &#39;none&#39;" in html


def test_the_policy_lets_only_scripts_of_the_page_run(salinas: Graph) -> None:
    drawing = salinas.draw()
    nonce = re.search(r"script-src 'nonce-([^']{20,})'", drawing.csp)
    assert nonce
    assert f'<script nonce="{nonce[1]}">' in drawing.html
    assert "unsafe" not in drawing.csp


def test_text_is_never_markup() -> None:
    hostile = "</script><img src=x onerror=alert(1)>{{7*7}}<!--"
    html = render([row(hostile, "Luis")], title=hostile).html
    assert hostile not in html
    assert "<h1>&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;{{7*7}}&lt;!--</h1>" in html
    assert "<td>&lt;/script&gt;&lt;img" in html
    assert r"\u003c/script\u003e\u003cimg src=x" in html


def test_what_a_notebook_shows(salinas: Graph, tmp_path: Path) -> None:
    drawing = salinas.draw("Norvia")
    bundle = drawing._repr_mimebundle_()
    assert 'sandbox="allow-scripts allow-downloads" srcdoc="&lt;!doctype html&gt;' in bundle["text/html"]
    assert "<script" not in bundle["text/html"]
    assert "trust" in bundle["text/plain"]
    saved = drawing.save(tmp_path / "ñandú.html")
    assert saved.read_bytes().decode("utf-8") == drawing.html


def test_a_page_without_script_still_tells_the_edges(salinas: Graph) -> None:
    table = salinas.draw().html.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "<td>Norvia<td>sanciona a<td>República de Almara<td>desmentido<td>1<td>Norvia desmintió" in table
    assert table.count("<tr><td>") == 35


def test_boxes_do_not_overlap_and_components_lie_apart() -> None:
    ends = [(0, i) for i in range(1, 12)] + [(12, 13), (13, 14), (14, 12)]
    boxes, drops = np.array([[120.0, 60.0]] * 16), np.full(16, 15.0)
    points = positions(ends, boxes, drops) + np.array([0, 15])
    apart = np.abs(points[:, None] - points) - [119, 59]
    np.fill_diagonal(apart[:, :, 0], 1)
    assert (apart > 0).any(axis=2).all()
    half = np.array([60, 30])
    groups = [points[:12], points[12:15], points[15:]]
    spans = [(g.min(axis=0) - half, g.max(axis=0) + half) for g in groups]
    for i, (low, high) in enumerate(spans):
        for other_low, other_high in spans[i + 1 :]:
            assert ((low > other_high) | (other_low > high)).any()


def test_positions_are_the_same_every_time() -> None:
    ends = [(i, (i * 7 + 3) % 40) for i in range(40)]
    boxes, drops = np.array([[100.0, 50.0]] * 40), np.zeros(40)
    assert (positions(ends, boxes, drops) == positions(ends, boxes, drops)).all()


def test_three_hundred_entities_make_a_file_to_send() -> None:
    rows = [row(f"Persona {i}", f"Persona {(i * i + 1) % 300}", article=f"a{i % 50}") for i in range(300)]
    rows += [row(f"Persona {i}", f"Persona {(i * 3 + 1) % 300}", "accuses") for i in range(300)]
    drawing = render(rows, title="Muchos")
    assert drawing.nodes == 300
    assert len(drawing.html.encode()) < 900_000
