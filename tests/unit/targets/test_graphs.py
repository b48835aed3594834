from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from specwright.targets.python.graphs import in_order, strongly_connected

GRAPHS = st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 11), max_size=4), max_size=10)


def reaches(graph: dict[int, list[int]], start: int) -> set[int]:
    seen: set[int] = set()
    waiting = list(graph.get(start, ()))
    while waiting:
        node = waiting.pop()
        if node in graph and node not in seen:
            seen.add(node)
            waiting += graph[node]
    return seen


@settings(deadline=None)
@given(GRAPHS)
def test_nodes_are_together_when_they_reach_each_other(graph: dict[int, list[int]]) -> None:
    component = strongly_connected(graph)
    assert component.keys() == graph.keys()
    for one in graph:
        for other in graph:
            together = one == other or (other in reaches(graph, one) and one in reaches(graph, other))
            assert (component[one] == component[other]) is together


@settings(deadline=None)
@given(GRAPHS)
def test_without_circles_each_node_comes_behind_what_it_needs(graph: dict[int, list[int]]) -> None:
    acyclic = {node: [edge for edge in edges if edge in graph and edge < node] for node, edges in graph.items()}
    order = in_order(sorted(acyclic, reverse=True), acyclic.__getitem__)
    assert sorted(order) == sorted(acyclic)
    assert all(order.index(edge) < order.index(node) for node, edges in acyclic.items() for edge in edges)


def test_order_is_kept_where_nothing_is_needed() -> None:
    assert in_order("hello world"[:5:2], lambda _: []) == ["h", "l", "o"]


def test_a_chain_may_be_longer_than_the_stack() -> None:
    chain = {number: [number + 1] for number in range(20_000)}
    assert len(set(strongly_connected(chain).values())) == 20_000
    assert in_order([0], lambda number: chain.get(number, []))[0] == 20_000
