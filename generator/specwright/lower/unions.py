"""Stage lower: `oneOf` and `anyOf` → unions.

What comes in: a flat schema with at least one union in it. What goes out: the union, or the one type that remains when
null, duplicates and arms that only restrict are gone. Properties beside a union belong to every arm; a union written
inside another is part of it; enum values that may grow become an open literal.
"""

from __future__ import annotations

from dataclasses import replace

from ..ir import Literal, Ref, Type, Union
from ..values import dataclass
from .composition import Flat, flatten
from .context import Context, Site
from .definitions import define_alias, leads_to_object
from .discriminators import Arm, lower_discriminator, tags_of_arms, told_apart
from .joining import joined
from .nullability import is_null, required
from .places import place_of_arm
from .reading import as_list
from .references import component_key, deref
from .vocabulary import DISTRIBUTED, UNION_KEYWORDS, is_condition, is_weak


@dataclass(frozen=True, slots=True)
class Group:
    """One `oneOf` or `anyOf`: the schema it stands in and its keyword."""

    part: Site
    keyword: str

    @property
    def arms(self) -> list[Site]:
        return [self.part.member(self.keyword, index) for index in range(len(self.part.value[self.keyword]))]


def union_groups(ctx: Context, flat: Flat, at: Site) -> list[Group]:
    """The unions that decide the type: not those that only restrict, nor those that list the schema they are inherited
    by.
    """
    groups: list[Group] = []
    for part in flat.parts:
        for keyword in UNION_KEYWORDS:
            if keyword not in part.value:
                continue
            arms = as_list(part.value[keyword], f"`{keyword}`", part.origin.child(keyword))
            if not arms or all(is_condition(arm) or arm is True or arm == {} for arm in arms):
                continue
            group = Group(part, keyword)
            if id(part.value) in flat.inherited and _lists_heir(ctx, group, flat, at):
                continue
            groups.append(group)
    return groups


def _lists_heir(ctx: Context, group: Group, flat: Flat, at: Site) -> bool:
    """Whether an arm is the schema that inherits the union: `Pet.oneOf` lists `Cat`, which is `allOf: [Pet]`."""
    for arm in group.arms:
        if type(arm.value) is dict and "$ref" in arm.value:
            target = deref(ctx, arm)
            if id(target.site.value) in flat.opened or ctx.id_of(target.site) == ctx.id_of(at):
                return True
    return False


def lower_union(ctx: Context, flat: Flat, groups: list[Group], at: Site) -> Type:
    """The type of a schema with unions; a union with an object in it gets the name of `at`."""
    group, others = groups[0], groups[1:]
    base = [part.without(DISTRIBUTED) if part.value.keys() & DISTRIBUTED else part for part in flat.parts]
    for other in others:
        message = f"a second `{other.keyword}` beside `{group.keyword}` is taken for optional properties"
        ctx.diagnostics.note("Schema/SeveralUnions", message, other.part.origin.child(other.keyword))
        base.extend(arm.without(frozenset({"required"})) for arm in other.arms if type(arm.value) is dict)
    arms = _Arms(ctx, flat, base, at).collect(group)
    discriminator = lower_discriminator(ctx, flat, group.part, arms)
    union = joined((arm.type for arm in arms), discriminator)
    if not isinstance(union, Union):
        return union
    if ctx.id_of(at) in ctx.named or not any(_has_object(ctx, arm.type) for arm in union.arms):
        return union
    return define_alias(ctx, at, union)


class _Arms:
    """Lowers the arms of one union. `base` is what stands beside it."""

    def __init__(self, ctx: Context, flat: Flat, base: list[Site], at: Site) -> None:
        self._ctx = ctx
        self._at = at
        self._base = [part for part in base if not is_weak(part.value)]
        self._typed = [part for part in base if "type" in part.value]
        self._only_objects = all(part.value["type"] == "object" for part in self._typed)
        self._own = {id(part.value) for part in flat.parts}
        self._met: set[str] = set()

    def collect(self, group: Group, outer: int | None = None) -> list[Arm]:
        """The arms of `group` but null. A single one stands for the whole union, or for the `outer` arm of it."""
        live = [(index, arm) for index, arm in enumerate(group.arms) if not is_null(arm.value)]
        name_arms = tags_of_arms if self._ctx.config.python.arms_by_tag else told_apart
        tags = name_arms(self._ctx, group.part, [arm for _, arm in live]) or (None,) * len(live)
        found: list[Arm] = []
        for (index, arm), tag in zip(live, tags, strict=True):
            found.extend(self._lower(arm, outer if len(live) == 1 else index, tag))
        return found

    def _lower(self, arm: Site, index: int | None, tag: str | None, key: str | None = None) -> list[Arm]:
        value = arm.value
        if type(value) is dict and "$ref" in value:
            target = deref(self._ctx, arm)
            key = self._ctx.key(target.site.origin)
            bare = is_weak({k: v for k, v in value.items() if k != "$ref"})
            if bare and key in self._met:
                return []  # the same component again, in a union inside of this one
            if bare:
                self._met.add(key)
            if bare and target.root is None:
                # What the arm is called stands beside the reference.
                return self._lower(target.site, index, value.get("x-stainless-variantName") or tag, key)
        elif type(value) is dict and not self._base and self._only_objects and is_plain_union(value):
            keyword = next(keyword for keyword in UNION_KEYWORDS if keyword in value)
            as_list(value[keyword], f"`{keyword}`", arm.origin.child(keyword))
            return self.collect(Group(arm, keyword), index)
        if index is None:
            arm = self._ctx.in_place_of(arm, self._at)
        else:
            arm = arm.at(place_of_arm(self._at.place, value, index, tag or component_key(key)))
        return [Arm(_documented(self._type(arm), value), arm, key)]

    def _type(self, arm: Site) -> Type:
        is_ref = type(arm.value) is dict and "$ref" in arm.value
        beside = self._base if is_ref else self._base or self._typed
        if not beside or type(arm.value) is not dict:
            return required(self._ctx.lower(arm))
        self._ctx.count_distributed(arm.origin)
        own = flatten(self._ctx, arm)
        if self._own <= own.opened.keys():
            return required(self._ctx.lower(arm))  # the arm inherits what stands beside the union
        flat = flatten(self._ctx, *beside, arm)
        with self._ctx.distributing():
            return self._ctx.schemas.lower_flat(self._ctx, flat, arm)


def _documented(type_: Type, value: object) -> Type:
    """A single value with what its arm says about it: `oneOf: [{const: 1, title: Low}, …]` is an enum with docs."""
    if isinstance(type_, Literal) and len(type_.values) == 1 and not type_.value_docs and isinstance(value, dict):
        text = value.get("description") or value.get("title")
        if isinstance(text, str):
            return replace(type_, value_docs=(text,))
    return type_


def is_plain_union(value: dict[str, object]) -> bool:
    """Whether a schema is nothing but one union. That it is one of objects says nothing more."""
    keywords = [keyword for keyword in UNION_KEYWORDS if keyword in value]
    rest = {k: v for k, v in value.items() if k not in keywords}
    return len(keywords) == 1 and is_weak(rest) and value.get("type", "object") == "object"


def _has_object(ctx: Context, type_: Type) -> bool:
    return isinstance(type_, Ref) and leads_to_object(ctx, type_.id)
