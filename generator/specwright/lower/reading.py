"""Stage lower: typed reading of the document's raw values.

What comes in: members of mappings as the loader gave them. What goes out: values whose Python type is certain. A wrong
shape where structure is expected stops with its place; a wrong type in documentation is reported and left out.
"""

from __future__ import annotations

from typing import Any

from ..diagnostics import Diagnostics, SpecwrightError, fail
from ..ir.origin import Origin

_SHOWN_TEXT = 40


def describe(value: Any) -> str:
    """What a value is, for a message: `a list`, `the text 'x'`, `the number 3`."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            shown = value if len(value) <= _SHOWN_TEXT else value[:_SHOWN_TEXT] + "…"
            return f"the text {shown!r}"
        case int() | float():
            return f"the number {value}"
        case list():
            return "a list"
        case _:
            return "a mapping"


def wrong_type(what: str, expected: str, value: Any, origin: Origin) -> SpecwrightError:
    """The error for `what` at `origin` being of another type than the specification allows."""
    return fail("Document/WrongType", f"{what} must be {expected}; found {describe(value)}", origin)


def as_mapping(value: Any, what: str, origin: Origin) -> dict[str, Any]:
    """`value`, which must be a mapping. Raises `SpecwrightError` at `origin` otherwise."""
    if type(value) is dict:
        return value
    raise wrong_type(what, "a mapping", value, origin)


def as_list(value: Any, what: str, origin: Origin) -> list[Any]:
    """`value`, which must be a list. Raises `SpecwrightError` at `origin` otherwise."""
    if type(value) is list:
        return value
    raise wrong_type(what, "a list", value, origin)


def as_text(value: Any, what: str, origin: Origin) -> str:
    """`value`, which must be a string. Raises `SpecwrightError` at `origin` otherwise."""
    if type(value) is str:
        return value
    raise wrong_type(what, "a string", value, origin)


def mapping_member(parent: dict[str, Any], key: str, origin: Origin) -> dict[str, Any]:
    """The mapping under `key`, empty when absent. Raises when it is something else; `origin` is the parent's."""
    if key not in parent:
        return {}
    value = parent[key]
    return value if type(value) is dict else as_mapping(value, f"`{key}`", origin.child(key))


def list_member(parent: dict[str, Any], key: str, origin: Origin) -> list[Any]:
    """The list under `key`, empty when absent. Raises when it is something else; `origin` is the parent's."""
    if key not in parent:
        return []
    value = parent[key]
    return value if type(value) is list else as_list(value, f"`{key}`", origin.child(key))


def text_member(parent: dict[str, Any], key: str, origin: Origin) -> str | None:
    """The string under `key`, None when absent. Raises when it is something else."""
    return as_text(parent[key], f"`{key}`", origin.child(key)) if key in parent else None


def required_text(parent: dict[str, Any], key: str, what: str, origin: Origin) -> str:
    """The string that must stand under `key` of `what`. Raises when it is absent or something else."""
    if key not in parent:
        raise fail("Document/Missing", f"{what} has no `{key}`", origin)
    return as_text(parent[key], f"`{key}`", origin.child(key))


def soft_text(parent: dict[str, Any], key: str, origin: Origin, diagnostics: Diagnostics) -> str | None:
    """The documentation text under `key`; anything but a string is reported and left out."""
    value = parent.get(key)
    if value is None or type(value) is str:
        return value or None
    diagnostics.warn("Document/WrongType", f"`{key}` must be a string; {describe(value)} is ignored", origin.child(key))
    return None


def soft_flag(
    parent: dict[str, Any], key: str, origin: Origin, diagnostics: Diagnostics, default: bool = False
) -> bool:
    """The boolean under `key`; anything else is reported and taken for `default`."""
    value = parent.get(key, default)
    if value is True or value is False:
        return value
    diagnostics.warn(
        "Document/WrongType", f"`{key}` must be true or false; {describe(value)} is ignored", origin.child(key)
    )
    return default
