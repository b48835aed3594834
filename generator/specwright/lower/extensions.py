"""Stage lower: `x-stainless-` extensions of the document that nothing here reads → a finding for each kind.

What comes in: the files of a document, as they were read. What goes out: a warning for an extension that would shape
the Python SDK and does not, a note for one of another language; at the first place, with the number of places.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..ir import Origin
from .context import Context

_PREFIX = "x-stainless-"
_READ = frozenset(
    {
        *("any", "auth", "deprecation-message", "empty-object", "method", "model", "naming", "only", "override-schema"),
        *("pagination-property", "param", "param-name", "skip", "variantName"),
    }
)
_OF_OTHERS = (
    "cli",
    "csharp",
    "go",
    "java",
    "kotlin",
    "mcp",
    "node",
    "php",
    "ruby",
    "snippets",
    "terraform",
    "typescript",
)
"""Targets an extension is for, first word of its name."""
_WITHOUT_EFFECT = frozenset({"const", "nominal"})
"""Both tell targets with nominal types what to declare; a Python `Literal` or alias is the same with and without."""
_DATA = frozenset({"example", "examples", "default", "enum", "const", "value"})
"""Members that hold data: nothing in them is an extension."""


def report_extensions(ctx: Context) -> None:
    """One finding for each extension that is not read."""
    places: dict[str, list[Origin]] = {}
    for file, raw in ctx.document.sources().items():
        # A scan of the bytes first: most documents have no such extension, and walking a large one costs 0.1 s.
        if _PREFIX.encode() in raw:
            origin = Origin(file, "")
            for key, place in _extensions(ctx.document.value_at(origin), origin):
                places.setdefault(key, []).append(place)
    for key, found in places.items():
        _report(ctx, key, found)


def _report(ctx: Context, key: str, places: list[Origin]) -> None:
    more = f" ({len(places):,} places)" if len(places) > 1 else ""
    name = key.removeprefix(_PREFIX)
    if name.partition("-")[0] in _OF_OTHERS or name in _WITHOUT_EFFECT:
        ctx.diagnostics.note("Extension/NoEffect", f"`{key}` has no effect on Python{more}", places[0], at_key=True)
    else:
        message = f"`{key}` is not supported: the SDK is made as if it were not there{more}"
        ctx.diagnostics.warn("Extension/NotSupported", message, places[0], at_key=True)


def _extensions(value: Any, origin: Origin) -> Iterator[tuple[str, Origin]]:
    """Every extension below `value` that is not read, in the order of the document: (its key, its place)."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _extensions(item, origin.child(index))
    elif isinstance(value, dict):
        for key, member in value.items():
            if not key.startswith(_PREFIX):
                if key not in _DATA and isinstance(member, dict | list):
                    yield from _extensions(member, origin.child(key))
            elif key.removeprefix(_PREFIX) not in _READ:
                yield key, origin.child(key)
