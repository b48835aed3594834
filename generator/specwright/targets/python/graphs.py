"""Two walks over a graph of names, without recursion: documents may nest deeper than Python's stack."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


def strongly_connected(graph: Mapping[N, Sequence[N]]) -> dict[N, int]:
    """The number of each node's strongly connected component (Tarjan 1972): equal numbers reach each other.

    Edges to nodes that are not keys of `graph` are ignored.
    """
    index: dict[N, int] = {}
    low: dict[N, int] = {}
    component: dict[N, int] = {}
    stack: list[N] = []
    for start in graph:
        work = [(start, iter(graph[start]))] if start not in index else []
        while work:
            node, edges = work[-1]
            if node not in index:
                index[node] = low[node] = len(index)
                stack.append(node)
            for other in edges:
                if other not in graph:
                    continue
                if other not in index:
                    work.append((other, iter(graph[other])))
                    break
                if other not in component:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[node])
                if low[node] == index[node]:
                    _close(node, stack, component)
    return component


def _close(node: N, stack: list[N], component: dict[N, int]) -> None:
    number = len(component)
    while True:
        member = stack.pop()
        component[member] = number
        if member == node:
            return


def in_order(nodes: Iterable[N], before: Callable[[N], Iterable[N]]) -> list[N]:
    """`nodes`, each behind those that `before` names, otherwise as they stand; an edge that closes a circle is void."""
    done: dict[N, None] = {}
    entered: set[N] = set()
    for start in nodes:
        work = [] if start in entered else [(start, iter(before(start)))]
        entered.add(start)
        while work:
            node, edges = work[-1]
            for other in edges:
                if other not in entered:
                    entered.add(other)
                    work.append((other, iter(before(other))))
                    break
            else:
                work.pop()
                done[node] = None
    return list(done)
