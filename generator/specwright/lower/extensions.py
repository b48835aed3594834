"""Stage lower: `x-stainless-` extensions of the document that nothing here reads → a finding for each kind.

What comes in: the files of a document, as they were read. What goes out: a warning for an extension that would shape
the Python SDK and does not, a note for one of another language; at the first place, with the number of places.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from ..ir import Origin
from .context import Context

Tokens: TypeAlias = tuple[str | int, ...]

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
            for key, tokens in _extensions(ctx.document.value_at(origin), ()):
                places.setdefault(key, []).append(origin.child(*tokens))
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


def _extensions(value: Any, at: Tokens) -> Iterator[tuple[str, Tokens]]:
    """Every extension below `value` that is not read, in the order of the document: (its key, its place)."""
    if type(value) is list:
        for index, item in enumerate(value):
            if type(item) is dict or type(item) is list:
                yield from _extensions(item, (*at, index))
    elif type(value) is dict:
        for key, member in value.items():
            if not key.startswith(_PREFIX):
                if (type(member) is dict or type(member) is list) and key not in _DATA:
                    yield from _extensions(member, (*at, key))
            elif key.removeprefix(_PREFIX) not in _READ:
                yield key, (*at, key)
