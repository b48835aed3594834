"""Pairing: which old operation is which new one, which parameter, property or member was renamed.

Pairs are found before anything is called removed: by exact key, then by operationId, then by similarity (which is then
reported as such, never assumed in silence).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeVar
from urllib.parse import urlsplit

from ..ir import Api, Method, Resource
from .subjects import Call, OperationPair

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

RENAME_THRESHOLD = 0.75
"""How alike two paths must be (0 to 1) for a rename to be proposed when nothing else says so."""


def by_key(old: Mapping[K, T], new: Mapping[K, T]) -> Iterator[tuple[K, T | None, T | None]]:
    """Everything of both sides, old order first."""
    for key, value in old.items():
        yield key, value, new.get(key)
    for key, value in new.items():
        if key not in old:
            yield key, None, value


def renames(
    removed: Sequence[T], added: Sequence[T], alike: Callable[[T, T], float], threshold: float = RENAME_THRESHOLD
) -> list[tuple[T, T]]:
    """Pairs of (removed, added) that are the same thing renamed: the best match of each, none used twice."""
    scored = sorted(
        ((alike(old, new), i, j) for i, old in enumerate(removed) for j, new in enumerate(added)),
        key=lambda row: (-row[0], row[1], row[2]),
    )
    used_old: set[int] = set()
    used_new: set[int] = set()
    pairs: list[tuple[T, T]] = []
    for score, i, j in scored:
        if score >= threshold and i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            pairs.append((removed[i], added[j]))
    return pairs


def similarity(old: str, new: str) -> float:
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def calls(api: Api) -> dict[str, Call]:
    """Every operation by id, with the method it is in the Python client."""
    methods = {method.operation: (method, path) for method, path in _methods(api.root)}
    return {id_: Call(operation, *methods.get(id_, (None, ()))) for id_, operation in api.operations.items()}


def _methods(resource: Resource) -> Iterable[tuple[Method, tuple[str, ...]]]:
    for method in resource.methods:
        yield method, resource.path
    for child in resource.children:
        yield from _methods(child)


def pair_operations(old: Api, new: Api) -> list[OperationPair]:
    """Old and new operations that belong together; what is left is added or removed."""
    old_calls, new_calls = calls(old), calls(new)
    pairs: list[OperationPair] = []

    def settle(
        key: Callable[[Call], Hashable | None], old_key: Callable[[Call], Hashable | None] | None = None
    ) -> None:
        found: dict[Hashable, Call] = {}
        for call in new_calls.values():
            if (value := key(call)) is not None:
                found.setdefault(value, call)
        for id_, call in list(old_calls.items()):
            value = (old_key or key)(call)
            match = found.pop(value, None) if value is not None else None
            if match is not None and match.operation.id in new_calls:
                pairs.append(_pair(call, match))
                del old_calls[id_], new_calls[match.operation.id]

    old_base, new_base = _base_path(old), _base_path(new)
    settle(
        lambda call: (call.operation.method, shape(new_base + call.operation.path)),
        lambda call: (call.operation.method, shape(old_base + call.operation.path)),
    )
    settle(lambda call: (call.operation.method, shape(call.operation.path)))
    settle(lambda call: call.operation.operation_id)
    settle(lambda call: (call.operation.method, shape(call.operation.path).rstrip("/").lower()))
    for was, became in renames(tuple(old_calls.values()), tuple(new_calls.values()), _call_similarity):
        pairs.append(_pair(was, became, _call_similarity(was, became)))
        del old_calls[was.operation.id], new_calls[became.operation.id]
    pairs.extend(OperationPair(call, None, call.operation.id) for call in old_calls.values())
    pairs.extend(OperationPair(None, call, call.operation.id) for call in new_calls.values())
    return pairs


def _pair(old: Call, new: Call, score: float = 1.0) -> OperationPair:
    return OperationPair(old, new, new.operation.id, score)


def shape(path: str) -> str:
    """A path with the names of its variables left out."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def _base_path(api: Api) -> str:
    return urlsplit(api.servers[0].url).path.rstrip("/") if api.servers else ""


def _call_similarity(old: Call, new: Call) -> float:
    """Alike only with the same HTTP method and the same last segment or the same success type."""
    if old.operation.method != new.operation.method:
        return 0.0
    old_parts, new_parts = (shape(call.operation.path).strip("/").split("/") for call in (old, new))
    if old_parts[-1] != new_parts[-1]:
        return 0.0
    return similarity(shape(old.operation.path), shape(new.operation.path))
