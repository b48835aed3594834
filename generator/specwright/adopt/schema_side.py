"""The document's side of the pairing: schemas with references opened, their properties and the arms of their unions.

What comes in: schemas as they are written. What goes out: `Place`s, and answers about them; each is worked out once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..config.document import follow, properties
from ..diagnostics import SpecwrightError
from ..ir.origin import Origin
from ..spec import Document
from ..values import dataclass
from .arms import Names, usual_names

_MAX_WRAPPED = 20
_ANNOTATIONS = frozenset({"description", "title", "nullable", "default", "deprecated", "example", "readOnly"})


@dataclass(frozen=True, slots=True)
class Place:
    """A schema, references opened, with the pointer that a configuration would give it."""

    value: Any
    origin: Origin
    pointer: str

    @property
    def key(self) -> tuple[str, str]:
        return str(self.origin.file), self.origin.pointer


@dataclass(frozen=True, slots=True)
class Alternative:
    """An arm of a union: the schema behind it, where it stands in the union, and what it is called by rule."""

    place: Place
    origin: Origin
    names: Names


class SchemaSide:
    def __init__(self, document: Document) -> None:
        self.document = document
        self._opened: dict[tuple[str, str], Place] = {}
        self._properties: dict[tuple[str, str], dict[str, tuple[Any, Origin]]] = {}
        self._alternatives: dict[tuple[str, str], tuple[Alternative, ...]] = {}

    def open(self, schema: Any, origin: Origin) -> Place:
        """The schema behind references and wrappers that add nothing but null or a description."""
        key = (str(origin.file), origin.pointer)
        if key not in self._opened:
            self._opened[key] = self.new_place(schema, origin)
        return self._opened[key]

    def new_place(self, schema: Any, origin: Origin) -> Place:
        """The same for a schema that is not in the document."""
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
            if only is None:
                break
            keyword, index = only
            schema, origin = schema[keyword][index], origin.child(keyword, index)
        return Place(schema, origin, pointer or f"#{origin.pointer}")

    def properties(self, place: Place) -> dict[str, tuple[Any, Origin]]:
        if place.key not in self._properties:
            self._properties[place.key] = properties(self.document, place.value, place.origin)
        return self._properties[place.key]

    def property_origin(self, place: Place, wire: str) -> Origin | None:
        """Where a property of a schema is written."""
        known = self.properties(place).get(wire)
        return known[1] if known is not None else None

    def may_be_null(self, place: Place, wire: str) -> bool:
        """Whether a property of a schema may be null."""
        written = self.properties(place).get(wire)
        schema, _ = follow(self.document, *written) if written is not None else (None, None)
        if not isinstance(schema, dict):
            return False
        kinds = schema.get("type")
        arms = [arm for word in ("oneOf", "anyOf") for arm in schema.get(word) or () if isinstance(arm, dict)]
        null = isinstance(kinds, list) and "null" in kinds
        return null or schema.get("nullable") is True or any(map(_is_null, arms))

    def members(self, place: Place, keyword: str) -> list[Place]:
        members = place.value.get(keyword) if isinstance(place.value, dict) else None
        at = place.origin.child(keyword)
        return [self.open(member, at.child(i)) for i, member in enumerate(members if isinstance(members, list) else ())]

    def alternatives(self, place: Place) -> tuple[Alternative, ...]:
        """The arms of a union but null: also of one inside `allOf`, and of one that is an arm itself."""
        if place.key not in self._alternatives:
            self._alternatives[place.key] = ()  # for unions that hold themselves
            self._alternatives[place.key] = tuple(self._new_alternatives(place))
        return self._alternatives[place.key]

    def _new_alternatives(self, place: Place) -> Iterator[Alternative]:
        for keyword in ("oneOf", "anyOf"):
            written = place.value.get(keyword) if isinstance(place.value, dict) else None
            arms = written if isinstance(written, list) else []
            live = [i for i, arm in enumerate(arms) if not (isinstance(arm, dict) and _is_null(arm))]
            opened = [self.open(arms[i], place.origin.child(keyword, i)) for i in live]
            known = [{name: value for name, (value, _) in self.properties(inner).items()} for inner in opened]
            names = usual_names(place.value, [arms[i] for i in live], known, [_required(p.value) for p in opened])
            for index, inner, name in zip(live, opened, names, strict=True):
                nested = self.alternatives(inner) if not self.properties(inner) else ()
                yield from nested or [Alternative(inner, place.origin.child(keyword, index), name)]
        for member in self.members(place, "allOf"):
            yield from self.alternatives(member)

    def values(self, place: Place) -> frozenset[str | int]:
        """The values that a schema lists, or one of its arms."""
        listed: list[Any] = []
        for inner in (place, *(arm.place for arm in self.alternatives(place))):
            if isinstance(inner.value, dict):
                written = inner.value.get("enum")
                listed += written if isinstance(written, list) else [inner.value.get("const")]
        return frozenset(value for value in listed if isinstance(value, str | int))


def _only_member(schema: Mapping[str, Any]) -> tuple[str, int] | None:
    """The member of a composition that says all there is, null and descriptions aside."""
    for keyword in ("allOf", "anyOf", "oneOf"):
        members = schema.get(keyword)
        if isinstance(members, list) and "properties" not in schema:
            live = [i for i, member in enumerate(members) if not (isinstance(member, dict) and _adds_nothing(member))]
            if len(live) == 1:
                return keyword, live[0]
    return None


def _adds_nothing(schema: Mapping[str, Any]) -> bool:
    """Whether a member of a composition is null, or says no more than that and a description."""
    return _is_null(schema) or schema.keys() <= _ANNOTATIONS


def _required(schema: Any) -> set[str]:
    """The names that a schema requires, those of members of `allOf` that are written in place included."""
    if not isinstance(schema, dict):
        return set()
    inner = [member for member in schema.get("allOf") or () if isinstance(member, dict)]
    listed = schema.get("required")
    return {*(listed if isinstance(listed, list) else ())}.union(*map(_required, inner))


def _is_null(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "null" or schema.get("enum") == [None]
