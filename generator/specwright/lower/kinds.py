"""Stage lower: which JSON types a schema allows, said or implied by its other keywords.

What comes in: the parts of a flat schema. What goes out: type names without `null`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..diagnostics import Diagnostics
from .context import Site
from .reading import describe, wrong_type

JSON_TYPES = frozenset({"string", "integer", "number", "boolean", "object", "array"})

_OLD_TYPES = {"file": "string", "any": "", "int": "integer", "float": "number", "bool": "boolean", "list": "array"}
"""What documents write that grew out of Swagger 2 or another type system; "" says nothing."""

_OBJECT = frozenset({"properties", "additionalProperties", "patternProperties", "unevaluatedProperties"})
_ARRAY = frozenset({"items", "prefixItems", "minItems", "maxItems", "uniqueItems"})
_STRING = frozenset({"pattern", "minLength", "maxLength", "contentEncoding", "contentMediaType"})
_NUMBER = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"})
_INTEGER_FORMATS = frozenset({"int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "integer"})
_NUMBER_FORMATS = frozenset({"float", "double", "number"})


def types_of(parts: Sequence[Site], diagnostics: Diagnostics) -> tuple[str, ...]:
    """The types that all `parts` allow, in written order; () when nothing tells."""
    declared: tuple[str, ...] | None = None
    for part in parts:
        if "type" in part.value:
            said = _declared(part, diagnostics)
            if said:
                declared = said if declared is None else _both(declared, said, part, diagnostics)
    if declared is not None:
        return declared
    for part in parts:
        implied = _implied(part.value)
        if implied is not None:
            return (implied,)
    return ()


def _declared(part: Site, diagnostics: Diagnostics) -> tuple[str, ...]:
    value = part.value["type"]
    if type(value) is str and value in JSON_TYPES:
        return (value,)
    names = value if type(value) is list else [value]
    if not all(type(name) is str for name in names):
        raise wrong_type("`type`", "a type name or a list of them", value, part.origin.child("type"))
    return tuple(dict.fromkeys(_known(names, part, diagnostics)))


def _known(names: Iterable[str], part: Site, diagnostics: Diagnostics) -> Iterable[str]:
    for name in names:
        if name in JSON_TYPES:
            yield name
        elif name != "null":
            meant = _OLD_TYPES.get(name.lower(), "")
            taken = f"taken for {meant!r}" if meant else "ignored"
            message = f"{describe(name)} is not a JSON Schema type; it is {taken}"
            diagnostics.warn("Schema/UnknownType", message, part.origin.child("type"))
            if meant:
                yield meant


def _both(first: tuple[str, ...], second: tuple[str, ...], part: Site, diagnostics: Diagnostics) -> tuple[str, ...]:
    """The types in both; an integer is a number as well. When there are none the later schema decides."""
    both = tuple(name for name in second if name in first or (name == "integer" and "number" in first))
    if "number" in second and "integer" in first and "integer" not in both:
        both = (*both, "integer")
    if both:
        return both
    message = (
        f"this schema allows {' or '.join(second)}, what it is combined with {' or '.join(first)}; the former is used"
    )
    diagnostics.note("Schema/Contradiction", message, part.origin.child("type"))
    return second


def _implied(value: dict[str, Any]) -> str | None:
    if not _OBJECT.isdisjoint(value):
        return "object"
    if not _ARRAY.isdisjoint(value):
        return "array"
    if not _STRING.isdisjoint(value):
        return "string"
    format_ = value.get("format")
    if type(format_) is str:
        if format_ in _INTEGER_FORMATS:
            return "integer"
        return "number" if format_ in _NUMBER_FORMATS else "string"
    return "number" if not _NUMBER.isdisjoint(value) else None
