"""Stage lower: Schema Objects → types.

What comes in: a site. What goes out: a type; what needs a name of its own is asked for in the context and referred to
by id. Every schema goes the same way: `sources` tells whether it is only another one, `flatten` opens `allOf`, and what
remains is lowered by kind: union, enum, object, array or scalar.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..config import EnumStyle
from ..diagnostics import SpecwrightError
from ..ir import ListOf, Literal, Origin, Ref, ScalarKind, TupleOf, Type
from .composition import Flat, flatten, not_a_schema, sources
from .context import Context, Root, Site
from .definitions import define_root_later
from .enums import VALUES, has_values, lower_enum
from .joining import UNKNOWN, joined
from .kinds import types_of
from .nullability import NULL, accepts_null, is_null, optional, root_accepts_null
from .objects import lower_extra, lower_object
from .places import place_of_arm, place_of_item
from .reading import as_list
from .references import deref
from .scalars import lower_limits, lower_scalar
from .unions import lower_union, union_groups
from .vocabulary import COMPOSED, DROPPED, is_weak

_REPLACED = frozenset({"$dynamicRef", "$recursiveRef", "x-stainless-any", "x-stainless-override-schema"})
"""What has another schema lowered in place of this one."""
_DROPPED = frozenset(DROPPED)
_SCALARS = ("string", "integer", "number", "boolean")
_NOT_PLAIN = COMPOSED | _REPLACED | _DROPPED | VALUES | {"nullable"}
"""What makes more of a scalar than its type, format and limits do."""


def lower_schema(ctx: Context, site: Site) -> Type:
    """The type of a schema, null included. Raises `SpecwrightError` for wrong shapes, dangling references, cycles."""
    if _is_plain(ctx, site.value):
        return lower_scalar((site,), site.value["type"], ctx.diagnostics)
    root = _only_root(ctx, site)
    if root is not None:
        define_root_later(ctx, root)
        return optional(Ref(root.id)) if root_accepts_null(ctx, root) else Ref(root.id)
    site = _effective(ctx, site)
    bare = lower_without_null(ctx, site)
    return optional(bare) if accepts_null(ctx, site) else bare


def _is_plain(ctx: Context, value: Any) -> bool:
    """Whether a schema can be nothing but one scalar, as most are, so that all else is asked in vain (0.9×)."""
    if type(value) is not dict or value.get("type") not in _SCALARS:
        return False
    return _NOT_PLAIN.isdisjoint(value) and not ctx.inline_roots


def _only_root(ctx: Context, site: Site) -> Root | None:
    """The named schema that a schema refers to and says no more, as most do that are no scalars (0.97×)."""
    value = site.value
    if type(value) is not dict or len(value) != 1 or "$ref" not in value or ctx.inline_roots:
        return None
    return deref(ctx, site).root


def lower_without_null(ctx: Context, site: Site) -> Type:
    """The type of a schema without null: what a definition holds."""
    site = _effective(ctx, site)
    value = site.value
    if type(value) is not dict:
        return _lower_boolean(ctx, site)
    if ctx.inline_roots:
        root = _inline_root(ctx, site)
        if root is not None:
            define_root_later(ctx, root)
            return Ref(root.id)
    if COMPOSED.isdisjoint(value):
        return lower_flat(ctx, Flat([site]), site)
    found = sources(ctx, site)
    if not found:
        return UNKNOWN
    if len(found) == 1 and found[0] is not site:
        return _lower_source(ctx, ctx.in_place_of(found[0], site))
    if "$ref" not in value and "allOf" not in value:
        return lower_flat(ctx, Flat([site]), site)
    return lower_flat(ctx, flatten(ctx, site), site)


def lower_together(ctx: Context, sites: list[Site], at: Site) -> Type:
    """The type of a value to which all `sites` apply; what needs a name gets the one of `at`."""
    if len(sites) == 1:
        return lower_schema(ctx, sites[0])
    distinct: list[Site] = []
    for site in sites:
        if not is_weak(site.value) and not any(_same(site, other) for other in distinct):
            distinct.append(site)
    if not distinct:
        return lower_schema(ctx, sites[-1])
    if len(distinct) == 1:
        return lower_schema(ctx, distinct[0])
    bare = lower_flat(ctx, flatten(ctx, *distinct), at)
    return optional(bare) if all(accepts_null(ctx, site) for site in distinct) else bare


def lower_flat(ctx: Context, flat: Flat, at: Site) -> Type:
    """The type of a flat schema; what needs a name gets the one of `at`."""
    parts = flat.parts
    listed = any(has_values(part.value) for part in parts)
    groups = union_groups(ctx, flat, at)
    if groups and not listed:
        return lower_union(ctx, flat, groups, at)
    types = types_of(parts, ctx.diagnostics)
    for part in parts:
        if not _DROPPED.isdisjoint(part.value):
            _note_dropped(ctx, part)
    if listed:
        literal = lower_enum(parts, types, ctx.diagnostics)
        if literal is not None:
            return _opened(ctx, literal)
    if not types:
        return NULL if any(is_null(part.value) for part in parts) else UNKNOWN
    if len(types) == 1:
        return _lower_kind(ctx, flat, types[0], at)
    arms = []
    for index, name in enumerate(types):
        inner = Site(at.value, at.origin.child("type", name), at.scope, place_of_arm(at.place, None, index))
        arms.append(_lower_kind(ctx, flat, name, inner))
    return joined(arms)


def _opened(ctx: Context, type_: Type) -> Type:
    """With `enums: open`, lists of texts are what is known today. One value alone is a constant and stays one."""
    if ctx.config.python.enums is not EnumStyle.OPEN or not isinstance(type_, Literal) or len(type_.values) < 2:
        return type_
    return replace(type_, open=True) if type_.base is ScalarKind.STRING else type_


def _lower_kind(ctx: Context, flat: Flat, type_name: str, at: Site) -> Type:
    if type_name == "object":
        return lower_object(ctx, flat, at)
    if type_name == "array":
        return _lower_array(ctx, flat, at)
    return lower_scalar(flat.parts, type_name, ctx.diagnostics)


def _lower_array(ctx: Context, flat: Flat, at: Site) -> Type:
    parts = flat.parts
    for part in reversed(parts):
        if "prefixItems" in part.value:
            return _lower_tuple(ctx, part, "prefixItems")
        if type(part.value.get("items")) is list:
            return _lower_tuple(ctx, part, "items")
    items = [part.member("items").at(place_of_item(part.place)) for part in parts if "items" in part.value]
    item: Type = UNKNOWN
    if items:
        inside = Site(None, at.origin.child("items"), at.scope, place_of_item(at.place))
        item = lower_together(ctx, items, inside)
    return ListOf(item, lower_limits(parts, ctx.diagnostics))


def _lower_tuple(ctx: Context, part: Site, keyword: str) -> Type:
    """A list whose first items have schemas of their own (JSON Schema 2020-12 section 10.3.1.1, draft 4's `items`
    list).
    """
    members = as_list(part.value[keyword], f"`{keyword}`", part.origin.child(keyword))
    place = place_of_item(part.place)
    items = tuple(lower_schema(ctx, part.member(keyword, i).at((*place, str(i)))) for i in range(len(members)))
    rest_keyword = "items" if keyword == "prefixItems" else "additionalItems"
    rest = part.value.get(rest_keyword, True)
    full = part.value.get("maxItems")
    if rest is False or (isinstance(full, int) and full <= len(items)):
        return TupleOf(items, None)
    return TupleOf(items, UNKNOWN if rest is True else lower_schema(ctx, part.member(rest_keyword).at(place)))


def _inline_root(ctx: Context, site: Site) -> Root | None:
    """The named schema that `site` is, met where it is written inside of another one."""
    root = ctx.inline_roots.get(ctx.key(site.origin))
    return root if root is not None and site.scope.written != root.id else None


def _lower_source(ctx: Context, source: Site) -> Type:
    if type(source.value) is not dict or "$ref" not in source.value:
        return lower_without_null(ctx, source)
    target = deref(ctx, source)
    if target.root is None:
        return lower_without_null(ctx, target.site)
    define_root_later(ctx, target.root)
    return Ref(target.root.id)


def _lower_boolean(ctx: Context, site: Site) -> Type:
    if site.value is True:
        return UNKNOWN
    if site.value is False:
        ctx.diagnostics.note("Schema/Never", "the schema `false` allows no value; any is accepted", site.origin)
        return UNKNOWN
    raise not_a_schema(site)


def _effective(ctx: Context, site: Site) -> Site:
    """The schema to lower in place of one with `x-stainless-any`, `x-stainless-override-schema` or `$dynamicRef`."""
    value = site.value
    if type(value) is not dict or _REPLACED.isdisjoint(value):
        return site
    if value.get("x-stainless-any") is True:
        return Site({}, site.origin, site.scope, site.place)
    override = value.get("x-stainless-override-schema")
    if isinstance(override, dict):
        return site.member("x-stainless-override-schema")
    for keyword in ("$dynamicRef", "$recursiveRef"):
        if isinstance(value.get(keyword), str) and "$ref" not in value:
            return _static(ctx, site, keyword)
    return site


def _static(ctx: Context, site: Site, keyword: str) -> Site:
    """`$dynamicRef` taken for `$ref`: what it means where no other schema redefines its anchor."""
    try:
        ref = site.value[keyword] if keyword == "$dynamicRef" else _recursive_anchor(ctx, site.origin)
        ctx.document.resolve(ref, site.origin)
    except SpecwrightError:
        return site
    message = f"`{keyword}` is taken for `$ref`: an anchor that is redefined elsewhere is not followed"
    ctx.diagnostics.note("Schema/DynamicRef", message, site.origin.child(keyword))
    value: dict[str, Any] = {**site.value, "$ref": ref}
    del value[keyword]
    return Site(value, site.origin, site.scope, site.place)


def _recursive_anchor(ctx: Context, origin: Origin) -> str:
    """The schema that `$recursiveRef: "#"` means (JSON Schema 2019-09, 8.2.4.2): the outermost with an anchor."""
    tokens = origin.pointer.split("/")
    for length in range(2, len(tokens)):
        pointer = "/".join(tokens[:length])
        value = ctx.document.value_at(Origin(origin.file, pointer))
        if isinstance(value, dict) and value.get("$recursiveAnchor") is True:
            return f"#{pointer}"
    return "#" + "/".join(tokens[:4])


def _same(one: Site, other: Site) -> bool:
    return one.origin.file == other.origin.file and one.value == other.value


def _note_dropped(ctx: Context, part: Site) -> None:
    for keyword in DROPPED:
        if keyword in part.value:
            message = f"`{keyword}` cannot be expressed in types; it is left out"
            ctx.diagnostics.note("Schema/Dropped", message, part.origin.child(keyword))


__all__ = ["lower_extra", "lower_flat", "lower_schema", "lower_together", "lower_without_null"]
