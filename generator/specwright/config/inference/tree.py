"""Inference, step two: routes → the tree of resources, with the operations on it.

What comes in: routes. What goes out: `Node`s; each placed operation knows whether it is a standard method of the node
or an action with a name of its own. Names of methods are chosen in `methods.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field

from ...values import dataclass
from ..document import DocumentOperation
from ..words import is_plural, singular, snake, words
from .paths import Route
from .verbs import ADVERBS, CONNECTORS, CRUD_WORDS, NOUNISH, QUALIFIERS, READING_VERBS, THINGS, VERBS, WEAK_VERBS

MAX_DEPTH = 4


@dataclass(slots=True)
class Placed:
    """An operation at a node. `action`: the name its path gives it; `suffix`: what is added to a standard name.

    `given`: the name is the document's own wish (`x-stainless-method`) and comes before all others.
    """

    route: Route
    item: bool
    action: str | None = None
    suffix: str | None = None
    given: bool = False

    @property
    def operation(self) -> DocumentOperation:
        return self.route.operation


@dataclass(slots=True)
class Node:
    name: str
    placed: list[Placed] = field(default_factory=list)
    children: dict[str, Node] = field(default_factory=dict)

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children.values():
            yield from child.walk()

    def size(self) -> int:
        """Number of operations here and below."""
        return sum(len(node.placed) for node in self.walk())


def build_tree(routes: Sequence[Route]) -> Node:
    """The tree; its root is the client."""
    root = Node("$client")
    wishes = [(route, _wish(route.operation)) for route in routes]
    for route, wish in wishes:
        if not wish:
            _place(root, route)
    _lift_scopes(root)
    _make_actions(root, root, under_verb=False)
    _fold(root, 0)
    for route, wish in wishes:
        if wish:
            node = root
            for name in wish[:-1]:
                node = node.children.setdefault(name, Node(name))
            node.placed.append(Placed(route, route.is_item, action=wish[-1], given=True))
    return root


def _wish(operation: DocumentOperation) -> tuple[str, ...]:
    """Where the document itself wants the operation: `x-stainless-method: accounts.list`; () when it says nothing."""
    written = operation.data.get("x-stainless-method")
    parts = written.split(".") if isinstance(written, str) else []
    names = tuple(snake(part) for part in parts if part != "$client")
    return names if all(names) else ()


def _place(root: Node, route: Route) -> None:
    node = root
    for segment in route.segments:
        node = node.children.setdefault(segment.name, Node(segment.name))
    node.placed.append(Placed(route, route.is_item, suffix=route.variant))


def _lift_scopes(node: Node, depth: int = 0) -> None:
    """A node without methods that most of its parent's operations only pass through, with a parameter, is a scope.

    `/namespaces/{namespace}/pods` is about pods when nothing is done with namespaces.
    """
    for child in list(node.children.values()):
        _lift_scopes(child, depth + 1)
    for child in list(node.children.values()):
        if not child.placed and 2 * child.size() >= node.size() and _is_scope(child, depth):
            del node.children[child.name]
            for grandchild in child.children.values():
                _merge(node, grandchild)


def _is_scope(node: Node, depth: int) -> bool:
    """Whether a parameter follows the node's segment (the one at `depth`) in every path through it."""
    routes = [placed.route for below in node.walk() for placed in below.placed]
    return all(
        len(r.segments) > depth and r.segments[depth].name == node.name and r.segments[depth].parameters for r in routes
    )


def _merge(parent: Node, child: Node) -> None:
    there = parent.children.get(child.name)
    if there is None:
        parent.children[child.name] = child
        return
    there.placed.extend(child.placed)
    for grandchild in child.children.values():
        _merge(there, grandchild)


def _make_actions(node: Node, root: Node, under_verb: bool) -> None:
    """Leaves that say what is done, not what it is done to, become methods of their parent.

    `under_verb`: the node is inside one that is called after an action, as `/simulate/payments`.
    """
    for child in list(node.children.values()):
        if child.children:
            inside = under_verb or (not child.placed and _is_verb(words(child.name), reading=False))
            _make_actions(child, root, inside)
        elif _is_action(child, under_verb):
            _absorb(node if node is not root else _owner(child, root), child, _doers(child))
            del node.children[child.name]
        elif _qualified(child) and node is not root:
            _absorb(node, child, [False] * len(child.placed))
            del node.children[child.name]


def _absorb(owner: Node, child: Node, actions: list[bool]) -> None:
    """Move the operations of `child` to `owner`: actions are called as the child, the others get it as a suffix."""
    for placed, is_action in zip(child.placed, actions, strict=True):
        name = "_".join(part for part in (child.name, placed.suffix) if part)
        placed.action, placed.suffix = (name, None) if is_action else (None, name)
        owner.placed.append(placed)


def _owner(child: Node, root: Node) -> Node:
    """Where an action at the top belongs: to the resource of its tag, or to the client."""
    tags = child.placed[0].operation.tags
    name = snake(tags[0]) if tags else ""
    if not name or name == child.name or name in ("default", "api"):
        return root
    for known in (name, "_".join((*words(name)[:-1], singular(words(name)[-1])))):
        if known in root.children:
            return root.children[known]
    for existing in root.children.values():
        if singular(existing.name) == singular(name):
            return existing
    return root.children.setdefault(name, Node(name))


def _is_action(node: Node, under_verb: bool) -> bool:
    methods = [placed.operation.method for placed in node.placed]
    alone = len(node.placed) == 1
    if any(placed.item for placed in node.placed) and not alone:
        return False
    if all(placed.route.segments[-1].custom for placed in node.placed):
        return True
    parts = words(node.name)
    reading = "get" in methods or "head" in methods
    if alone and under_verb and not node.placed[0].item and not (reading and is_plural(parts[-1]) and len(parts) > 1):
        return True
    if len({(p.operation.method, p.suffix) for p in node.placed}) < len(methods):
        return False
    if _is_verb(parts, reading):
        return True
    return (
        alone and not reading and not is_plural(parts[-1]) and _named_by_operation_id(node.placed[0].operation, parts)
    )


def _is_verb(parts: tuple[str, ...], reading: bool) -> bool:
    """Whether a segment says what is done. `reading`: some operation there only reads."""
    said = list(parts)
    if len(said) > 1 and said[0] in ADVERBS:
        del said[0]
    head, last = said[0], said[-1]
    for_something = head in NOUNISH | WEAK_VERBS and last in THINGS
    if len(said) > 1 and (for_something or (reading and is_plural(last) and head not in READING_VERBS)):
        return False
    if head in VERBS or any(head.startswith(p) and head[2:] in VERBS | WEAK_VERBS for p in ("re", "un")):
        return True
    if reading or head not in WEAK_VERBS:
        return False
    return len(said) == 1 or not is_plural(last)


def _named_by_operation_id(operation: DocumentOperation, parts: tuple[str, ...]) -> bool:
    """Whether the operationId begins with the segment: `crosspost_message` for `/messages/{id}/crosspost`."""
    name = re.split(r"[/.]", operation.operation_id or "")[-1]
    groups = [words(group)[0] for group in name.split("_") if words(group)]
    heads = groups[:1] if groups[:1] and groups[0] in VERBS | WEAK_VERBS | CRUD_WORDS else groups[:2]
    return parts[0] in heads and parts[0] not in CRUD_WORDS and len(words(name)) > 1


def _doers(node: Node) -> list[bool]:
    """Which operations of an action's node do it; others (asking whether it was done) keep their usual names."""
    order = ("post", "put", "get", "patch")
    methods = [placed.operation.method for placed in node.placed]
    doer = min(methods, key=lambda method: order.index(method) if method in order else len(order))
    return [method == doer for method in methods]


def _qualified(node: Node) -> bool:
    """`/releases/latest`, `/users/by/username/{name}`."""
    parts = words(node.name)
    if len(node.placed) != 1 or not parts:
        return False
    reads = node.placed[0].operation.method in ("get", "delete", "head")
    return reads and (
        (node.name in QUALIFIERS and not node.placed[0].item) or (parts[0] in CONNECTORS and len(parts) > 1)
    )


def _fold(node: Node, depth: int) -> None:
    """Resources deeper than `MAX_DEPTH` become methods of the one they are in: `attempts.list_jobs`."""
    for child in list(node.children.values()):
        _fold(child, depth + 1)
        if depth < MAX_DEPTH:
            continue
        for placed in child.placed:
            placed.suffix = "_".join(filter(None, (child.name, placed.suffix)))
            if placed.action is not None:
                placed.action, placed.suffix = f"{placed.action}_{placed.suffix}", None
            node.placed.append(placed)
        del node.children[child.name]
