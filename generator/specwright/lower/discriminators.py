"""Stage lower: `discriminator` → which value of which property means which arm.

What comes in: the arms of a union. What goes out: `Discriminator`, None when nothing tells the arms apart by one
property. Values come from the mapping, else from the arms' own `const` or `enum`, else from component keys (OpenAPI
3.1, 4.8.25).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..diagnostics import SpecwrightError
from ..ir import Discriminator, Ref, Type
from ..values import dataclass
from .composition import Flat, flatten
from .context import Context, Site
from .fields import property_sites, required_names, sites_of
from .reading import as_mapping, describe, required_text
from .references import component_key, deref
from .vocabulary import UNION_KEYWORDS

_MAX_DEPTH = 8
_MAX_INFERRED = 200
_MAX_TAGS = 50


@dataclass(frozen=True, slots=True)
class Arm:
    """An arm: its type, its schema, and the key of the schema it refers to, None when it is written in place."""

    type: Type
    site: Site
    key: str | None


def lower_discriminator(ctx: Context, flat: Flat, part: Site, arms: list[Arm]) -> Discriminator | None:
    """The discriminator of a union, written or implied."""
    written = part if "discriminator" in part.value else None
    if written is None:
        written = next((p for p in reversed(flat.parts) if "discriminator" in p.value), None)
    if written is None:
        return _implied(ctx, arms)
    raw = written.value["discriminator"]
    origin = written.origin.child("discriminator")
    if isinstance(raw, str):
        ctx.diagnostics.warn("Schema/Discriminator", "`discriminator` must be a mapping with `propertyName`", origin)
        raw = {"propertyName": raw}
    data = as_mapping(raw, "`discriminator`", origin)
    wire = required_text(data, "propertyName", "`discriminator`", origin)
    mapping = _mapped(ctx, data, written, arms)
    covered = {id_ for _, id_ in mapping}
    values = {value for value, _ in mapping}
    for arm in arms:
        if isinstance(arm.type, Ref) and arm.type.id not in covered:
            for value in _tags(ctx, arm.site, wire) or _component_value(arm):
                if value not in values:
                    values.add(value)
                    mapping.append((value, arm.type.id))
    return Discriminator(wire, tuple(mapping)) if mapping else None


def _mapped(ctx: Context, data: dict[str, Any], written: Site, arms: list[Arm]) -> list[tuple[str, str]]:
    """The entries of `mapping` that lead to an arm."""
    origin = written.origin.child("discriminator", "mapping")
    by_key = {arm.key: arm.type.id for arm in arms if arm.key is not None and isinstance(arm.type, Ref)}
    found: list[tuple[str, str]] = []
    if data.get("mapping") is None:
        return found
    for value, target in as_mapping(data["mapping"], "`mapping`", origin).items():
        at = origin.child(value)
        if not isinstance(target, str):
            ctx.diagnostics.warn("Schema/Discriminator", f"a mapping's target is a text, not {describe(target)}", at)
            continue
        key = _target_key(ctx, target, written)
        if key is None:
            ctx.diagnostics.warn("Schema/Discriminator", f"{describe(target)} is no schema of this document", at)
        elif key in by_key:
            found.append((value, by_key[key]))
        else:
            id_ = _arm_holding(ctx, arms, key)
            if id_ is None:
                ctx.diagnostics.note("Schema/Discriminator", f"{describe(target)} is not an arm of this union", at)
            else:
                found.append((value, id_))
    return found


def _target_key(ctx: Context, target: str, written: Site) -> str | None:
    """The key of the schema that a mapping names: by component key, or by reference."""
    refs = [target] if "#" in target or "/" in target else [f"#/components/schemas/{target}", target]
    for ref in refs:
        try:
            value, origin = ctx.document.resolve(ref, written.origin)
        except SpecwrightError:
            continue
        if isinstance(value, dict | bool):
            return ctx.key(origin)
    return None


def _arm_holding(ctx: Context, arms: list[Arm], key: str) -> str | None:
    """The arm that is itself a union with the schema `key` in it."""
    for arm in arms:
        if isinstance(arm.type, Ref) and key in _keys_below(ctx, arm.site, _MAX_DEPTH):
            return arm.type.id
    return None


def _keys_below(ctx: Context, site: Site, depth: int) -> set[str]:
    found: set[str] = set()
    if type(site.value) is not dict or depth == 0:
        return found
    if "$ref" in site.value:
        target = deref(ctx, site).site
        found.add(ctx.key(target.origin))
        found |= _keys_below(ctx, target, depth - 1)
    for keyword in UNION_KEYWORDS:
        members = site.value.get(keyword)
        if type(members) is list:
            for index in range(len(members)):
                found |= _keys_below(ctx, site.member(keyword, index), depth - 1)
    return found


def told_apart(ctx: Context, part: Site, arms: Sequence[Site]) -> tuple[str, ...]:
    """The text that each arm alone has in one required property, which names the arms in published packages.

    () when there is none, when the union's `mapping` says which component is which, and when not all arms refer to
    components that have no name of their own.
    """
    written = part.value.get("discriminator")
    if not 2 <= len(arms) <= _MAX_INFERRED or (isinstance(written, dict) and written.get("mapping")):
        return ()
    if not all(type(arm.value) is dict and "$ref" in arm.value and deref(ctx, arm).root is None for arm in arms):
        return ()
    flats = [flatten(ctx, arm) for arm in arms]
    wire = written.get("propertyName") if isinstance(written, dict) else None
    for candidate in [wire] if isinstance(wire, str) else property_sites(flats[0]):
        values = [_required_value(ctx, flat, candidate) for flat in flats]
        found = tuple(value for value in values if value is not None and re.search("[A-Za-z]", value))
        if len(found) == len(set(found)) == len(arms):
            return found
    return ()


def tags_of_arms(ctx: Context, part: Site, arms: Sequence[Site]) -> tuple[str | None, ...]:
    """The value that tells each arm from the others, None for those that have none: of the property that the
    `discriminator` beside the union names, or else of one that would do for it.
    """
    written = part.value.get("discriminator")
    wire = written.get("propertyName") if isinstance(written, dict) else None
    if not isinstance(wire, str):
        found = _distinct(ctx, list(arms))
        return found[1] if found is not None else ()
    values = [_tags(ctx, arm, wire) if type(arm.value) is dict else () for arm in arms]
    return tuple(found[0] if len(found) == 1 and values.count(found) == 1 else None for found in values)


def _tags(ctx: Context, site: Site, wire: str, depth: int = _MAX_DEPTH) -> tuple[str, ...]:
    """The values a schema allows for its property `wire`, () unless it lists them as texts."""
    flat = flatten(ctx, site)
    sites = sites_of(flat, wire)
    if sites:
        return _listed(ctx, sites[-1])
    if depth == 0:
        return ()
    found: list[str] = []
    for part in flat.parts:
        for keyword in UNION_KEYWORDS:
            members = part.value.get(keyword)
            if type(members) is list:
                for index in range(len(members)):
                    found.extend(_tags(ctx, part.member(keyword, index), wire, depth - 1))
    return tuple(dict.fromkeys(found))


def _listed(ctx: Context, site: Site) -> tuple[str, ...]:
    for part in reversed(flatten(ctx, site).parts):
        values = [part.value["const"]] if "const" in part.value else part.value.get("enum")
        if isinstance(values, list) and values and len(values) <= _MAX_TAGS:
            return tuple(value for value in values if isinstance(value, str))
    return ()


def _component_value(arm: Arm) -> tuple[str, ...]:
    name = component_key(arm.key)
    return (name,) if name is not None else ()


def _implied(ctx: Context, arms: list[Arm]) -> Discriminator | None:
    """The property that every arm requires and gives one value of its own: what a `discriminator` would have said."""
    refs = [arm.type.id for arm in arms if isinstance(arm.type, Ref)]
    found = _distinct(ctx, [arm.site for arm in arms]) if len(refs) == len(arms) else None
    return Discriminator(found[0], tuple(zip(found[1], refs, strict=True))) if found is not None else None


def _distinct(ctx: Context, arms: list[Site]) -> tuple[str, tuple[str, ...]] | None:
    """A property that every arm requires and gives one value of its own, with these values."""
    if len(arms) < 2 or len(arms) > _MAX_INFERRED or not all(type(arm.value) is dict for arm in arms):
        return None
    first = flatten(ctx, arms[0])
    required = required_names(ctx, first)
    for wire, sites in property_sites(first).items():
        if wire in required and len(_listed(ctx, sites[-1])) == 1:
            values = [_required_value(ctx, flatten(ctx, arm), wire) for arm in arms]
            known = tuple(value for value in values if value is not None)
            if len(set(known)) == len(arms):
                return wire, known
    return None


def _required_value(ctx: Context, flat: Flat, wire: str) -> str | None:
    sites = sites_of(flat, wire)
    values = _listed(ctx, sites[-1]) if sites and wire in required_names(ctx, flat) else ()
    return values[0] if len(values) == 1 else None
