"""How a published package writes what packages of other years write otherwise.

What comes in: an opened package and its resources. What goes out: settings of `targets.python`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .found import Findings
from .methods import Resource, walk
from .package import Package

_OPEN = re.compile(r"^(\w+): TypeAlias = Union\[\s*\1Typed,", re.MULTILINE)
_MODEL = re.compile(r"^    model_\w+: (?!Required\[|ClassVar\[)", re.MULTILINE)
_TARGET = ("targets", "python")


def read_styles(package: Package, tree: Resource, found: Findings) -> None:
    """Put down what differs from the defaults, each with the place that shows it."""
    _class_style(tree, found)
    for place, text in _types(package):
        if _OPEN.search(text):
            found.put((*_TARGET, "open_typed_dicts"), "union", place)
            break
    for place, text in _types(package):
        if not place.endswith(("_params.py", "_param.py")) and "TypedDict" not in text and _MODEL.search(text):
            found.put((*_TARGET, "options", "disable_pydantic_namespace_protection"), True, place)
            break


def _types(package: Package) -> Iterator[tuple[str, str]]:
    """The modules of types: where they are, and their texts."""
    for file in sorted((package.folder / "types").rglob("*.py")):
        place = f"{package.folder.name}/{file.relative_to(package.folder).as_posix()}"
        yield place, file.read_text(encoding="utf-8", errors="replace")


def _class_style(tree: Resource, found: Findings) -> None:
    """Older packages call the class of a resource `Orders`, not `OrdersResource`."""
    short = [resource for _, resource in walk(tree) if resource is not tree and not resource.cls.endswith("Resource")]
    if len(short) * 2 > sum(1 for _ in walk(tree)) - 1:
        found.put((*_TARGET, "resource_classes"), "short", short[0].place)
