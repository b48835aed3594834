"""Stage lower: `$ref` → the named schema it means, or the schema to use in place.

What comes in: a site whose value has a `$ref`. What goes out: a `Target`. Schemas that the configuration names (without
a configuration: all components) have a definition of their own. Others are used in place, under a name made from the
place, unless they are recursive or so large that copies of them would add up: those get one definition for all uses.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from ..diagnostics import SpecwrightError, fail
from ..ir import Name, NameStrength, Origin
from ..values import dataclass
from .context import Context, Root, Scope, Site
from .reading import wrong_type

SHARED = ("$shared",)
"""Where schemas live that no configuration gave a resource."""

_MAX_RECORDS_IN_PLACE = 100
_MAX_DEPTH_IN_PLACE = 30
_DYNAMIC = frozenset({"$dynamicRef", "$recursiveRef"})
_COMPONENT_PARENTS = frozenset({"schemas", "definitions", "$defs", "models"})
_SCHEMA_PARENTS = _COMPONENT_PARENTS | {"schema", "itemSchema"}
_FIELDS = frozenset(("openapi", "$self", "info", "jsonSchemaDialect", "servers", "paths", "webhooks", "components"))
_FIELDS |= {"security", "tags", "externalDocs", "swagger", "definitions", "parameters", "responses"}
"""The fields of the OpenAPI Object, of every version, that hold no schemas but in the places above."""
_SUBSCHEMAS = frozenset(("properties", "patternProperties", "additionalProperties", "items", "prefixItems", "not"))
_SUBSCHEMAS |= {"allOf", "oneOf", "anyOf", "if", "then", "else", "schema", "content"}


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference means: a named schema (`root`), or just `site`."""

    root: Root | None
    site: Site


def deref(ctx: Context, site: Site) -> Target:
    """Follow the `$ref` of `site` once. Raises `SpecwrightError` when it is dangling or not a string."""
    ref = site.value["$ref"]
    if type(ref) is not str:
        raise wrong_type("`$ref`", "a string", ref, site.origin.child("$ref"))
    value, origin = ctx.document.resolve(ref, site.origin)
    key = ctx.key(origin)
    root = ctx.roots.get(key) or _root_on_sight(ctx, key, value, _checked(ctx, ref, value, origin, site.origin))
    if root is not None:
        return Target(root, root.site)
    used = ctx.id_of(site)
    return Target(None, Site(value, origin, Scope(site.scope.owner, site.scope.resource, key, used), site.place))


def _checked(ctx: Context, ref: str, value: Any, target: Origin, at: Origin) -> Origin:
    """`target`, which must be where a schema can stand: the info, a path item or the whole document are none.

    Schemas also stand under fields that OpenAPI does not know.
    """
    tokens = target.pointer.split("/")
    if target.file != ctx.document.file or not _SCHEMA_PARENTS.isdisjoint(tokens[1:]):
        return target
    if len(tokens) > 2 and tokens[1] not in _FIELDS and type(value) is dict:
        return target
    raise fail("Ref/NotASchema", f"what is at {ref!r} is not a schema", at.child("$ref"))


def add_root(
    ctx: Context, name: Name, resource: tuple[str, ...], value: Any, origin: Origin, *, wanted: bool = False
) -> Root:
    """Give the schema written at `origin` a definition of its own."""
    key = ctx.key(origin)
    site = Site(value, origin, Scope(key, resource, key, key), ())
    root = Root(key, name, resource, site, wanted=wanted)
    ctx.roots[key] = ctx.named[key] = root
    if component_name(origin.pointer, origin.file) is None:
        ctx.inline_roots[key] = root
    return root


def component_name(pointer: str, file: str) -> str | None:
    """The component key that a pointer ends in, for a whole file its stem; None for a place inside of something.

    Schemas under fields that OpenAPI does not know have names as those under `components` do.
    """
    tokens = pointer.split("/")
    if len(tokens) == 1:
        return PurePosixPath(file).stem
    elsewhere = tokens[1] not in _FIELDS and _SUBSCHEMAS.isdisjoint(tokens[2:])
    if tokens[-2] in _COMPONENT_PARENTS or elsewhere:
        return tokens[-1].replace("~1", "/").replace("~0", "~")
    return None


def component_key(key: str | None) -> str | None:
    """The same for a key of the context, None for None."""
    if key is None:
        return None
    file, _, pointer = key.partition("#")
    return component_name(pointer, file)


def _root_on_sight(ctx: Context, key: str, value: Any, origin: Origin) -> Root | None:
    """The root for a schema that was not known before the first reference to it was met."""
    name = component_name(origin.pointer, origin.file)
    if name is not None and ctx.config.inferred:
        return add_root(ctx, Name(name, NameStrength.COMPONENT), SHARED, value, origin)
    if not _must_share(ctx, key, value, origin):
        return None
    message = "this schema is recursive or large: it gets one definition although it is no model"
    hint = "Name it under `models` to choose how it is called and where it lives."
    ctx.diagnostics.note("Schema/Shared", message, origin, hint=hint)
    if name is not None:
        return add_root(ctx, Name(name, NameStrength.COMPONENT), SHARED, value, origin)
    text = "_".join(_readable(origin.pointer)) or "schema"
    return add_root(ctx, Name(text, NameStrength.PLACE), SHARED, value, origin)


def _readable(pointer: str) -> list[str]:
    """The tokens of a pointer that mean something to a reader."""
    noise = {
        "components",
        "schemas",
        "properties",
        "items",
        "allOf",
        "oneOf",
        "anyOf",
        "schema",
        "content",
        "paths",
        "",
    }
    tokens = (token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/"))
    return [token for token in tokens if token not in noise and not token.isdigit()]


def _must_share(ctx: Context, key: str, value: Any, origin: Origin) -> bool:
    if key not in ctx.shared:
        _Components(ctx).visit(key, value, origin)
    return ctx.shared[key]


@dataclass(slots=True)
class _Node:
    """A schema in the graph of references that are used in place."""

    key: str
    edges: list[tuple[str, Any, Origin]]
    records: int
    index: int
    low: int
    next_edge: int = 0
    open: bool = True


class _Components:
    """Tarjan's strongly connected components over references to unnamed schemas, with a stack of its own.

    A schema on a cycle, or one that would bring too many records or too much depth into each place, is shared.
    """

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._nodes: dict[str, _Node] = {}
        self._open: list[_Node] = []

    def visit(self, key: str, value: Any, origin: Origin) -> None:
        """Decide about `key` and every schema it reaches."""
        calls = [self._enter(key, value, origin)]
        while calls:
            node = calls[-1]
            if node.next_edge < len(node.edges):
                target, target_value, target_origin = node.edges[node.next_edge]
                node.next_edge += 1
                seen = self._nodes.get(target)
                if seen is None:
                    if target not in self._ctx.shared:
                        calls.append(self._enter(target, target_value, target_origin))
                elif seen.open:
                    node.low = min(node.low, seen.index)
                continue
            calls.pop()
            if calls:
                calls[-1].low = min(calls[-1].low, node.low)
            if node.low == node.index:
                self._close(node)

    def _enter(self, key: str, value: Any, origin: Origin) -> _Node:
        edges, records = _references(self._ctx, value, origin)
        node = _Node(key, edges, records, len(self._nodes), len(self._nodes))
        self._nodes[key] = node
        self._open.append(node)
        return node

    def _close(self, node: _Node) -> None:
        members: list[_Node] = []
        while not members or members[-1] is not node:
            members.append(self._open.pop())
            members[-1].open = False
        cyclic = len(members) > 1 or any(target == node.key for target, _, _ in node.edges)
        for member in members:
            records, depth = self._size(member) if not cyclic else (1, 1)
            self._ctx.sizes[member.key] = (records, depth)
            self._ctx.shared[member.key] = cyclic or records >= _MAX_RECORDS_IN_PLACE or depth > _MAX_DEPTH_IN_PLACE

    def _size(self, node: _Node) -> tuple[int, int]:
        """How many records one use of a schema brings with it, and how many references deep they lie."""
        records, depth = node.records, 1
        for target, _, _ in node.edges:
            more, deeper = (1, 0) if self._ctx.shared[target] else self._ctx.sizes[target]
            records += more
            depth = max(depth, deeper + 1)
        return records, depth


def _references(ctx: Context, value: Any, origin: Origin) -> tuple[list[tuple[str, Any, Origin]], int]:
    """The unnamed schemas that a schema refers to, with the number of records written inside it."""
    edges: list[tuple[str, Any, Origin]] = []
    records = 0
    stack = [value]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(node)
        elif isinstance(node, dict):
            ref = node.get("$ref")
            if isinstance(ref, str):
                try:
                    target, target_origin = ctx.document.resolve(ref, origin)
                except SpecwrightError:
                    continue  # reported where it is lowered
                key = ctx.key(target_origin)
                if key not in ctx.roots:
                    edges.append((key, target, target_origin))
            records += "properties" in node
            if not _DYNAMIC.isdisjoint(node):
                records += _MAX_RECORDS_IN_PLACE  # it may refer to itself
            stack.extend(node.values())
    return edges, records
