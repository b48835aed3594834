"""Stage lower: one operation while it is being lowered, and the objects it refers to.

What comes in: paths, webhooks and callbacks. What goes out: `Call`s, and sites for the schemas written in them. Schemas
of an operation have ids that begin with the operation, also where they stand in a shared component: each use is its
own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..diagnostics import fail
from ..ir import Name, NameStrength, Origin
from ..values import dataclass
from .context import Context, Root, Scope, Site
from .reading import as_mapping, mapping_member

if TYPE_CHECKING:
    from ..config import MethodConfig

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The fields of a Path Item Object that are operations in every version; 3.2 adds `query` and `additionalOperations`.
"""


@dataclass(frozen=True, slots=True)
class Call:
    """An operation: `id` is `get /v1/things`, `key` its place under `paths`, `stem` the beginning of its types' names.

    `origin` and `item_origin` are where it and its path item are written; `resource` is the resource of its method.
    """

    ctx: Context
    id: str
    method: str
    path: str
    key: str
    value: dict[str, Any]
    origin: Origin
    item: dict[str, Any]
    item_origin: Origin
    resource: tuple[str, ...] = ()
    stem: str = ""
    config: MethodConfig | None = None

    def site(self, value: Any, origin: Origin, used: str, place: tuple[str, ...] = ()) -> Site:
        """The schema at `origin`, used by this operation under the key `used` (relative to the operation's)."""
        scope = Scope(self.id, self.resource, self.ctx.key(origin), f"{self.key}/{used}")
        return Site(value, origin, scope, place)

    def root(self, site: Site, name: str) -> Root:
        """Make a schema of this operation the top of its own tree, called `name`."""
        return as_root(self.ctx, site, Name(name, NameStrength.PLACE), self.id)


def as_root(ctx: Context, site: Site, name: Name, owner: str | None) -> Root:
    """A definition for the schema at `site`, at the top of a tree of its own."""
    id_ = ctx.id_of(site)
    scope = Scope(id_, site.scope.resource, ctx.key(site.origin), id_)
    return Root(id_, name, site.scope.resource, Site(site.value, site.origin, scope, ()), owner)


def resolved(ctx: Context, value: Any, what: str, origin: Origin) -> tuple[dict[str, Any], Origin]:
    """The mapping behind the references at `origin`. Raises when it is something else or the chain never ends."""
    value, origin = ctx.document.follow(value, origin)
    return as_mapping(value, what, origin), origin


def escape(text: str) -> str:
    """A reference token of a JSON pointer (RFC 6901 section 3)."""
    return text.replace("~", "~0").replace("/", "~1")


def path_item(ctx: Context, raw: Any, place: Origin) -> tuple[dict[str, Any], Origin]:
    """The path item at `place`, references followed; fields that only stand beside a `$ref` count too."""
    value = as_mapping(raw, "a path item", place)
    if "$ref" not in value:
        return value, place
    target, at = resolved(ctx, value, "a path item", place)
    own = {name: member for name, member in value.items() if name != "$ref" and name not in target}
    return {**target, **own}, at


def operations_of(ctx: Context, item: dict[str, Any], origin: Origin) -> Iterator[tuple[str, Any, Origin, str]]:
    """The operations of a path item: method, value, place, and the key of the place below the path item."""
    latest = ctx.document.version == "3.2"
    for key, value in item.items():
        if key in METHODS or (key == "query" and latest):
            yield key, value, origin.child(key), key
        elif key == "additionalOperations" and latest:
            more = mapping_member(item, key, origin)
            for method, operation in more.items():
                if method.lower() in METHODS:
                    message = f"{method} is a field of the path item, not one of `additionalOperations`"
                    raise fail("Path/Method", message, origin.child(key, method), at_key=True)
                yield method, operation, origin.child(key, method), f"{key}/{escape(method)}"
