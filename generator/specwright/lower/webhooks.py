"""Stage lower: webhooks and callbacks: what the API sends to its users (OpenAPI 3.1, 4.8.1 `webhooks`, 4.8.18).

What comes in: the document. What goes out: the ids of the payloads' definitions. Nothing calls these operations, so
only their bodies matter.
"""

from __future__ import annotations

from typing import Any

from ..ir import Name, NameStrength, Origin, Ref
from .calls import Call, as_root, escape, operations_of, path_item, resolved
from .contents import read_contents
from .context import Context
from .definitions import define_alias, define_named
from .media_types import request_rank
from .reading import as_mapping, mapping_member
from .references import SHARED

_WEBHOOKS = ("webhooks", "x-webhooks")
"""`x-webhooks` is what documents before OpenAPI 3.1 use."""


def lower_webhooks(ctx: Context) -> tuple[str, ...]:
    """The payloads of the document's webhooks."""
    found: dict[str, None] = {}
    for key in _WEBHOOKS:
        written = ctx.document.data.get(key)
        if written is None or (key.startswith("x-") and not isinstance(written, dict)):
            continue
        origin = ctx.document.origin().child(key)
        for name, raw in as_mapping(written, f"`{key}`", origin).items():
            if not name.startswith("x-"):
                item, place = path_item(ctx, raw, origin.child(name))
                found.update(_payloads(ctx, f"#/{key}/{escape(name)}", name, item, place))
    return tuple(found)


def lower_callbacks(ctx: Context, call: Call) -> tuple[str, ...]:
    """The payloads of an operation's callbacks."""
    found: dict[str, None] = {}
    for name, raw in mapping_member(call.value, "callbacks", call.origin).items():
        place = call.origin.child("callbacks", name)
        callback, origin = resolved(ctx, raw, "a callback", place)
        for expression, value in callback.items():
            if not expression.startswith("x-"):
                item, at = path_item(ctx, value, origin.child(expression))
                key = f"{call.key}/callbacks/{escape(name)}/{escape(expression)}"
                found.update(_payloads(ctx, key, name, item, at))
    return tuple(found)


def _payloads(ctx: Context, key: str, name: str, item: dict[str, Any], origin: Origin) -> dict[str, None]:
    found: dict[str, None] = {}
    for method, value, at, below in operations_of(ctx, item, origin):
        operation = as_mapping(value, "an operation", at)
        call = Call(ctx, f"{method} {name}", method, name, f"{key}/{below}", operation, at, item, origin, SHARED, name)
        id_ = _payload(call)
        if id_ is not None:
            found[id_] = None
    return found


def _payload(call: Call) -> str | None:
    """The definition of a payload; one that is not a schema of its own is called as its webhook."""
    if "requestBody" not in call.value:
        return None
    value, origin = resolved(call.ctx, call.value["requestBody"], "a request body", call.origin.child("requestBody"))
    contents = read_contents(call, value, origin, "requestBody")
    contents.sort(key=lambda raw: request_rank(raw.media_type, raw.kind))
    schema = contents[0].schema if contents else None
    if schema is None:
        return None
    root = as_root(call.ctx, schema, Name(f"{call.stem} payload", NameStrength.PLACE), None)
    type_ = define_named(call.ctx, root)
    if not isinstance(type_, Ref):
        type_ = define_alias(call.ctx, root.site, type_)
    return type_.id
