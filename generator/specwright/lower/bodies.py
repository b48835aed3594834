"""Stage lower: Request Body Objects (OpenAPI 3.1, 4.8.13) → `Body`.

What comes in: a call. What goes out: its body. The properties of an object become arguments of their own (`spread`);
any other body (a list, a union, bytes, an object without named properties) is one argument.
"""

from __future__ import annotations

from dataclasses import replace

from ..ir import Access, Alias, Body, Content, ContentKind, Field, Name, NameStrength, Record, Ref, Type
from .calls import Call, resolved
from .composition import flatten
from .contents import RawContent, lower_content, read_contents
from .context import Scope, Site
from .definitions import define_named, define_root
from .fields import lower_fields
from .kinds import types_of
from .media_types import request_rank
from .nullability import accepts_null, optional
from .objects import has_properties
from .reading import soft_flag, soft_text
from .references import deref
from .unions import union_groups

_FILE_DEPTH = 6
"""How far below a body's schema files are looked for."""
_SPREADABLE = (ContentKind.JSON, ContentKind.FORM, ContentKind.MULTIPART)


def lower_body(call: Call) -> Body | None:
    """The request body of an operation, None when it has none."""
    if "requestBody" not in call.value:
        return None
    value, origin = resolved(call.ctx, call.value["requestBody"], "a request body", call.origin.child("requestBody"))
    contents = read_contents(call, value, origin, "requestBody")
    if not contents:
        call.ctx.diagnostics.warn("Body/NoContent", "this request body has no `content`; it is left out", origin)
        return None
    contents.sort(key=lambda raw: request_rank(raw.media_type, raw.kind))
    if any(raw.kind is ContentKind.MULTIPART for raw in contents):
        # JSON has no bytes: where the same body may be sent in parts, files need those.
        contents.sort(key=lambda raw: raw.kind is ContentKind.JSON and _holds_files(call, raw.schema))
    first = contents[0]
    spread = _is_spread(call, first)
    argument = call.config.body_param_name if call.config is not None else None
    name = Name(argument or "body", NameStrength.CONFIG if argument else NameStrength.PLACE)
    lowered = [_lower_spread(call, first) if spread else _lower_whole(call, first, name)]
    lowered += [(_lower_other(call, raw), None) for raw in contents[1:]]
    return Body(
        tuple(content for content, _ in lowered),
        soft_flag(value, "required", origin, call.ctx.diagnostics),
        origin,
        lowered[0][1],
        None if spread else name,
        soft_text(value, "description", origin, call.ctx.diagnostics),
    )


def _holds_files(call: Call, schema: Site | None, depth: int = 0) -> bool:
    """Whether raw bytes (`format: binary`) are among the properties of a body, or in lists of them."""
    if schema is None or type(schema.value) is not dict or depth > _FILE_DEPTH:
        return False
    if "$ref" in schema.value:
        return _holds_files(call, deref(call.ctx, schema).site, depth + 1)
    if schema.value.get("type") == "string" and schema.value.get("format") == "binary":
        return True
    below = [schema.member("items")] if "items" in schema.value else []
    for keyword in ("allOf", "anyOf", "oneOf"):
        arms = schema.value.get(keyword)
        below += [schema.member(keyword, index) for index in range(len(arms))] if isinstance(arms, list) else []
    properties = schema.value.get("properties")
    below += [schema.member("properties", name) for name in properties] if isinstance(properties, dict) else []
    return any(_holds_files(call, site, depth + 1) for site in below)


def _is_spread(call: Call, raw: RawContent) -> bool:
    """Whether the body is an object with named properties, and nothing in the configuration says to keep it whole."""
    if raw.kind not in _SPREADABLE or raw.schema is None or (call.config is not None and call.config.body_param_name):
        return False
    site = raw.schema
    if type(site.value) is not dict:
        return False
    flat = flatten(call.ctx, site)
    if union_groups(call.ctx, flat, site) or types_of(flat.parts, call.ctx.diagnostics) != ("object",):
        return False
    return any(has_properties(part) for part in flat.parts)


def _lower_spread(call: Call, raw: RawContent) -> tuple[Content, tuple[Field, ...]]:
    """The body's type and its fields as arguments, without those that only the server writes."""
    root = call.root(_used_here(call, raw), f"{call.stem}_params")
    type_ = define_root(call.ctx, root)
    record = call.ctx.definitions.get(type_.id) if isinstance(type_, Ref) else None
    if isinstance(record, Record):
        fields = record.fields
    else:
        fields = lower_fields(call.ctx, flatten(call.ctx, root.site), root.site)
    content = lower_content(call, raw, lambda site: optional(type_) if accepts_null(call.ctx, site) else type_)
    return content, tuple(field for field in fields if field.access is not Access.READ_ONLY)


def _used_here(call: Call, raw: RawContent) -> Site:
    """The schema of a body; a mere reference is opened, so that its inline types belong to the operation."""
    assert raw.schema is not None
    site = raw.schema
    for _ in range(100):
        if set(site.value) != {"$ref"}:
            break
        target = deref(call.ctx, site).site
        scope = Scope(call.id, call.resource, call.ctx.key(target.origin), call.ctx.id_of(raw.schema))
        site = Site(target.value, target.origin, scope, ())
    return site


def _lower_whole(call: Call, raw: RawContent, name: Name) -> tuple[Content, None]:
    """The body as one argument; the arms of a union are named as if it were the root of the operation's arguments."""

    def lower(site: Site) -> Type:
        if type(site.value) is not dict or not union_groups(call.ctx, flatten(call.ctx, site), site):
            return call.ctx.lower(site.at((name.text,)))
        type_ = call.ctx.lower(site)
        id_ = call.ctx.id_of(site)
        alias = call.ctx.definitions.get(id_)
        if isinstance(alias, Alias) and not alias.place:
            call.ctx.definitions[id_] = replace(alias, name=name, place=(name.text,))
        return type_

    return lower_content(call, raw, lower), None


def _lower_other(call: Call, raw: RawContent) -> Content:
    """A media type that methods do not send: kept for the manifest and the review of changes."""

    def lower(site: Site) -> Type:
        return define_named(call.ctx, call.root(site, f"{call.stem}_params"))

    return lower_content(call, raw, lower)
