"""Inference, step three: names of methods.

What comes in: a node of the tree. What goes out: a name for each of its operations, unique in the node and different
from its children's names. The REST conventions come first; where two operations would be called the same, the one with
the shorter path keeps the name, and the other is called after its operationId.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import DocumentOperation
from ..words import is_plural, singular, snake, words
from .shapes import Answer, answer, answers_with_inner_list
from .tree import Node, Placed
from .verbs import CLIENT_MEMBERS, CRUD_WORDS, JOINTS, RESOURCE_MEMBERS, UPDATE_VERBS, VERBS

_PLAIN = {"head": "head", "options": "options", "trace": "trace", "query": "query"}


def name_methods(node: Node, path: tuple[str, ...], reserved: frozenset[str] = frozenset()) -> list[tuple[str, Placed]]:
    """The methods of `node` (whose resource is `path`), in document order. `reserved` are further names not to use."""
    taken = set(node.children) | RESOURCE_MEMBERS | (CLIENT_MEMBERS if not path else frozenset()) | reserved
    names: dict[int, str] = {}
    order = sorted(range(len(node.placed)), key=lambda i: (_rank(node.placed[i], node), i))
    for index in order:
        placed = node.placed[index]
        name = next(name for name in _candidates(placed, node, path) if name not in taken)
        taken.add(name)
        names[index] = name
    return [(names[index], placed) for index, placed in enumerate(node.placed)]


def _rank(placed: Placed, node: Node) -> tuple[int, int, int]:
    """Standard methods, then actions, then rare ones; collections before other lists of the same; short paths first."""
    route = placed.route
    parameters = len(route.leading) + sum(len(segment.parameters) for segment in route.segments)
    rare = _is_secondary(placed, node) or placed.suffix is not None
    kind = -1 if placed.given else 1 if placed.action is not None else 2 if rare else 0
    return kind, -_completeness(placed, node), parameters


def _completeness(placed: Placed, node: Node) -> int:
    """Of two collections of the same things, the one where they are created is the usual one, then the one with items.

    `/namespaces/{n}/pods` is `list`, `/pods` is the special one.
    """
    if placed.item:
        return 0
    path = placed.operation.path
    created = any(p.operation.path == path and p.operation.method == "post" for p in node.placed)
    has_items = any(p.item and p.operation.path.startswith(f"{path.rstrip('/')}/{{") for p in node.placed)
    return 2 * created + has_items


def _candidates(placed: Placed, node: Node, path: tuple[str, ...]) -> Iterator[str]:
    """Names for a method, best first; never ends."""
    first = placed.action or _with_suffix(standard_name(placed, node), placed)
    says_more = _says_more(placed, node, first)
    if not says_more:
        yield first  # most are free: what is said need not be known then (0.85× for inferring)
    said = list(_said(placed.operation, path))
    if says_more:
        yield from said
        yield first
    yield from said
    parameters = [name for segment in placed.route.segments for name in segment.parameters]
    others = {n for p in node.placed if p is not placed for s in p.route.segments for n in s.parameters}
    own = [name for name in parameters if name not in others]
    if own or parameters:
        yield f"{first}_by_{snake((own or parameters)[-1])}"
    whole = snake("_".join(_operation_id_words(placed.operation)))
    if whole:
        yield whole if verb_of(placed.operation) in CRUD_WORDS | VERBS else f"{first}_{whole}"
    number = 2
    while True:
        yield f"{first}_{number}"
        number += 1


def _says_more(placed: Placed, node: Node, conventional: str) -> bool:
    """Whether the operationId's name is better than the conventional one."""
    operation = placed.operation
    if placed.action is not None:
        return False
    if not placed.route.segments or _is_secondary(placed, node):
        return True
    special = verb_of(operation) in VERBS - UPDATE_VERBS - CRUD_WORDS - {"connect"}
    return special and (placed.suffix is not None or (conventional == "update" and operation.method == "post"))


def _with_suffix(name: str, placed: Placed) -> str:
    if placed.suffix is None:
        return name
    suffix = placed.suffix
    if suffix == "by":
        parameters = placed.route.segments[-1].parameters
        suffix = f"by_{snake(parameters[-1])}" if parameters else suffix
    one = name not in ("list", "bulk_update", "delete_all")
    parts = suffix.split("_")
    return f"{name}_{'_'.join((*parts[:-1], singular(parts[-1]) if one else parts[-1]))}"


def standard_name(placed: Placed, node: Node) -> str:
    """The name by convention: list, create, retrieve, update, replace, delete."""
    method = placed.operation.method
    if method == "get":
        return "list" if _lists(placed, node) else "retrieve"
    if method == "post":
        if placed.item:
            return "create" if _has(node, placed, "put", "patch") else "update"
        if verb_of(placed.operation) not in UPDATE_VERBS or _has(node, placed, "put", "patch"):
            return "create"
        return "bulk_update" if _updates_items(node) else "update"
    if method == "patch":
        return "update"
    if method == "put":
        return "replace" if _has(node, placed, "patch") else "update"
    if method == "delete":
        return "delete"
    return _PLAIN.get(method) or snake(method) or "call"


def verb_of(operation: DocumentOperation) -> str:
    """The first word of the operationId, behind the prefix that groups it (`pulls/merge`)."""
    parts = words(re.split(r"[/.]", operation.operation_id or "")[-1])
    return parts[0] if parts else ""


def _has(node: Node, placed: Placed, *methods: str) -> bool:
    """Whether the same things (items or collections) of the node also have one of these methods."""
    return any(p.operation.method in methods and p.item is placed.item and p.action is None for p in node.placed)


def _updates_items(node: Node) -> bool:
    return any(p.item and p.action is None and p.operation.method in ("post", "put", "patch") for p in node.placed)


def _is_secondary(placed: Placed, node: Node) -> bool:
    """What is done to a whole collection though it is usually done to an item, and the other way round."""
    method = placed.operation.method
    if method in ("put", "patch", "delete") and not placed.item:
        alike = ("delete",) if method == "delete" else ("put", "patch")
        return any(p.operation.method in alike and p.item and p.action is None for p in node.placed)
    return method == "post" and placed.item and _has(node, placed, "put", "patch")


def _lists(placed: Placed, node: Node) -> bool:
    if verb_of(placed.operation) == "list":
        return True
    segments = placed.route.segments
    name = segments[-1].name if segments else node.name
    noun, qualified = _noun(words(name) or (name,))
    plural = is_plural(noun)
    kind = answer(placed.operation, name)
    if kind is Answer.LIST:
        return True
    if placed.item:
        if kind is Answer.ENVELOPE:
            return not _has_shorter_list(node, placed)
        return qualified and plural and answers_with_inner_list(placed.operation)
    if kind is Answer.ENVELOPE:
        return True
    if placed.suffix is not None:
        return False
    has_items = any(p.item and p.operation.method == "get" for p in node.placed)
    if kind is Answer.UNKNOWN:
        return has_items or plural
    return plural and (has_items or answers_with_inner_list(placed.operation))


def _noun(parts: tuple[str, ...]) -> tuple[str, bool]:
    """The noun of a phrase, and whether something is said about it: `stops for route` are stops."""
    for index, part in enumerate(parts):
        if index and part in JOINTS:
            return parts[index - 1], True
    return parts[-1], False


def _has_shorter_list(node: Node, placed: Placed) -> bool:
    return any(not p.item and p.operation.method == "get" for p in node.placed)


def _said(operation: DocumentOperation, path: tuple[str, ...]) -> Iterator[str]:
    """What the operationId, or else the summary, says beside what the path and the tags say already."""
    known = _Known((*path, *re.sub(r"\{[^{}]*\}", "", operation.path).split("/"), *operation.tags))
    parts, longest = _operation_id_words(operation), _LONGEST
    if not parts:
        parts, longest = words(str(operation.data.get("summary") or "")), _LONGEST_FROM_SUMMARY
    kept = _without_dangling(known.removed_from(parts))
    if kept and kept[0] == "get":
        kept[0] = "retrieve"
    if len(kept) <= longest and (len(kept) > 1 or (kept and kept[0] not in _BARE)):
        yield snake("_".join(kept))


class _Known:
    """Words that need not be said again, alone or written together (`DeviceClass` for `/deviceclasses`)."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._words = {singular(word) for name in names for word in words(name)}
        self._joined = {"".join((*parts[:-1], singular(parts[-1]))) for name in names if (parts := words(name))}

    def removed_from(self, parts: tuple[str, ...]) -> list[str]:
        """`parts` without the known ones, but with a verb at the beginning, known or not."""
        starts_with_verb = parts[:1] and parts[0] in VERBS | CRUD_WORDS
        kept, index = (list(parts[:1]), 1) if starts_with_verb else ([], 0)
        while index < len(parts):
            size = self._length_of_known(parts, index)
            if not size:
                kept.append(parts[index])
            index += size or 1
        return kept

    def _length_of_known(self, parts: tuple[str, ...], index: int) -> int:
        for size in range(min(_LONGEST_COMPOUND, len(parts) - index), 0, -1):
            run = parts[index : index + size]
            if "".join((*run[:-1], singular(run[-1]))) in self._joined:
                return size
        word, is_last = parts[index], index + 1 == len(parts)
        belongs = not is_last and word.removesuffix("d") in self._words  # `namespaced pod`
        return int(belongs or singular(word) in self._words)


_LONGEST_COMPOUND = 5
_LONGEST, _LONGEST_FROM_SUMMARY = 6, 3
_BARE = CRUD_WORDS | {"replace"}


def _operation_id_words(operation: DocumentOperation) -> tuple[str, ...]:
    """The words of an operationId without what only repeats method and path (as frameworks generate it)."""
    name = re.split(r"[/.]", operation.operation_id or "")[-1]
    written = re.sub(rf"_+{re.escape(operation.method)}$", "", name)
    parts, tail = words(written), words(operation.path)
    if tail and len(parts) > len(tail) and parts[-len(tail) :] == tail:
        return parts[: -len(tail)]
    if parts[:1] == (operation.method,) and set(parts[1:]) <= {*tail, "id"}:
        return ()
    return parts


def _without_dangling(parts: list[str]) -> list[str]:
    """Without articles, and without joining words that have lost what they joined."""
    found = [part for part in parts if part not in ("a", "an", "the", "s")]
    while found and found[-1] in JOINTS:
        found.pop()
    return [
        part for i, part in enumerate(found) if not (part in JOINTS and i + 1 < len(found) and found[i + 1] in JOINTS)
    ]
