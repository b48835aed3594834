"""The walk over types: every pair of values, properties, members and limits of two APIs.

`compare` is called for each use of a type (a parameter, a body, a property). What is written inside a definition is
looked at once for each distinct (old, new) pair of definitions, after the reach of all their uses has been gathered.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..ir import (
    Access,
    Api,
    Field,
    ListOf,
    MapOf,
    Nullable,
    Origin,
    Record,
    Ref,
    Scalar,
    TupleOf,
    Type,
    Union,
    Unknown,
)
from .changes import Direction
from .effective import Effective, effective
from .pairing import by_key, renames, similarity
from .subjects import (
    ArmPair,
    DiscriminatorPair,
    EnumPair,
    FieldPair,
    LimitPair,
    MemberPair,
    Place,
    Property,
    RecordPair,
    TextPair,
    TypePair,
    Values,
)
from .visits import Reach, See

PROPERTY_RENAME = 0.6
"""How alike the names of a removed and an added property of equal type must be to be called a rename."""


@dataclass(frozen=True, slots=True)
class Use:
    """A use of a type on both sides: where it is written and how the report calls it."""

    label: str
    place: Place
    query: bool = False

    def inside(self, suffix: str) -> Use:
        return Use(self.label + suffix, self.place, self.query)


@dataclass(slots=True)
class TypeWalk:
    """Compares types of two APIs; records are queued, everything else is compared at its use."""

    old: Api
    new: Api
    see: See
    _reach: dict[tuple[str, str], Reach] = field(default_factory=dict)
    _queue: deque[tuple[str, str]] = field(default_factory=deque)

    def compare(self, old: Type | None, new: Type | None, use: Use, reach: Reach, depth: int = 0) -> None:
        """Look at one use. None is "no schema"."""
        was = effective(old if old is not None else Unknown(), self.old)
        now = effective(new if new is not None else Unknown(), self.new)
        if was.record is not None and now.record is not None:
            self._types(was, now, use, reach)
            self._enqueue((was.record.id, now.record.id), reach)
            return
        self._types(was, now, use, reach)
        if depth > 200:
            return
        if was.values is not None or now.values is not None:
            self._values(was, now, use, reach)
            return
        self._inside(was.type, now.type, use, reach, depth)

    def _types(self, was: Effective, now: Effective, use: Use, reach: Reach) -> None:
        named_enum = any(form.values is not None and isinstance(form.type, Ref) for form in (was, now))
        old, new = (_as_scalar(form) if named_enum else form.type for form in (was, now))
        pair = TypePair(old, new, use.label, was.nullable, now.nullable, use.query, named_enum)
        self.see(pair, use.place, reach)

    def _inside(self, old: Type, new: Type, use: Use, reach: Reach, depth: int) -> None:
        match old, new:
            case ListOf(), ListOf():
                self._limits(old.constraints, new.constraints, use, reach)
                self.compare(old.item, new.item, use.inside("[]"), reach, depth + 1)
            case MapOf(), MapOf():
                self.compare(old.value, new.value, use.inside("{}"), reach, depth + 1)
            case TupleOf(), TupleOf():
                for index, (a, b) in enumerate(zip(old.items, new.items, strict=False)):
                    self.compare(a, b, use.inside(f"[{index}]"), reach, depth + 1)
            case Scalar(), Scalar():
                self._limits(old.constraints, new.constraints, use, reach)
            case Union(), Union():
                self._unions(old, new, use, reach, depth)
            case _:
                pass

    def _limits(
        self,
        old: tuple[tuple[str, str | int | float | bool], ...],
        new: tuple[tuple[str, str | int | float | bool], ...],
        use: Use,
        reach: Reach,
    ) -> None:
        if old != new:
            self.see(LimitPair(dict(old), dict(new), use.label), use.place, reach)

    def _values(self, was: Effective, now: Effective, use: Use, reach: Reach) -> None:
        old, new = was.values, now.values
        self.see(EnumPair(old, new, use.label), use.place, reach)
        if old is None or new is None:
            return
        removed = [value for value in old.members if value not in new.members]
        added = [value for value in new.members if value not in old.members]
        swapped = renames(removed, added, _member_similarity, 0.99)
        for before, after in swapped:
            self.see(MemberPair(before, after, f"{use.label} value", new.open), use.place, reach)
        for value in removed:
            if value not in [before for before, _ in swapped]:
                self.see(MemberPair(value, None, f"{use.label} value", new.open), use.place, reach)
        for value in added:
            if value not in [after for _, after in swapped]:
                self.see(MemberPair(None, value, f"{use.label} value", new.open), use.place, reach)
        self._value_docs(old, new, use, reach)

    def _value_docs(self, old: Values, new: Values, use: Use, reach: Reach) -> None:
        for value in old.members:
            if value in new.members and old.docs.get(value) != new.docs.get(value):
                label = f"{use.label} value `{value}`"
                self.see(TextPair(old.docs.get(value), new.docs.get(value), label), use.place, reach)

    def _unions(self, old: Union, new: Union, use: Use, reach: Reach, depth: int) -> None:
        self.see(DiscriminatorPair(old.discriminator, new.discriminator, use.label), use.place, reach)
        discriminated = old.discriminator is not None and new.discriminator is not None
        old_arms = {self._arm_key(arm.type, self.old, index): arm.type for index, arm in enumerate(old.arms)}
        new_arms = {self._arm_key(arm.type, self.new, index): arm.type for index, arm in enumerate(new.arms)}
        gone = [arm for key, arm in old_arms.items() if key not in new_arms]
        come = [arm for key, arm in new_arms.items() if key not in old_arms]
        same = renames(gone, come, self._arm_similarity, 0.9)
        for key, before, after in by_key(old_arms, new_arms):
            if before is not None and after is not None:
                self.compare(before, after, use.inside(f"<{key}>"), reach, depth + 1)
        for before, after in same:
            self.compare(before, after, use.inside("<member>"), reach, depth + 1)
        for arm in gone:
            if not any(arm is before for before, _ in same):
                self.see(ArmPair(arm, None, use.label, discriminated), use.place, reach)
        for arm in come:
            if not any(arm is after for _, after in same):
                self.see(ArmPair(None, arm, use.label, discriminated), use.place, reach)

    def _arm_key(self, type_: Type, api: Api, index: int) -> str:
        """Members are recognised by their component's name, else by kind and what is inside; never by position."""
        form = effective(type_, api)
        if isinstance(type_, Ref) and type_.id in api.definitions:
            return api.definitions[type_.id].name.text
        if form.values is not None:
            return f"enum of {form.values.base.value}"
        match form.type:
            case Scalar(kind=kind):
                return kind.value
            case ListOf(item=item):
                return f"list of {self._arm_key(item, api, index)}"
            case MapOf(value=value):
                return f"map of {self._arm_key(value, api, index)}"
            case _:
                return f"{type(form.type).__name__} {index}"

    def _arm_similarity(self, old: Type, new: Type) -> float:
        was, now = effective(old, self.old).record, effective(new, self.new).record
        if was is None or now is None or not was.fields or not now.fields:
            return 0.0
        before, after = ({(f.wire, f.required) for f in record.fields} for record in (was, now))
        return len(before & after) / len(before | after)

    def _enqueue(self, key: tuple[str, str], reach: Reach) -> None:
        known = self._reach.get(key)
        if known is None:
            self._reach[key] = reach
            self._queue.append(key)
            return
        joined = Reach(
            known.direction | reach.direction, known.request | reach.request, known.response | reach.response
        )
        if joined != known:
            self._reach[key] = joined
            self._queue.append(key)

    def finish(self) -> None:
        """Look inside all definitions that were reached."""
        quiet, loud = _ignore, self.see
        # First let reach flow through the graph of definitions (`see` is off), then look at each pair once.
        self.see = quiet
        while self._queue:
            self._definition(self._queue.popleft())
        self.see = loud
        for key in list(self._reach):
            self._definition(key)
        self._queue.clear()

    def _definition(self, key: tuple[str, str]) -> None:
        old, new = self.old.definitions[key[0]], self.new.definitions[key[1]]
        assert isinstance(old, Record) and isinstance(new, Record)
        reach = self._reach[key]
        place = Place(old.origin, new.origin)
        label = _shown_name(new)
        self.see(RecordPair(old, new, f"`{label}`"), place, reach)
        self.see(TextPair(old.doc, new.doc, f"`{label}` description"), place, reach)
        for before, after in _fields(old, new):
            self._field(before, after, Place(*_origins(before, after, place)), reach, f"`{label}.", (old, new))
        if old.extra is not None and new.extra is not None:
            self.compare(old.extra, new.extra, Use(f"`{label}`{{}}", place), reach)

    def _field(
        self,
        old: Field | None,
        new: Field | None,
        place: Place,
        reach: Reach,
        prefix: str,
        owners: tuple[Record, Record],
    ) -> None:
        wire = new.wire if new is not None else old.wire if old is not None else ""
        label = f"{prefix}{wire}`"
        narrowed = _accessible(old, new, reach)
        before = None if old is None else Property(old, owners[0])
        after = None if new is None else Property(new, owners[1])
        self.see(FieldPair(before, after, label, owners[0].closed), place, narrowed)
        if old is None or new is None:
            return
        if not (_inherits_doc(old, self.old) and _inherits_doc(new, self.new)):
            self.see(TextPair(old.doc, new.doc, f"{label} description"), place, narrowed)
        if dict(old.constraints) != dict(new.constraints):
            self.see(LimitPair(dict(old.constraints), dict(new.constraints), label), place, narrowed)
        if narrowed.direction:
            self.compare(old.type, new.type, Use(label, place), narrowed)


def _inherits_doc(field_: Field, api: Api) -> bool:
    """Whether a property's text is its component's own, which is compared there."""
    type_ = field_.type.type if isinstance(field_.type, Nullable) else field_.type
    definition = api.definitions.get(type_.id) if isinstance(type_, Ref) else None
    return definition is not None and definition.doc == field_.doc


def _as_scalar(form: Effective) -> Type:
    """An enumeration as the scalar that its values are; other types as they are."""
    return Scalar(form.values.base) if form.values is not None else form.type


def _shown_name(record: Record) -> str:
    """A component as the document calls it; what is written inside something else, by its name."""
    parent, _, key = record.origin.pointer.rpartition("/")
    return key if parent == "/components/schemas" else record.name.text


def _ignore(subject: object, place: Place, reach: Reach) -> None:
    return None


def _fields(old: Record, new: Record) -> Iterator[tuple[Field | None, Field | None]]:
    before = {f.wire: f for f in old.fields}
    after = {f.wire: f for f in new.fields}
    removed = [f for wire, f in before.items() if wire not in after]
    added = [f for wire, f in after.items() if wire not in before]
    renamed = renames(removed, added, _field_similarity, PROPERTY_RENAME)
    moved = {f.wire for pair in renamed for f in pair}
    for wire, a, b in by_key(before, after):
        if wire not in moved:
            yield a, b
    yield from renamed


def _field_similarity(old: Field, new: Field) -> float:
    """Of equal type and requiredness: how alike the names are. Otherwise they are not the same property."""
    if old.required != new.required or _shallow(old.type) != _shallow(new.type):
        return 0.0
    return similarity(_letters(old.wire), _letters(new.wire))


def _letters(wire: str) -> str:
    return wire.replace("_", "").replace("-", "").lower()


def _shallow(type_: Type) -> object:
    """A type as far as a glance goes; references by their component's last name."""
    match type_:
        case Ref(id_):
            return id_.rpartition("/")[2]
        case ListOf(item=item):
            return ("list", _shallow(item))
        case Scalar(kind, format_):
            return (kind, format_)
        case _:
            return type(type_).__name__


def _accessible(old: Field | None, new: Field | None, reach: Reach) -> Reach:
    """readOnly properties are not in requests, writeOnly ones not in responses. A change of access keeps both."""
    accesses = {f.access for f in (old, new) if f is not None}
    if accesses == {Access.READ_ONLY}:
        return Reach(reach.direction & Direction.RESPONSE, 0, reach.response)
    if accesses == {Access.WRITE_ONLY}:
        return Reach(reach.direction & Direction.REQUEST, reach.request, 0)
    return reach


def _origins(old: Field | None, new: Field | None, owners: Place) -> tuple[Origin | None, Origin | None]:
    """Where a property stands; of one that is missing, where its owner does."""
    return (old.origin if old else owners.old, new.origin if new else owners.new)


def _member_similarity(old: str | int | float | bool, new: str | int | float | bool) -> float:
    """Only a change of letter case is surely the same value."""
    return 1.0 if isinstance(old, str) and isinstance(new, str) and old.lower() == new.lower() else 0.0
