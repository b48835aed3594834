"""Stage lower: objects → records, maps, or just "some object".

What comes in: a flat schema of type object. What goes out: a `Ref` to the record, a `MapOf`, or `Unknown(object_only)`.
"""

from __future__ import annotations

from ..ir import MapOf, Nullable, Type, Unknown
from .composition import Flat
from .context import Context, Site
from .definitions import define_record
from .joining import joined
from .nullability import optional
from .places import place_of_value
from .reading import mapping_member

_ANY_OBJECT = Unknown(object_only=True)


def lower_object(ctx: Context, flat: Flat, at: Site) -> Type:
    """One object type; what needs a name gets the one of `at`."""
    if any(has_properties(part) for part in flat.parts):
        return define_record(ctx, flat, at)
    extra, closed = lower_extra(ctx, flat)
    if extra is not None:
        return MapOf(extra)
    if closed or any(part.value.get("x-stainless-empty-object") is True for part in flat.parts):
        return define_record(ctx, flat, at)
    return _ANY_OBJECT


def has_properties(part: Site) -> bool:
    """Whether a schema names at least one property. Raises when `properties` is not a mapping."""
    return bool(mapping_member(part.value, "properties", part.origin)) if "properties" in part.value else False


def lower_extra(ctx: Context, flat: Flat) -> tuple[Type | None, bool]:
    """The type of members that no property names, None when nothing is said; and whether they are forbidden."""
    arms: dict[Type, None] = {}
    anything = closed = False
    for part in flat.parts:
        value = part.value
        for keyword in ("additionalProperties", "unevaluatedProperties"):
            said = value.get(keyword)
            if said is False:
                closed = True
            elif said is True or said == {}:
                anything = True
            elif keyword in value:
                member = part.member(keyword).at(place_of_value(part.place))
                arms[ctx.lower(member)] = None
        for pattern in mapping_member(value, "patternProperties", part.origin) if "patternProperties" in value else ():
            arms[ctx.lower(part.member("patternProperties", pattern).at(place_of_value(part.place)))] = None
    if any(isinstance(arm, Unknown) for arm in arms):
        return Unknown(), False
    if arms:
        union = joined(arms)
        return (optional(union) if any(isinstance(arm, Nullable) for arm in arms) else union), False
    return (Unknown(), False) if anything else (None, closed)
