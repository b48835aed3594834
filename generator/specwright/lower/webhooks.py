"""Stage lower: webhooks and callbacks: what the API sends to its users (OpenAPI 3.1, 4.8.1 `webhooks`, 4.8.18).

What comes in: the document. What goes out: the ids of the payloads' definitions. Nothing calls these operations, so
only their bodies matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..ir import Discriminator, Name, NameStrength, Origin, Ref, Union, WebhookUnwrap
from .calls import Call, as_root, escape, operations_of, path_item, resolved
from .contents import read_contents
from .context import Context
from .definitions import define_alias, define_named
from .joining import joined
from .media_types import request_rank
from .models import model_or_component
from .reading import as_mapping, mapping_member
from .references import SHARED

if TYPE_CHECKING:
    from ..config import MethodConfig
    from ..config import WebhookUnwrap as UnwrapConfig

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


def lower_unwrap(ctx: Context, config: MethodConfig, webhooks: tuple[str, ...]) -> WebhookUnwrap | None:
    """A method of `type: webhook_unwrap`; None, with a warning, when no payload is known."""
    assert config.webhook is not None
    ids = [root.id for _, name in config.webhook.event_types if (root := model_or_component(ctx, name)) is not None]
    known = [id_ for id_ in (ids if config.webhook.event_types else webhooks) if id_ in ctx.definitions]
    if not known:
        message = f"no payload is known for the method {config.name!r}; it is left out"
        ctx.diagnostics.warn("Method/NoWebhooks", message, config.origin)
        return None
    event = joined(Ref(id_) for id_ in known)
    if isinstance(event, Union) and config.webhook.discriminator is not None:
        mapping = _event_mapping(ctx, config.webhook)
        event = Union(event.arms, Discriminator(config.webhook.discriminator, mapping) if mapping else None)
    return WebhookUnwrap(Name(config.name, NameStrength.CONFIG), event, config.webhook.key_option)


def _event_mapping(ctx: Context, webhook: UnwrapConfig) -> tuple[tuple[str, str], ...]:
    found = ((value, model_or_component(ctx, name)) for value, name in webhook.event_types)
    return tuple((value, root.id) for value, root in found if root is not None and root.id in ctx.definitions)
