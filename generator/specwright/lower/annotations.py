"""Stage lower: what a schema says about itself: documentation, defaults, access, names.

What comes in: a site. What goes out: plain values. A keyword that a schema does not have is looked up in what it refers
to, so `{$ref: Thing}` is documented as `Thing` is.
"""

from __future__ import annotations

from typing import Any

from ..diagnostics import SpecwrightError
from ..ir import Access, Name, NameStrength
from .composition import all_of
from .context import Context, Site
from .nullability import is_null
from .reading import soft_flag, soft_text
from .references import deref
from .vocabulary import COMPOSED, UNION_KEYWORDS

_MAX_CHAIN = 20
_MISSING = object()
_ACCESS = frozenset({"readOnly", "writeOnly"})


def said_by(ctx: Context, site: Site) -> list[Site]:
    """The schema and those it is a name for, nearest first: what they say about themselves holds for it as well."""
    if type(site.value) is dict and COMPOSED.isdisjoint(site.value):
        return [site]
    chain: list[Site] = []
    waiting = [site]
    while waiting and len(chain) < _MAX_CHAIN:
        current = waiting.pop(0)
        value = current.value
        if type(value) is not dict:
            continue
        chain.append(current)
        if "$ref" in value:
            try:
                waiting.append(deref(ctx, current).site)
            except SpecwrightError:
                continue  # reported where the type is lowered
        waiting.extend(_only_arm(current))
        members = value.get("allOf")
        if type(members) is list and (len(members) == 1 or current is not site):
            waiting.extend(current.member("allOf", index) for index in range(len(all_of(current))))
        elif type(members) is list:
            waiting.extend(_annotating(current))
    return chain


def _only_arm(site: Site) -> list[Site]:
    """The arm of a union that only adds null to it: descriptions and defaults often stand there."""
    for keyword in UNION_KEYWORDS:
        arms = site.value.get(keyword)
        if type(arms) is list:
            live = [index for index, arm in enumerate(arms) if not is_null(arm)]
            if len(live) == 1 and len(arms) > 1:
                return [site.member(keyword, live[0])]
    return []


def _annotating(site: Site) -> list[Site]:
    """The members of `allOf` when one of them is a reference and the others are there to describe it."""
    members = [site.member("allOf", index) for index in range(len(all_of(site)))]
    plain = [member for member in members if type(member.value) is dict and "$ref" not in member.value]
    return members if len(members) - len(plain) == 1 and all("properties" not in m.value for m in plain) else []


def doc_of(ctx: Context, chain: list[Site]) -> str | None:
    """The `description`, None when there is none."""
    for site in chain:
        if "description" in site.value:
            return soft_text(site.value, "description", site.origin, ctx.diagnostics)
    return None


def default_of(chain: list[Site]) -> tuple[Any, bool]:
    """The `default` and whether there is one."""
    for site in chain:
        value = site.value.get("default", _MISSING)
        if value is not _MISSING:
            return value, True
    return None, False


def access_of(ctx: Context, chain: list[Site]) -> Access:
    """`readOnly` and `writeOnly`; a property that says both is neither."""
    chain = [site for site in chain if not _ACCESS.isdisjoint(site.value)]
    if not chain:
        return Access.BOTH
    reads = any("readOnly" in s.value and soft_flag(s.value, "readOnly", s.origin, ctx.diagnostics) for s in chain)
    writes = any("writeOnly" in s.value and soft_flag(s.value, "writeOnly", s.origin, ctx.diagnostics) for s in chain)
    if reads == writes:
        return Access.BOTH
    return Access.READ_ONLY if reads else Access.WRITE_ONLY


def is_deprecated(ctx: Context, site: Site) -> bool:
    """Whether the schema itself (not what it refers to) is deprecated."""
    value = site.value
    if type(value) is not dict or "deprecated" not in value:
        return False
    return soft_flag(value, "deprecated", site.origin, ctx.diagnostics)


def name_override(value: dict[str, Any], kind: str) -> Name | None:
    """The name an extension asks for: `x-stainless-naming.python.<kind>`, or `x-stainless-param` for a property."""
    naming = value.get("x-stainless-naming")
    if isinstance(naming, dict):
        python = naming.get("python")
        text = python.get(kind) if isinstance(python, dict) else None
        if isinstance(text, str) and text:
            return Name(text, NameStrength.CONFIG)
    if kind == "property_name":
        for key in ("x-stainless-param", "x-stainless-param-name"):
            text = value.get(key)
            if isinstance(text, str) and text:
                return Name(text, NameStrength.CONFIG)
    return None


def is_skipped(value: Any) -> bool:
    """Whether `x-stainless-skip` or `x-stainless-only` leave something out of the Python SDK."""
    if not isinstance(value, dict):
        return False
    skip = value.get("x-stainless-skip")
    if skip is True or (isinstance(skip, list) and "python" in skip):
        return True
    only = value.get("x-stainless-only")
    return isinstance(only, list) and "python" not in only
