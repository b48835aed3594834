"""Stage lower: `errors.union` of the configuration → the errors that get an exception class of their own.

What comes in: the configuration and the union schema it points to. What goes out: `ErrorUnion`, each class with the
definition of its body. What cannot be a class is a warning at its place, and raised by its status as any other error.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..config.expressions import pointer_in
from ..config.jsonpath import PathError
from ..diagnostics import SpecwrightError
from ..ir import ErrorClass, ErrorUnion, Name, NameStrength, Ref
from .calls import as_root
from .composition import flatten
from .context import Context, Scope, Site
from .definitions import define_named
from .fields import sites_of
from .references import SHARED
from .unions import union_groups

if TYPE_CHECKING:
    from ..config.settings import ErrorUnion as UnionConfig
    from ..config.settings import ErrorVariant


def lower_errors(ctx: Context) -> ErrorUnion | None:
    """The configured errors; None when there are none. Reports a source that is no union in the document."""
    written = ctx.config.errors.union
    if written is None:
        return None
    place = written.origin.child("source")
    try:
        value, origin = ctx.document.resolve(pointer_in(written.source, ctx.document.data), ctx.document.origin())
    except (PathError, SpecwrightError):
        message = f"`errors.union` names a schema that the document has not: {written.source}"
        ctx.diagnostics.error("Config/OpenAPIReferenceInvalid", message, place)
        return None
    key = ctx.key(origin)
    site = Site(value, origin, Scope(key, SHARED, key, key), ())
    groups = union_groups(ctx, flatten(ctx, site), site) if type(value) is dict else []
    if not groups:
        ctx.diagnostics.error("Config/InvalidValue", f"`errors.union` is no union: {written.source}", place)
        return None
    variants = {variant.value: variant for variant in written.variants}
    classes = tuple(found for arm in groups[0].arms for found in _classes(ctx, written, variants, arm))
    for value in variants.keys() - {found.value for found in classes}:
        at = written.origin.child("variants", value)
        ctx.diagnostics.warn("Config/UnknownTarget", f"no error of the union is {value!r}", at, at_key=True)
    return ErrorUnion(written.discriminator, classes)


def _classes(ctx: Context, written: UnionConfig, variants: dict[str, ErrorVariant], arm: Site) -> Iterator[ErrorClass]:
    values = [value for value in _values(ctx, arm, written.discriminator) if isinstance(value, str)]
    if not values:
        message = f"this error lists no value of `{written.discriminator}`; it has no class of its own"
        ctx.diagnostics.warn("Errors/NoDiscriminator", message, arm.origin)
        return
    type_ = define_named(ctx, as_root(ctx, arm, Name(f"{values[0]} body", NameStrength.PLACE), None))
    statuses = _values(ctx, arm, written.status_property) if written.status_property is not None else []
    status = next((int(value) for value in statuses if str(value).isdecimal()), None)
    for value in values:
        said = variants.get(value)
        name = Name((said.name if said is not None else None) or value, NameStrength.CONFIG)
        known = said.status_code if said is not None and said.status_code is not None else status
        if isinstance(type_, Ref):
            yield ErrorClass(name, value, known, type_.id)


def _values(ctx: Context, arm: Site, wire: str) -> list[Any]:
    """The values that an error's schema allows for one of its properties."""
    for site in reversed(sites_of(flatten(ctx, arm), wire)):
        for part in reversed(flatten(ctx, site).parts if type(site.value) is dict else []):
            if "const" in part.value:
                return [part.value["const"]]
            if isinstance(part.value.get("enum"), list):
                return list(part.value["enum"])
    return []
