"""Stage lower: the document and its configuration → `ir.Api`.

What comes in: a `Document` and its `Config`. What goes out: the API, free of OpenAPI's spelling, with
the definitions that an operation, a webhook or a configured model leads to. What cannot be lowered is an error with its
place, or, when the caller allows it, an operation that is left out by name.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostics, SpecwrightError
from ..ir import (
    Api,
    Auth,
    Definition,
    ErrorUnion,
    Hook,
    Name,
    NameStrength,
    PagingScheme,
    SecurityRequirement,
    Server,
)
from ..values import dataclass
from . import schemas, security
from .alias_checks import check_aliases, check_nesting
from .calls import Call, escape, operations_of, path_item
from .context import Context
from .errors import lower_errors
from .extensions import report_extensions
from .information import lower_info, lower_tags
from .models import bare_params, name_models, sent_models
from .operations import Lowered, lower_operation
from .options import lower_casings, lower_options, lower_stream_rules
from .paging import lower_schemes
from .places import singular_name
from .reading import mapping_member
from .reporting import Findings
from .resources import lower_resources, target_of
from .servers import lower_environments, lower_servers
from .tags import tag_arms
from .webhooks import lower_callbacks, lower_webhooks, payloads_of

if TYPE_CHECKING:
    from ..config import Config, MethodConfig
    from ..spec import Document

_FRAMES = 20_000
"""Python frames for schemas nested as deeply as the loader's limits allow."""


def lower(document: Document, config: Config, diagnostics: Diagnostics, *, skip_unsupported: bool = False) -> Api:
    """Lower a document. `config` must have been resolved against it.

    Raises `SpecwrightError` with everything that cannot be lowered. With `skip_unsupported` the operations concerned
    are left out instead, each with a warning, and so are the definitions that only they need.
    """
    ctx = Context(document, config, diagnostics, schemas)
    with _deep_recursion():
        return _lower(ctx, Findings(ctx, skip_unsupported))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What was lowered, with all that failed taken out."""

    operations: dict[str, Lowered]
    schemes: tuple[PagingScheme, ...]
    webhooks: tuple[Hook, ...]
    callbacks: tuple[Hook, ...]
    definitions: dict[str, Definition]
    errors: ErrorUnion | None


def _lower(ctx: Context, findings: Findings) -> Api:
    report_extensions(ctx)
    name_models(ctx)
    auth = security.lower_schemes(ctx)
    servers = lower_servers(ctx, ctx.document.data, ctx.document.origin())
    parts = _lower_parts(ctx, findings)
    findings.raise_errors()
    return replace(_assemble(ctx, parts, auth, servers), without_method=tuple(findings.without_method))


def _lower_parts(ctx: Context, findings: Findings) -> _Parts:
    schemes = lower_schemes(ctx)
    operations: dict[str, Lowered] = {}
    callbacks: dict[str, tuple[Hook, ...]] = {}
    for call in find_calls(ctx, findings):
        try:
            operations[call.id] = lower_operation(call)
            callbacks[call.id] = lower_callbacks(ctx, call)
        except SpecwrightError as error:
            operations.pop(call.id, None)
            findings.skip(call.id, call.origin, error)
    webhooks = _webhooks(ctx, findings)
    errors = _errors(ctx, findings)
    ctx.drain()
    check_aliases(ctx)
    check_nesting(ctx)
    operations = findings.sound_operations(operations)
    webhooks = findings.sound_hooks(webhooks)
    sent = findings.sound_hooks(hook for used in operations for hook in callbacks[used])
    bodies = tuple(found.definition for found in errors.classes) if errors is not None else ()
    definitions = findings.definitions(operations, (*payloads_of((*webhooks, *sent)), *bodies), schemes)
    definitions = tag_arms(definitions, (lowered.operation for lowered in operations.values()))
    return _Parts(operations, schemes, webhooks, sent, definitions, errors)


def _assemble(ctx: Context, parts: _Parts, auth: tuple[Auth, ...], servers: tuple[Server, ...]) -> Api:
    config, client = ctx.config, ctx.config.client
    webhooks = payloads_of(parts.webhooks)
    return Api(
        info=lower_info(ctx),
        name=Name(client.client_name or config.organization.name, NameStrength.CONFIG),
        servers=servers,
        environments=lower_environments(ctx, servers),
        options=lower_options(config, ctx.diagnostics),
        auth=auth,
        security=_requirements(ctx),
        definitions=parts.definitions,
        operations={id_: lowered.operation for id_, lowered in parts.operations.items()},
        root=lower_resources(ctx, parts.operations, webhooks),
        paging=parts.schemes,
        webhooks=webhooks,
        callbacks=payloads_of(parts.callbacks),
        query_array_format=config.query.array_format.value,
        query_nested_format=config.query.nested_format.value,
        multipart_array_format=config.multipart.array_format.value,
        multipart_nested_format=config.multipart.nested_format.value,
        idempotency_header=client.idempotency_header,
        default_headers=client.default_headers,
        default_timeout=client.default_timeout,
        max_retries=client.max_retries,
        initial_retry_delay=client.initial_retry_delay,
        max_retry_delay=client.max_retry_delay,
        custom_casings=lower_casings(config),
        env_prefix=client.env_prefix or (config.organization.name if client.client_name else None),
        stream_rules=lower_stream_rules(config),
        origin=ctx.document.origin(),
        hooks=(*parts.webhooks, *parts.callbacks),
        tags=lower_tags(ctx),
        errors=parts.errors,
        error_message=config.errors.message_property,
        response_headers=client.response_headers,
        platform_headers=not client.omit_platform_headers,
        bare_params=bare_params(ctx),
        sent_models=sent_models(ctx),
        optional_nullable_fields=config.python.optional_nullable_fields,
        standalone=frozenset(path for path, resource in config.walk() if resource.standalone),
    )


def _requirements(ctx: Context) -> tuple[SecurityRequirement, ...]:
    """The configured requirements, else the document's."""
    origin = ctx.document.origin()
    found = ctx.config.security
    if found is None:
        found = security.lower_requirements(ctx, ctx.document.data, origin) or ()
    security.check_requirements(ctx, found, origin.child("security"))
    return found


def _webhooks(ctx: Context, findings: Findings) -> tuple[Hook, ...]:
    try:
        return lower_webhooks(ctx)
    except SpecwrightError as error:
        findings.skip("webhooks", ctx.document.origin().child("webhooks"), error)
        return ()


def _errors(ctx: Context, findings: Findings) -> ErrorUnion | None:
    """The errors of the configuration, without those whose body could not be lowered."""
    try:
        return lower_errors(ctx)
    except SpecwrightError as error:
        findings.skip("errors", ctx.config.origin.child("errors"), error)
        return None


def find_calls(ctx: Context, findings: Findings) -> Iterator[Call]:
    """The operations of the document that a method of the configuration calls, in document order."""
    methods = _methods(ctx)
    origin = ctx.document.origin()
    paths = mapping_member(ctx.document.data, "paths", origin)
    for path, raw in paths.items():
        if not path.startswith("/"):
            continue
        place = origin.child("paths", path)
        try:
            item, place = path_item(ctx, raw, place)
            operations = list(operations_of(ctx, item, place))
        except SpecwrightError as error:
            findings.skip(path, place, error)
            continue
        for http_method, value, at, below in operations:
            id_ = f"{http_method} {path}"
            if id_ in methods:
                resource, config = methods[id_]
                key = f"#/paths/{escape(path)}/{below}"
                stem = _stem(resource, config.name)
                yield Call(ctx, id_, http_method, path, key, value, at, item, place, resource, stem, config)
            else:
                findings.without_method.append(id_)


def _methods(ctx: Context) -> dict[str, tuple[tuple[str, ...], MethodConfig]]:
    """By operation id, the first method that calls it and its resource."""
    found: dict[str, tuple[tuple[str, ...], MethodConfig]] = {}
    for path, resource in ctx.config.walk():
        for method in resource.methods:
            id_ = target_of(ctx, method)
            if id_ is not None:
                found.setdefault(id_, (path, method))
    return found


def _stem(resource: tuple[str, ...], method: str) -> str:
    """What the names of an operation's types begin with: `workspace_secret_create`."""
    last = "client" if resource[-1] == "$client" else singular_name(resource[-1])
    return f"{last}_{method}"


@contextmanager
def _deep_recursion() -> Iterator[None]:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
