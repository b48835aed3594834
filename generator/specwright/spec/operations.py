"""Stage check: going through the operations of a document.

What comes in: a `Document` whose shapes hold. What goes out: each operation under `paths` with its place, path items
that are references followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..diagnostics import SpecwrightError
from ..ir.origin import Origin
from ..values import dataclass
from .document import Document
from .grammar import METHODS


@dataclass(frozen=True, slots=True)
class OperationSite:
    """One operation as it is written: `item` is the path item around it."""

    path: str
    method: str
    value: dict[str, Any]
    origin: Origin
    item: dict[str, Any]
    item_origin: Origin

    @property
    def called(self) -> str:
        """How a message names it: by what it sends."""
        return f"{self.method.upper()} {self.path}"


@dataclass(frozen=True, slots=True)
class ParameterSite:
    value: dict[str, Any]
    origin: Origin

    @property
    def key(self) -> tuple[str, str]:
        """What makes a parameter itself: place and name (Parameter Object, "unique parameter")."""
        return self.value["in"], self.value["name"]


def operations(document: Document) -> Iterator[OperationSite]:
    """Every operation in the order of the document; a path item that cannot be reached is passed over."""
    root = document.origin().child("paths")
    for path, item in document.data.get("paths", {}).items():
        if not path.startswith("x-"):
            for value, origin in _parts(document, item, root.child(path)):
                yield from _operations(path, value, origin)


def parameters(document: Document, owner: dict[str, Any], at: Origin) -> tuple[list[ParameterSite], bool]:
    """The parameters an operation or a path item lists, references followed, and whether all of them could be read."""
    sites: list[ParameterSite] = []
    complete = True
    for index, value in enumerate(owner.get("parameters", [])):
        try:
            value, origin = document.follow(value, at.child("parameters", index))
        except SpecwrightError:
            complete = False
            continue
        if isinstance(value, dict) and isinstance(value.get("name"), str) and isinstance(value.get("in"), str):
            sites.append(ParameterSite(value, origin))
        else:
            complete = False
    return sites, complete


def _parts(document: Document, item: dict[str, Any], at: Origin) -> Iterator[tuple[dict[str, Any], Origin]]:
    """The path item, and the one it refers to: OpenAPI 3.1 lets a `$ref` have neighbours."""
    yield item, at
    if isinstance(item.get("$ref"), str):
        try:
            target, place = document.follow(item, at)
        except SpecwrightError:
            return
        if isinstance(target, dict):
            yield target, place


def _operations(path: str, item: dict[str, Any], at: Origin) -> Iterator[OperationSite]:
    for method in METHODS:
        if isinstance(item.get(method), dict):
            yield OperationSite(path, method, item[method], at.child(method), item, at)
    for method, value in item.get("additionalOperations", {}).items():
        yield OperationSite(path, method, value, at.child("additionalOperations", method), item, at)
