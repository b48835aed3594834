"""The noun that all readers of a package give: a configuration whose values remember where they were read.

What comes in: values by path. What goes out: YAML with a comment after each value that has a place.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path

from ..config.model import CLIENT_RESOURCE
from ..config.yaml_text import block, scalar
from ..ir.types import JsonValue
from ..values import dataclass

Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed module: `name` is its path from the distribution's root, for comments."""

    name: str
    tree: ast.Module
    file: Path

    def place(self, node: ast.AST) -> str:
        return f"{self.name}:{getattr(node, 'lineno', 1)}"


@dataclass(slots=True)
class Findings:
    """A configuration being put together. `unsure`: what could not be inferred, one line each."""

    data: dict[str, JsonValue] = field(default_factory=dict)
    places: dict[Key, str] = field(default_factory=dict)
    unsure: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)

    def put(self, path: Key, value: JsonValue, place: str = "") -> None:
        """Set the value at a path of keys. None is not written."""
        if value is None:
            return
        holder = self.data
        for key in path[:-1]:
            inner = holder.setdefault(str(key), {})
            assert isinstance(inner, dict)
            holder = inner
        holder[str(path[-1])] = value
        if place:
            self.places[path] = place

    def begin(self, path: Key, place: str) -> None:
        """A mapping at a path of keys; what it has already stays."""
        holder = self.data
        for key in path:
            inner = holder.setdefault(str(key), {})
            assert isinstance(inner, dict)
            holder = inner
        self.places[path] = place

    def has(self, path: Key) -> bool:
        """Whether there is a value at a path."""
        value: JsonValue = self.data
        for key in path:
            value = value.get(str(key)) if isinstance(value, dict) else None
        return value is not None

    def text(self) -> str:
        """The configuration as YAML, with where each value came from."""
        return "".join(_lines(self.data, (), self.places, 0))


def resource_key(path: tuple[str, ...]) -> Key:
    """Where a resource stands in the configuration: `resources.a.subresources.b`."""
    if not path:
        return ("resources", CLIENT_RESOURCE)
    inner = [part for name in path[1:] for part in ("subresources", name)]
    return ("resources", path[0], *inner)


def _lines(data: Mapping[str, JsonValue], path: Key, places: Mapping[Key, str], indent: int) -> Iterator[str]:
    for key, value in data.items():
        inner = (*path, key)
        if not indent and path == ():
            yield "\n"
        comment = f"  # {places[inner]}" if inner in places else ""
        pad = " " * indent
        if isinstance(value, dict) and value and _has_places(inner, places):
            yield f"{pad}{scalar(key)}:{comment}\n"
            yield from _lines(value, inner, places, indent + 2)
            continue
        first, _, rest = block({key: value}, indent).partition("\n")
        yield f"{first}{comment}\n{rest}"


def _has_places(path: Key, places: Mapping[Key, str]) -> bool:
    return any(known[: len(path)] == path and len(known) > len(path) for known in places)
