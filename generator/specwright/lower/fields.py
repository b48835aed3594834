"""Stage lower: `properties` → fields.

What comes in: a flat object schema. What goes out: its fields, inherited ones first. A property that several parts
describe is one field to which all of them apply; `required` counts wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..diagnostics import Diagnostics
from ..ir import ContentKind, Field, ListOf, Nullable, Scalar, Type
from .annotations import access_of, default_of, doc_of, is_deprecated, is_skipped, name_override, said_by
from .composition import Flat, flatten
from .context import Context, Site
from .media_types import kind_of
from .reading import as_mapping, describe, mapping_member
from .scalars import Limits, lower_limits, plain_scalar
from .vocabulary import LIMITS

EVENT_FIELDS = frozenset({"event", "data", "id", "retry"})
"""The fields of a server-sent event (WHATWG HTML, 9.2.6)."""
_PLAIN = frozenset({"type", "format", "nullable", "description", "title", "example", "examples", "default"})
"""The keywords of a property that needs no second look, when its type is a scalar's."""


def lower_fields(ctx: Context, flat: Flat, at: Site) -> tuple[Field, ...]:
    """The fields of a record."""
    required = required_names(ctx, flat)
    properties = property_parts(flat)
    event = "data" in properties and properties.keys() <= EVENT_FIELDS
    if ctx.config.settings.sort_properties:
        properties = dict(sorted(properties.items(), key=lambda item: (item[0] not in required, item[0])))
    fields: list[Field] = []
    for wire, parts in properties.items():
        field = _plain_field(parts[0], wire, wire in required) if len(parts) == 1 and not ctx.inline_roots else None
        if field is None:
            sites = [_property_site(part, wire) for part in parts]
            if is_skipped(sites[-1].value):
                continue
            sites = _json_of_data(ctx, sites) if event and wire == "data" else sites
            field = lower_field(ctx, wire, sites, wire in required, at)
        fields.append(field)
    return tuple(fields)


def _plain_field(part: Site, wire: str, required: bool) -> Field | None:
    """A property that can be nothing but one scalar, as two of three are (0.8× for lowering); None for another."""
    value = part.value["properties"][wire]
    if type(value) is not dict or not _PLAIN.issuperset(value):
        return None
    type_: Type | None = plain_scalar(value.get("type"), value.get("format"))
    doc = value.get("description")
    if type_ is None or not (doc is None or type(doc) is str):
        return None
    type_ = Nullable(type_) if value.get("nullable") is True else type_
    origin = part.origin.child("properties", wire)
    default, has_default = value.get("default"), "default" in value
    return Field(wire, type_, required, origin, None, default, has_default, doc=doc or None)


def _json_of_data(ctx: Context, sites: list[Site]) -> list[Site]:
    """The data of an event, which is a text: the schema of the JSON in it, where there is one (`contentSchema`)."""
    for site in reversed(sites):
        for part in reversed(flatten(ctx, site).parts if type(site.value) is dict else []):
            media_type = part.value.get("contentMediaType", "application/json")
            if "contentSchema" in part.value and kind_of(str(media_type)) is ContentKind.JSON:
                return [part.member("contentSchema")]
    return sites


def property_parts(flat: Flat) -> dict[str, list[Site]]:
    """By wire name, the parts with a property of that name, inherited ones first."""
    found: dict[str, list[Site]] = {}
    for part in flat.parts:
        if "properties" not in part.value:
            continue
        for wire in as_mapping(part.value["properties"], "`properties`", part.origin.child("properties")):
            found.setdefault(wire, []).append(part)
    return found


def _property_site(part: Site, wire: str) -> Site:
    return Site(part.value["properties"][wire], part.origin.child("properties", wire), part.scope, (*part.place, wire))


def property_sites(flat: Flat) -> dict[str, list[Site]]:
    """By wire name, the schemas that say what a property is, inherited ones first."""
    return {wire: [_property_site(part, wire) for part in parts] for wire, parts in property_parts(flat).items()}


def sites_of(flat: Flat, wire: str) -> list[Site]:
    """The schemas that say what the property `wire` is, inherited ones first."""
    found: list[Site] = []
    for part in flat.parts:
        properties = mapping_member(part.value, "properties", part.origin)
        if wire in properties:
            found.append(_property_site(part, wire))
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
