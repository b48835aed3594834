"""The walk over types: every pair of types, values, members and limits of two APIs.

`compare` is called for each use of a type (a parameter, a body, a property). Types that are equal are only followed to
the definitions they mention.
"""

from __future__ import annotations

from ..ir import Api, ListOf, MapOf, Nullable, Ref, Scalar, ScalarKind, TupleOf, Type, Union, Unknown
from ..values import dataclass
from .definitions import Names
from .effective import Effective, as_scalar, bare, component, effective, wire_kind
from .limits import Constraint, spelt_alike
from .pairing import renames, similarity
from .subjects import About, EnumPair, MemberPair, NullPair, RetargetPair, TextPair, TypePair, Values, limit_pairs
from .unions import UnionWalk, arms_of, has_member
from .visits import Sink, Use

_DEEPEST = 200
_RENAMED_VALUE = 0.7
"""How alike two values must be (0 to 1) to be called one value renamed."""
_FREE_FORM = MapOf(Unknown())
_COMPONENTS = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class TypeWalk:
    """Compares uses of types of two APIs."""

    old: Api
    new: Api
    names: Names

    def compare(self, old: Type | None, new: Type | None, use: Use, sink: Sink, depth: int = 0) -> None:
        """Look at one use. None is "no schema"."""
        if old == new:
            if old is not None:
                self._follow(old, use, sink, depth)
            return
        before, after = old if old is not None else Unknown(), new if new is not None else Unknown()
        was, now = bare(before), bare(after)
        if isinstance(was, Ref) and isinstance(now, Ref) and self.names.same(was, now):
            self._null(self._adds_null(before, self.old), self._adds_null(after, self.new), use, sink)
            sink.enter(was.id, now.id, use)
            return
        self._null(isinstance(before, Nullable), isinstance(after, Nullable), use, sink)
        self.different(was, now, use, sink, depth)

    def different(self, old: Type, new: Type, use: Use, sink: Sink, depth: int = 0) -> None:
        """Look at two types that accept the same as far as null goes, and of which one is no reference or both are
        references to different things.
        """
        was, now = effective(old, self.old), effective(new, self.new)
        if was.record is not None and now.record is not None:
            self._records(old, new, was, now, use, sink)
        elif was.values is not None or now.values is not None:
            self._values(was, now, use, sink)
        elif depth <= _DEEPEST:
            self._structures(was, now, use, sink, depth)

    def _follow(self, type_: Type, use: Use, sink: Sink, depth: int) -> None:
        """Equal types: only what they refer to can be different."""
        match type_:
            case Ref():
                self._referred(type_, use, sink)
            case Nullable():
                self._follow(type_.type, use, sink, depth)
            case ListOf():
                self._follow(type_.item, use.inside("[]"), sink, depth)
            case MapOf():
                self._follow(type_.value, use.inside("{}"), sink, depth)
            case Union():
                for arm in arms_of(type_, self.new):
                    self._follow(arm.type, use.inside(f"<{arm.name}>"), sink, depth + 1)
            case TupleOf():
                for index, item in enumerate(type_.items):
                    self._follow(item, use.inside(f"[{index}]"), sink, depth + 1)
            case _:
                pass

    def _referred(self, ref: Ref, use: Use, sink: Sink) -> None:
        """A reference that reads the same. Where a schema has no id of its own it may still mean another one."""
        if ref.id.startswith(_COMPONENTS) or self.names.same(ref, ref):
            sink.enter(ref.id, ref.id, use)
        else:
            self.different(ref, ref, use, sink)

    def _null(self, old: bool, new: bool, use: Use, sink: Sink) -> None:
        if old is not new:
            sink.see(NullPair(old, new, use.label, use.cursor), use.place)

    def _adds_null(self, type_: Type, api: Api) -> bool:
        """Whether null is written here, and not in the schema that is referred to."""
        if not isinstance(type_, Nullable):
            return False
        definition = api.definitions.get(type_.type.id) if isinstance(type_.type, Ref) else None
        return definition is None or not definition.accepts_null

    def _records(self, old: Type, new: Type, was: Effective, now: Effective, use: Use, sink: Sink) -> None:
        assert was.record is not None and now.record is not None
        other = isinstance(old, Ref) and isinstance(new, Ref)
        if other:
            names = (component(was.record) or "", component(now.record) or "")
            sink.see(RetargetPair(*names, use.label, use.spot), use.place)
        sink.enter(was.record.id, now.record.id, use, other=other)

    def _structures(self, was: Effective, now: Effective, use: Use, sink: Sink, depth: int) -> None:
        old, new = _as_map(was.type), _as_map(now.type)
        if _differ(was, now, old, new):
            covered = has_member(self.old, self.new, old, new)
            sink.see(TypePair(old, new, use.label, use.spot, covered), use.place)
        match old, new:
            case ListOf(), ListOf():
                self.limits(old.constraints, new.constraints, use, sink)
                self.compare(old.item, new.item, use.inside("[]"), sink, depth + 1)
            case MapOf(), MapOf():
                self.compare(old.value, new.value, use.inside("{}"), sink, depth + 1)
            case TupleOf(), TupleOf():
                for index, (a, b) in enumerate(zip(old.items, new.items, strict=False)):
                    self.compare(a, b, use.inside(f"[{index}]"), sink, depth + 1)
            case Scalar(), Scalar():
                whole = old.kind is new.kind is ScalarKind.INTEGER
                self.limits(old.constraints, new.constraints, use, sink, whole=whole)
            case Union(), Union():
                UnionWalk(self.old, self.new, self.compare).look(old, new, use, sink, depth)
            case _:
                pass

    def limits(
        self,
        old: tuple[Constraint, ...],
        new: tuple[Constraint, ...],
        use: Use,
        sink: Sink,
        *,
        whole: bool = False,
    ) -> None:
        """Look at the limits of a value."""
        if old == new:
            return
        before, after = spelt_alike(old, whole=whole), spelt_alike(new, whole=whole)
        for pair in limit_pairs(before, after, use.label, page_size=use.page_size):
            sink.see(pair, use.place)

    def _values(self, was: Effective, now: Effective, use: Use, sink: Sink) -> None:
        if wire_kind(was) != wire_kind(now) and (was.values is None or now.values is None):
            old, new = as_scalar(was), as_scalar(now)
            sink.see(TypePair(old, new, use.label, use.spot, has_member(self.old, self.new, old, new)), use.place)
            return
        self.values(was.values, now.values, use, sink)

    def values(self, old: Values | None, new: Values | None, use: Use, sink: Sink) -> None:
        """Look at two enumerations; None: any value of the type."""
        if old is None or new is None or (old.base, old.open) != (new.base, new.open):
            sink.see(EnumPair(old, new, use.label), use.place)
        if old is None or new is None or old.base is not new.base:
            return
        if len(old.members) == len(new.members) == 1 and old.members != new.members:
            sink.see(EnumPair(old, new, use.label), use.place)
            return
        kept_old, kept_new = set(old.members), set(new.members)
        removed = [value for value in old.members if value not in kept_new]
        added = [value for value in new.members if value not in kept_old]
        renamed = renames(removed, added, _value_similarity, _RENAMED_VALUE)
        gone, come = {before for before, _ in renamed}, {after for _, after in renamed}
        pairs = [*renamed, *((v, None) for v in removed if v not in gone), *((None, v) for v in added if v not in come)]
        for before, after in pairs:
            sink.see(MemberPair(before, after, use.label, new.open), use.place)
        for value in kept_old & kept_new:
            if old.docs.get(value) != new.docs.get(value):
                label = f"{use.label} value `{value}`"
                sink.see(TextPair(old.docs.get(value) or "", new.docs.get(value) or "", label, About.VALUE), use.place)


def _as_map(type_: Type) -> Type:
    """An object with nothing said about its members is a map of anything."""
    return _FREE_FORM if isinstance(type_, Unknown) and type_.object_only else type_


def _differ(was: Effective, now: Effective, old: Type, new: Type) -> bool:
    """Whether the types are of different kinds; what is inside of them is looked at on its own."""
    match old, new:
        case Scalar(), Scalar():
            return (old.kind, old.format) != (new.kind, new.format)
        case TupleOf(), TupleOf():
            return len(old.items) != len(new.items) or (old.rest is None) is not (new.rest is None)
        case _:
            return type(old) is not type(new) or wire_kind(was) != wire_kind(now)


def _value_similarity(old: str | int | float | bool, new: str | int | float | bool) -> float:
    if not isinstance(old, str) or not isinstance(new, str):
        return 0.0
    return 1.0 if old.lower() == new.lower() else similarity(old, new)
