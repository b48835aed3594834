"""Which old operation is which new one, and which paths are the same.

Operations are paired by URL, by path, by operationId, and only then by similarity.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import field
from urllib.parse import urlsplit

from ..ir import Api, ListOf, Method, Ref, Resource, Type
from ..values import dataclass
from .pairing import RENAME_THRESHOLD, renames, similarity
from .subjects import Call

_INLINE = "#/paths/"


@dataclass(frozen=True, slots=True)
class Matched:
    """Two operations that belong together, or one that was added or removed. `similarity`: 1.0 when nothing was
    guessed.
    """

    old: Call | None
    new: Call | None
    similarity: float = 1.0

    @property
    def label(self) -> str:
        """The operation's id, the new one where there is one."""
        call = self.new or self.old
        assert call is not None
        return call.operation.id


def calls(api: Api) -> dict[str, Call]:
    """Every operation by id, with the method it is in the Python client."""
    schemes = {scheme.name.text: scheme for scheme in api.paging}
    methods = {method.operation: (method, path) for method, path in _methods(api.root)}
    found: dict[str, Call] = {}
    for id_, operation in api.operations.items():
        method, path = methods.get(id_, (None, ()))
        paging = schemes.get(method.paging.scheme) if method is not None and method.paging is not None else None
        found[id_] = Call(operation, method, path, paging)
    return found


def _methods(resource: Resource) -> Iterable[tuple[Method, tuple[str, ...]]]:
    for method in resource.methods:
        yield method, resource.path
    for child in resource.children:
        yield from _methods(child)


def method_path(call: Call) -> tuple[str, ...]:
    """How the method of an operation is reached from the client, () when it has none."""
    return (*call.resource, call.method.name.text) if call.method is not None else ()


def shape(path: str) -> str:
    """A path with the names of its variables left out."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def base_path(api: Api) -> str:
    """The path of the default server's URL, without the last slash."""
    return urlsplit(api.servers[0].url).path.rstrip("/") if api.servers else ""


@dataclass(slots=True)
class _Pairing:
    old: dict[str, Call]
    new: dict[str, Call]
    pairs: list[Matched] = field(default_factory=list)

    def settle(self, old_key: Callable[[Call], Hashable | None], new_key: Callable[[Call], Hashable | None]) -> None:
        """Pair operations of one key; None is no key."""
        found: dict[Hashable, Call] = {}
        for call in self.new.values():
            if (value := new_key(call)) is not None:
                found.setdefault(value, call)
        for id_, call in list(self.old.items()):
            value = old_key(call)
            match = found.pop(value, None) if value is not None else None
            if match is not None:
                self.pairs.append(Matched(call, match))
                del self.old[id_], self.new[match.operation.id]

    def guess(self) -> None:
        """Pair what is alike."""
        for old, new in renames(tuple(self.old.values()), tuple(self.new.values()), _similarity):
            self.pairs.append(Matched(old, new, _similarity(old, new)))
            del self.old[old.operation.id], self.new[new.operation.id]


def match_operations(old: Api, new: Api) -> list[Matched]:
    """Old and new operations that belong together; what is left is added or removed. In the old document's order."""
    before = calls(old)
    pairing = _Pairing(dict(before), calls(new))
    old_base, new_base = base_path(old), base_path(new)

    def joined(base: str) -> Callable[[Call], Hashable]:
        return lambda call: (call.operation.method, shape(base + call.operation.path))

    pairing.settle(joined(old_base), joined(new_base))
    pairing.settle(joined(""), joined(""))
    pairing.settle(_operation_id, _operation_id)
    pairing.settle(_folded, _folded)
    pairing.guess()
    pairing.pairs.extend(Matched(call, None) for call in pairing.old.values())
    position = {id_: index for index, id_ in enumerate(before)}
    pairing.pairs.sort(key=lambda pair: position[pair.old.operation.id] if pair.old else len(position))
    pairing.pairs.extend(Matched(None, call) for call in pairing.new.values())
    return pairing.pairs


def _operation_id(call: Call) -> Hashable | None:
    return call.operation.operation_id


def _folded(call: Call) -> Hashable:
    """A path without its last slash and letter case."""
    return call.operation.method, shape(call.operation.path).rstrip("/").lower()


def _similarity(old: Call, new: Call) -> float:
    """Alike only with the same HTTP method and last segment; what they answer counts a quarter."""
    if old.operation.method != new.operation.method:
        return 0.0
    before, after = shape(old.operation.path), shape(new.operation.path)
    if before.rpartition("/")[2] != after.rpartition("/")[2]:
        return 0.0
    score = similarity(before, after, RENAME_THRESHOLD)
    return 0.75 * score + 0.25 * _same_answer(old.operation.result_type, new.operation.result_type)


def _same_answer(old: Type | None, new: Type | None) -> float:
    match old, new:
        case Ref(was), Ref(now):
            if was.startswith(_INLINE) and now.startswith(_INLINE):
                return 0.5
            return 1.0 if was.rpartition("/")[2] == now.rpartition("/")[2] else 0.0
        case ListOf(was_item), ListOf(now_item):
            return _same_answer(was_item, now_item)
        case _:
            return 0.5 if type(old) is type(new) else 0.0


def compared_paths(pair: Matched, old_base: str, new_base: str) -> tuple[str, str]:
    """Both paths as they are to be compared: as written when they are equal, else with the server's path before them.

    A prefix that only moved between servers and paths is then no difference.
    """
    assert pair.old is not None and pair.new is not None
    old, new = pair.old.operation.path, pair.new.operation.path
    if shape(old) == shape(new) or old_base == new_base:
        return old, new
    return old_base + old, new_base + new
