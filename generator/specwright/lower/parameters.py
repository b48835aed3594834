"""Stage lower: Parameter Objects (OpenAPI 3.1, 4.8.12) → `Param`.

What comes in: a call. What goes out: its parameters, those of the path first and in the order of the path.
"""

from __future__ import annotations

import re
from typing import Any

from ..diagnostics import fail
from ..ir import Name, Origin, Param, ParamStyle, ParamWhere, Scalar, ScalarKind, Type, Unknown
from ..ir.walk import mentioned
from .annotations import default_of, doc_of, is_skipped, name_override, said_by
from .calls import Call, escape, resolved
from .context import Site
from .fields import limits_of
from .reading import describe, list_member, mapping_member, required_text, soft_flag, soft_text

_TEMPLATE = re.compile(r"\{([^{}]*)\}")

_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
"""Header parameters that "SHALL be ignored" (section 4.8.12.2, `in`); the check of the document has told about them."""

_STYLES = {
    ParamWhere.PATH: (ParamStyle.SIMPLE, ParamStyle.LABEL, ParamStyle.MATRIX),
    ParamWhere.QUERY: (ParamStyle.FORM, ParamStyle.SPACE_DELIMITED, ParamStyle.PIPE_DELIMITED, ParamStyle.DEEP_OBJECT),
    ParamWhere.QUERYSTRING: (ParamStyle.FORM,),
    ParamWhere.HEADER: (ParamStyle.SIMPLE,),
    ParamWhere.COOKIE: (ParamStyle.FORM, ParamStyle.COOKIE),
}
"""What each place allows, its default first."""


def lower_parameters(call: Call) -> tuple[Param, ...]:
    """The parameters of an operation; one of the operation replaces one of its path item of the same name and place."""
    found: dict[tuple[ParamWhere, str], Param] = {}
    for value, origin in ((call.item, call.item_origin), (call.value, call.origin)):
        seen: set[tuple[ParamWhere, str]] = set()
        for index, raw in enumerate(list_member(value, "parameters", origin)):
            place = origin.child("parameters", index)
            param = _lower_once(call, *resolved(call.ctx, raw, "a parameter", place))
            if param is None:
                continue
            key = (param.where, param.wire)
            if key in seen:
                message = f"the {param.where.value} parameter {param.wire!r} is listed twice; the later one is used"
                call.ctx.diagnostics.warn("Parameter/Duplicate", message, place)
            seen.add(key)
            found[key] = param
    return (*_path_parameters(call, found), *(p for p in found.values() if p.where is not ParamWhere.PATH))


def _path_parameters(call: Call, found: dict[tuple[ParamWhere, str], Param]) -> list[Param]:
    """The parameters that the path's template names; missing ones are made up, others are reported."""
    params: list[Param] = []
    names = list(dict.fromkeys(_TEMPLATE.findall(call.path)))
    for wire in names:
        param = found.get((ParamWhere.PATH, wire))
        if param is None:
            message = f"the path parameter {wire!r} of {call.path} is not described; it is taken for a string"
            call.ctx.diagnostics.warn("Parameter/Missing", message, call.origin)
            string = Scalar(ScalarKind.STRING)
            param = Param(ParamWhere.PATH, wire, string, True, ParamStyle.SIMPLE, False, call.origin)
        params.append(param)
    for (where, wire), param in found.items():
        if where is ParamWhere.PATH and wire not in names:
            message = f"{call.path} has no {{{wire}}}; the parameter is left out"
            call.ctx.diagnostics.warn("Parameter/NotInPath", message, param.origin)
    return params


def _lower_once(call: Call, value: dict[str, Any], origin: Origin) -> Param | None:
    """The parameter written at `origin`: the same for all operations that refer to it, unless its type has a name,
    which is made from the operation's (0.93× for lowering GitHub's document, where nine of ten are shared).
    """
    key = call.ctx.key(origin)
    shared = call.ctx.params.get(key)
    if shared is not None and not call.ctx.inline_roots:
        return shared
    param = _lower_parameter(call, value, origin)
    if param is not None and next(mentioned((param.type,)), None) is None:
        call.ctx.params[key] = param
    return param


def _lower_parameter(call: Call, value: dict[str, Any], origin: Origin) -> Param | None:
    wire = required_text(value, "name", "a parameter", origin)
    where = _where(value, origin)
    if (where is ParamWhere.HEADER and wire.lower() in _IGNORED_HEADERS) or is_skipped(value):
        return None
    diagnostics = call.ctx.diagnostics
    style, explode, written = _style(call, value, where, origin)
    site, media_type = _schema(call, value, where, wire, origin)
    type_: Type = Unknown() if site is None else call.ctx.lower(site)
    chain = [] if site is None else said_by(call.ctx, site)
    default, has_default = default_of(chain)
    required = soft_flag(value, "required", origin, diagnostics) if where is not ParamWhere.PATH else True
    return Param(
        where,
        wire,
        type_,
        required,
        style,
        explode,
        origin,
        style_written=written,
        allow_reserved=soft_flag(value, "allowReserved", origin, diagnostics),
        media_type=media_type,
        name=name_override(value, "property_name") or _name_in_schema(site),
        default=default,
        has_default=has_default,
        doc=soft_text(value, "description", origin, diagnostics) or doc_of(call.ctx, chain),
        deprecated=soft_flag(value, "deprecated", origin, diagnostics),
        constraints=() if site is None else limits_of(call.ctx, site, type_),
        example=_example(value, chain),
        allow_empty=soft_flag(value, "allowEmptyValue", origin, diagnostics),
    )


def _name_in_schema(site: Site | None) -> Name | None:
    """The name that the schema of a parameter asks for, where documents write the extension inside of it."""
    return name_override(site.value, "property_name") if site is not None and type(site.value) is dict else None


def _where(value: dict[str, Any], origin: Origin) -> ParamWhere:
    where = required_text(value, "in", "a parameter", origin)
    try:
        return ParamWhere(where)
    except ValueError:
        hint = "Swagger 2 had these; OpenAPI 3 has `requestBody`." if where in ("body", "formData") else None
        message = f"`in` must be path, query, header or cookie; found {describe(where)}"
        raise fail("Parameter/In", message, origin.child("in"), hint=hint) from None


def _style(call: Call, value: dict[str, Any], where: ParamWhere, origin: Origin) -> tuple[ParamStyle, bool, bool]:
    """Style, explode, and whether the document wrote one of them (the defaults are those of section 4.8.12.2.2)."""
    allowed = _STYLES[where]
    style, written = allowed[0], False
    said = value.get("style")
    if said is not None:
        style = next((known for known in allowed if known.value == said), allowed[0])
        written = style.value == said
        if not written:
            names = ", ".join(known.value for known in allowed)
            message = f"the style of a {where.value} parameter is one of {names}; {describe(said)} is ignored"
            call.ctx.diagnostics.warn("Parameter/Style", message, origin.child("style"))
    default = style in (ParamStyle.FORM, ParamStyle.COOKIE, ParamStyle.DEEP_OBJECT)
    explode = soft_flag(value, "explode", origin, call.ctx.diagnostics, default)
    return style, explode, written or "explode" in value


def _schema(
    call: Call, value: dict[str, Any], where: ParamWhere, wire: str, origin: Origin
) -> tuple[Site | None, str | None]:
    """The schema of a parameter, and the media type when it is a `content` parameter."""
    used = f"parameters/{where.value}/{escape(wire)}"
    if "schema" in value:
        return call.site(value["schema"], origin.child("schema"), f"{used}/schema", (wire,)), None
    content = mapping_member(value, "content", origin)
    if not content:
        call.ctx.diagnostics.note("Parameter/NoSchema", f"the parameter {wire!r} has no schema", origin)
        return None, None
    media_type, raw = next(iter(content.items()))
    entry, at = resolved(call.ctx, raw, "a media type", origin.child("content", media_type))
    if "schema" not in entry:
        return None, media_type
    return call.site(
        entry["schema"], at.child("schema"), f"{used}/content/{escape(media_type)}/schema", (wire,)
    ), media_type


def _example(value: dict[str, Any], chain: list[Site]) -> Any:
    if "example" in value:
        return value["example"]
    return next((site.value["example"] for site in chain if "example" in site.value), None)
