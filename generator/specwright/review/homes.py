"""Where an edit is written: not at the use of a schema when the schema itself was changed.

What is plain (a text, a number, their limits) has no definition: it stands in the API wherever it is used. When what is
written at a use is the same on both sides, the edit is behind a reference; it is reported there, once for all uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Protocol

from ..ir import Origin
from .effective import path_in_components
from .rule import Rule
from .subjects import EnumPair, FieldPair, LimitPair, MemberPair, NullPair, Place, TextPair, TypePair
from .visits import Visit

_ABOUT_VALUES = (EnumPair, LimitPair, MemberPair, NullPair, TextPair, TypePair)
_DEEPEST = 10
_SUBJECT = re.compile(r"[^`]*`[^`]*`")


class Texts(Protocol):
    """A document as it is written. `Document` is one."""

    def value_at(self, origin: Origin) -> Any:
        """The value at a place. Raises `LookupError` when there is none."""
        ...

    def resolve(self, ref: str, at: Origin) -> tuple[Any, Origin]:
        """What a reference at a place means, and where that is. Raises for a dangling one."""
        ...


class Homes:
    """Finds where edits are written in two documents."""

    def __init__(self, old: Texts, new: Texts) -> None:
        self._old, self._new = old, new
        self._known: dict[Place, Place] = {}

    def home(self, visit: Visit, rule: Rule) -> Visit:
        """The visit, at the place where its edit is written."""
        subject = visit.subject
        about_value = isinstance(subject, _ABOUT_VALUES) or (isinstance(subject, FieldPair) and rule.id[:3] == "DOC")
        if not about_value or visit.edit is not None:
            return visit
        place = self._known.get(visit.place)
        if place is None:
            place = self._known[visit.place] = self._behind(visit.place)
        name = path_in_components(place.new) if place.new is not None else None
        if place == visit.place or name is None or not _SUBJECT.match(subject.label):
            return visit
        label = _SUBJECT.sub(lambda _: f"`{name}`", subject.label, count=1)
        return replace(visit, subject=replace(subject, label=label), place=place)

    def _behind(self, place: Place) -> Place:
        """The only schema that differs behind what is the same at a place; the place itself when there is none."""
        if place.old is None or place.new is None:
            return place
        found = place
        try:
            old, new = self._old.value_at(place.old), self._new.value_at(place.new)
            for _ in range(_DEEPEST):
                if old != new or found.old is None or found.new is None:
                    break
                changed = list(self._changed(old, found.old, found.new))
                if len(changed) != 1 or any(_is_object(value) for value in changed[0][:2]):
                    return place
                old, new, found = changed[0]
        except LookupError:
            return place
        return found if old != new else place

    def _changed(self, node: Any, old_at: Origin, new_at: Origin) -> Iterator[tuple[Any, Any, Place]]:
        """What the references in a node mean on both sides, where that is not the same."""
        for ref in dict.fromkeys(_references(node)):
            old, was = self._old.resolve(ref, old_at)
            new, now = self._new.resolve(ref, new_at)
            if old != new or any(_references(old)):
                yield old, new, Place(was, now)


def _references(node: Any) -> Iterator[str]:
    """Every `$ref` of a schema or a parameter, but not those of its properties, which are places of their own."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield value
            elif key not in ("properties", "example", "examples", "enum", "default"):
                yield from _references(value)
    elif isinstance(node, list):
        for item in node:
            yield from _references(item)


def _is_object(schema: Any) -> bool:
    """Whether a schema has a definition, whose edits are found there anyway."""
    return not isinstance(schema, dict) or any(key in schema for key in ("properties", "allOf", "oneOf", "anyOf"))
