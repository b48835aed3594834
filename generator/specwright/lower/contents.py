"""Stage lower: Media Type Objects (OpenAPI 3.2, 4.14) of bodies and responses → `Content`.

What comes in: a `content` map. What goes out: `RawContent`s, ordered by the caller, then `Content`s with a type.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..ir import Content, ContentKind, Encoding, Origin, ParamStyle, Scalar, ScalarKind, Type
from ..values import dataclass
from .annotations import said_by
from .calls import Call, escape, resolved
from .context import Site
from .kinds import types_of
from .media_types import is_range, kind_of
from .reading import describe, mapping_member, soft_text
from .references import component_key
from .vocabulary import COMPOSED

BYTES = Scalar(ScalarKind.BINARY)
TEXT = Scalar(ScalarKind.STRING)


@dataclass(frozen=True, slots=True)
class RawContent:
    """One entry of a `content` map: its schema and the schema of its items, where written."""

    media_type: str
    kind: ContentKind
    value: dict[str, Any]
    origin: Origin
    schema: Site | None
    item: Site | None


def read_contents(call: Call, holder: dict[str, Any], origin: Origin, used: str) -> list[RawContent]:
    """The entries of the `content` map of a body or response, in document order."""
    found: list[RawContent] = []
    for media_type, raw in mapping_member(holder, "content", origin).items():
        value, at = resolved(call.ctx, raw, "a media type", origin.child("content", media_type))
        key = f"{used}/content/{escape(media_type)}"
        schema = call.site(value["schema"], at.child("schema"), f"{key}/schema") if "schema" in value else None
        item = (
            call.site(value["itemSchema"], at.child("itemSchema"), f"{key}/itemSchema")
            if "itemSchema" in value
            else None
        )
        found.append(RawContent(media_type, _kind(call, media_type, schema), value, at, schema, item))
    return found


def _kind(call: Call, media_type: str, schema: Site | None) -> ContentKind:
    """The kind a media type says; for `*/*` what the schema says, and bytes for JSON that is a file."""
    kind = kind_of(media_type)
    if schema is None or type(schema.value) is not dict:
        return kind
    if is_range(media_type) and kind is ContentKind.BINARY:
        if not COMPOSED.isdisjoint(schema.value):
            return ContentKind.JSON
        types = types_of([schema], call.ctx.diagnostics)
        return ContentKind.BINARY if types in ((), ("string",)) else ContentKind.JSON
    if kind is ContentKind.JSON and schema.value.get("type") == "string" and schema.value.get("format") == "binary":
        return ContentKind.BINARY
    return kind


def lower_content(call: Call, raw: RawContent, lower: Callable[[Site], Type]) -> Content:
    """One media type; `lower` gives the type of its schema."""
    if raw.kind is ContentKind.BINARY:
        type_: Type | None = BYTES
    elif raw.schema is not None:
        type_ = lower(raw.schema)
    else:
        type_ = TEXT if raw.kind is ContentKind.TEXT else None
    item = lower(raw.item) if raw.item is not None else None
    return Content(
        raw.media_type,
        raw.kind,
        type_,
        raw.origin,
        item,
        lower_encodings(call, raw),
        _examples(call, raw),
        _xml_root(call, raw.schema) if raw.kind is ContentKind.XML and raw.schema is not None else None,
    )


def _xml_root(call: Call, schema: Site) -> str | None:
    """The name of the element that an XML document is: `xml.name`, else the component's (OpenAPI 3.1.1, 4.8.26)."""
    chain = said_by(call.ctx, schema)
    for site in chain:
        xml = site.value.get("xml")
        if isinstance(xml, dict) and isinstance(xml.get("name"), str):
            return str(xml["name"])
    keys = (component_key(call.ctx.key(site.origin)) for site in chain)
    return next((key for key in keys if key is not None), None)


def lower_encodings(call: Call, raw: RawContent) -> tuple[Encoding, ...]:
    """The `encoding` map of a form or multipart body; elsewhere it has no effect (section 4.14.1)."""
    if raw.kind not in (ContentKind.FORM, ContentKind.MULTIPART):
        return ()
    found: list[Encoding] = []
    for wire, value in mapping_member(raw.value, "encoding", raw.origin).items():
        value, at = resolved(call.ctx, value, "an encoding", raw.origin.child("encoding", wire))
        diagnostics = call.ctx.diagnostics
        style = value.get("style")
        known = next((s for s in ParamStyle if s.value == style), None) if style is not None else None
        if style is not None and known is None:
            diagnostics.warn("Encoding/Style", f"{describe(style)} is no style; it is ignored", at.child("style"))
        explode = value.get("explode")
        headers = tuple(mapping_member(value, "headers", at))
        content_type = soft_text(value, "contentType", at, diagnostics)
        found.append(Encoding(wire, content_type, known, explode if isinstance(explode, bool) else None, headers))
    return tuple(found)


def _examples(call: Call, raw: RawContent) -> tuple[Any, ...]:
    if "example" in raw.value:
        return (raw.value["example"],)
    found: list[Any] = []
    for name, entry in mapping_member(raw.value, "examples", raw.origin).items():
        value, _ = resolved(call.ctx, entry, "an example", raw.origin.child("examples", name))
        for key in ("value", "dataValue"):
            if key in value:
                found.append(value[key])
                break
    return tuple(found)
