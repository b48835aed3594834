"""Stage lower: `enum`, `const` and the extensions about them → `Literal`.

What comes in: the parts of a flat schema. What goes out: `Literal`, None when the schema has no usable values. Null is
taken out (`nullability.py` sees to it), duplicates go, and values are brought to the declared type where that is
certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from ..diagnostics import Diagnostics
from ..ir import Literal, ScalarKind, Type
from .context import Site
from .nullability import NULL
from .reading import as_list, describe

Value: TypeAlias = str | int | float | bool

OPEN_EXTENSION = "x-extensible-enum"
VALUES = frozenset({"enum", "const", OPEN_EXTENSION})
"""Keywords that list values."""
_DOC_EXTENSIONS = ("x-enum-descriptions", "x-enumDescriptions", "x-enum-varnames", "x-enumNames")


def has_values(value: dict[str, Any]) -> bool:
    """Whether a schema lists its values."""
    return not VALUES.isdisjoint(value)


def lower_enum(parts: Sequence[Site], types: tuple[str, ...], diagnostics: Diagnostics) -> Type | None:
    """The values that all `parts` allow; those of any, where no list is part of the other: a list that was overridden.

    None: there are none to name (an empty list, or lists and objects only).
    """
    allowed: _Values | None = None
    source = parts[0]
    for part in parts:
        if has_values(part.value):
            said = _scalar_values(part, types, diagnostics)
            if said is None:
                return None
            allowed, source = said if allowed is None else _both(allowed, said, part, diagnostics), part
    values = tuple(value for value in (allowed or {}).values() if value is not None)
    if values:
        return Literal(values, _base(values), _is_open(parts), _docs(source, values, diagnostics))
    return NULL if allowed else None


_Values: TypeAlias = dict[tuple[type, Value | None], Value | None]


def _both(allowed: _Values, said: _Values, part: Site, diagnostics: Diagnostics) -> _Values:
    """The shorter of two lists; both together where each has values that the other has not."""
    if said.keys() <= allowed.keys():
        return said
    if allowed.keys() <= said.keys():
        return {key: value for key, value in said.items() if key in allowed}
    message = "neither of two lists of values is part of the other; the values of both are taken"
    diagnostics.note("Schema/Contradiction", message, part.origin)
    return {**said, **allowed}


def _scalar_values(
    part: Site, types: tuple[str, ...], diagnostics: Diagnostics
) -> dict[tuple[type, Value | None], Value | None] | None:
    raw, key = _written(part)
    if not raw:
        diagnostics.warn("Schema/EmptyEnum", f"`{key}` lists no value; it is ignored", part.origin.child(key))
        return None
    found: dict[tuple[type, Value | None], Value | None] = {}
    for value in raw:
        if isinstance(value, dict | list):
            message = f"`{key}` with {describe(value)} in it has no type of its own; it is ignored"
            diagnostics.note("Schema/StructuredValue", message, part.origin.child(key))
            return None
        fitted = _fit(value, types)
        if fitted != value or type(fitted) is not type(value):
            message = f"{describe(value)} is not of type {types[0]}; {describe(fitted)} is used"
            diagnostics.note("Schema/TypeMismatch", message, part.origin.child(key))
        found.setdefault((type(fitted), fitted), fitted)
    return found


def _written(part: Site) -> tuple[list[Any], str]:
    if "const" in part.value:
        return [part.value["const"]], "const"
    key = "enum" if "enum" in part.value else OPEN_EXTENSION
    return as_list(part.value[key], f"`{key}`", part.origin.child(key)), key


def _fit(value: Value | None, types: tuple[str, ...]) -> Value | None:
    """The value in the one declared type: YAML authors forget the quotes of `1.0` and `true`, or write too many."""
    if value is None or len(types) != 1:
        return value
    if types[0] == "string" and not isinstance(value, str):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if types[0] == "integer":
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if isinstance(value, str) and value.removeprefix("-").isdecimal() and value.isascii() and len(value) < 20:
            return int(value)
    if types[0] == "boolean" and value in ("true", "false"):
        return value == "true"
    return value


def _base(values: tuple[Value, ...]) -> ScalarKind:
    """The narrowest scalar kind of all values; text when they are mixed."""
    if all(isinstance(value, bool) for value in values):
        return ScalarKind.BOOLEAN
    if any(isinstance(value, bool | str) for value in values):
        return ScalarKind.STRING
    return ScalarKind.INTEGER if all(isinstance(value, int) for value in values) else ScalarKind.NUMBER


def _is_open(parts: Sequence[Site]) -> bool:
    return any(OPEN_EXTENSION in part.value or part.value.get("format") == "enum" for part in parts)


def _docs(part: Site, values: tuple[Value, ...], diagnostics: Diagnostics) -> tuple[str | None, ...]:
    """What the known extensions say about each value; () when they say nothing. Only strings are taken."""
    raw, _ = _written(part)
    for key in _DOC_EXTENSIONS:
        said = part.value.get(key)
        if isinstance(said, dict):
            texts = [said.get(str(value)) for value in values]
        elif isinstance(said, list):
            by_value = dict(zip(map(repr, raw), said, strict=False))
            texts = [by_value.get(repr(value)) for value in values]
        elif said is not None:
            message = f"`{key}` must be a list or a mapping of texts; {describe(said)} is ignored"
            diagnostics.warn("Schema/TypeMismatch", message, part.origin.child(key))
            continue
        else:
            continue
        if any(isinstance(text, str) for text in texts):
            return tuple(text if isinstance(text, str) else None for text in texts)
    return ()
