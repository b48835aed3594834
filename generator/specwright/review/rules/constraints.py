"""Constraints: bounds, lengths, patterns. The generated client does not check them, so only the wire can break."""

from __future__ import annotations

from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import LimitPair, Limits

REQ, RESP = Direction.REQUEST, Direction.RESPONSE

_LOWER = {"minLength", "minimum", "exclusiveMinimum", "minItems", "minProperties", "minContains"}
_UPPER = {"maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties", "maxContains"}


def _number(limits: Limits, key: str) -> float | None:
    value = limits.get(key)
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _moves(pair: LimitPair, *, tighter: bool) -> str | None:
    """The numeric limits that moved inwards or outwards; limits that came or went have rules of their own."""
    if pair.both is None:
        return None
    old, new = pair.both
    moved = []
    for key in sorted(_LOWER | _UPPER):
        before, after = _number(old, key), _number(new, key)
        if before is None or after is None or before == after:
            continue
        inwards = after > before if key in _LOWER else after < before
        if inwards is tighter:
            moved.append(f"{key} {old[key]} -> {new[key]}")
    return ", ".join(moved) or None


def _set_or_gone(pair: LimitPair, *, set_: bool) -> str | None:
    if pair.both is None:
        return None
    old, new = pair.both
    before, after = (old, new) if set_ else (new, old)
    keys = [key for key in sorted(_LOWER | _UPPER) if key not in before and key in after]
    return ", ".join(f"{key} {after[key]}" for key in keys) or None


@rule("CON-01", "limit tightened", REQ, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="tighter")
def tightened(pair: LimitPair) -> str | None:
    return _moves(pair, tighter=True)


@rule("CON-02", "limit loosened", REQ, Wire.COMPATIBLE, Sdk.NONE, on=LimitPair, edit="looser")
def loosened(pair: LimitPair) -> str | None:
    return _moves(pair, tighter=False)


@rule("CON-07", "limit loosened", RESP, Wire.WARNING, Sdk.NONE, on=LimitPair, edit="looser")
def answers_loosened(pair: LimitPair) -> str | None:
    return _moves(pair, tighter=False)


@rule("CON-08", "limit tightened", RESP, Wire.COMPATIBLE, Sdk.NONE, on=LimitPair, edit="tighter")
def answers_tightened(pair: LimitPair) -> str | None:
    return _moves(pair, tighter=True)


@rule("CON-09", "limit set", REQ, Wire.WARNING, Sdk.NONE, on=LimitPair, edit="set")
def limit_set(pair: LimitPair) -> str | None:
    return _set_or_gone(pair, set_=True)


@rule("CON-03", "limit removed", RESP, Wire.WARNING, Sdk.NONE, on=LimitPair, edit="gone")
def limit_removed(pair: LimitPair) -> str | None:
    return _set_or_gone(pair, set_=False)


def _pattern(pair: LimitPair) -> tuple[object, object] | None:
    if pair.both is None:
        return None
    old, new = pair.both[0].get("pattern"), pair.both[1].get("pattern")
    return None if old == new else (old, new)


@rule("CON-14", "pattern added", REQ, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="pattern")
def pattern_added(pair: LimitPair) -> str | None:
    found = _pattern(pair)
    return f"`{found[1]}`" if found and found[0] is None else None


@rule("CON-15", "pattern changed", REQ, Wire.WARNING, Sdk.NONE, on=LimitPair, edit="pattern")
def pattern_changed(pair: LimitPair) -> str | None:
    found = _pattern(pair)
    return f"`{found[0]}` -> `{found[1]}`" if found and None not in found else None


@rule("CON-16", "pattern removed", REQ, Wire.COMPATIBLE, Sdk.NONE, on=LimitPair, edit="pattern")
def pattern_removed(pair: LimitPair) -> str | None:
    found = _pattern(pair)
    return f"`{found[0]}`" if found and found[1] is None else None


@rule("CON-17", "pattern changed or removed", RESP, Wire.WARNING, Sdk.NONE, on=LimitPair, edit="pattern")
def answers_pattern_changed(pair: LimitPair) -> str | None:
    found = _pattern(pair)
    return f"`{found[0]}` -> `{found[1]}`" if found and found[0] is not None else None


@rule("CON-18", "values must now be multiples", REQ, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="multiple")
def multiple_of(pair: LimitPair) -> str | None:
    if pair.both is None:
        return None
    old, new = _number(pair.both[0], "multipleOf"), _number(pair.both[1], "multipleOf")
    if new is None or old == new or (old is not None and new and old % new == 0):
        return None
    return f"{new:g}"


@rule("TYP-39", "items must now be unique", REQ, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="unique")
def unique_items(pair: LimitPair) -> bool:
    return pair.both is not None and not pair.both[0].get("uniqueItems") and bool(pair.both[1].get("uniqueItems"))


@rule("TYP-40", "items need no longer be unique", RESP, Wire.WARNING, Sdk.NONE, on=LimitPair, edit="unique")
def items_no_longer_unique(pair: LimitPair) -> bool:
    return pair.both is not None and bool(pair.both[0].get("uniqueItems")) and not pair.both[1].get("uniqueItems")
