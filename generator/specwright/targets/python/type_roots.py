"""Finds the types that open a module: named definitions and operations; everything else is written inside of one.

What comes in: definitions with their owners. What goes out: `Roots`.
"""

from __future__ import annotations

from collections.abc import Mapping

from ... import ir
from ...values import dataclass
from .name_resources import TreeNames
from .usage import methods_of


@dataclass(frozen=True)
class Roots:
    """`above` leads from an inline definition to its root's id: of a named definition, or of an operation.

    `results` pairs an operation with the inline definition that its method returns. `strangers` are roots that are
    neither definitions nor operations, like pagination schemes.
    """

    above: Mapping[str, str]
    results: Mapping[str, str]
    strangers: frozenset[str]


def find_roots(api: ir.Api, tree: TreeNames) -> Roots:
    """The roots of all inline definitions."""
    above: dict[str, str] = {}
    calls = {operation.origin.pointer: id for id, operation in api.operations.items()}
    for id, found in api.definitions.items():
        if found.owner is not None:
            root = found.owner
            while (owner := api.definitions[root].owner if root in api.definitions else None) is not None:
                root = owner
            above[id] = root if root in api.definitions else calls.get(_operation_pointer(root), root)
    results: dict[str, str] = {}
    for resource, method in methods_of(api.root):
        operation = api.operations[method.operation]
        returned = method.paging.item if method.paging else operation.result_type
        own = isinstance(returned, ir.Ref) and above.get(returned.id) == operation.id
        if own and isinstance(returned, ir.Ref) and resource.path == tree.homes[operation.id]:
            results[operation.id] = returned.id
    strangers = frozenset(above.values()) - api.definitions.keys() - api.operations.keys()
    return Roots(above, results, strangers)


def _operation_pointer(id: str) -> str:
    """`/paths/~1things/get` for the id of anything below it."""
    return "/".join(id.partition("#")[2].split("/")[:4])
