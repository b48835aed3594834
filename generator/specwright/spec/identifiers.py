"""Stage load: the `$id` and `$anchor` names in one file.

What comes in: the data of a file. What goes out: an index from URI and anchor to JSON pointer (JSON Schema 2020-12,
sections 8.2.1 and 8.2.2; OpenAPI 3.2 adds `$self`).
"""

from __future__ import annotations

from dataclasses import field
from typing import Any
from urllib.parse import urljoin

from ..values import dataclass
from .refs import pointer_of


@dataclass(frozen=True, slots=True)
class Base:
    """A schema resource: the pointer it begins at and the URI that references in it are relative to."""

    pointer: str
    uri: str


@dataclass(slots=True)
class Identifiers:
    """`resources`: pointer by absolute URI. The root of the file is a resource too."""

    resources: dict[str, str] = field(default_factory=dict)
    bases: dict[str, Base] = field(default_factory=dict)
    anchors: dict[tuple[str, str], str] = field(default_factory=dict)

    def base_of(self, pointer: str) -> Base:
        """The innermost resource that the place `pointer` belongs to."""
        while pointer and pointer not in self.bases:
            pointer = pointer.rpartition("/")[0]
        return self.bases[pointer]

    def anchor(self, base: str, name: str) -> str | None:
        """The place of an anchor: in the resource at `base`, else the only one of that name in the file."""
        found = self.anchors.get((base, name))
        if found is None:
            same = [pointer for (_, other), pointer in self.anchors.items() if other == name]
            found = same[0] if len(same) == 1 else None
        return found


def index_identifiers(data: Any) -> Identifiers:
    """The index of a whole file.

    Examples are not told from schemas: an `$id` in one does no harm unless it is referred to.
    """
    found = Identifiers()
    own = data.get("$self") if isinstance(data, dict) else None
    root = Base("", own if isinstance(own, str) else "")
    found.bases[""] = root
    if root.uri:
        found.resources[root.uri] = ""
    pending: list[tuple[Any, tuple[str, ...], Base]] = [(data, (), root)]
    while pending:
        value, tokens, base = pending.pop()
        if isinstance(value, dict):
            base = _take(value, tokens, base, found)
            pending.extend(
                (member, (*tokens, key), base) for key, member in value.items() if member.__class__ in (dict, list)
            )
        elif isinstance(value, list):
            pending.extend((member, (*tokens, str(i)), base) for i, member in enumerate(value))
    return found


def _take(value: dict[str, Any], tokens: tuple[str, ...], base: Base, found: Identifiers) -> Base:
    own = value.get("$id")
    if isinstance(own, str) and own and not own.startswith("#"):
        try:
            uri = urljoin(base.uri, own).rstrip("#")
        except ValueError:
            return base
        base = Base(pointer_of(tokens), uri)
        found.bases[base.pointer] = base
        found.resources.setdefault(base.uri, base.pointer)
    for keyword in ("$anchor", "$dynamicAnchor"):
        name = value.get(keyword)
        if isinstance(name, str):
            found.anchors.setdefault((base.pointer, name), pointer_of(tokens))
    return base
