"""Stage lower: Responses Objects (OpenAPI 3.1, 4.8.16) → what an operation returns, and all its responses.

What comes in: a call and its body. What goes out: `Outcome`. The result is the JSON (else the first) content of the
lowest success status; other success statuses with a JSON body make it a union, one without a body makes it nullable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..ir import (
    Body,
    Content,
    ContentKind,
    Header,
    Origin,
    Paging,
    Param,
    Ref,
    Response,
    Stream,
    Type,
    Unknown,
)
from ..values import dataclass
from .calls import Call, escape, resolved
from .composition import flatten
from .contents import BYTES, TEXT, RawContent, lower_content, read_contents
from .context import Scope, Site
from .definitions import define_alias, define_named, define_root_later
from .events import is_event, item_site
from .joining import joined
from .kinds import types_of
from .media_types import response_rank
from .nullability import accepts_null, optional, required
from .paging import lower_paging
from .reading import describe, mapping_member, soft_flag, soft_text
from .references import SHARED
from .streams import Streaming, find_streaming
from .unwrapping import find_unwrapped, name_unwrapped
from .xml_objects import warn_of_xml

_STATUS = re.compile(r"[1-5](?:[0-9]{2}|XX|xx)\Z|default\Z")


@dataclass(frozen=True, slots=True)
class RawResponse:
    status: str
    value: dict[str, Any]
    origin: Origin
    contents: list[RawContent]
    shared: bool
    """Written in a component: its types are the same for all operations."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What `Operation` says about responses."""

    responses: tuple[Response, ...]
    result: Content | None = None
    type: Type | None = None
    unwrap: str | None = None
    stream: Stream | None = None
    paging: Paging | None = None


def lower_responses(call: Call, params: tuple[Param, ...], body: Body | None) -> Outcome:
    """All responses of an operation and what its method returns; `head` has no body whatever is written (RFC 9110)."""
    raws = _read(call)
    success = [raw for raw in raws if raw.status[0] == "2"] or [raw for raw in raws if raw.status == "default"]
    success.sort(key=lambda raw: raw.status.upper())
    main = next((raw for raw in success if raw.contents), None) if call.method != "head" else None
    if main is None:
        return Outcome(_lower_all(call, raws, main, {}))
    contents = sorted(main.contents, key=lambda raw: response_rank(raw.media_type, raw.kind))
    streaming = find_streaming(call, contents, params, body)
    stream = _lower_stream(call, streaming) if streaming is not None else None
    first = contents[0]
    if streaming is not None and streaming.discriminator is None:
        result = lower_content(call, streaming.content, lambda site: _lower_kept(call, site, main.status))
        type_: Type | None = stream.item if stream is not None else None
        return Outcome(_lower_all(call, raws, main, {id(streaming.content): result}), result, type_, None, stream)
    if first.kind is ContentKind.XML and first.schema is not None:
        warn_of_xml(call.ctx, first.schema, sent=False)
    paging = lower_paging(call, first.schema, params, body) if first.schema is not None else None
    inner = find_unwrapped(call, first.schema) if paging is None and first.schema is not None else None
    if inner is not None and first.schema is not None:
        name_unwrapped(call, first.schema, inner[1])
    type_ = _result_type(call, first, success, inner[1] if inner is not None else None)
    if (
        stream is not None
        and streaming is not None
        and type_ is not None
        and inner is None
        and _is_same(first, streaming.content)
    ):
        stream = replace(stream, item=required(type_))
    result = lower_content(call, first, lambda site: _lower_kept(call, site, main.status))
    unwrap = inner[0] if inner is not None else None
    return Outcome(_lower_all(call, raws, main, {id(first): result}), result, type_, unwrap, stream, paging)


def _is_same(content: RawContent, streamed: RawContent) -> bool:
    """Whether a stream's items are what is sent without a stream, by the same reference."""
    one, other = content.schema, streamed.item or streamed.schema
    if one is None or other is None or type(one.value) is not dict or type(other.value) is not dict:
        return False
    return one.value.get("$ref") is not None and one.value == other.value


def _read(call: Call) -> list[RawResponse]:
    found: list[RawResponse] = []
    written = mapping_member(call.value, "responses", call.origin)
    for status, raw in written.items():
        place = call.origin.child("responses", status)
        if status.startswith("x-"):
            continue
        if not _STATUS.match(status):
            message = f"{describe(status)} is neither a status (200), a range (2XX) nor `default`; it is left out"
            call.ctx.diagnostics.warn("Response/Status", message, place, at_key=True)
            continue
        value, origin = resolved(call.ctx, raw, "a response", place)
        if "links" in value:
            call.ctx.diagnostics.note("Response/Links", "links have no counterpart in the SDK", origin.child("links"))
        contents = [_as_answer(raw) for raw in read_contents(call, value, origin, f"responses/{status}")]
        found.append(RawResponse(status, value, origin, contents, origin != place))
    return found


def _as_answer(raw: RawContent) -> RawContent:
    """What only requests can be: of a form or of parts that come back, the SDK gives the text or the bytes."""
    if raw.kind is ContentKind.FORM:
        return replace(raw, kind=ContentKind.TEXT)
    return replace(raw, kind=ContentKind.BINARY) if raw.kind is ContentKind.MULTIPART else raw


def _result_type(call: Call, first: RawContent, success: list[RawResponse], inner: Site | None) -> Type | None:
    """The type a method returns: of the first content, or of all success statuses together."""
    if first.kind is ContentKind.BINARY:
        return BYTES
    if first.kind is ContentKind.TEXT and first.schema is not None and _is_string(call, first.schema):
        return _named(call, first.schema, f"{call.stem}_response")
    if first.kind is ContentKind.TEXT or (first.kind is ContentKind.XML and first.schema is None):
        return TEXT
    if inner is not None:
        return _named(call, inner, f"{call.stem}_response")
    schemas = _json_schemas(success) if first.kind is ContentKind.JSON else []
    if len(schemas) > 1:
        type_ = _union_of(call, schemas)
    elif first.schema is not None:
        type_ = _named(call, first.schema, f"{call.stem}_response")
    else:
        type_ = Unknown()
    silent = any(not raw.contents and raw.status != "default" for raw in success)
    return optional(type_) if silent else type_


def _is_string(call: Call, site: Site) -> bool:
    if type(site.value) is not dict:
        return False
    return types_of(flatten(call.ctx, site).parts, call.ctx.diagnostics) == ("string",)


def _json_schemas(success: list[RawResponse]) -> list[Site]:
    """The JSON schemas of all success statuses, without those that are written the same."""
    found: list[Site] = []
    for raw in success:
        contents = sorted(raw.contents, key=lambda content: response_rank(content.media_type, content.kind))
        schema = contents[0].schema if contents and contents[0].kind is ContentKind.JSON else None
        if (
            schema is not None
            and schema.value not in ({}, True)
            and all(schema.value != other.value for other in found)
        ):
            found.append(schema)
    return found


def _named(call: Call, site: Site, name: str) -> Type:
    """The type of a result; unless it is a named schema or anything, it gets `name`."""
    type_ = define_named(call.ctx, call.root(site, name))
    return optional(type_) if accepts_null(call.ctx, site) else type_


def _union_of(call: Call, schemas: list[Site]) -> Type:
    """The union of what several success statuses send, called as the result."""
    used = f"{call.key}/responses"
    arms: dict[Type, None] = {}
    null = False
    for index, site in enumerate(schemas):
        scope = Scope(used, call.resource, call.ctx.key(site.origin), call.ctx.id_of(site))
        type_ = call.ctx.lower(Site(site.value, site.origin, scope, (f"variant_{index}",)))
        null = null or type_ != required(type_)
        arms[required(type_)] = None
    union = joined(arms)
    if isinstance(union, Ref | Unknown):
        return optional(union) if null else union
    origin = schemas[0].origin
    at = call.site({}, origin, "responses")
    call.ctx.named[used] = call.root(at, f"{call.stem}_response")
    alias = define_alias(call.ctx, at, union)
    return optional(alias) if null else alias


def _lower_stream(call: Call, streaming: Streaming) -> Stream:
    """The stream of an operation. What always streams returns its items, so they are called as a result is."""
    written = call.config.streaming if call.config is not None else None
    model = call.ctx.models.get(written.event_model) if written is not None and written.event_model else None
    site = item_site(call.ctx, streaming.content)
    if model is not None:
        define_root_later(call.ctx, model)
        item: Type = Ref(model.id)
    elif site is None:
        item = Unknown()
    elif streaming.discriminator is None:
        item = _named(call, site, f"{call.stem}_response")
    else:
        item = call.ctx.lower(site.at(("stream_event",)))
    events = model is None and site is not None and is_event(call.ctx, streaming.content, site)
    media_type = streaming.content.media_type if streaming.content.kind is not ContentKind.JSON else None
    return Stream(streaming.kind, item, streaming.discriminator, events, media_type, streaming.place)


def _lower_all(
    call: Call, raws: list[RawResponse], main: RawResponse | None, known: Mapping[int, Content]
) -> tuple[Response, ...]:
    """All responses. `known`: by identity, the contents that have been lowered."""
    return tuple(
        _lower_shared(call, raw) if raw.shared and raw is not main else _lower_response(call, raw, known)
        for raw in raws
    )


def _lower_shared(call: Call, raw: RawResponse) -> Response:
    """A response of `components/responses` that no method returns: its types are the same for all operations."""
    key = call.ctx.key(raw.origin)
    known = call.ctx.responses.get(key)
    if known is None:
        above, _, name = key.rpartition("/")
        holder = replace(call, id=key, key=above, resource=SHARED, stem=name)
        contents = [_as_answer(content) for content in read_contents(holder, raw.value, raw.origin, name)]
        known = _lower_response(holder, replace(raw, contents=contents, shared=False), {})
        call.ctx.responses[key] = known
    return known if known.status == raw.status else replace(known, status=raw.status)


def _lower_response(call: Call, raw: RawResponse, known: Mapping[int, Content]) -> Response:
    contents = tuple(
        known.get(id(content)) or lower_content(call, content, lambda site: _lower_kept(call, site, raw.status))
        for content in raw.contents
    )
    doc = soft_text(raw.value, "description", raw.origin, call.ctx.diagnostics)
    links = tuple(mapping_member(raw.value, "links", raw.origin))
    return Response(raw.status, contents, raw.origin, _lower_headers(call, raw), doc, links)


def _lower_kept(call: Call, site: Site, status: str) -> Type:
    """The type of a content that no method returns: kept for errors, the manifest and the review of changes."""
    if type(site.value) is dict and "$ref" in site.value:
        return call.ctx.lower(site)
    root = call.root(site, f"{call.stem}_{status}_response")
    type_ = Ref(root.id) if root.id in call.ctx.definitions else define_named(call.ctx, root)
    return optional(type_) if accepts_null(call.ctx, site) else type_


def _lower_headers(call: Call, raw: RawResponse) -> tuple[Header, ...]:
    """The headers of a response but `Content-Type`, which "SHALL be ignored" (section 4.8.17)."""
    found: list[Header] = []
    for wire, value in mapping_member(raw.value, "headers", raw.origin).items():
        if wire.lower() == "content-type":
            continue
        value, origin = resolved(call.ctx, value, "a header", raw.origin.child("headers", wire))
        used = f"responses/{raw.status}/headers/{escape(wire)}/schema"
        type_: Type = Unknown()
        if "schema" in value:
            type_ = call.ctx.lower(call.site(value["schema"], origin.child("schema"), used, (wire,)))
        diagnostics = call.ctx.diagnostics
        doc = soft_text(value, "description", origin, diagnostics)
        found.append(Header(wire, type_, soft_flag(value, "required", origin, diagnostics), origin, doc))
    return tuple(found)
