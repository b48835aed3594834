"""Stage config: client, query, streaming and casing settings, from checked nodes."""

from __future__ import annotations

from ..diagnostics import Diagnostics
from ..ir.auth import AuthRole
from .durations import read_duration
from .expressions import schema_pointer
from .node import Node
from .settings import (
    ArrayFormat,
    Casing,
    ClientOptionConfig,
    ClientSettings,
    ErrorSettings,
    ErrorUnion,
    ErrorVariant,
    EventAction,
    EventRule,
    License,
    MultipartSettings,
    NestedFormat,
    OptionAuth,
    PartFormat,
    QuerySettings,
    Settings,
)
from .shape import as_text


def read_client(node: Node, diagnostics: Diagnostics) -> ClientSettings:
    """`client_settings`, with the defaults of a client filled in."""
    retries = node.section("default_retries")
    initial, longest = retries.number("initial_delay_seconds"), retries.number("max_delay_seconds")
    timeout = read_duration(node.child("default_timeout"), diagnostics)
    attempts = retries.number("max_retries")
    return ClientSettings(
        origin=node.origin,
        options=tuple(_option(name, item) for name, item in node.section("opts").entries()),
        idempotency_header=node.section("idempotency").text("header") or node.text("idempotency_header"),
        default_headers=tuple(
            (name, _header_value(value)) for name, value in node.section("default_headers").entries()
        ),
        default_timeout=60.0 if timeout is None else timeout,
        max_retries=2 if attempts is None else int(attempts),
        initial_retry_delay=0.5 if initial is None else initial,
        max_retry_delay=8.0 if longest is None else longest,
        env_prefix=node.text("default_env_prefix"),
        client_name=node.text("default_client_name"),
        response_headers=tuple((name, str(h.value)) for name, h in node.section("response_headers").entries()),
        omit_platform_headers=node.flag("omit_stainless_headers"),
    )


def _header_value(node: Node) -> str:
    return str(node.value).lower() if isinstance(node.value, bool) else as_text(node.value)


def _option(name: str, node: Node) -> ClientOptionConfig:
    auth = node.child("auth")
    scheme = auth.text("security_scheme") if auth is not None else None
    default, example = node.child("default"), node.child("example")
    return ClientOptionConfig(
        name=name,
        origin=node.origin,
        type=node.text("type") or "string",
        nullable=node.flag("nullable"),
        description=node.text("description"),
        default=default.value if default is not None else None,
        example=example.value if example is not None else None,
        read_env=node.text("read_env"),
        auth=OptionAuth(scheme, AuthRole(node.section("auth").text("role") or "value")) if scheme else None,
        server_variable=node.text("server_variable"),
        send_in_header=node.text("send_in_header"),
        send_as_query_param=node.text("send_as_query_param"),
        send_as_body_param=node.text("send_as_body_param"),
        send_as_path_param=node.text("send_as_path_param"),
        send_in_cookie=node.text("send_in_cookie"),
        required_in_tests=node.flag("required_in_tests"),
    )


def read_settings(node: Node) -> Settings:
    """`settings`."""
    written = node.child("license")
    licence = None
    if written is not None:
        named = isinstance(written.value, dict)
        name = written.text("name") if named else str(written.value)
        licence = License(name or "custom", written.text("contents"), written.text("extension"))
    return Settings(
        origin=node.origin,
        license=licence,
        unwrap_response_fields=node.texts("unwrap_response_fields"),
        unwrap_multiproperty_response_fields=node.flag("unwrap_multiproperty_response_fields"),
        positional_params=node.flag("positional_params", True),
        per_endpoint_security=node.flag("per_endpoint_security"),
        license_classifier=node.section("python").text("license_classifier"),
        file_header=node.text("file_header"),
        disable_tests=node.flag("disable_tests"),
        sort_properties=node.flag("sort_schema_properties"),
    )


def read_errors(node: Node, diagnostics: Diagnostics) -> ErrorSettings:
    """`errors`. A union without a schema or a discriminator is an error."""
    message = node.text("message_property")
    if not node.has("union"):
        return ErrorSettings(message)
    union = node.section("union")
    source, discriminator = union.text("source"), union.text("discriminator")
    if source is None or discriminator is None:
        missing = "source" if source is None else "discriminator"
        diagnostics.error("Config/Missing", f"`errors.union` has no `{missing}`", union.origin)
        return ErrorSettings(message)
    variants = tuple(_error_variant(value, item) for value, item in union.section("variants").entries())
    pointer = schema_pointer(source)
    return ErrorSettings(
        message, ErrorUnion(union.origin, pointer, discriminator, union.text("status_property"), variants)
    )


def _error_variant(value: str, node: Node) -> ErrorVariant:
    status = node.number("status_code")
    return ErrorVariant(value, int(status) if status is not None else None, node.text("name"))


def read_query(node: Node) -> QuerySettings:
    """`query_settings`."""
    return QuerySettings(
        origin=node.origin,
        array_format=ArrayFormat(node.text("array_format") or "comma"),
        nested_format=NestedFormat(node.text("nested_format") or "brackets"),
    )


def read_multipart(node: Node) -> MultipartSettings:
    """`multipart_settings`; without it, what the published SDKs do."""
    return MultipartSettings(
        ArrayFormat(node.text("array_format") or "brackets"), PartFormat(node.text("nested_format") or "brackets")
    )


def read_event_rule(node: Node) -> EventRule:
    """One rule of `streaming.on_event`. `event_type: null` means events without a name."""
    types: tuple[str | None, ...] = ()
    if node.has("event_type"):
        written = node.child("event_type")
        values = written.items() if written is not None else [Node(None, node.origin)]
        types = tuple(item.value if isinstance(item.value, str) else None for item in values)
    return EventRule(
        origin=node.origin,
        action=EventAction(node.text("handle") or "yield"),
        event_types=types,
        data_starts_with=node.text("data_starts_with"),
        fallthrough=node.text("kind") == "fallthrough",
        error_property=node.text("error_property"),
    )


def read_casing(word: str, node: Node) -> Casing:
    """`custom_casings.<word>`."""
    initialism = node.flag("initialism") if node.has("initialism") else None
    spellings = tuple((style, str(text.value)) for style, text in node.entries() if style != "initialism")
    return Casing(word, node.origin, initialism, spellings)
