"""Resources and pagination schemes → plain data in the configuration's format, for `dump.py`."""

from __future__ import annotations

from ..ir.types import JsonValue
from .model import MethodConfig, MethodKind, ModelConfig, ResourceConfig, WebhookUnwrap
from .settings import PagingPropertyConfig, PagingSchemeConfig
from .yaml_text import without_empty

_SCHEMAS = "#/components/schemas/"


def resource_data(resource: ResourceConfig) -> dict[str, JsonValue]:
    """A resource as it is written under its name."""
    return without_empty(
        {
            "description": resource.description,
            "deprecated": resource.deprecated,
            "skip": resource.skip or None,
            "models": {model.key: _model(model) for model in resource.models},
            "methods": {method.name: _method(method) for method in resource.methods},
            "subresources": {child.name: resource_data(child) for child in resource.subresources},
        }
    )


def _model(model: ModelConfig) -> JsonValue:
    rest = without_empty(
        {
            "type": "alias" if model.alias_of else None,
            "to": model.alias_of,
            "no_params_suffix": model.no_params_suffix or None,
            "sent": model.sent or None,
            "param_model": model.param_model,
            "deprecated": model.deprecated,
            "skip": model.skip or None,
        }
    )
    if not rest and model.pointer is not None:
        return _schema_name(model.pointer)
    return without_empty({"openapi_uri": model.pointer, **rest})


def _schema_name(pointer: str) -> str:
    """The bare name of a component; a pointer to anything else as it is."""
    name = pointer.removeprefix(_SCHEMAS)
    return name if pointer.startswith(_SCHEMAS) and "/" not in name and not name.startswith(("#", "/")) else pointer


def _method(method: MethodConfig) -> JsonValue:
    endpoint = method.endpoint.id if method.endpoint is not None else None
    streaming: JsonValue = None
    if method.streaming is not None:
        model = without_empty({"stream_event_model": method.streaming.event_model})
        streaming = {"param_discriminator": method.streaming.discriminator, **model}
    rest = without_empty(
        {
            "type": method.kind.value if method.kind is not MethodKind.HTTP else None,
            "to": method.alias_of,
            **(_webhook(method.webhook) if method.webhook is not None else {}),
            "paginated": method.paginated,
            "unwrap_response": method.unwrap_response,
            "body_param_name": method.body_param_name,
            "default_request_options": without_empty(
                {
                    "timeout": round(method.timeout * 1000) if method.timeout is not None else None,
                    "max_retries": method.max_retries,
                }
            ),
            "description": method.description,
            "docs": without_empty({"response_property": method.response_property}),
            "streaming": streaming,
            "deprecated": method.deprecated,
            "skip": method.skip or None,
            "skip_test_reason": method.skip_test_reason,
        }
    )
    if method.positional_params is not None:
        rest["positional_params"] = list(method.positional_params)
    if not rest:
        return endpoint
    return {**without_empty({"endpoint": endpoint}), **rest}


def _webhook(webhook: WebhookUnwrap) -> dict[str, JsonValue]:
    named = all(value == model for value, model in webhook.event_types)
    events: JsonValue = [model for _, model in webhook.event_types] if named else dict(webhook.event_types)
    return without_empty(
        {"discriminator": webhook.discriminator, "event_types": events, "webhook_key_opt": webhook.key_option}
    )


def pagination_data(scheme: PagingSchemeConfig) -> dict[str, JsonValue]:
    """A pagination scheme as it is written in the list."""
    return without_empty(
        {
            "name": scheme.name,
            "type": scheme.kind.value,
            "description": scheme.description,
            "param_location": "body" if scheme.in_body else None,
            "continue_on_empty_items": scheme.continue_on_empty_items or None,
            "request": _tree(scheme.request),
            "response": _tree(scheme.response),
        }
    )


def _tree(found: tuple[PagingPropertyConfig, ...]) -> dict[str, JsonValue]:
    """The properties by name, those of nested objects (and of items) where they belong."""
    root: dict[str, JsonValue] = {}
    for prop in found:
        members = root
        for name in prop.path[:-1]:
            members = _members(members, name)
        written = members.setdefault(prop.path[-1], {})
        if isinstance(written, dict):
            written.update({**prop.schema, **written, **_mark(prop)})
    return root


def _members(parent: dict[str, JsonValue], name: str) -> dict[str, JsonValue]:
    """The mapping of the properties inside the property `name`."""
    holder = parent.setdefault(name, {"type": "object"})
    assert isinstance(holder, dict)
    if holder.get("type") == "array":
        items = holder.get("items")
        holder["items"] = inner = dict(items) if isinstance(items, dict) else {}
        inner.setdefault("type", "object")
        holder = inner
    properties = holder.get("properties")
    holder["properties"] = copied = dict(properties) if isinstance(properties, dict) else {}
    return copied


def _mark(prop: PagingPropertyConfig) -> dict[str, JsonValue]:
    mark = without_empty(
        {
            "purpose": prop.purpose,
            "is_top_level_array": prop.is_top_level_array or None,
            "from_header": prop.from_header,
            "required": prop.required or None,
        }
    )
    return {"x-stainless-pagination-property": mark} if mark else {}
