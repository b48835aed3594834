"""Stage config: the tree of resources and the pagination schemes, from checked nodes.

What comes in: nodes of `resources` and `pagination`. What goes out: `ResourceConfig` and `PagingSchemeConfig`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Diagnostics
from ..ir.paging import PagingKind
from .document import FIXED_METHODS
from .durations import read_duration
from .expressions import schema_pointer
from .model import (
    Endpoint,
    MethodConfig,
    MethodKind,
    MethodStreaming,
    ModelConfig,
    ResourceConfig,
    WebhookUnwrap,
)
from .node import Node
from .paging_purposes import with_purposes
from .settings import PagingPropertyConfig, PagingSchemeConfig

_LANGUAGE = "python"
# A method is a token (RFC 9110, section 5.6.2); paths are whatever stands in the document, spaces included.
_ENDPOINT = re.compile(r"\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s+(/.*)", re.DOTALL)
_PAGING_PROPERTY = "x-stainless-pagination-property"


def read_resource(name: str, node: Node, diagnostics: Diagnostics) -> ResourceConfig:
    """A resource and everything below it."""
    return ResourceConfig(
        name=name,
        origin=node.origin,
        models=tuple(_model(key, item, diagnostics) for key, item in node.section("models").entries()),
        methods=tuple(
            method
            for key, item in node.section("methods").entries()
            if (method := _method(key, item, diagnostics)) is not None
        ),
        subresources=tuple(
            read_resource(key, item, diagnostics) for key, item in node.section("subresources").entries()
        ),
        description=node.text("description"),
        deprecated=_deprecated(node),
        skip=_skipped(node),
        standalone=node.flag("standalone_api"),
    )


def read_endpoint(node: Node, diagnostics: Diagnostics) -> Endpoint | None:
    """`get /v1/things`; an error and None when it is not of that form."""
    match = _ENDPOINT.fullmatch(str(node.value))
    if match is None:
        message = f"`{node.value}` is not an endpoint"
        diagnostics.error("Endpoint/Malformed", message, node.origin, hint="write verb and path: `get /v1/things/{id}`")
        return None
    method = match[1].lower() if match[1].lower() in FIXED_METHODS else match[1]
    return Endpoint(method, match[2], node.origin)


def _skipped(node: Node) -> bool:
    skip, only = node.child("skip"), node.child("only")
    if skip is not None and (skip.value is True or _LANGUAGE in node.texts("skip")):
        return True
    return only is not None and not isinstance(only.value, bool) and _LANGUAGE not in node.texts("only")


def _deprecated(node: Node) -> str | None:
    written = node.child("deprecated")
    if written is None or written.value is False:
        return None
    if isinstance(written.value, dict):
        return written.text(_LANGUAGE) or written.text("default")
    return written.value if isinstance(written.value, str) else "deprecated"


def _model(key: str, node: Node, diagnostics: Diagnostics) -> ModelConfig:
    if isinstance(node.value, str):
        return ModelConfig(key, node.origin, schema_pointer(node.value))
    uri, target = node.text("openapi_uri"), node.text("to")
    if node.text("type") == "alias":
        if target is None:
            diagnostics.error("Config/Missing", f"the alias `{key}` has no `to`", node.origin)
        uri = None
    elif uri is None:
        diagnostics.error("Config/Missing", f"the model `{key}` has no `openapi_uri`", node.origin)
    return ModelConfig(
        key=key,
        origin=node.origin,
        pointer=schema_pointer(uri) if uri is not None else None,
        alias_of=target,
        no_params_suffix=node.flag("no_params_suffix"),
        sent=node.flag("sent"),
        param_model=node.text("param_model"),
        deprecated=_deprecated(node),
        skip=_skipped(node),
    )


def _method(name: str, node: Node, diagnostics: Diagnostics) -> MethodConfig | None:
    if isinstance(node.value, str):
        endpoint = read_endpoint(node, diagnostics)
        return MethodConfig(name, node.origin, endpoint=endpoint) if endpoint else None
    written_kind = node.text("type") or ("webhook_unwrap" if node.has("webhook_key_opt") else "http")
    if written_kind not in {kind.value for kind in MethodKind}:
        message = f"methods of type {written_kind} are not supported yet; `{name}` is left out"
        diagnostics.warn("Config/NotSupported", message, node.origin)
        return None
    kind, target = MethodKind(written_kind), node.child("endpoint")
    endpoint = read_endpoint(target, diagnostics) if target is not None else None
    if kind is MethodKind.HTTP and endpoint is None:
        if target is None:
            diagnostics.error("Config/Missing", f"the method `{name}` has no `endpoint`", node.origin)
        return None
    alias_of = node.text("to") or (node.text("endpoint") if kind is MethodKind.ALIAS else None)
    if kind is MethodKind.ALIAS and alias_of is None:
        diagnostics.error("Config/Missing", f"the alias `{name}` has no `to`", node.origin)
        return None
    return _full_method(name, node, kind, endpoint, alias_of, diagnostics)


def _full_method(
    name: str, node: Node, kind: MethodKind, endpoint: Endpoint | None, alias_of: str | None, diagnostics: Diagnostics
) -> MethodConfig:
    options = node.section("default_request_options")
    retries = options.number("max_retries")
    return MethodConfig(
        name=name,
        origin=node.origin,
        kind=kind,
        endpoint=endpoint,
        alias_of=alias_of,
        webhook=_webhook(node) if kind is MethodKind.WEBHOOK_UNWRAP else None,
        paginated=node.flag_or_text("paginated"),
        unwrap_response=node.flag_or_text("unwrap_response"),
        body_param_name=node.text("body_param_name"),
        positional_params=_positional(node),
        timeout=read_duration(options.child("timeout"), diagnostics),
        max_retries=int(retries) if retries is not None else None,
        response_property=node.section("docs").flag_or_text("response_property"),
        description=node.text("description"),
        streaming=_streaming(node),
        deprecated=_deprecated(node),
        skip=_skipped(node),
        skip_test_reason=_test_reason(node),
    )


def _positional(node: Node) -> tuple[str, ...] | None:
    written = node.child("positional_params")
    if written is None or written.value is True:
        return None
    return () if written.value is False else node.texts("positional_params")


def _streaming(node: Node) -> MethodStreaming | None:
    written = node.child("streaming")
    if written is None:
        return None
    return MethodStreaming(written.origin, written.text("param_discriminator"), written.text("stream_event_model"))


def _test_reason(node: Node) -> str | None:
    written = node.child("skip_test_reason")
    if written is None:
        return None
    return written.text(_LANGUAGE) if isinstance(written.value, dict) else str(written.value)


def _webhook(node: Node) -> WebhookUnwrap:
    events = node.child("event_types")
    pairs: tuple[tuple[str, str], ...] = ()
    if events is not None and isinstance(events.value, dict):
        pairs = tuple((value, str(model.value)) for value, model in events.entries())
    elif events is not None:
        pairs = tuple((str(model.value), str(model.value)) for model in events.items())
    return WebhookUnwrap(node.text("discriminator"), pairs, node.text("webhook_key_opt"))


def read_pagination(node: Node | None, diagnostics: Diagnostics) -> tuple[PagingSchemeConfig, ...]:
    """The schemes: a list of them, or a single one."""
    if node is None:
        return ()
    schemes: dict[str, PagingSchemeConfig] = {}
    for item in node.items():
        name, kind = item.text("name"), item.text("type")
        if name is None or kind is None:
            missing = "name" if name is None else "type"
            diagnostics.error("Config/Missing", f"a pagination scheme has no `{missing}`", item.origin)
            continue
        if name in schemes:
            diagnostics.error("Config/Duplicate", f"two pagination schemes are called `{name}`", item.origin)
            continue
        request, response = (tuple(_properties(item.section(side), ())) for side in ("request", "response"))
        request, response = with_purposes(PagingKind(kind), request, response)
        schemes[name] = PagingSchemeConfig(
            name=name,
            kind=PagingKind(kind),
            origin=item.origin,
            request=request,
            response=response,
            in_body=item.text("param_location") == "body",
            continue_on_empty_items=item.flag("continue_on_empty_items"),
            description=item.text("description"),
        )
    return tuple(schemes.values())


def _properties(node: Node, parents: tuple[str, ...]) -> Iterator[PagingPropertyConfig]:
    """The properties of a scheme's request or response, those of nested objects after the object itself."""
    for name, schema in node.entries():
        path = (*parents, name)
        mark = schema.section(_PAGING_PROPERTY)
        yield PagingPropertyConfig(
            path=path,
            origin=schema.origin,
            schema={key: value for key, value in schema.mapping().items() if key != _PAGING_PROPERTY},
            purpose=mark.text("purpose"),
            is_top_level_array=mark.flag("is_top_level_array"),
            from_header=mark.text("from_header"),
            required=mark.flag("required"),
        )
        inner = schema.section("items") if schema.text("type") == "array" else schema
        nested = _properties(inner.section("properties"), path)
        # Of what an item has, only its id matters to the page.
        yield from nested if inner is schema else (found for found in nested if found.purpose is not None)
