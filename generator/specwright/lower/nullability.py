"""Stage lower: whether a schema accepts null, in every spelling of OpenAPI 3.0, 3.1 and 3.2.

What comes in: a site. What goes out: a boolean, and `optional` to put it on a type. Null is never part of a definition:
it is put on every place that refers to one, so that `Nullable(Ref(id))` reads the same wherever the null was written.
"""

from __future__ import annotations

from typing import Any

from ..ir import Nullable, Scalar, ScalarKind, Type, Unknown
from .composition import all_of
from .context import Context, Root, Site
from .references import deref
from .vocabulary import COMPOSED, UNION_KEYWORDS, is_weak

NULL = Scalar(ScalarKind.NULL)


def optional(type_: Type) -> Type:
    """The type or null; what accepts null already stays as it is."""
    if isinstance(type_, Nullable | Unknown) or type_ == NULL:
        return type_
    return Nullable(type_)


def required(type_: Type) -> Type:
    """The type without null."""
    return type_.type if isinstance(type_, Nullable) else type_


def is_null(value: Any) -> bool:
    """Whether a schema accepts null and nothing else."""
    if not isinstance(value, dict):
        return False
    if value.get("type") in ("null", ["null"]):
        return True
    if "const" in value:
        return value["const"] is None
    return value.get("enum") == [None]


def accepts_null(ctx: Context, site: Site) -> bool:
    """Whether null is a value of the schema. Wrong shapes are left to the functions that lower them."""
    value = site.value
    if type(value) is not dict:
        return False
    if value.get("nullable") is True:
        return True
    kind = value.get("type")
    if kind is not None:
        if kind == "null" or (type(kind) is list and "null" in kind):
            return True
        return "enum" in value and type(value["enum"]) is list and None in value["enum"]
    if "const" in value:
        return value["const"] is None
    if "enum" in value:
        return type(value["enum"]) is list and None in value["enum"]
    return not COMPOSED.isdisjoint(value) and _composed_accepts_null(ctx, site)


def _composed_accepts_null(ctx: Context, site: Site) -> bool:
    value = site.value
    for keyword in UNION_KEYWORDS:
        arms = value.get(keyword)
        if type(arms) is list and any(accepts_null(ctx, site.member(keyword, i)) for i in range(len(arms))):
            return True
    if "$ref" in value:
        target = deref(ctx, site)
        return root_accepts_null(ctx, target.root) if target.root is not None else accepts_null(ctx, target.site)
    members = [site.member("allOf", index) for index in range(len(all_of(site)))]
    if any(is_weak(member.value) and accepts_null(ctx, member) for member in members):
        return True
    strong = [member for member in members if not is_weak(member.value)]
    return bool(strong) and all(accepts_null(ctx, member) for member in strong)


def root_accepts_null(ctx: Context, root: Root) -> bool:
    """The same for a named schema; a schema that refers to itself accepts null only if it says so elsewhere."""
    known = ctx.nullable.get(root.id)
    if known is None:
        ctx.nullable[root.id] = False
        known = ctx.nullable[root.id] = accepts_null(ctx, root.site)
    return known
