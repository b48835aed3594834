"""Which schema each type was made from: types and schemas walked side by side.

What comes in: what a method returns and takes, and its operation. What goes out: votes. Where a method returns `Order`
and the operation answers with `#/components/schemas/PurchaseOrder`, one was made from the other; so were the types of
their fields, and so on down. Pairs that have little in common do not count.
"""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from ..config.document import DocumentOperation, follow, schema_type
from ..ir.origin import Origin
from ..spec import Document
from ..values import dataclass
from .arms import Arm
from .found import Source
from .likeness import alike, is_called, likeness, literals
from .schema_side import Place, SchemaSide
from .type_index import Definition, TypeIndex, arguments, bare, fields, head, union_arms

_LISTS = frozenset({"List", "list", "Iterable", "Sequence", "SequenceNotStr"})
_DICTS = frozenset({"Dict", "dict", "Mapping"})
_ALIKE = 0.6
_UNSURE = 0.9
"""What a likeness of two types counts that no use speaks for."""
_MAX_WRAPPED = 20


@dataclass
class Pairing:
    """Collects the votes: `votes[definition.key][pointer]`."""

    index: TypeIndex
    document: Document
    votes: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    pairs: dict[tuple[tuple[str, str], str], tuple[Definition, Place]] = field(default_factory=dict)
    """Every type with every schema that speaks for it."""
    arms: list[Arm] = field(default_factory=list)
    """The arms of unions that were found on both sides."""
    schemas: SchemaSide = field(init=False)
    _wires: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    _fits: dict[tuple[tuple[str, str], tuple[str, str]], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.schemas = SchemaSide(self.document)

    def best(self, definition: Definition) -> str | None:
        """The schema that most uses of a type speak for; of several, one with its name."""
        found = self.votes.get(definition.key)
        if not found:
            return None
        return max(found, key=lambda p: (is_called(p, definition.name), found[p], _is_component(p)))

    def candidates(self, definition: Definition) -> dict[str, tuple[bool, float, bool]]:
        """The schemas that some use of a type speaks for, each with how much."""
        found = self.votes.get(definition.key, Counter())
        places = {place.pointer: place for known, place in self.pairs.values() if known.key == definition.key}
        return {
            pointer: (
                is_called(pointer, definition.name),
                count * self.deep_fit(definition, places[pointer]),
                _is_component(pointer),
            )
            for pointer, count in found.items()
        }

    def result(self, source: Source, name: str, schema: Any, origin: Origin) -> None:
        """A method in `source` returns the type `name`, its operation answers with `schema`."""
        definition = self.index.find(source, name)
        if definition is not None:
            self._define(definition, self.schemas.open(schema, origin))

    def params(self, source: Source, name: str, operation: DocumentOperation) -> None:
        """A method in `source` takes what the TypedDict `name` says, its operation what the document says."""
        definition = self.index.find(source, name)
        if definition is None:
            return
        known = dict(_parameters(self.document, operation))
        body = operation.body_schema
        if body is not None:
            place = self.schemas.open(*body)
            known |= self.schemas.properties(place)
            self.pairs[definition.key, place.pointer] = (definition, place)
            if definition.value is not None:
                self._annotation(definition, definition.value, place)
        if definition.class_ is not None:
            self._fields(definition, known)

    def pair(self, definition: Definition, schema: Any, origin: Origin) -> None:
        """A type is known to be made from a schema."""
        self._define(definition, self.schemas.new_place(schema, origin))

    def _define(self, definition: Definition, place: Place) -> None:
        key = (definition.key, place.pointer)
        if not self._is_alike(definition, place):
            return
        self.votes[definition.key][place.pointer] += 1
        if self.votes[definition.key][place.pointer] > 1:
            return
        self.pairs[key] = (definition, place)
        if definition.value is not None:
            self._annotation(definition, definition.value, place)
        elif definition.class_ is not None:
            self._fields(definition, self.schemas.properties(place))
            self._bases(definition, definition.class_, place)

    def _fields(self, definition: Definition, known: Mapping[str, tuple[Any, Origin]]) -> None:
        """The fields of a class, those of its bases included."""
        for owner in self.lineage(definition):
            for found, annotation in fields(owner.class_) if owner.class_ is not None else ():
                if found.wire in known:
                    self._annotation(owner, annotation, self.schemas.open(*known[found.wire]))

    def lineage(self, definition: Definition, depth: int = 0) -> Iterator[Definition]:
        """The bases of a class in the package, then the class."""
        for base in definition.class_.bases if definition.class_ is not None and depth < _MAX_WRAPPED else ():
            above = self.index.find(definition.source, ast.unparse(base))
            if above is not None and above.key != definition.key:
                yield from self.lineage(above, depth + 1)
        yield definition

    def _bases(self, definition: Definition, class_: ast.ClassDef, place: Place) -> None:
        """A base class was made from a member of `allOf`."""
        members = self.schemas.members(place, "allOf")
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
        alternatives = self.schemas.alternatives(place)
        members = [arm.place for arm in alternatives]
        for number, arm in enumerate(arms):
            if not isinstance(arm, ast.Name | ast.Attribute):
                for member in members or [place]:
                    self._annotation(definition, arm, member)
                continue
            used = self.index.find(definition.source, ast.unparse(arm))
            if used is not None and len(arms) == len(members) and self._is_alike(used, members[number]):
                self._define(used, members[number])
                found = alternatives[number]
                if found.origin.file == self.document.origin().file:
                    self.arms.append(Arm(definition, used, found.origin, found.names))
            else:
                self._closest(used, members or [place])

    def _container(self, definition: Definition, node: ast.Subscript, place: Place) -> None:
        value = place.value if isinstance(place.value, dict) else {}
        inner = arguments(node)[-1]
        if head(node) in _LISTS and isinstance(value.get("items"), dict):
            self._annotation(definition, inner, self.schemas.open(value["items"], place.origin.child("items")))
        elif head(node) in _DICTS and isinstance(value.get("additionalProperties"), dict):
            values = self.schemas.open(value["additionalProperties"], place.origin.child("additionalProperties"))
            self._annotation(definition, inner, values)

    def _closest(self, definition: Definition | None, members: list[Place]) -> None:
        """One of several schemas, the one most alike; of equal ones, that with the most similar fields and name."""
        if definition is None or not members:
            return
        best = max(self.fit(definition, place) for place in members)
        equal = [place for place in members if self.fit(definition, place) == best]
        if len(equal) > 1:
            found = [(self.deep_fit(definition, place), likeness(place.pointer, definition.name)) for place in equal]
            equal = [equal[found.index(max(found))]]
        self._define(definition, equal[0])

    def _is_alike(self, definition: Definition, place: Place) -> bool:
        return self.fit(definition, place) >= _ALIKE

    def fit(self, definition: Definition, place: Place) -> float:
        """How much a type and a schema have in common, from 0 to 1."""
        key = (definition.key, place.key)
        if key not in self._fits:
            self._fits[key] = self._new_fit(definition, place)
        return self._fits[key]

    def _new_fit(self, definition: Definition, place: Place) -> float:
        if definition.class_ is not None:
            known = self.schemas.properties(place)
            return 0.0 if self._contradicts(definition, known) else alike(self.wires(definition), frozenset(known))
        own = frozenset(self._literals(definition))
        written = self.schemas.values(place)
        if own or written:
            return len(own & written) / min(len(own), len(written)) if own and written else 0.0
        node = bare(definition.value) if definition.value is not None else None
        if node is not None and len(union_arms(node)) > 1:
            return 1.0 if self.schemas.alternatives(place) else 0.0
        wanted = "array" if isinstance(node, ast.Subscript) and head(node) in _LISTS else None
        wanted = "object" if isinstance(node, ast.Subscript) and head(node) in _DICTS else wanted
        return 1.0 if wanted is None or schema_type(place.value) == wanted else 0.0

    def _literals(self, definition: Definition) -> Iterator[str | int]:
        """The values that an alias lists, itself or in an alias that is one of its arms."""
        yield from literals(definition.value)
        for arm in union_arms(bare(definition.value)) if definition.value is not None else ():
            used = self.index.find(definition.source, ast.unparse(arm)) if isinstance(arm, ast.Name) else None
            if used is not None and used.class_ is None:
                yield from literals(used.value)

    def _contradicts(self, definition: Definition, known: Mapping[str, tuple[Any, Origin]]) -> bool:
        """Whether a field's only value (`type: Literal["shell"]`) is none that the schema allows."""
        for field_, annotation in fields(definition.class_) if definition.class_ is not None else ():
            own = frozenset(literals(annotation))
            if len(own) == 1 and field_.wire in known:
                written = self.schemas.values(self.schemas.open(*known[field_.wire]))
                if written and not own & written:
                    return True
        return False

    def deep_fit(self, definition: Definition, place: Place) -> float:
        """The same, with the types of the fields: a name that many objects have (`data`) says little."""
        whole = self.fit(definition, place)
        if definition.class_ is None:
            return whole
        known = self.schemas.properties(place)
        inner = [
            self._fit_of_field(definition, annotation, self.schemas.open(*known[found.wire]))
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
            place = self.schemas.open(place.value.get("items"), place.origin.child("items"))
        used = self.index.find(definition.source, ast.unparse(node)) if isinstance(node, ast.Name) else None
        if used is None:
            return None
        return 1.0 if place.pointer in self.votes.get(used.key, ()) else _UNSURE * self.fit(used, place)

    def wires(self, definition: Definition) -> frozenset[str]:
        """The names of a class's fields on the wire, those of its bases included."""
        if definition.key not in self._wires:
            owners = [owner.class_ for owner in self.lineage(definition) if owner.class_ is not None]
            self._wires[definition.key] = frozenset(found.wire for owner in owners for found, _ in fields(owner))
        return self._wires[definition.key]


def _is_component(pointer: str) -> bool:
    return pointer.startswith("#/components/schemas/") and pointer.count("/") == 3


def _parameters(document: Document, operation: DocumentOperation) -> Iterator[tuple[str, tuple[Any, Origin]]]:
    for owner, origin in ((operation.item, operation.item_origin), (operation.data, operation.origin)):
        written = owner.get("parameters")
        for index, entry in enumerate(written if isinstance(written, list) else ()):
            value, at = follow(document, entry, origin.child("parameters", index))
            if isinstance(value, dict) and "schema" in value:
                yield str(value.get("name")), (value["schema"], at.child("schema"))
