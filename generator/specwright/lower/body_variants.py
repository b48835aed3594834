"""Stage lower: a request body that is one of several objects → its variants.

What comes in: the schema of a body. What goes out: a record for each object it may be, called after the arm, and the
fields of all of them together. A variant belongs to the operation, also where its schema is a component: its inline
types are called after the arm (`KYBBusinessEntity`). A body that may be anything else than objects has no variants.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ..ir import Access, Field, Nullable, Record, Ref, Type
from ..values import dataclass
from .calls import Call
from .composition import Flat, flatten
from .context import Context, Scope, Site
from .definitions import define_record_now
from .discriminators import Arm, lower_discriminator
from .joining import joined
from .kinds import types_of
from .nullability import is_null, optional
from .objects import has_properties
from .places import place_of_arm
from .references import component_key, deref
from .unions import Group, is_plain_union, union_groups
from .vocabulary import DISTRIBUTED, UNION_KEYWORDS, is_weak

_MAX_REFERENCES = 100


@dataclass(frozen=True, slots=True)
class Variants:
    """The objects that a body may be. `type`: the choice between them, or the only one."""

    records: tuple[Record, ...]
    type: Type


def lower_variants(call: Call, site: Site) -> Variants | None:
    """The objects that a body may be, None when it may be something else."""
    ctx = call.ctx
    flat = flatten(ctx, site)
    groups = union_groups(ctx, flat, site)
    if len(groups) != 1:
        return None
    base = [part.without(DISTRIBUTED) if part.value.keys() & DISTRIBUTED else part for part in flat.parts]
    beside = [part for part in base if not is_weak(part.value)]
    own = {id(part.value) for part in flat.parts}
    arms = list({ctx.key(arm.origin): (arm, key) for arm, key in _arms(call, groups[0])}.values())
    flats = [_flat_arm(ctx, arm, beside, own) for arm, _ in arms]
    if not all(_is_object(ctx, arm, own) for (arm, _), own in zip(arms, flats, strict=True)):
        return None
    records = tuple(define_record_now(ctx, own, arm) for (arm, _), own in zip(arms, flats, strict=True))
    typed = [Arm(Ref(record.id), arm, key) for record, (arm, key) in zip(records, arms, strict=True)]
    return Variants(records, joined((arm.type for arm in typed), lower_discriminator(ctx, flat, groups[0].part, typed)))


def _flat_arm(ctx: Context, arm: Site, beside: Sequence[Site], own: set[int]) -> Flat:
    """An arm with the properties beside the union, unless it inherits them itself."""
    if type(arm.value) is not dict:
        return Flat()
    flat = flatten(ctx, arm)
    return flat if not beside or own <= flat.opened.keys() else flatten(ctx, *beside, arm)


def _is_object(ctx: Context, arm: Site, flat: Flat) -> bool:
    """Whether an arm is an object with named properties, and no choice itself."""
    return (
        any(has_properties(part) for part in flat.parts)
        and types_of(flat.parts, ctx.diagnostics) == ("object",)
        and not union_groups(ctx, flat, arm)
    )


def _arms(call: Call, group: Group, outer: tuple[int, str | None] | None = None) -> Iterator[tuple[Site, str | None]]:
    """The arms but null, references opened, a union inside of the union taken apart; with the keys of components.

    A single arm has no name.
    """
    live = [(index, arm) for index, arm in enumerate(group.arms) if not is_null(arm.value)]
    for index, arm in live:
        opened, key = opened_here(call, arm)
        if type(opened.value) is dict and is_plain_union(opened.value):
            keyword = next(keyword for keyword in UNION_KEYWORDS if keyword in opened.value)
            yield from _arms(call, Group(opened, keyword), (index, key))
            continue
        if len(live) > 1:
            place = place_of_arm((), opened.value, index, component_key(key))
        else:
            place = place_of_arm((), opened.value, outer[0], component_key(key or outer[1])) if outer else ()
        yield opened.at(place), key


def opened_here(call: Call, site: Site) -> tuple[Site, str | None]:
    """The schema behind mere references, as a schema of the operation; with the key of the last one."""
    used, key = site, None
    for _ in range(_MAX_REFERENCES):
        if type(site.value) is not dict or set(site.value) != {"$ref"}:
            break
        target = deref(call.ctx, site).site
        key = call.ctx.key(target.origin)
        scope = Scope(call.id, call.resource, key, call.ctx.id_of(used))
        site = Site(target.value, target.origin, scope, ())
    return site, key


def together(variants: Sequence[Record]) -> tuple[Field, ...]:
    """The fields of all variants: one for each name, of any of its types, required where every variant requires it."""
    found: dict[str, list[Field]] = {}
    for variant in variants:
        for field in sorted(variant.fields, key=lambda field: not field.required):
            if field.access is not Access.READ_ONLY:
                found.setdefault(field.wire, []).append(field)
    return tuple(_both(fields, len(variants)) for fields in found.values())


def _both(fields: Sequence[Field], variants: int) -> Field:
    first, required = fields[0], len(fields) == variants and all(field.required for field in fields)
    changed: dict[str, Any] = {"type": _any_of(fields), "required": required}
    if any((field.default, field.has_default) != (first.default, first.has_default) for field in fields):
        changed |= {"default": None, "has_default": False}
    if any(field.constraints != first.constraints for field in fields):
        changed["constraints"] = ()
    doc = next((field.doc for field in fields if field.doc), None)
    return replace(first, **changed, doc=doc, deprecated=all(field.deprecated for field in fields))


def _any_of(fields: Sequence[Field]) -> Type:
    types = list(dict.fromkeys(field.type for field in fields))
    if len(types) == 1:
        return types[0]
    union = joined(types)
    return optional(union) if any(isinstance(type_, Nullable) for type_ in types) else union
