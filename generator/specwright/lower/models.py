"""Stage lower: which schemas are named: the models of the configuration, or all components when there is none.

What comes in: the configuration and the document. What goes out: roots in the context.
"""

from __future__ import annotations

from ..config import ModelConfig
from ..diagnostics import SpecwrightError
from ..ir import Alias, Name, NameStrength, Origin, Ref
from .context import Context, Root
from .definitions import define_root_later
from .reading import mapping_member
from .references import SHARED, add_root


def name_models(ctx: Context) -> None:
    """Make roots of all named schemas, and ask for their definitions."""
    aliases: list[tuple[tuple[str, ...], ModelConfig]] = []
    for path, resource in ctx.config.walk():
        for model in resource.models:
            if model.alias_of is not None:
                aliases.append((path, model))
            elif model.pointer is not None:
                _name_model(ctx, path, model, model.pointer)
    _name_extended(ctx)
    if ctx.config.inferred:
        _name_components(ctx)
    for path, model in aliases:
        _name_alias(ctx, path, model)
    for root in tuple(ctx.roots.values()):
        define_root_later(ctx, root)


def _name_model(ctx: Context, path: tuple[str, ...], model: ModelConfig, pointer: str) -> None:
    try:
        value, origin = ctx.document.resolve(pointer, ctx.document.origin())
    except SpecwrightError:
        message = f"the model {model.key!r} is {pointer}, which is not in the document; it is left out"
        ctx.diagnostics.warn("Config/OpenAPIReferenceInvalid", message, model.origin)
        return
    key = ctx.key(origin)
    root = ctx.roots.get(key)
    if root is not None:
        message = f"{pointer} is the model {root.name.text!r} already; {model.key!r} is left out"
        ctx.diagnostics.warn("Config/ModelTwice", message, model.origin)
    else:
        root = add_root(ctx, Name(model.key, NameStrength.CONFIG), path, value, origin, wanted=True)
    ctx.models[".".join((*path, model.key))] = root


def bare_params(ctx: Context) -> frozenset[str]:
    """The ids of models whose types for requests are called as they are (`no_params_suffix`)."""
    return frozenset(
        root.id
        for path, resource in ctx.config.walk()
        for model in resource.models
        if model.no_params_suffix and (root := ctx.models.get(".".join((*path, model.key)))) is not None
    )


def sent_models(ctx: Context) -> frozenset[str]:
    """The ids of models that have types for requests whoever takes them (`sent`)."""
    return frozenset(
        root.id
        for path, resource in ctx.config.walk()
        for model in resource.models
        if model.sent and (root := ctx.models.get(".".join((*path, model.key)))) is not None
    )


def _name_alias(ctx: Context, path: tuple[str, ...], model: ModelConfig) -> None:
    root = ctx.models.get(model.alias_of or "")
    if root is None:
        message = f"the model {model.key!r} is an alias of {model.alias_of!r}, which is no model; it is left out"
        ctx.diagnostics.warn("Config/ModelAlias", message, model.origin)
        return
    id_ = f"models/{'.'.join((*path, model.key))}"
    name = Name(model.key, NameStrength.CONFIG)
    deprecated = model.deprecated is not None
    ctx.definitions[id_] = Alias(id_, name, model.origin, None, (), path, model.deprecated, deprecated, Ref(root.id))


def _components(ctx: Context) -> tuple[dict[str, object], Origin]:
    origin = ctx.document.origin()
    components = mapping_member(ctx.document.data, "components", origin)
    return mapping_member(components, "schemas", origin.child("components")), origin.child("components", "schemas")


def _name_components(ctx: Context) -> None:
    schemas, origin = _components(ctx)
    for name, value in schemas.items():
        place = origin.child(name)
        if ctx.key(place) not in ctx.roots:
            add_root(ctx, Name(name, NameStrength.COMPONENT), SHARED, value, place, wanted=True)


def _name_extended(ctx: Context) -> None:
    """Components with `x-stainless-model: resource.model`; the configuration wins."""
    schemas, origin = _components(ctx)
    for name, value in schemas.items():
        model = value.get("x-stainless-model") if isinstance(value, dict) else None
        key = ctx.key(origin.child(name))
        if isinstance(model, str) and model and key not in ctx.roots and model not in ctx.models:
            *path, text = model.split(".")
            ctx.models[model] = add_root(
                ctx, Name(text, NameStrength.CONFIG), tuple(path) or SHARED, value, origin.child(name), wanted=True
            )


def model_or_component(ctx: Context, name: str) -> Root | None:
    """The root that the configuration means by `resource.model`, a component key or a pointer."""
    root = ctx.models.get(name)
    if root is not None:
        return root
    return ctx.roots.get(name if name.startswith("#") else f"#/components/schemas/{name}")
