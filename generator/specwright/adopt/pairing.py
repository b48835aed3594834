"""Which schema each type was made from: types and schemas walked side by side.

What comes in: what a method returns and takes, and its operation. What goes out: votes. Where a method returns `Order`
and the operation answers with `#/components/schemas/PurchaseOrder`, one was made from the other; so were the types of
their fields, and so on down. Pairs that have little in common do not count.
"""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from ..config.document import DocumentOperation, follow, properties, schema_type
from ..diagnostics import SpecwrightError
from ..ir.origin import Origin
from ..spec import Document
from . import trees
from .found import Source
from .type_index import Definition, TypeIndex, arguments, bare, fields, head, union_arms

_LISTS = frozenset({"List", "list", "Iterable", "Sequence", "SequenceNotStr"})
_DICTS = frozenset({"Dict", "dict", "Mapping"})
_ALIKE = 0.6
_UNSURE = 0.9
"""What a likeness of two types counts that no use speaks for."""
_MAX_WRAPPED = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A schema, references opened, with the pointer that a configuration would give it."""

    value: Any
    origin: Origin
    pointer: str


@dataclass
class Pairing:
    """Collects the votes: `votes[definition.key][pointer]`."""

    index: TypeIndex
    document: Document
    votes: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    pairs: dict[tuple[tuple[str, str], str], tuple[Definition, Place]] = field(default_factory=dict)
    """Every type with every schema that speaks for it."""

    def best(self, definition: Definition) -> str | None:
        """The schema that most uses of a type speak for; of several, one with its name."""
        found = self.votes.get(definition.key)
        if not found:
            return None
        return max(found, key=lambda pointer: (_is_called(pointer, definition.name), found[pointer]))

    def result(self, source: Source, name: str, schema: Any, origin: Origin) -> None:
        """A method in `source` returns the type `name`, its operation answers with `schema`."""
        definition = self.index.find(source, name)
        if definition is not None:
            self._define(definition, self.open(schema, origin))

    def params(self, name: str, operation: DocumentOperation) -> None:
        """A method takes what the TypedDict `name` says, its operation what the document says."""
        definition = self.index.roots.get(name)
        if definition is None:
            return
        known = dict(_parameters(self.document, operation))
        body = operation.body_schema
        if body is not None:
            place = self.open(*body)
            known |= properties(self.document, place.value, place.origin)
            if definition.value is not None:
                self._annotation(definition, definition.value, place)
        if definition.class_ is not None:
            self._fields(definition, definition.class_, known)

    def pair(self, definition: Definition, schema: Any, origin: Origin) -> None:
        """A type is known to be made from a schema."""
        self._define(definition, self.open(schema, origin))

    def _define(self, definition: Definition, place: Place) -> None:
        key = (definition.key, place.pointer)
        if key in self.pairs or not self._is_alike(definition, place):
            return
        self.pairs[key] = (definition, place)
        self.votes[definition.key][place.pointer] += 1
        if definition.value is not None:
            self._annotation(definition, definition.value, place)
        elif definition.class_ is not None:
            self._fields(definition, definition.class_, properties(self.document, place.value, place.origin))
            self._bases(definition, definition.class_, place)

    def _fields(self, definition: Definition, class_: ast.ClassDef, known: Mapping[str, tuple[Any, Origin]]) -> None:
        for found, annotation in fields(class_):
            if found.wire in known:
                self._annotation(definition, annotation, self.open(*known[found.wire]))

    def _bases(self, definition: Definition, class_: ast.ClassDef, place: Place) -> None:
        """A base class was made from a member of `allOf`."""
        members = self._members(place, "allOf")
        for base in class_.bases:
            above = self.index.find(definition.source, ast.unparse(base))
            self._closest(above, members)

    def _annotation(self, definition: Definition, annotation: ast.expr, place: Place) -> None:
        node = bare(annotation)
        arms = union_arms(node)
        if len(arms) > 1:
            self._union(definition, [bare(arm) for arm in arms], place)
        elif isinstance(node, ast.Subscript):
            self._container(definition, node, place)
        elif isinstance(node, ast.Name | ast.Attribute):
            used = self.index.find(definition.source, ast.unparse(node))
            if used is not None:
                self._define(used, place)

    def _union(self, definition: Definition, arms: list[ast.expr], place: Place) -> None:
        """Arms of one order, where there are as many on both sides; else each goes with the member most like it."""
        members = self._alternatives(place)
        for number, arm in enumerate(arms):
            if not isinstance(arm, ast.Name | ast.Attribute):
                self._annotation(definition, arm, place)
                continue
            used = self.index.find(definition.source, ast.unparse(arm))
            if used is not None and len(arms) == len(members) and self._is_alike(used, members[number]):
                self._define(used, members[number])
            else:
                self._closest(used, members or [place])

    def _alternatives(self, place: Place, depth: int = 0) -> list[Place]:
        """The arms of a union, also of one inside `allOf`."""
        members = [*self._members(place, "oneOf"), *self._members(place, "anyOf")]
        if depth < _MAX_WRAPPED:
            for member in self._members(place, "allOf"):
                members += self._alternatives(member, depth + 1)
        return [member for member in members if not (isinstance(member.value, dict) and _is_null(member.value))]

    def _container(self, definition: Definition, node: ast.Subscript, place: Place) -> None:
        value = place.value if isinstance(place.value, dict) else {}
        inner = arguments(node)[-1]
        if head(node) in _LISTS and isinstance(value.get("items"), dict):
            self._annotation(definition, inner, self.open(value["items"], place.origin.child("items")))
        elif head(node) in _DICTS and isinstance(value.get("additionalProperties"), dict):
            values = self.open(value["additionalProperties"], place.origin.child("additionalProperties"))
            self._annotation(definition, inner, values)

    def _closest(self, definition: Definition | None, members: list[Place]) -> None:
        """One of several schemas, the one most alike; of equal ones, that with the most similar name."""
        if definition is not None and members:
            found = [(self.deep_fit(definition, place), _likeness(place.pointer, definition.name)) for place in members]
            self._define(definition, members[found.index(max(found))])

    def _is_alike(self, definition: Definition, place: Place) -> bool:
        return self.fit(definition, place) >= _ALIKE

    def fit(self, definition: Definition, place: Place) -> float:
        """How much a type and a schema have in common, from 0 to 1."""
        if definition.class_ is not None:
            own = frozenset(self.wires(definition))
            return alike(own, frozenset(map(str, properties(self.document, place.value, place.origin))))
        values = frozenset(literals(definition.value))
        written = place.value.get("enum") if isinstance(place.value, dict) else None
        if values or isinstance(written, list):
            return alike(values, frozenset(v for v in written or () if isinstance(v, str | int)))
        if definition.value is not None and len(union_arms(bare(definition.value))) > 1:
            return 1.0 if self._alternatives(place) else 0.0
        return 1.0 if schema_type(place.value) == "array" or not isinstance(definition.value, ast.Subscript) else 0.0

    def deep_fit(self, definition: Definition, place: Place) -> float:
        """The same, with the types of the fields: a name that many objects have (`data`) says little."""
        whole = self.fit(definition, place)
        if definition.class_ is None:
            return whole
        known = properties(self.document, place.value, place.origin)
        inner = [
            self._fit_of_field(definition, annotation, self.open(*known[found.wire]))
            for found, annotation in fields(definition.class_)
            if found.wire in known
        ]
        fits = [fit for fit in inner if fit is not None]
        return whole * (sum(fits) / len(fits)) if fits else whole

    def _fit_of_field(self, definition: Definition, annotation: ast.expr, place: Place) -> float | None:
        """How well the type of a field goes with the schema of a property; None for types without a name."""
        node = bare(annotation)
        if isinstance(node, ast.Subscript) and head(node) in _LISTS and isinstance(place.value, dict):
            node = bare(arguments(node)[-1])
            place = self.open(place.value.get("items"), place.origin.child("items"))
        used = self.index.find(definition.source, ast.unparse(node)) if isinstance(node, ast.Name) else None
        if used is None:
            return None
        return 1.0 if place.pointer in self.votes.get(used.key, ()) else _UNSURE * self.fit(used, place)

    def wires(self, definition: Definition, depth: int = 0) -> Iterator[str]:
        """The names of a class's fields on the wire, those of its bases included."""
        if definition.class_ is None or depth > _MAX_WRAPPED:
            return
        for base in definition.class_.bases:
            above = self.index.find(definition.source, ast.unparse(base))
            if above is not None and above.key != definition.key:
                yield from self.wires(above, depth + 1)
        yield from (found.wire for found, _ in fields(definition.class_))

    def _members(self, place: Place, keyword: str) -> list[Place]:
        members = place.value.get(keyword) if isinstance(place.value, dict) else None
        at = place.origin.child(keyword)
        return [self.open(member, at.child(i)) for i, member in enumerate(members if isinstance(members, list) else ())]

    def open(self, schema: Any, origin: Origin) -> Place:
        """The schema behind references and wrappers that add nothing but null or a description."""
        pointer: str | None = None
        for _ in range(_MAX_WRAPPED):
            if not isinstance(schema, dict):
                break
            if isinstance(schema.get("$ref"), str):
                try:
                    schema, origin = self.document.resolve(schema["$ref"], origin)
                except SpecwrightError:
                    break
                pointer = pointer or f"#{origin.pointer}"
                continue
            only = _only_member(schema)
            if only is None or pointer is not None:
                break
            keyword, index = only
            schema, origin = schema[keyword][index], origin.child(keyword, index)
        return Place(schema, origin, pointer or f"#{origin.pointer}")


def _only_member(schema: Mapping[str, Any]) -> tuple[str, int] | None:
    """The member of a composition that says all there is, null aside."""
    for keyword in ("allOf", "anyOf", "oneOf"):
        members = schema.get(keyword)
        if isinstance(members, list) and "properties" not in schema:
            live = [i for i, member in enumerate(members) if not (isinstance(member, dict) and _is_null(member))]
            if len(live) == 1:
                return keyword, live[0]
    return None


def _is_null(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "null" or schema.get("enum") == [None]


def _parameters(document: Document, operation: DocumentOperation) -> Iterator[tuple[str, tuple[Any, Origin]]]:
    for owner, origin in ((operation.item, operation.item_origin), (operation.data, operation.origin)):
        written = owner.get("parameters")
        for index, entry in enumerate(written if isinstance(written, list) else ()):
            value, at = follow(document, entry, origin.child("parameters", index))
            if isinstance(value, dict) and "schema" in value:
                yield str(value.get("name")), (value["schema"], at.child("schema"))


def literals(node: ast.expr | None) -> Iterator[str | int]:
    """The values of a `Literal[...]`, also of one in a union with `str`."""
    for inner in ast.walk(node) if node is not None else ():
        if isinstance(inner, ast.Subscript) and head(inner) == "Literal":
            values = (trees.constant(argument) for argument in arguments(inner))
            yield from (value for value in values if isinstance(value, str | int))


def alike(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Jaccard's index; 1 for two empty sets."""
    return len(one & other) / len(one | other) if one | other else 1.0


def _is_called(pointer: str, name: str) -> bool:
    return _letters(pointer.rpartition("/")[2]) == _letters(name)


def _likeness(pointer: str, name: str) -> float:
    return SequenceMatcher(None, _letters(pointer.rpartition("/")[2]), _letters(name), autojunk=False).ratio()


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum()).lower()
