"""Stage lower: `properties` → fields.

What comes in: a flat object schema. What goes out: its fields, inherited ones first. A property that several parts
describe is one field to which all of them apply; `required` counts wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..diagnostics import Diagnostics
from ..ir import ContentKind, Field, ListOf, Scalar, Type
from .annotations import access_of, default_of, doc_of, is_deprecated, is_skipped, name_override, said_by
from .composition import Flat, flatten
from .context import Context, Site
from .media_types import kind_of
from .reading import as_mapping, describe, mapping_member
from .scalars import Limits, lower_limits
from .vocabulary import LIMITS

EVENT_FIELDS = frozenset({"event", "data", "id", "retry"})
"""The fields of a server-sent event (WHATWG HTML, 9.2.6)."""


def lower_fields(ctx: Context, flat: Flat, at: Site) -> tuple[Field, ...]:
    """The fields of a record."""
    required = required_names(ctx, flat)
    properties = property_sites(flat)
    if "data" in properties and properties.keys() <= EVENT_FIELDS:
        properties["data"] = _json_of_data(ctx, properties["data"])
    if ctx.config.settings.sort_properties:
        properties = dict(sorted(properties.items(), key=lambda item: (item[0] not in required, item[0])))
    return tuple(
        lower_field(ctx, wire, sites, wire in required, at)
        for wire, sites in properties.items()
        if not is_skipped(sites[-1].value)
    )


def _json_of_data(ctx: Context, sites: list[Site]) -> list[Site]:
    """The data of an event, which is a text: the schema of the JSON in it, where there is one (`contentSchema`)."""
    for site in reversed(sites):
        for part in reversed(flatten(ctx, site).parts if type(site.value) is dict else []):
            media_type = part.value.get("contentMediaType", "application/json")
            if "contentSchema" in part.value and kind_of(str(media_type)) is ContentKind.JSON:
                return [part.member("contentSchema")]
    return sites


def property_sites(flat: Flat) -> dict[str, list[Site]]:
    """By wire name, the schemas that say what a property is, inherited ones first."""
    found: dict[str, list[Site]] = {}
    for part in flat.parts:
        raw = part.value.get("properties")
        if raw is None and "properties" not in part.value:
            continue
        base = part.origin.child("properties")
        for wire, value in as_mapping(raw, "`properties`", base).items():
            site = Site(value, base.child(wire), part.scope, (*part.place, wire))
            found.setdefault(wire, []).append(site)
    return found


def sites_of(flat: Flat, wire: str) -> list[Site]:
    """The schemas that say what the property `wire` is, inherited ones first."""
    found: list[Site] = []
    for part in flat.parts:
        properties = mapping_member(part.value, "properties", part.origin)
        if wire in properties:
            place = part.origin.child("properties", wire)
            found.append(Site(properties[wire], place, part.scope, (*part.place, wire)))
    return found


def required_names(ctx: Context, flat: Flat) -> set[str]:
    """The names in the `required` lists of all parts. What is not a list of texts is reported and left out."""
    found: set[str] = set()
    for part in flat.parts:
        said = part.value.get("required")
        if said is None:
            continue
        if isinstance(said, list) and all(isinstance(name, str) for name in said):
            found.update(said)
        else:
            message = f"`required` must be a list of property names; {describe(said)} is ignored"
            ctx.diagnostics.warn("Schema/TypeMismatch", message, part.origin.child("required"))
    return found


def lower_field(ctx: Context, wire: str, sites: list[Site], required: bool, at: Site) -> Field:
    """One field, described by all `sites`; `at` is the record it belongs to."""
    own = sites[-1]
    if len(sites) == 1:
        type_ = ctx.lower(own)
    else:
        inside = Site(own.value, at.origin.child("properties", wire), at.scope, (*at.place, wire))
        type_ = ctx.schemas.lower_together(ctx, sites, inside)
    value: Any = own.value
    if type(value) is not dict:
        return Field(wire, type_, required, own.origin)
    chain = [site for described in reversed(sites) for site in said_by(ctx, described)]
    default, has_default = default_of(chain)
    return Field(
        wire,
        type_,
        required,
        own.origin,
        name_override(value, "property_name"),
        default,
        has_default,
        access_of(ctx, chain),
        doc_of(ctx, chain),
        is_deprecated(ctx, own),
        limits_of(ctx, own, type_),
    )


def lower_conditions(parts: Sequence[Site], fields: Sequence[Field], diagnostics: Diagnostics) -> Limits:
    """What a record's schema demands beyond the types of its properties, `required` names without a property too."""
    known = {field.wire for field in fields}
    listed = (name for part in parts for name in _texts(part.value.get("required")) if name not in known)
    unknown = ", ".join(dict.fromkeys(listed))
    return (*lower_limits(parts, diagnostics), *((("required", unknown),) if unknown else ()))


def _texts(value: Any) -> list[str]:
    return [member for member in value if isinstance(member, str)] if isinstance(value, list) else []


def limits_of(ctx: Context, site: Site, type_: Type) -> Limits:
    """The limits of a value that is described by `site` and became `type_`."""
    if isinstance(type_, Scalar | ListOf):
        return type_.constraints
    return (
        () if type(site.value) is not dict or LIMITS.isdisjoint(site.value) else lower_limits([site], ctx.diagnostics)
    )
