"""Build stage: methods that verify and decode webhooks in, their views out. They call nothing, so that the sync and the
async class have the same ones.
"""

from __future__ import annotations

from .... import ir
from ....values import dataclass
from ..casing import Casing
from ..quoting import Code, Ident, Literal, literal
from .context import Context, ModuleTypes
from .runtime_types import RuntimeTypes


@dataclass(frozen=True, slots=True)
class WebhookView:
    """`constant` describes the events, `client` is what its `key_option` is read from."""

    constant: Ident
    annotation: Code | None
    event: Code
    key_option: Literal | None
    name: Ident
    unsafe_name: Ident
    client: Code
    returns: Code


def view_webhooks(
    context: Context, types: ModuleTypes, runtime: RuntimeTypes, resource: ir.Resource
) -> tuple[WebhookView, ...]:
    """The webhook methods of one resource."""
    client = Code("self._client" if resource.path else "self")
    views = tuple(_view(context, runtime, webhook, client) for webhook in resource.webhooks)
    if views:
        types.value("_webhooks", "Webhook")
        types.static.member("collections.abc", "Mapping")
    return views


def _view(context: Context, runtime: RuntimeTypes, webhook: ir.WebhookUnwrap, client: Code) -> WebhookView:
    name = webhook_name(context, webhook)
    event = runtime.result(webhook.event, f"{name}_event")
    option = context.names.option(webhook.key_option) if webhook.key_option is not None else None
    return WebhookView(
        constant=Ident(f"_{name.upper()}_WEBHOOK"),
        annotation=Code(f"Webhook[{event.annotation}]") if event.annotation else None,
        event=event.value,
        key_option=literal(option) if option is not None else None,
        name=Ident(name),
        unsafe_name=Ident(f"unsafe_{name}"),
        client=client,
        returns=runtime.types.received(webhook.event),
    )


def webhook_name(context: Context, webhook: ir.WebhookUnwrap) -> str:
    """What the method that verifies is called."""
    return Casing(context.api.custom_casings).snake(webhook.name.text)
