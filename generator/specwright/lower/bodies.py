"""Stage lower: Request Body Objects (OpenAPI 3.1, 4.8.13) → `Body`.

What comes in: a call. What goes out: its body. The properties of an object become arguments of their own (`spread`);
any other body (a list, a union, bytes, an object without named properties) is one argument.
"""

from __future__ import annotations

from dataclasses import replace

from ..ir import Access, Alias, Body, Content, ContentKind, Field, Name, NameStrength, Record, Ref, Type
from ..values import dataclass
from .body_variants import lower_variants, opened_here, together
from .calls import Call, resolved
from .composition import flatten
from .contents import RawContent, lower_content, read_contents
from .context import Site
from .definitions import define_named, define_root
from .fields import lower_fields
from .kinds import types_of
from .media_types import request_rank
from .nullability import accepts_null, optional
from .objects import has_properties
from .reading import soft_flag, soft_text
from .references import deref
from .unions import union_groups
from .xml_objects import warn_of_xml

_FILE_DEPTH = 6
"""How far below a body's schema files are looked for."""
_SPREADABLE = (ContentKind.JSON, ContentKind.FORM, ContentKind.MULTIPART)


def lower_body(call: Call) -> Body | None:
    """The request body of an operation, None when it has none."""
    if "requestBody" not in call.value:
        return None
    value, origin = resolved(call.ctx, call.value["requestBody"], "a request body", call.origin.child("requestBody"))
    contents = [_as_body(raw) for raw in read_contents(call, value, origin, "requestBody")]
    if not contents:
        call.ctx.diagnostics.warn("Body/NoContent", "this request body has no `content`; it is left out", origin)
        return None
    contents.sort(key=lambda raw: request_rank(raw.media_type, raw.kind))
    if any(raw.kind is ContentKind.MULTIPART for raw in contents):
        # JSON has no bytes: where the same body may be sent in parts, files need those.
        parts = any(raw.kind is ContentKind.MULTIPART and _holds_files(call, raw.schema) for raw in contents)
        contents.sort(key=lambda raw: raw.kind is ContentKind.JSON and (parts or _holds_files(call, raw.schema)))
    first = contents[0]
    if first.kind is ContentKind.XML and first.schema is not None:
        warn_of_xml(call.ctx, first.schema, sent=True)
    argument = call.config.body_param_name if call.config is not None else None
    name = Name(argument or "body", NameStrength.CONFIG if argument else NameStrength.PLACE)
    sent = _lower_sent(call, first, name)
    return Body(
        (sent.content, *(_lower_other(call, raw) for raw in contents[1:])),
        soft_flag(value, "required", origin, call.ctx.diagnostics),
        origin,
        sent.spread,
        None if sent.spread is not None else name,
        soft_text(value, "description", origin, call.ctx.diagnostics),
        sent.variants,
    )


@dataclass(frozen=True, slots=True)
class _Sent:
    """The content that methods send, with `spread` and `variants` as in `Body`."""

    content: Content
    spread: tuple[Field, ...] | None = None
    variants: tuple[str, ...] = ()


def _lower_sent(call: Call, raw: RawContent, name: Name) -> _Sent:
    if raw.schema is not None and not _is_kept_whole(call, raw):
        if _is_spread(call, raw.schema):
            return _lower_spread(call, raw, raw.schema)
        root = call.root(opened_here(call, raw.schema)[0], f"{call.stem}_params")
        variants = lower_variants(call, root.site)
        if variants is not None:
            null = accepts_null(call.ctx, root.site)
            content = lower_content(call, raw, lambda _: optional(variants.type) if null else variants.type)
            ids = tuple(record.id for record in variants.records) if len(variants.records) > 1 else ()
            return _Sent(content, together(variants.records), ids)
    return _Sent(_lower_whole(call, raw, name))


def _as_body(raw: RawContent) -> RawContent:
    """What only responses are read as: lines and events are sent as the bytes that the caller gives."""
    return replace(raw, kind=ContentKind.BINARY) if raw.kind in (ContentKind.JSONL, ContentKind.SSE) else raw


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


def _is_kept_whole(call: Call, raw: RawContent) -> bool:
    """Whether the body is one argument whatever it holds: the configuration says so, or its media type."""
    if raw.kind not in _SPREADABLE or raw.schema is None or type(raw.schema.value) is not dict:
        return True
    return call.config is not None and call.config.body_param_name is not None


def _is_spread(call: Call, site: Site) -> bool:
    """Whether the body is an object with named properties."""
    flat = flatten(call.ctx, site)
    if union_groups(call.ctx, flat, site) or types_of(flat.parts, call.ctx.diagnostics) != ("object",):
        return False
    return any(has_properties(part) for part in flat.parts)


def _lower_spread(call: Call, raw: RawContent, schema: Site) -> _Sent:
    """The body's type and its fields as arguments, without those that only the server writes."""
    root = call.root(opened_here(call, schema)[0], f"{call.stem}_params")
    type_ = define_root(call.ctx, root)
    record = call.ctx.definitions.get(type_.id) if isinstance(type_, Ref) else None
    if isinstance(record, Record):
        fields = record.fields
    else:
        fields = lower_fields(call.ctx, flatten(call.ctx, root.site), root.site)
    content = lower_content(call, raw, lambda site: optional(type_) if accepts_null(call.ctx, site) else type_)
    return _Sent(content, tuple(field for field in fields if field.access is not Access.READ_ONLY))


def _lower_whole(call: Call, raw: RawContent, name: Name) -> Content:
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

    return lower_content(call, raw, lower)


def _lower_other(call: Call, raw: RawContent) -> Content:
    """A media type that methods do not send: kept for the manifest and the review of changes."""

    def lower(site: Site) -> Type:
        return define_named(call.ctx, call.root(site, f"{call.stem}_params"))

    return lower_content(call, raw, lower)
