"""Stage lower: `resources` of the configuration → the tree of resources.

What comes in: the configuration and the lowered operations. What goes out: the root `Resource`, the client itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ..config import CLIENT_RESOURCE, SHARED_RESOURCE, MethodConfig, MethodKind, ResourceConfig
from ..ir import Method, Name, NameStrength, Operation, ParamWhere, Resource, WebhookUnwrap
from .context import Context
from .webhooks import lower_unwrap

if TYPE_CHECKING:
    from .operations import Lowered


class _Tree:
    """What the functions below share: the operations there are, and the payloads of webhooks."""

    def __init__(self, ctx: Context, operations: Mapping[str, Lowered], webhooks: tuple[str, ...]) -> None:
        self._ctx = ctx
        self._operations = operations
        self._webhooks = webhooks

    def root(self) -> Resource:
        """The client itself."""
        own: Resource | None = None
        children: list[Resource] = []
        for config in self._ctx.config.resources:
            if config.name == CLIENT_RESOURCE:
                own = self.resource(config, ())
            elif config.name != SHARED_RESOURCE:
                children.extend(_kept(self.resource(config, ())))
        name = Name(CLIENT_RESOURCE, NameStrength.CONFIG)
        if own is None:
            return Resource(name, (), (), tuple(children))
        return replace(own, children=(*own.children, *children))

    def resource(self, config: ResourceConfig, parents: tuple[str, ...]) -> Resource:
        """One resource and those below it."""
        path = () if config.name == CLIENT_RESOURCE else (*parents, config.name)
        return Resource(
            Name(config.name, NameStrength.CONFIG),
            path,
            tuple(_lower_methods(self._ctx, config, self._operations)),
            tuple(kept for child in config.subresources for kept in _kept(self.resource(child, path))),
            config.description,
            config.deprecated,
            tuple(self._unwraps(config)),
        )

    def _unwraps(self, config: ResourceConfig) -> Iterator[WebhookUnwrap]:
        for method in config.methods:
            if method.kind is MethodKind.WEBHOOK_UNWRAP and method.webhook is not None:
                found = lower_unwrap(self._ctx, method, self._webhooks)
                if found is not None:
                    yield found


def lower_resources(ctx: Context, operations: Mapping[str, Lowered], webhooks: tuple[str, ...]) -> Resource:
    """The tree of resources with the methods whose operation is in `operations`. Resources left empty are not in it.

    `webhooks` are the definitions of the document's webhook payloads.
    """
    return _Tree(ctx, operations, webhooks).root()


def _kept(resource: Resource) -> list[Resource]:
    return [resource] if resource.methods or resource.children or resource.webhooks else []


def _lower_methods(ctx: Context, config: ResourceConfig, operations: Mapping[str, Lowered]) -> list[Method]:
    found: list[Method] = []
    for method in config.methods:
        lowered = operations.get(target_of(ctx, method) or "")
        if lowered is not None:
            found.append(_lower_method(ctx, method, lowered))
    return found


def _lower_method(ctx: Context, config: MethodConfig, lowered: Lowered) -> Method:
    return Method(
        Name(config.name, NameStrength.CONFIG),
        lowered.operation.id,
        _positional(ctx, config, lowered.operation),
        lowered.paging,
        config.deprecated or lowered.deprecation,
        config.timeout,
        config.max_retries,
        config.description,
        config.response_property,
    )


def _positional(ctx: Context, config: MethodConfig, operation: Operation) -> tuple[str, ...]:
    """The parameters that may be given by position: those configured, else the last one of the path."""
    in_path = [param.wire for param in operation.params if param.where is ParamWhere.PATH]
    if config.positional_params is not None:
        return tuple(wire for wire in config.positional_params if wire in in_path)
    return tuple(in_path[-1:]) if ctx.config.settings.positional_params else ()


def target_of(ctx: Context, method: MethodConfig) -> str | None:
    """The id of the operation a method calls, through aliases; None for methods that call nothing."""
    for _ in range(20):
        if method.kind is not MethodKind.ALIAS or method.alias_of is None:
            break
        other = _method_at(ctx, method.alias_of)
        if other is None:
            return None
        method = other
    return method.endpoint.id if method.endpoint is not None else None


def _method_at(ctx: Context, dotted: str) -> MethodConfig | None:
    *path, name = dotted.split(".")
    for found, resource in ctx.config.walk():
        if found == tuple(path):
            return next((method for method in resource.methods if method.name == name), None)
    return None
