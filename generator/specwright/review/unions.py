"""The walk over unions: which members belong together, which came and went, and what tells them apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from ..ir import Api, ListOf, MapOf, Ref, ScalarKind, Type, Union
from ..values import dataclass
from .effective import component, effective, wire_kind
from .pairing import renames
from .subjects import ArmPair, DiscriminatorPair, UnionPair
from .visits import Sink, Use

_SAME_MEMBER = 0.5
"""How much of two unnamed objects must be equal (0 to 1) for them to be one member that was changed."""

Compare = Callable[[Type, Type, Use, Sink, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Arm:
    """A member: its type, how the report calls it, and the discriminator values that stand for it."""

    type: Type
    name: str
    named: bool
    values: frozenset[str]


@dataclass(slots=True)
class _Paired:
    """Members that belong together, and those left over."""

    pairs: list[tuple[Arm, Arm]] = field(default_factory=list)
    gone: list[Arm] = field(default_factory=list)
    come: list[Arm] = field(default_factory=list)

    def settle(self, belong: Callable[[Arm, Arm], bool]) -> None:
        """Pair what belongs together by a rule; the first match counts."""
        for old in list(self.gone):
            new = next((arm for arm in self.come if belong(old, arm)), None)
            if new is not None:
                self.pairs.append((old, new))
                self.gone.remove(old)
                self.come.remove(new)


@dataclass(frozen=True, slots=True)
class UnionWalk:
    """Looks at unions of two APIs; `compare` looks at two members."""

    old: Api
    new: Api
    compare: Compare

    def look(self, old: Union, new: Union, use: Use, sink: Sink, depth: int) -> None:
        """Look at two unions at one place."""
        paired = self._pair(old, new)
        for before, after in paired.pairs:
            self.compare(before.type, after.type, use.inside(f"<{after.name}>"), sink, depth + 1)
        discriminated = old.discriminator is not None and new.discriminator is not None
        for arm in paired.gone:
            sink.see(ArmPair(arm.name, None, use.label, discriminated), use.place)
        for arm in paired.come:
            sink.see(ArmPair(None, arm.name, use.label, discriminated), use.place)
        if old != new:
            self._order(old, new, paired, use, sink)
            self._discriminators(old, new, paired, use, sink)

    def _pair(self, old: Union, new: Union) -> _Paired:
        paired = _Paired(gone=arms_of(old, self.old), come=arms_of(new, self.new))
        paired.settle(lambda a, b: a.named and b.named and a.name == b.name)
        paired.settle(lambda a, b: bool(a.values & b.values))
        paired.settle(lambda a, b: not a.named and not b.named and a.name == b.name and not self._is_object(a, b))
        for before, after in renames(paired.gone, paired.come, self._similarity, _SAME_MEMBER):
            paired.pairs.append((before, after))
            paired.gone.remove(before)
            paired.come.remove(after)
        return paired

    def _is_object(self, old: Arm, new: Arm) -> bool:
        return effective(old.type, self.old).record is not None and effective(new.type, self.new).record is not None

    def _similarity(self, old: Arm, new: Arm) -> float:
        """How much two objects have in common; everything else must be called the same."""
        was, now = effective(old.type, self.old), effective(new.type, self.new)
        if was.record is None or now.record is None:
            same = wire_kind(was) == wire_kind(now) and was.values is None and now.values is None
            return 1.0 if same and (old.named or new.named) else 0.0
        before, after = ({(f.wire, f.required) for f in record.fields} for record in (was.record, now.record))
        return len(before & after) / len(before | after) if before | after else 1.0

    def _order(self, old: Union, new: Union, paired: _Paired, use: Use, sink: Sink) -> None:
        """The order of members matters where nothing but the order tells objects apart."""
        if old.discriminator is not None or new.discriminator is not None:
            return
        objects = [(a, b) for a, b in paired.pairs if self._is_object(a, b)]
        before = [b.name for _, b in sorted(objects, key=lambda pair: _position(old, pair[0]))]
        after = [b.name for _, b in sorted(objects, key=lambda pair: _position(new, pair[1]))]
        if before != after:
            sink.see(UnionPair(tuple(before), tuple(after), use.label, overlapping=True), use.place)

    def _discriminators(self, old: Union, new: Union, paired: _Paired, use: Use, sink: Sink) -> None:
        was, now = old.discriminator, new.discriminator
        if was == now:
            return
        number = {id(arm): str(index) for index, pair in enumerate(paired.pairs) for arm in pair}
        before = {value: number[id(a)] for a, _ in paired.pairs for value in a.values}
        after = {value: number[id(b)] for _, b in paired.pairs for value in b.values}
        renamed: dict[str, str] = {}
        implicit: set[str] = set()
        for a, b in paired.pairs:
            values = dict(zip(sorted(a.values - after.keys()), sorted(b.values - before.keys()), strict=False))
            renamed |= values
            implicit |= {value for value, now in values.items() if (value, now) == (a.name, b.name)}
        for discriminator in (was, now):
            if discriminator is not None:
                arms = (arm.type.id for arm in new.arms if isinstance(arm.type, Ref))
                sink.explain(arms, discriminator.wire)
        known = now or was
        wire = known.wire if known is not None else ""
        always = all(self._always_has(b, wire) for _, b in paired.pairs)
        mappings = (before, after, always, renamed, frozenset(implicit))
        sink.see(DiscriminatorPair(was, now, use.label, *mappings), use.place)

    def _always_has(self, arm: Arm, wire: str) -> bool:
        record = effective(arm.type, self.new).record
        return record is None or any(f.wire == wire and f.required for f in record.fields)


def arms_of(union: Union, api: Api) -> list[Arm]:
    """The members of a union."""
    values: dict[str, set[str]] = {}
    for value, id_ in union.discriminator.mapping if union.discriminator else ():
        values.setdefault(id_, set()).add(value)
    found: list[Arm] = []
    for arm in union.arms:
        type_ = arm.type
        own = frozenset(values.get(type_.id, ())) if isinstance(type_, Ref) else frozenset[str]()
        definition = api.definitions.get(type_.id) if isinstance(type_, Ref) else None
        name = component(definition) if definition is not None else None
        found.append(Arm(type_, name or _kind(type_, api), name is not None, own))
    return found


def _kind(type_: Type, api: Api) -> str:
    """Members without a name are called by what they are."""
    form = effective(type_, api)
    match form.type:
        case ListOf(item=item):
            return f"array of {_kind(item, api)}"
        case MapOf(value=value):
            return f"map of {_kind(value, api)}"
        case _:
            kind = wire_kind(form)
            return f"{kind} enum" if form.values is not None else kind


def _position(union: Union, arm: Arm) -> int:
    return next(index for index, other in enumerate(union.arms) if other.type is arm.type)


def has_member(old_api: Api, new_api: Api, old: Type, new: Type) -> bool:
    """Of a type and a union, whether the type is a member of the union."""
    if isinstance(old, Union) is isinstance(new, Union):
        return False
    union, union_api, single, single_api = (
        (old, old_api, new, new_api) if isinstance(old, Union) else (new, new_api, old, old_api)
    )
    assert isinstance(union, Union)
    form = effective(single, single_api)
    kind = wire_kind(form)
    name = component(form.record) if form.record is not None else None
    for arm in arms_of(union, union_api):
        other = effective(arm.type, union_api)
        if wire_kind(other) != kind and (kind, wire_kind(other)) != (ScalarKind.INTEGER.value, ScalarKind.NUMBER.value):
            continue
        if form.record is None or other.record is None:
            return True
        wires = {f.wire for f in form.record.fields}
        if arm.name == name or wires == {f.wire for f in other.record.fields}:
            return True
    return False
