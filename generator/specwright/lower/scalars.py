"""Stage lower: strings, numbers and booleans, with their formats and limits.

What comes in: the parts of a flat schema and its type name. What goes out: `Scalar`, limits in the document's spelling.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeAlias

from ..diagnostics import Diagnostics
from ..ir import ContentKind, Scalar, ScalarKind
from .context import Site
from .media_types import kind_of
from .reading import describe
from .vocabulary import LIMITS, STRUCTURED_LIMITS

_ALL_LIMITS = LIMITS | STRUCTURED_LIMITS

Limits: TypeAlias = tuple[tuple[str, str | int | float | bool], ...]

_KINDS = {
    "string": ScalarKind.STRING,
    "integer": ScalarKind.INTEGER,
    "number": ScalarKind.NUMBER,
    "boolean": ScalarKind.BOOLEAN,
}

_STRING_FORMATS = {
    "date": ScalarKind.DATE,
    "date-time": ScalarKind.DATETIME,
    "byte": ScalarKind.BASE64,
    "base64": ScalarKind.BASE64,
    "base64url": ScalarKind.STRING,
    "binary": ScalarKind.BINARY,
}

_INTEGER_FORMATS = frozenset({"int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"})


def lower_scalar(parts: Sequence[Site], type_name: str, diagnostics: Diagnostics) -> Scalar:
    """One JSON scalar. The `format` of the last part that has one decides about dates and bytes (OpenAPI 3.1, 4.4)."""
    kind = _KINDS[type_name]
    format_ = _last_text(parts, "format", diagnostics)
    if kind is ScalarKind.STRING:
        kind = _string_kind(parts, format_, diagnostics)
    return Scalar(kind, format_, lower_limits(parts, diagnostics))


def plain_scalar(type_name: object, format_: object) -> Scalar | None:
    """The scalar that a type and a format alone describe; None when they describe none."""
    return _plain_scalar(type_name, format_) if isinstance(type_name, str) and isinstance(format_, str | None) else None


@cache
def _plain_scalar(type_name: str, format_: str | None) -> Scalar | None:
    kind = _KINDS.get(type_name)
    if kind is ScalarKind.STRING:
        kind = _STRING_FORMATS.get(format_ or "", kind)
    return Scalar(kind, format_) if kind is not None else None


def lower_limits(parts: Sequence[Site], diagnostics: Diagnostics) -> Limits:
    """The limits of the parts, later ones winning. One of the wrong type is reported and left out."""
    found: dict[str, str | int | float | bool] = {}
    for part in parts:
        value = part.value
        if _ALL_LIMITS.isdisjoint(value):
            continue
        for key in value:
            if key in STRUCTURED_LIMITS:
                found[key] = json.dumps(value[key], sort_keys=True, ensure_ascii=False, default=str)
            elif key in LIMITS:
                limit = value[key]
                if _is_limit(key, limit):
                    found[key] = limit
                else:
                    message = f"`{key}` must be {_expected(key)}; {describe(limit)} is ignored"
                    diagnostics.warn("Schema/TypeMismatch", message, part.origin.child(key))
    return tuple(found.items())


def _string_kind(parts: Sequence[Site], format_: str | None, diagnostics: Diagnostics) -> ScalarKind:
    if format_ is not None:
        kind = _STRING_FORMATS.get(format_)
        if kind is not None:
            return kind
    for part in parts:
        value = part.value
        if value.get("type") == "file":
            return ScalarKind.BINARY
        if "contentEncoding" in value:
            encoding = _last_text([part], "contentEncoding", diagnostics)
            return ScalarKind.BASE64 if encoding == "base64" else ScalarKind.STRING
        media_type = value.get("contentMediaType")
        if type(media_type) is str and kind_of(media_type) is ContentKind.BINARY:
            return ScalarKind.BINARY  # OpenAPI 3.1.1, 4.4.2 "Working with Binary Data"
    return ScalarKind.STRING


def _last_text(parts: Sequence[Site], key: str, diagnostics: Diagnostics) -> str | None:
    for part in reversed(parts):
        value = part.value.get(key)
        if type(value) is str:
            return value
        if value is not None:
            message = f"`{key}` must be a string; {describe(value)} is ignored"
            diagnostics.warn("Schema/TypeMismatch", message, part.origin.child(key))
    return None


def _is_limit(key: str, value: Any) -> bool:
    if key == "pattern":
        return isinstance(value, str)
    if key == "uniqueItems":
        return isinstance(value, bool)
    if key.startswith("exclusive"):
        return isinstance(value, int | float)  # a boolean in OpenAPI 3.0, a number later
    return isinstance(value, int | float) and not isinstance(value, bool)


def _expected(key: str) -> str:
    return {"pattern": "a string", "uniqueItems": "true or false"}.get(key, "a number")
