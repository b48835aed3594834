"""A checked value of the configuration file with its place: what the reader walks over.

What comes in: values that went through `shape.Checker`, so that an accessor only ever meets the kinds it names.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..ir.origin import Origin
from ..ir.types import JsonValue
from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place; for a mapping, accessors by key. A key that is missing reads as None (or empty)."""

    value: JsonValue
    origin: Origin

    def child(self, key: str) -> Node | None:
        """The member of that name; None when there is none or it is null."""
        if not isinstance(self.value, dict) or self.value.get(key) is None:
            return None
        return Node(self.value[key], self.origin.child(key))

    def section(self, key: str) -> Node:
        """The mapping of that name, empty when there is none."""
        return self.child(key) or Node({}, self.origin.child(key))

    def entries(self) -> Iterator[tuple[str, Node]]:
        """The members of a mapping, in file order."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                yield key, Node(value, self.origin.child(key))

    def items(self) -> Iterator[Node]:
        """The items of a list; of anything else, the value itself."""
        if not isinstance(self.value, list):
            yield self
            return
        for index, value in enumerate(self.value):
            yield Node(value, self.origin.child(index))

    def mapping(self) -> dict[str, JsonValue]:
        """The value when it is a mapping, an empty one otherwise."""
        return self.value if isinstance(self.value, dict) else {}

    def has(self, key: str) -> bool:
        """Whether the key is written, null included."""
        return isinstance(self.value, dict) and key in self.value

    def text(self, key: str) -> str | None:
        child = self.child(key)
        return child.value if child is not None and isinstance(child.value, str) else None

    def flag(self, key: str, default: bool = False) -> bool:
        child = self.child(key)
        return child.value if child is not None and isinstance(child.value, bool) else default

    def flag_or_text(self, key: str) -> bool | str | None:
        """The text or flag under `key`, None when it is neither."""
        child = self.child(key)
        return child.value if child is not None and isinstance(child.value, bool | str) else None

    def number(self, key: str) -> float | None:
        child = self.child(key)
        if child is None or isinstance(child.value, bool) or not isinstance(child.value, int | float):
            return None
        return float(child.value)

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list (or the one text that stands instead of it)."""
        child = self.child(key)
        if child is None:
            return ()
        return tuple(item.value for item in child.items() if isinstance(item.value, str))
