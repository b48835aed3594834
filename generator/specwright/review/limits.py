"""Limits of values, brought to one spelling so that equal sets of values compare equal.

What comes in: the constraints of a type, in the document's spelling (OpenAPI 3.0 has boolean `exclusiveMinimum`). What
goes out: a mapping without what says nothing; of whole numbers inclusive bounds only.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

Constraint = tuple[str, str | int | float | bool]

_TOGETHER = (
    ("minLength", "maxLength"),
    ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    ("minItems", "maxItems"),
    ("contains", "minContains", "maxContains"),
    ("minProperties", "maxProperties"),
    ("if", "then", "else", "dependentSchemas", "unevaluatedItems"),
)
_GROUP_OF = {key: keys[0] for keys in _TOGETHER for key in keys}
_AT_LEAST_ZERO = ("minLength", "minItems", "minProperties")


def spelt_alike(constraints: Iterable[Constraint], *, whole: bool) -> dict[str, str | int | float | bool]:
    """The limits of a value; `whole`: only integers are values."""
    found = dict(constraints)
    for key, exclusive, towards in (("minimum", "exclusiveMinimum", 1), ("maximum", "exclusiveMaximum", -1)):
        bound = _bound(found.pop(key, None), found.pop(exclusive, None), towards)
        if bound is None:
            continue
        value, strict = bound
        if whole:
            value, strict = _next_integer(value, strict, towards), False
        found[exclusive if strict else key] = value
    for key in _AT_LEAST_ZERO:
        if found.get(key) == 0:
            del found[key]
    if found.get("uniqueItems") is False:
        del found["uniqueItems"]
    return found


Limits = Mapping[str, str | int | float | bool]


def limit_groups(old: Limits, new: Limits) -> Iterator[tuple[str, Limits, Limits]]:
    """The limits that differ, those together that make one statement: both lengths, both bounds, a condition."""
    keys: dict[str, list[str]] = {}
    for key in dict.fromkeys((*old, *new)):
        keys.setdefault(_GROUP_OF.get(key, key), []).append(key)
    for group, members in keys.items():
        before, after = ({key: side[key] for key in members if key in side} for side in (old, new))
        if before != after:
            yield group, before, after


def _bound(inclusive: object, exclusive: object, towards: int) -> tuple[int | float, bool] | None:
    """The bound that two keywords make together, and whether it is not a value itself."""
    low, high = _number(inclusive), _number(exclusive)
    if exclusive is True:
        return None if low is None else (low, True)
    if high is None:
        return None if low is None else (low, False)
    return (high, True) if low is None or towards * high >= towards * low else (low, False)


def _number(value: object) -> int | float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return value


def _next_integer(value: int | float, strict: bool, towards: int) -> int:
    """The first integer inside of the bound."""
    edge = math.ceil(value) if towards > 0 else math.floor(value)
    return edge + towards if strict and edge == value else edge
