"""Stage lower: `resources` of the configuration → the tree of resources.

What comes in: the configuration and the lowered operations. What goes out: the root `Resource`, the client itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..config import CLIENT_RESOURCE, SHARED_RESOURCE, MethodConfig, MethodKind, ResourceConfig
from ..ir import Method, Name, NameStrength, Operation, ParamWhere, Resource
from .context import Context

if TYPE_CHECKING:
    from .operations import Lowered


def lower_resources(ctx: Context, operations: Mapping[str, Lowered]) -> Resource:
    """The tree of resources with the methods whose operation is in `operations`. Resources left empty are not in it."""
    methods: list[Method] = []
    children: list[Resource] = []
    doc = deprecated = None
    for config in ctx.config.resources:
        if config.name == CLIENT_RESOURCE:
            methods = _lower_methods(ctx, config, operations)
            doc, deprecated = config.description, config.deprecated
            children.extend(_lower_children(ctx, config, (), operations))
        elif config.name != SHARED_RESOURCE:
            children.extend(_kept(_lower_resource(ctx, config, (), operations)))
    name = Name(CLIENT_RESOURCE, NameStrength.CONFIG)
    return Resource(name, (), tuple(methods), tuple(children), doc, deprecated)


def _lower_resource(
    ctx: Context, config: ResourceConfig, parents: tuple[str, ...], operations: Mapping[str, Lowered]
) -> Resource:
    path = (*parents, config.name)
    return Resource(
        Name(config.name, NameStrength.CONFIG),
        path,
        tuple(_lower_methods(ctx, config, operations)),
        tuple(_lower_children(ctx, config, path, operations)),
        config.description,
        config.deprecated,
    )


def _lower_children(
    ctx: Context, config: ResourceConfig, path: tuple[str, ...], operations: Mapping[str, Lowered]
) -> list[Resource]:
    return [kept for child in config.subresources for kept in _kept(_lower_resource(ctx, child, path, operations))]


def _kept(resource: Resource) -> list[Resource]:
    return [resource] if resource.methods or resource.children else []


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
        config.deprecated,
        config.timeout,
        config.max_retries,
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
        *path, name = method.alias_of.split(".")
        other = _method_at(ctx, tuple(path), name)
        if other is None:
            return None
        method = other
    return method.endpoint.id if method.endpoint is not None else None


def _method_at(ctx: Context, path: tuple[str, ...], name: str) -> MethodConfig | None:
    for found, resource in ctx.config.walk():
        if found == path:
            return next((method for method in resource.methods if method.name == name), None)
    return None
