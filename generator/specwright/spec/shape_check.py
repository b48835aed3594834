"""Stage check, first half: does every value have the type OpenAPI gives it, and does every `$ref` lead somewhere?

What comes in: a `Document`. What goes out: findings, and the list of repairs that makes the document keep what
`grammar.py` promises. The walk follows references with the kind of object they stand for, so that every file of the
document and every corner that references reach is checked, each object once.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any

from ..diagnostics import Diagnostics, SpecwrightError
from ..ir.origin import Origin
from ..values import dataclass
from .document import Document
from .grammar import JSON_TYPES, OBJECTS
from .leaves import Keep, is_no_number, judge, shown
from .refs import tokens_of
from .repairs import DROP, Repair
from .repeated import Repeated
from .shapes import Leaf, ListOf, MapOf, ObjectRule, One, Shape
from .trail import Trail

COLLECTED = frozenset({"discriminator", "server"})
"""The kinds of object that later checks want to see all of."""


@dataclass(slots=True)
class ShapeReport:
    """What the walk found: `repairs` still to be made, and the objects of the kinds in `COLLECTED`."""

    repairs: list[Repair] = field(default_factory=list)
    collected: dict[str, list[tuple[dict[str, Any], Trail]]] = field(default_factory=dict)


@dataclass(slots=True)
class _Slot:
    """Where a wrong value sits: `holder[key]`, with `at` the place of the holder."""

    holder: dict[str, Any] | list[Any]
    key: str | int
    at: Trail

    def origin(self) -> Origin:
        return self.at.child(self.key).origin()


_FINE: dict[Leaf, type] = {Leaf.ANY: object, Leaf.TEXT: str, Leaf.TYPE: str, Leaf.FLAG: bool}
"""What a value of that shape is, when there is nothing to say about it."""
_HINTS = {
    "required": "It is a list of property names, and stands on the schema that has the properties.",
    "items": "OpenAPI 3.1 spells a tuple 'prefixItems'; 'items' is one schema.",
    "type": "JSON has the types string, number, integer, boolean, array, object and null.",
    "enum": "It is a list of at least one value.",
    "discriminator": "It is an object: `discriminator: {propertyName: …}`.",
}


def check_shapes(document: Document, diagnostics: Diagnostics) -> ShapeReport:
    """Walk the document. Findings go to `diagnostics`; nothing is changed yet and nothing is raised."""
    return _Walk(document, diagnostics).run()


class _Walk:
    def __init__(self, document: Document, diagnostics: Diagnostics) -> None:
        self._document = document
        self._diagnostics = diagnostics
        self._report = ShapeReport()
        self._repeated = Repeated()
        self._rule = OBJECTS["openapi"]
        self._pending: list[tuple[dict[str, Any], ObjectRule, Trail]] = []
        self._seen: set[tuple[int, str]] = set()
        self._references: set[tuple[str, str, str]] = set()

    def run(self) -> ShapeReport:
        self._visit(self._document.data, "openapi", Trail(None, "", self._document.file))
        while self._pending:
            value, self._rule, at = self._pending.pop()
            before = len(self._pending)
            self._fields(value, self._rule, at)
            if len(self._pending) > before + 1:
                self._pending[before:] = reversed(self._pending[before:])  # keep the order of the document
        self._repeated.report(self._diagnostics)
        return self._report

    def _visit(self, value: dict[str, Any], kind: str, at: Trail) -> None:
        if (id(value), kind) not in self._seen:
            self._seen.add((id(value), kind))
            self._pending.append((value, OBJECTS[kind], at))
            if kind in COLLECTED:
                self._report.collected.setdefault(kind, []).append((value, at))

    def _fields(self, value: dict[str, Any], rule: ObjectRule, at: Trail) -> None:
        for name, member in value.items():
            shape = rule.fields.get(name)
            if shape is Leaf.ANY or (type(member) is str and _is_fine(name, member, shape, rule)):
                continue  # most fields of most documents
            if shape is not None:
                if member is None and shape is not Leaf.TYPE:
                    self._report.repairs.append(Repair(value, name, DROP))
                    self._repeated.null(rule, name, at)
                    continue
            elif name.startswith("x-"):
                continue
            elif rule.others is None:
                self._repeated.unknown(rule, name, at)
                continue
            else:
                shape = rule.others
            self._inside(value, name, member, shape, at)
            if name in rule.choices and isinstance(member, str) and member not in rule.choices[name]:
                self._no_choice(member, rule.choices[name], _Slot(value, name, at))
        for name in rule.required:
            if name not in value and "$ref" not in value:
                self._missing(rule, name, at)

    def _inside(self, holder: dict[str, Any] | list[Any], key: str | int, value: Any, shape: Shape, at: Trail) -> None:
        """Check `holder[key]`. Most values are an object where one is expected: that needs no slot (0.8×)."""
        if type(value) is dict and type(shape) is One:
            if shape.kind != "schema" or not _is_plain(value):
                self._object(value, shape, at.child(key))
        else:
            self._member(value, shape, _Slot(holder, key, at))

    def _member(self, value: Any, shape: Shape, slot: _Slot) -> None:
        if isinstance(shape, Leaf):
            if judge(value, shape) is not Keep:
                self._wrong_leaf(value, shape, slot)
        elif isinstance(shape, One):
            self._one(value, shape, slot)
        elif isinstance(shape, ListOf):
            if isinstance(value, list) and (value or not shape.filled):
                at = slot.at.child(slot.key)
                for index, item in enumerate(value):
                    if shape.item is not Leaf.TEXT or type(item) is not str:
                        self._inside(value, index, item, shape.item, at)
            else:
                self._wrong(value, shape, slot)
        elif isinstance(value, dict):
            at = slot.at.child(slot.key)
            for name, member in value.items():
                if not (shape.extensions and name.startswith("x-")):
                    self._inside(value, name, member, shape.item, at)
        else:
            self._wrong(value, shape, slot)

    def _one(self, value: Any, shape: One, slot: _Slot) -> None:
        if isinstance(value, dict):
            self._object(value, shape, slot.at.child(slot.key))
        elif not (OBJECTS[shape.kind].may_be_flag and isinstance(value, bool)):
            self._wrong(value, shape, slot)

    def _object(self, value: dict[str, Any], shape: One, at: Trail) -> None:
        ref = value.get("$ref")
        if isinstance(ref, str) and shape.ref:
            self._reference(ref, shape, at)
            if "$ref" not in OBJECTS[shape.kind].fields:
                return  # a Reference Object: its other members say nothing
        self._visit(value, shape.kind, at)

    def _reference(self, ref: str, shape: One, at: Trail) -> None:
        """Follow a reference once per file, text and kind; its target is walked as that kind, wherever it is."""
        if not self._document.has_ids(at.file):
            if (at.file, ref, shape.kind) in self._references:
                return
            self._references.add((at.file, ref, shape.kind))
        origin = at.origin()
        try:
            target, place = self._document.resolve(ref, origin)
            if isinstance(target, dict) and "$ref" in target:
                self._document.follow({"$ref": ref}, origin)
        except SpecwrightError as error:
            for diagnostic in error.diagnostics:
                self._diagnostics.add(diagnostic)
            return
        rule = OBJECTS[shape.kind]
        if not isinstance(target, dict) and not (rule.may_be_flag and isinstance(target, bool)):
            self._not_a(rule, f"it is {shown(target)}", ref, origin)
        elif place == self._document.origin():
            self._not_a(rule, "it is the whole document", ref, origin)
        elif isinstance(target, dict) and self._kept_elsewhere(place, rule):
            section = tokens_of(place.pointer)[1]
            message = f"{ref!r} leads to components/{section}, but a {rule.title} is expected here"
            self._diagnostics.warn("Ref/WrongKind", message, origin.child("$ref"))
        elif isinstance(target, dict):
            self._object(target, shape, Trail.at(place))

    def _kept_elsewhere(self, place: Origin, rule: ObjectRule) -> bool:
        tokens = tokens_of(place.pointer)
        return (
            place.file == self._document.file
            and len(tokens) == 3
            and tokens[0] == "components"
            and rule.section is not None
            and tokens[1] in OBJECTS["components"].fields
            and tokens[1] != rule.section
        )

    def _not_a(self, rule: ObjectRule, found: str, ref: str, origin: Origin) -> None:
        message = f"{ref!r} does not lead to a {rule.title}: {found}"
        self._diagnostics.error("Ref/WrongKind", message, origin.child("$ref"))

    def _wrong_leaf(self, value: Any, leaf: Leaf, slot: _Slot) -> None:
        verdict = judge(value, leaf)
        self._report.repairs.append(Repair(slot.holder, slot.key, verdict.value))
        if is_no_number(value, leaf):
            message = f"{_called(slot)} must be {leaf.value}; found {shown(value)}"
            self._diagnostics.error(f"{self._rule.area}/WrongType", message, slot.origin())
        elif not verdict.quiet:
            done = "it is ignored" if verdict.value is DROP else f"it is read as {shown(verdict.value)}"
            self._report_wrong(value, leaf.value, slot, done)

    def _wrong(self, value: Any, shape: One | ListOf | MapOf, slot: _Slot) -> None:
        """A value of another type. Whatever is done with it, what follows can rely on the shape."""
        empty = isinstance(shape, One) and (shape.kind == "schema" or value is None) and slot.key != "not"
        self._report.repairs.append(Repair(slot.holder, slot.key, {} if empty else DROP))
        expected = _words(shape)
        if shape.vital and value is not None:
            message = f"{_called(slot)} must be {expected}; found {shown(value)}"
            hint = _HINTS.get(str(slot.key))
            self._diagnostics.error(f"{self._rule.area}/WrongType", message, slot.origin(), hint=hint)
        else:
            self._report_wrong(value, expected, slot, "it is read as {}" if empty else "it is ignored")

    def _report_wrong(self, value: Any, expected: str, slot: _Slot, done: str) -> None:
        message = f"{_called(slot)} must be {expected}; found {shown(value)}; {done}"
        hint = _HINTS.get(str(slot.key))
        self._diagnostics.warn(f"{self._rule.area}/WrongType", message, slot.origin(), hint=hint)

    def _no_choice(self, value: str, choices: frozenset[str], slot: _Slot) -> None:
        message = f"{_called(slot)} must be one of {', '.join(sorted(choices))}; found {shown(value)}"
        if slot.key == "style":
            self._report.repairs.append(Repair(slot.holder, slot.key, DROP))
            self._diagnostics.warn(f"{self._rule.area}/UnknownValue", f"{message}; it is ignored", slot.origin())
        else:
            self._diagnostics.error(f"{self._rule.area}/UnknownValue", message, slot.origin())

    def _missing(self, rule: ObjectRule, name: str, at: Trail) -> None:
        message = f"this {rule.title} has no {name!r}"
        report = self._diagnostics.error if rule.area in _VITAL_AREAS else self._diagnostics.warn
        report(f"{rule.area}/Missing", message, at.child(name).origin())


_PLAIN = {
    name: _FINE[shape]
    for name, shape in OBJECTS["schema"].fields.items()
    if isinstance(shape, Leaf) and shape in _FINE and name != "$ref"
}


def _is_plain(schema: dict[str, Any]) -> bool:
    """Whether nothing in a schema can be wrong, because there is nothing in it but a type, texts and flags: four of
    five are so, and need no place to report (0.6×).
    """
    for name, member in schema.items():
        expected = _PLAIN.get(name)
        if expected is not object and type(member) is not expected:
            return False
        if name == "type" and member not in JSON_TYPES:
            return False
    return True


def _is_fine(name: str, text: str, shape: Shape | None, rule: ObjectRule) -> bool:
    if shape is Leaf.TEXT:
        return name not in rule.choices
    return shape is Leaf.TYPE and text in JSON_TYPES


_VITAL_AREAS = frozenset({"Parameter", "Security"})
"""Without the name of a parameter or the type of a security scheme no code can be written for it."""


def _called(slot: _Slot) -> str:
    return f"item {slot.key}" if isinstance(slot.key, int) else repr(slot.key)


def _words(shape: One | ListOf | MapOf) -> str:
    match shape:
        case One():
            title = OBJECTS[shape.kind].title
            return f"{'an' if title[0] in 'AEIO' else 'a'} {title}"
        case ListOf():
            return f"a list {'with at least one' if shape.filled else 'of'} {_plural(shape.item)}"
        case MapOf():
            return f"an object whose values are {_plural(shape.item)}"


def _plural(shape: Shape) -> str:
    match shape:
        case One():
            return f"{OBJECTS[shape.kind].title}s"
        case Leaf():
            return "strings" if shape is Leaf.TEXT else "values"
        case ListOf() | MapOf():
            return "lists" if isinstance(shape, ListOf) else "objects"
