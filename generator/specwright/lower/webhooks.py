"""Stage lower: webhooks and callbacks: what the API sends to its users (OpenAPI 3.1, 4.8.1 `webhooks`, 4.8.18).

What comes in: the document. What goes out: `Hook`s, with definitions for their payloads. Nothing calls these
operations, so of the rest only names are kept, for the review of changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..ir import Discriminator, Hook, Name, NameStrength, Origin, Ref, Union, WebhookUnwrap
from .calls import Call, as_root, escape, operations_of, path_item, resolved
from .contents import read_contents
from .context import Context
from .definitions import define_alias, define_named
from .joining import joined
from .media_types import request_rank
from .models import model_or_component
from .reading import as_mapping, list_member, mapping_member
from .references import SHARED

if TYPE_CHECKING:
    from ..config import MethodConfig
    from ..config import WebhookUnwrap as UnwrapConfig

_WEBHOOKS = ("webhooks", "x-webhooks")
"""`x-webhooks` is what documents before OpenAPI 3.1 use."""


def lower_webhooks(ctx: Context) -> tuple[Hook, ...]:
    """The document's webhooks."""
    found: list[Hook] = []
    for key in _WEBHOOKS:
        written = ctx.document.data.get(key)
        if written is None or (key.startswith("x-") and not isinstance(written, dict)):
            continue
        origin = ctx.document.origin().child(key)
        for name, raw in as_mapping(written, f"`{key}`", origin).items():
            if not name.startswith("x-"):
                item, place = path_item(ctx, raw, origin.child(name))
                found.extend(_hooks(ctx, f"#/{key}/{escape(name)}", name, item, place))
    return tuple(found)


def lower_callbacks(ctx: Context, call: Call) -> tuple[Hook, ...]:
    """The callbacks of an operation."""
    found: list[Hook] = []
    for name, raw in mapping_member(call.value, "callbacks", call.origin).items():
        place = call.origin.child("callbacks", name)
        callback, origin = resolved(ctx, raw, "a callback", place)
        for expression, value in callback.items():
            if not expression.startswith("x-"):
                item, at = path_item(ctx, value, origin.child(expression))
                key = f"{call.key}/callbacks/{escape(name)}/{escape(expression)}"
                hooks = _hooks(ctx, key, name, item, at)
                found.extend(replace(hook, operation=call.id, expression=expression) for hook in hooks)
    return tuple(found)


def payloads_of(hooks: Iterable[Hook]) -> tuple[str, ...]:
    """The ids of the payloads, each once."""
    return tuple(dict.fromkeys(hook.payload for hook in hooks if hook.payload is not None))


def _hooks(ctx: Context, key: str, name: str, item: dict[str, Any], origin: Origin) -> Iterator[Hook]:
    for method, value, at, below in operations_of(ctx, item, origin):
        operation = as_mapping(value, "an operation", at)
        call = Call(ctx, f"{method} {name}", method, name, f"{key}/{below}", operation, at, item, origin, SHARED, name)
        payload = _payload(call)
        statuses = tuple(map(str, mapping_member(operation, "responses", at))) if "responses" in operation else ()
        yield Hook(name, method, at, payload, tuple(_header_names(call)), statuses)


def _header_names(call: Call) -> Iterator[str]:
    """The header parameters that come with a payload; what is wrong with one is no reason to lose the webhook."""
    for holder, place in ((call.item, call.item_origin), (call.value, call.origin)):
        for index, raw in enumerate(list_member(holder, "parameters", place)):
            value, _ = resolved(call.ctx, raw, "a parameter", place.child("parameters", index))
            if value.get("in") == "header" and isinstance(value.get("name"), str):
                yield value["name"]


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
