"""Build stage: types in, example values out: as JSON on the wire, and as a person would write them in Python.

Used by the README, `api.md` and the tests of the generated package. Values come from the document's examples where it
has them; otherwise they are made up from the type, always the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Protocol, assert_never

from ... import ir
from ...values import dataclass
from .quoting import literal

_TEXTS = {
    "uuid": "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
    "email": "dev@example.com",
    "uri": "https://example.com",
    "url": "https://example.com",
    "uri-reference": "https://example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "time": "12:30:00Z",
    "duration": "PT1H",
    "decimal": "1.5",
    "binary": "content",
}
_DATE = "2019-12-27"
_DATETIME = "2019-12-27T18:11:19.117Z"
_BASE64 = "ZXhhbXBsZQ=="
_DEEPEST = 6
"""Optional members of made-up values do not go deeper than this; legal recursion ends here."""
_ENDLESS = 24
"""What has to be there does not go deeper than this."""


_MANY = 2_000
"""Optional members are left out of a made-up value that holds so many values already."""
_LARGEST = 5_000
"""No made-up value holds more: two required members each, 24 levels deep, are sixteen million."""


class NoExample(Exception):
    """A value of the type cannot be made up: it would have to be endless, or far too large to read."""


class FieldNames(Protocol):
    """What is needed of `Names`."""

    def field(self, definition_id: str, wire: str) -> str: ...

    def key(self, definition_id: str, wire: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Raw:
    """Python source of ours inside of a value (`b"content"`)."""

    source: str


@dataclass(frozen=True, slots=True)
class Example:
    """`python`: what is given to the method (keys are Python's names); `wire`: what is then sent or received."""

    python: object
    wire: ir.JsonValue


@dataclass(frozen=True, slots=True)
class Examples:
    """Example values for the types of one API. `everything`: optional members too."""

    definitions: Mapping[str, ir.Definition]
    names: FieldNames
    everything: bool = False

    def sent(self, type: ir.Type, hint: str) -> Example:
        """A value a method takes; `hint` (the wire name) becomes the text of plain strings."""
        return self._make(type, hint, _Walk(ir.Access.READ_ONLY))

    def received(self, type: ir.Type, hint: str) -> ir.JsonValue:
        """A value a server answers."""
        return self._make(type, hint, _Walk(ir.Access.WRITE_ONLY)).wire

    def given(self, type: ir.Type, value: ir.JsonValue) -> object:
        """A value of the document or configuration (under wire names) as Python's: keys are the arguments' names."""
        match type:
            case ir.Nullable():
                return self.given(type.type, value)
            case ir.ListOf() if isinstance(value, list):
                return [self.given(type.item, item) for item in value]
            case ir.MapOf() if isinstance(value, dict):
                return {key: self.given(type.value, item) for key, item in value.items()}
            case ir.Ref():
                return self._given_definition(self.definitions[type.id], value)
            case _:
                return value

    def _given_definition(self, definition: ir.Definition, value: ir.JsonValue) -> object:
        if isinstance(definition, ir.Alias):
            return self.given(definition.type, value)
        if not isinstance(definition, ir.Record) or not isinstance(value, dict):
            return value
        fields = {field.wire: field for field in definition.fields}
        return {
            self.names.key(definition.id, key) if key in fields else key: (
                self.given(fields[key].type, item) if key in fields else item
            )
            for key, item in value.items()
        }

    def _make(self, type: ir.Type, hint: str, walk: _Walk) -> Example:
        walk.count(1)
        match type:
            case ir.Scalar():
                return _scalar(type, hint, sent=walk.hidden is ir.Access.READ_ONLY)
            case ir.Literal():
                return _same(type.values[0])
            case ir.ListOf():
                return self._list(type, hint, walk)
            case ir.TupleOf():
                parts = [self._make(item, hint, walk) for item in type.items]
                return Example([part.python for part in parts], [part.wire for part in parts])
            case ir.MapOf():
                value = self._make(type.value, hint, walk.deeper())
                return Example({"foo": value.python}, {"foo": value.wire})
            case ir.Ref():
                return self._definition(type.id, hint, walk)
            case ir.Union():
                return self._union(type, hint, walk)
            case ir.Nullable():
                return _same(None) if walk.too_deep(type.type) else self._make(type.type, hint, walk)
            case ir.Unknown():
                return _same({}) if type.object_only else _same({"foo": "bar"})
            case _:
                assert_never(type)

    def _list(self, type: ir.ListOf, hint: str, walk: _Walk) -> Example:
        if walk.too_deep(type.item):
            return _same([])
        least = next((limit for key, limit in type.constraints if key == "minItems" and isinstance(limit, int)), 1)
        before = walk.made.values
        item = self._make(type.item, hint, walk.deeper())
        count = min(max(least, 1), 5)
        walk.count((count - 1) * (walk.made.values - before))
        return Example([item.python] * count, [item.wire] * count)

    def _union(self, union: ir.Union, hint: str, walk: _Walk) -> Example:
        """The first arm; its discriminator is set to the value that selects it."""
        arm = next((arm.type for arm in union.arms if not walk.too_deep(arm.type)), union.arms[0].type)
        made = self._make(arm, hint, walk)
        if union.discriminator is None or not isinstance(arm, ir.Ref) or not isinstance(made.wire, dict):
            return made
        wire = union.discriminator.wire
        value = next((value for value, id in union.discriminator.mapping if id == arm.id), None)
        record = self._record_of(arm)
        if value is None or record is None or wire not in made.wire or not isinstance(made.python, dict):
            return made
        return Example({**made.python, self._member(record, wire, walk): value}, {**made.wire, wire: value})

    def _record_of(self, type: ir.Type) -> ir.Record | None:
        """The object that a type is, behind any aliases."""
        while isinstance(type, ir.Ref):
            found = self.definitions[type.id]
            if isinstance(found, ir.Record):
                return found
            type = found.type if isinstance(found, ir.Alias) else ir.Unknown()
        return None

    def _member(self, record: ir.Record, wire: str, walk: _Walk) -> str:
        sent = walk.hidden is ir.Access.READ_ONLY
        return self.names.key(record.id, wire) if sent else self.names.field(record.id, wire)

    def _definition(self, id: str, hint: str, walk: _Walk) -> Example:
        definition = self.definitions[id]
        match definition:
            case ir.Record():
                return self._record(definition, walk.into(id))
            case ir.Enum():
                return _same(definition.members[0].value) if definition.members else _same(None)
            case ir.Alias():
                return self._make(definition.type, hint, walk.into(id))
            case _:
                assert_never(definition)

    def _record(self, record: ir.Record, walk: _Walk) -> Example:
        python: dict[str, object] = {}
        wire: dict[str, ir.JsonValue] = {}
        for member in record.fields:
            if member.access is walk.hidden or not (
                member.required or (self.everything and not walk.too_deep(member.type))
            ):
                continue
            value = self._make(member.type, member.wire, walk)
            python[self._member(record, member.wire, walk)] = value.python
            wire[member.wire] = value.wire
        return Example(python, wire)


@dataclass(slots=True)
class _Made:
    """How many values a value holds so far."""

    values: int = 0


@dataclass(frozen=True, slots=True)
class _Walk:
    """Where the making is: which side's fields are hidden, what it is inside of, how much was made already."""

    hidden: ir.Access
    inside: tuple[str, ...] = ()
    depth: int = 0
    made: _Made = field(default_factory=_Made)

    def into(self, id: str) -> _Walk:
        return replace(self, inside=(*self.inside, id), depth=self.depth + 1)

    def deeper(self) -> _Walk:
        return replace(self, depth=self.depth + 1)

    def too_deep(self, type: ir.Type) -> bool:
        """Whether a value that may be left out is left out here."""
        recursive = isinstance(type, ir.Ref) and type.id in self.inside
        return recursive or self.depth >= _DEEPEST or self.made.values >= _MANY

    def count(self, values: int) -> None:
        """So many values are made here. Raises NoExample when that is too deep or too many."""
        self.made.values += values
        if self.depth > _ENDLESS or self.made.values > _LARGEST:
            raise NoExample


def _same(value: ir.JsonValue) -> Example:
    return Example(value, value)


def _scalar(scalar: ir.Scalar, hint: str, *, sent: bool) -> Example:
    match scalar.kind:
        case ir.ScalarKind.STRING:
            return _same(_text(scalar, hint))
        case ir.ScalarKind.INTEGER:
            return _same(int(_number(scalar)))
        case ir.ScalarKind.NUMBER:
            return _same(_number(scalar))
        case ir.ScalarKind.BOOLEAN:
            return _same(True)
        case ir.ScalarKind.NULL:
            return _same(None)
        case ir.ScalarKind.DATE:
            return _same(_DATE)
        case ir.ScalarKind.DATETIME:
            return _same(_DATETIME)
        case ir.ScalarKind.BASE64:
            return _same(_BASE64)
        case ir.ScalarKind.BINARY:
            return Example(Raw('b"content"'), "content") if sent else _same("content")
        case _:
            assert_never(scalar.kind)


def _text(scalar: ir.Scalar, hint: str) -> str:
    text = _TEXTS.get(scalar.format or "", hint) or "value"
    limits = dict(scalar.constraints)
    least, most = limits.get("minLength"), limits.get("maxLength")
    if isinstance(least, int) and len(text) < least <= 1000:
        text = (text * least)[:least]
    return text[:most] if isinstance(most, int) and most > 0 else text


def _number(scalar: ir.Scalar) -> int | float:
    """0, or the nearest number that the limits allow."""
    limits = {key: value for key, value in scalar.constraints if isinstance(value, int | float) and value == value}
    least, most = (
        limits.get("minimum", limits.get("exclusiveMinimum")),
        limits.get("maximum", limits.get("exclusiveMaximum")),
    )
    number: int | float = 0
    if least is not None and least >= 0 and abs(least) < 1e15:
        number = least if "minimum" in limits else least + 1
    elif most is not None and most < 0 and abs(most) < 1e15:
        number = most if "maximum" in limits else most - 1
    return number


def source(value: object) -> str:
    """A value as a person writes it."""
    if isinstance(value, Raw):
        return value.source
    if isinstance(value, dict):
        return f"{{{', '.join(f'{literal(key)}: {source(item)}' for key, item in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(source, value))}]"
    return literal(value)
