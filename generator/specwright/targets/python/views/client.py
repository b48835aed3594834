"""Build stage: the whole API in, the module `_client.py` out: both clients, and what stands behind
`with_raw_response` and `with_streaming_response` on them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .... import ir
from ....values import dataclass
from ..conventions import CLIENT_MODULE_NAMES
from ..name_resources import ResourceNames
from ..quoting import Code, Doc, Ident, Literal, docstring_body, literal
from .auth import auth_code, tuple_code
from .context import Context, ModuleTypes
from .docs import clean
from .methods import MethodView
from .operations import OperationView
from .options import OptionView, sent_options, view_options
from .resources import ChildView, MethodsOf, WrapperView, module_types, view_wrappers
from .runtime_types import FactoryView
from .webhooks import WebhookView

_PUBLISHED_PARTS = ("brackets", "brackets")
"""How published SDKs write lists and objects in multipart bodies."""
_ABSOLUTE_URL = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EnvironmentView:
    """`"sandbox": "https://sandbox.example.com"`."""

    name: Literal
    url: Literal


@dataclass(frozen=True, slots=True)
class AddressView:
    """Where the client finds the API. `environments` only where there are several; `default` is the name of one then.

    `variables`: what fills the placeholders of the URLs, `{"region": self.region}`.
    """

    environments: tuple[EnvironmentView, ...]
    names: Code | None
    default: Literal
    env: Literal
    variables: Code | None


@dataclass(frozen=True, slots=True)
class ClientClassView:
    """`Cadenya` or `AsyncCadenya`."""

    name: Ident
    base: Ident
    http_client: Code
    doc: Doc
    raw_class: Ident
    streaming_class: Ident
    children: tuple[ChildView, ...]
    methods: tuple[MethodView, ...]


@dataclass(frozen=True, slots=True)
class ClientView:
    """The module `_client.py`."""

    imports: Code
    typing_imports: Code
    exports: tuple[Literal, ...]
    address: AddressView
    auth: Code
    array_format: Literal
    nested_format: Literal
    multipart: Code | None
    sent: Code | None
    idempotency_header: Literal | None
    constant_headers: Literal | None
    legacy_responses: bool
    platform_headers: Literal | None
    known_errors: bool
    error_message: Literal | None
    stream_rules: Code | None
    options: tuple[OptionView, ...]
    factories: tuple[FactoryView, ...]
    operations: tuple[OperationView, ...]
    webhooks: tuple[WebhookView, ...]
    classes: tuple[ClientClassView, ...]
    wrappers: tuple[WrapperView, ...]
    name: Ident
    async_name: Ident


def client_names(context: Context) -> ResourceNames:
    """The clients' classes, in the form of a resource's."""
    name = context.names.client
    return ResourceNames(
        attribute="client",
        module="_client",
        cls=name,
        async_cls=f"Async{name}",
        raw_cls=f"{name}WithRawResponse",
        async_raw_cls=f"Async{name}WithRawResponse",
        streaming_cls=f"{name}WithStreamedResponse",
        async_streaming_cls=f"Async{name}WithStreamedResponse",
    )


def view_client(context: Context) -> ClientView:
    """The module `_client.py` of the SDK."""
    names = client_names(context)
    types = module_types(context, context.api.root, "_client")
    types.taken |= {names.cls, names.async_cls, *CLIENT_MODULE_NAMES}
    built = MethodsOf(context, types, context.api.root)
    _import_runtime(context, built)
    options = view_options(context, types.runtime)
    sent = sent_options(context)
    if sent is not None:
        types.value("_client_options", "SentOptions")
    address = _address(context, built)
    auth = auth_code(context, types.runtime)
    classes = tuple(_client_class(built, names, options, is_async=is_async) for is_async in (False, True))
    wrappers = view_wrappers(built, names, Ident("client"))
    stream_rules = _stream_rules(context, types)
    api = context.api
    multipart = _multipart(types, api)
    return ClientView(
        imports=Code(types.runtime.render()),
        typing_imports=Code(types.static.without(types.runtime).render()),
        exports=tuple(literal(name) for name in (names.cls, names.async_cls)),
        address=address,
        auth=auth,
        array_format=literal(api.query_array_format),
        nested_format=literal(api.query_nested_format),
        multipart=multipart,
        sent=sent,
        idempotency_header=literal(api.idempotency_header) if api.idempotency_header is not None else None,
        constant_headers=literal(dict(api.default_headers)) if api.default_headers else None,
        legacy_responses=context.settings.legacy_raw_responses,
        platform_headers=None if api.platform_headers else literal(False),
        known_errors=api.errors is not None,
        error_message=literal(api.error_message) if api.error_message is not None else None,
        stream_rules=stream_rules,
        options=options,
        factories=tuple(built.runtime.factories),
        operations=built.operations,
        webhooks=built.webhooks,
        classes=classes,
        wrappers=wrappers,
        name=Ident(names.cls),
        async_name=Ident(names.async_cls),
    )


def _multipart(types: ModuleTypes, api: ir.Api) -> Code | None:
    """The format of multipart bodies, None where there are none, or it is the runtime's."""
    formats = (api.multipart_array_format, api.multipart_nested_format)
    bodies = (operation.body for operation in api.operations.values())
    sent = any(body is not None and body.contents[0].kind is ir.ContentKind.MULTIPART for body in bodies)
    if not sent or formats == _PUBLISHED_PARTS:
        return None
    types.value("_qs", "MultipartFormat")
    return Code(f"MultipartFormat({', '.join(literal(word) for word in formats)})")


def _import_runtime(context: Context, built: MethodsOf) -> None:
    types = built.types
    types.runtime.member("typing", "TYPE_CHECKING", "Any")
    types.runtime.member("collections.abc", "Mapping")
    types.value("_base_client", "SyncAPIClient")
    types.value("_base_client", "AsyncAPIClient")
    types.value("_constants", "DEFAULT_MAX_RETRIES")
    types.value("_qs", "Querystring")
    for name in ("NotGiven", "ProxiesTypes", "RequestOptions", "Timeout", "Transport", "not_given"):
        types.value("_types", name)
    types.value("_utils", "cached_property")
    types.value("_version", "__version__")
    if context.api.errors is not None:
        types.value("_known_errors", "KNOWN_ERRORS")
    types.static.module(context.http_import)
    types.static.member("typing_extensions", "Self")


def _client_class(
    built: MethodsOf, names: ResourceNames, options: tuple[OptionView, ...], *, is_async: bool
) -> ClientClassView:
    return ClientClassView(
        name=Ident(names.async_cls if is_async else names.cls),
        base=Ident("AsyncAPIClient" if is_async else "SyncAPIClient"),
        http_client=Code("httpx.AsyncClient" if is_async else "httpx.Client"),
        doc=docstring_body(_client_doc(built.context, options, is_async=is_async)),
        raw_class=Ident(names.async_raw_cls if is_async else names.raw_cls),
        streaming_class=Ident(names.async_streaming_cls if is_async else names.streaming_cls),
        children=built.children(1 if is_async else 0),
        methods=built.asynchronous if is_async else built.sync,
    )


def _client_doc(context: Context, options: tuple[OptionView, ...], *, is_async: bool) -> str:
    title = clean(context.api.info.title).replace("\n", " ") or context.names.client
    kind = "asynchronous" if is_async else "synchronous"
    parts = [f"The {kind} client of the {title}."]
    read = [f"- `{option.name}` from `{context_env}`" for option in options if (context_env := _env(context, option))]
    if read:
        parts.append("What is not given is read from the environment:\n\n" + "\n".join(read))
    return "\n\n".join(parts)


def _env(context: Context, view: OptionView) -> str | None:
    found = (option for option in context.api.options if context.names.option(option.name.text) == view.name)
    return next((option.env for option in found), None)


def _address(context: Context, built: MethodsOf) -> AddressView:
    api = context.api
    variables = {
        option.server_variable: context.names.option(option.name.text)
        for option in api.options
        if option.server_variable is not None
    }
    function = "resolve_environment" if len(api.environments) > 1 else "resolve_base_url"
    built.types.value("_client_options", function)
    env = literal(f"{context.names.env_prefix}_BASE_URL")
    filled = _variables_code(variables)
    if len(api.environments) > 1:
        built.types.static.member("typing", "Literal")
        views = tuple(
            EnvironmentView(literal(e.name.text), literal(fill(e.server, variables))) for e in api.environments
        )
        names = Code(f"Literal[{', '.join(view.name for view in views)}]")
        return AddressView(views, names, views[0].name, env, filled)
    return AddressView((), None, literal(base_url(api, variables)), env, filled)


def _stream_rules(context: Context, types: ModuleTypes) -> Code | None:
    """`StreamRules((EventRule("done", data_starts_with="[DONE]"), EventRule("yield")))`; None for the usual ones."""
    if not context.api.stream_rules:
        return None
    types.value("_streaming", "EventRule")
    types.value("_streaming", "StreamRules")
    return Code(f"StreamRules({tuple_code([_event_rule(rule) for rule in context.api.stream_rules])})")


def _event_rule(rule: ir.StreamRule) -> str:
    parts: list[str] = [literal(rule.action.value)]
    if rule.event_types:
        parts.append(f"event_types={tuple_code([literal(name) for name in rule.event_types])}")
    if rule.data_starts_with is not None:
        parts.append(f"data_starts_with={literal(rule.data_starts_with)}")
    if rule.error_property is not None:
        parts.append(f"error_property={literal(rule.error_property)}")
    return f"EventRule({', '.join(parts)})"


def base_url(api: ir.Api, variables: Mapping[str, str] | None = None) -> str | None:
    """The URL of the first environment or server; None when it is relative, to a place nobody knows."""
    servers = [environment.server for environment in api.environments] or list(api.servers)
    url = fill(servers[0], variables or {}) if servers else ""
    return url if _ABSOLUTE_URL.match(url) else None


def fill(server: ir.Server, kept: Mapping[str, str]) -> str:
    """The server's URL with the defaults of its variables, but for those that an option fills."""
    url = server.url
    for variable in server.variables:
        if variable.wire not in kept:
            url = url.replace(f"{{{variable.wire}}}", variable.default)
    return url


def _variables_code(variables: Mapping[str, str]) -> Code | None:
    if not variables:
        return None
    return Code(f"{{{', '.join(f'{literal(wire)}: self.{name}' for wire, name in variables.items())}}}")
