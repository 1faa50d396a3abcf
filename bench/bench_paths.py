"""How fast paths are found: the index beside networkx, on one graph in one run.

    python bench/bench_paths.py [--entities 100000] [--edges 1000000] [--pairs 200] [--store DIR]

The graph is invented: the ends of its edges are drawn with weights falling as rank^-0.7,
which gives hubs of some thousand neighbours, and twenty statements make an article. The
store holds of each article what paths read. ``--store`` keeps it for another run.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import numpy as np
import pyoxigraph
from cabos.graph import open_graph
from cabos.graph import terms as t
from cabos.graph.analysis.claims import Ints
from cabos.graph.analysis.ego import neighbourhood
from cabos.graph.analysis.only import Only
from cabos.graph.analysis.reading import read_claims
from cabos.graph.analysis.search import NOBODY, best_paths, shortest
from cabos.graph.analysis.view import View
from cabos.graph.analysis.weights import Evidence, Hops
from cabos.graph.graph import Graph
from cabos.graph.iris import ARTICLE, STATEMENT, article_graph, digest, entity_iri
from cabos.graph.ontology import Ontology
from cabos.graph.statement import Article, Entity, EntityType, Extraction, Mention, Span, Statement, Status

PER_ARTICLE = 20
LIMIT = 6


def entity(number: int) -> str:
    return entity_iri("Person", f"Persona {number}")


def lines(entities: int, edges: int) -> Iterator[str]:
    """N-Quads: each triple in its article's graph, and in the union."""
    rng = np.random.default_rng(7)
    weights = np.arange(1, entities + 1) ** -0.7
    ends = rng.choice(entities, (2, edges), p=weights / weights.sum())
    relations = [relation.iri for relation in Ontology.load().relations.values()]
    seen: set[int] = set()
    for number, (a, b) in enumerate(ends.T.tolist()):
        article = f"{ARTICLE}a{number // PER_ARTICLE}"
        sentence = f"{article}#char={number % PER_ARTICLE // 4}"
        statement, relation = STATEMENT + digest(number), relations[number % len(relations)]
        triples = [
            f"<{statement}> {t.TYPE} {t.STATEMENT}",
            f"<{statement}> {t.SUBJECT} <{entity(a)}>",
            f"<{statement}> {t.PREDICATE} <{relation}>",
            f"<{statement}> {t.OBJECT} <{entity(b)}>",
            f"<{statement}> {t.STATUS} {t.term('cabos:Fact')}",
            f'<{statement}> {t.CONFIDENCE} "0.9"^^{t.XSD_DECIMAL}',
            f"<{statement}> {t.DERIVED_FROM} <{sentence}>",
            f"<{statement}> {t.HAS_TRIGGER} <{sentence}>",
            f"<{entity(a)}> <{relation}> <{entity(b)}>",
        ]
        if number % 4 == 0:
            triples += [f'<{sentence}> {t.ANCHOR} "Frase."', f"<{sentence}> {t.BEGIN} 0", f"<{sentence}> {t.END} 6"]
            triples[-2:] = [
                f'{x.rsplit(" ", 1)[0]} "{x.rsplit(" ", 1)[1]}"^^{t.term("xsd:integer")}' for x in triples[-2:]
            ]
        if number % PER_ARTICLE == 0:
            triples += [f"<{article}> {t.TYPE} {t.ARTICLE}", f'<{article}> {t.IDENTIFIER} "a{number // PER_ARTICLE}"']
        for who in {a, b} - seen:
            triples += [
                f"<{entity(who)}> {t.TYPE} {t.term('cabos:Person')}",
                f'<{entity(who)}> {t.LABEL} "Persona {who}"',
            ]
            seen.add(who)
        graph = article_graph(article)
        yield "".join(f"{triple} .\n{triple} <{graph}> .\n" for triple in triples)


def make_store(folder: Path, entities: int, edges: int) -> None:
    with open_graph(folder):
        pass  # an empty store of cabos, with its ontology
    text = folder.with_suffix(".nq")
    with text.open("w", encoding="utf-8") as file:
        file.writelines(lines(entities, edges))
    store = pyoxigraph.Store(folder)
    store.bulk_load(path=text, format=pyoxigraph.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    text.unlink()


def timed(task: Callable[[], object]) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def report(name: str, seconds: list[float], beside: list[float] | None = None) -> None:
    """Median and 95th percentile in milliseconds, and how many times faster than networkx."""
    p50, p95 = (np.percentile(seconds, [50, 95]) * 1000).tolist()
    line = f"{name:44} p50 {p50:9.2f} ms   p95 {p95:9.2f} ms"
    if beside:
        other50, other95 = (np.percentile(beside, [50, 95]) * 1000).tolist()
        line += f"   networkx p50 {other50:9.2f}  p95 {other95:9.2f}   {other50 / p50:6.1f}× {other95 / p95:6.1f}×"
    print(line, flush=True)


def as_multigraph(view: View) -> nx.MultiGraph[int]:
    """As ``Graph.to_networkx`` has it, a MultiDiGraph, looked at without directions."""
    arcs = view.edges()
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    graph.add_edges_from(zip(arcs.head.tolist(), arcs.tail.tolist(), arcs.relation.tolist(), strict=True))
    return graph.to_undirected(as_view=True)


def as_networkx(view: View) -> nx.Graph[int]:
    """The quickest form for networkx: no direction, no parallel edges."""
    arcs = view.outward.base
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(view.size))
    graph.add_edges_from(zip(arcs.head.tolist(), arcs.tail.tolist(), strict=True))
    return graph


def one(number: int) -> Ints:
    return np.array([number], np.int32)


def compare(
    view: View, net: nx.Graph[int], pairs: list[tuple[int, int]], name: Callable[[int], tuple[str, str]]
) -> None:
    """Lengths are the same as networkx's; times beside its own."""

    ours, theirs = [], []
    for a, b in pairs:
        ours.append(timed(lambda a=a, b=b: shortest(view, a, b, LIMIT)))
        theirs.append(timed(lambda a=a, b=b: nx.bidirectional_shortest_path(net, a, b)))
        found = shortest(view, a, b, LIMIT)
        assert found
        assert len(found) == len(nx.bidirectional_shortest_path(net, a, b))
    report("shortest path, beside nx.Graph", ours, theirs)
    many = as_multigraph(view)
    theirs = [timed(lambda a=a, b=b: nx.bidirectional_shortest_path(many, a, b)) for a, b in pairs]
    report("shortest path, beside to_networkx()", ours, theirs)

    def loopless(a: int, b: int, evidence: bool) -> None:
        cost = Evidence(view.degree) if evidence else Hops(view.strongest, 4)
        best_paths(view, one(a), one(b), max_length=4, k=10, cost=cost, name=name, avoid=NOBODY)

    report("10 shortest loopless paths (≤ 4 steps)", [timed(lambda a=a, b=b: loopless(a, b, False)) for a, b in pairs])
    report("10 best by evidence (≤ 4 steps)", [timed(lambda a=a, b=b: loopless(a, b, True)) for a, b in pairs])
    by_degree = np.argsort(view.degree)
    middle = [int(n) for n in by_degree[len(by_degree) // 2 :][:50]]
    ours = [timed(lambda n=n: neighbourhood(view, one(n), 2)) for n in middle]
    theirs = [timed(lambda n=n: nx.single_source_shortest_path_length(net, n, 2)) for n in middle]
    report("ego network, 2 hops, middling degree", ours, theirs)


def one_more(graph: Graph, view: View, rounds: int = 10) -> None:
    """An article is added, and its edge is in the paths."""
    seconds = []
    for number in range(rounds):
        label = f"Recién llegado {number}"
        told = extraction(label, graph.index.ref(int(np.argmax(view.degree))).label)

        def add_and_find(told: Extraction = told, label: str = label) -> None:
            graph.add(told)
            assert graph.paths(label, "Persona 5", k=1)

        seconds.append(timed(add_and_find))
    report("an article added and found in paths", seconds)


def extraction(label: str, other: str) -> Extraction:
    iri = f"{ARTICLE}{digest(label)}"
    text = f"{label} acusó a {other}."
    who = [Entity(entity_iri("Person", name), name, EntityType.PERSON) for name in (label, other)]
    sentence = Span(0, len(text), text)
    at = text.index(other)
    mentions = (Mention(0, len(label), label, who[0]), Mention(at, at + len(other), other, who[1]))
    trigger = Span(len(label) + 1, len(label) + 6, "acusó")
    statement = Statement(iri, mentions[0], "accuses", mentions[1], Status.FACT, sentence, trigger, None, None, 0.9)
    return Extraction(Article(iri, label, text), (sentence,), mentions, (statement,), {"cabos": "bench"})


def run(folder: Path, pairs: int) -> None:
    with open_graph(folder) as graph:
        names = timed(graph.index.names)
        cold = timed(lambda: read_claims(graph.store, graph.ontology))
        claims = timed(graph.index.claims)
        view: View | None = None

        def build() -> None:
            nonlocal view
            view = graph.index.view(Only())

        arcs = timed(build)
        assert view
        print(f"{view.size:,} entities, {graph.index.claims().size:,} claims, greatest degree {view.degree.max():,}")
        print(f"claims read from the store: {cold:.2f} s; as the index has them (kept or read): {claims:.2f} s")
        print(f"arcs sorted: {arcs:.2f} s; names read from the store: {names:.2f} s")
        view.out.sets()
        net = as_networkx(view)
        random.seed(3)
        component = sorted(max(nx.connected_components(net), key=len))
        drawn = [(random.choice(component), random.choice(component)) for _ in range(pairs)]  # noqa: S311
        compare(view, net, [(a, b) for a, b in drawn if a != b], graph.index.name)
        whole = [
            timed(lambda a=a, b=b: graph.paths(entity_of(graph, a), entity_of(graph, b)))
            for a, b in drawn[:50]
            if a != b
        ]
        report("graph.paths, with its sentences", whole)
        one_more(graph, view)


def entity_of(graph: Graph, number: int) -> str:
    return graph.index.ref(number).iri


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entities", type=int, default=100_000)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--store", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.store or Path(temporary) / "store"
        if not folder.exists():
            print(f"store made in {timed(lambda: make_store(folder, given.entities, given.edges)):.0f} s")
        run(folder, given.pairs)


if __name__ == "__main__":
    main()
