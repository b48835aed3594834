"""Constraints: bounds, lengths, patterns. The generated client does not check them, so only the wire can break."""

from __future__ import annotations

from ..changes import Direction, Sdk, Wire
from ..limits import Limits
from ..rule import rule
from ..subjects import LimitPair

REQ, RESP, BOTH = Direction.REQUEST, Direction.RESPONSE, Direction.BOTH

_LENGTHS = (("minLength",), ("maxLength",))
_ITEMS = (("minItems", "minContains"), ("maxItems", "maxContains"))
_MEMBERS = (("minProperties",), ("maxProperties",))
Keys = tuple[tuple[str, ...], tuple[str, ...]]


def _number(limits: Limits, key: str) -> float | None:
    value = limits.get(key)
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _shown(limits: Limits, key: str) -> str:
    return str(limits[key])


def _moves(pair: LimitPair, keys: Keys, *, tighter: bool) -> str | None:
    """The limits that moved inwards or outwards; limits that came or went have rules of their own."""
    if pair.both is None:
        return None
    old, new = pair.both
    moved: list[str] = []
    for lower, some in zip((True, False), keys, strict=True):
        for key in some:
            before, after = _number(old, key), _number(new, key)
            if before is not None and after is not None and before != after and ((after > before) is lower) is tighter:
                moved.append(f"{key} {_shown(old, key)} -> {_shown(new, key)}")
    return ", ".join(moved) or None


Bound = tuple[float, bool, str]


def _bound(limits: Limits, key: str) -> Bound | None:
    """A bound of numbers: value, whether the value itself is excluded, and how it is written."""
    exclusive = f"exclusive{key.capitalize()}"
    for written, strict in ((key, False), (exclusive, True)):
        value = _number(limits, written)
        if value is not None:
            return value, strict, f"{written} {_shown(limits, written)}"
    return None


def _bounds(pair: LimitPair) -> list[tuple[bool, Bound | None, Bound | None]]:
    """Both bounds of both sides, when they differ: (is the lower one, old, new)."""
    if pair.both is None:
        return []
    old, new = pair.both
    found = [(key == "minimum", _bound(old, key), _bound(new, key)) for key in ("minimum", "maximum")]
    return [(lower, a, b) for lower, a, b in found if a != b]


def _bound_moves(pair: LimitPair, *, tighter: bool) -> str | None:
    moved = []
    for lower, old, new in _bounds(pair):
        if old is None or new is None or (pair.page_size and not lower):
            continue
        if old[0] == new[0]:
            inwards = new[1]
            if inwards:
                continue  # CON-11
        else:
            inwards = (new[0] > old[0]) is lower
        if inwards is tighter:
            moved.append(f"{old[2]} -> {new[2]}")
    return ", ".join(moved) or None


@rule("CON-01", "length tightened", REQ, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="limit")
def length_tightened(pair: LimitPair) -> str | None:
    return _moves(pair, _LENGTHS, tighter=True)


@rule("CON-02", "length loosened", REQ, Wire.COMPATIBLE, Sdk.NONE, on=LimitPair, edit="limit")
def length_loosened(pair: LimitPair) -> str | None:
    return _moves(pair, _LENGTHS, tighter=False)


@rule("CON-03", "text may be longer", RESP, Wire.WARNING, Sdk.NONE, on=LimitPair, edit="limit")
def longer(pair: LimitPair) -> str | None:
    """Consumers have columns of fixed width."""
    if pair.both is None:
        return None
    old, new = (_number(limits, "maxLength") for limits in pair.both)
    if old is None or (new is not None and new <= old):
        return None
    return f"maxLength {old:g} -> {'none' if new is None else format(new, 'g')}"


@rule("CON-04", "text may be shorter", RESP, Wire.WARNING, Sdk.NONE, on=LimitPair, edit="limit")
def shorter(pair: LimitPair) -> str | None:
    if pair.both is None:
        return None
    old, new = (_number(limits, "minLength") or 0 for limits in pair.both)
    return f"minLength {old:g} -> {new:g}" if new < old else None


@rule("CON-05", "bounds tightened", REQ, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="limit")
def bounds_tightened(pair: LimitPair) -> str | None:
    return _bound_moves(pair, tighter=True)


@rule("CON-06", "bounds loosened", REQ, Wire.COMPATIBLE, Sdk.NONE, on=LimitPair, edit="limit")
def bounds_loosened(pair: LimitPair) -> str | None:
    return _bound_moves(pair, tighter=False)


@rule("CON-07", "bounds loosened or removed", RESP, Wire.WARNING, Sdk.NONE, on=LimitPair, edit="limit")
def answers_loosened(pair: LimitPair) -> str | None:
    gone = [old[2] for _, old, new in _bounds(pair) if old is not None and new is None]
    moved = _bound_moves(pair, tighter=False)
    return ", ".join([*gone, *([moved] if moved else [])]) or None


@rule("CON-08", "limits tightened", RESP, Wire.COMPATIBLE, Sdk.NONE, on=LimitPair, edit="limit")
def answers_tightened(pair: LimitPair) -> str | None:
    every: Keys = (_LENGTHS[0] + _ITEMS[0] + _MEMBERS[0], _LENGTHS[1] + _ITEMS[1] + _MEMBERS[1])
    return ", ".join(filter(None, (_bound_moves(pair, tighter=True), _moves(pair, every, tighter=True)))) or None


_SINGLE = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains")
_OTHERS = ("multipleOf", "uniqueItems")


@rule("CON-09", "limit set", REQ, Wire.WARNING, Sdk.NONE, on=LimitPair, edit="limit")
def limit_set(pair: LimitPair) -> str | None:
    """Often it only writes down what the server did already."""
    return _one_sided(pair, came=True)


@rule("CON-24", "limit removed", REQ, Wire.COMPATIBLE, Sdk.NONE, on=LimitPair, edit="limit")
def limit_removed(pair: LimitPair) -> str | None:
    return _one_sided(pair, came=False)


def _one_sided(pair: LimitPair, *, came: bool) -> str | None:
    """The limits that only one side has."""
    if pair.both is None:
        return None
    without, with_ = pair.both if came else (pair.both[1], pair.both[0])
    looked_at = _SINGLE if came else _SINGLE + _OTHERS
    keys = [f"{key} {_shown(with_, key)}" for key in looked_at if key not in without and key in with_]
    keys += [bound[2] for _, old, new in _bounds(pair) if (bound := new if came else old) and not (old and new)]
    return ", ".join(keys) or None


@rule("CON-27", "limit set", RESP, Wire.COMPATIBLE, Sdk.NONE, on=LimitPair, edit="limit")
def answers_limited(pair: LimitPair) -> str | None:
    others = [key for key in _OTHERS if pair.both and key in pair.both[1] and key not in pair.both[0]]
    found = _one_sided(pair, came=True)
    return ", ".join([*([found] if found else []), *others]) or None


@rule("CON-28", "number of items or properties loosened", RESP, Wire.WARNING, Sdk.NONE, on=LimitPair, edit="limit")
def answers_grow(pair: LimitPair) -> str | None:
    if pair.both is None:
        return None
    old, new = pair.both
    gone = [key for key in ("maxItems", "minProperties", "maxProperties") if key in old and key not in new]
    moved = [_moves(pair, _ITEMS, tighter=False), _moves(pair, _MEMBERS, tighter=False)]
    return ", ".join([*(f"{key} removed" for key in gone), *filter(None, moved)]) or None


@rule("CON-11", "inclusive bound became exclusive", REQ, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="limit")
def became_exclusive(pair: LimitPair) -> str | None:
    for _, old, new in _bounds(pair):
        if old is not None and new is not None and old[0] == new[0] and not old[1] and new[1]:
            return f"{old[2]} -> {new[2]}"
    return None


@rule("CON-12", "number of items tightened", REQ, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="limit")
def items_tightened(pair: LimitPair) -> str | None:
    return _moves(pair, _ITEMS, tighter=True)


@rule("CON-25", "number of items loosened", REQ, Wire.COMPATIBLE, Sdk.NONE, on=LimitPair, edit="limit")
def items_loosened(pair: LimitPair) -> str | None:
    return _moves(pair, _ITEMS, tighter=False)


@rule("CON-13", "list may be empty now", RESP, Wire.WARNING, Sdk.NONE, on=LimitPair, edit="limit")
def may_be_empty(pair: LimitPair) -> str | None:
    """`items[0]` was safe."""
    if pair.both is None:
        return None
    old, new = (_number(limits, "minItems") or 0 for limits in pair.both)
    return f"minItems {old:g} -> 0" if old > 0 and new == 0 else None


def _pattern(pair: LimitPair) -> tuple[object, object] | None:
    if pair.both is None:
        return None
    old, new = pair.both[0].get("pattern"), pair.both[1].get("pattern")
    return None if old == new else (old, new)


@rule("CON-14", "pattern added", REQ, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="limit")
def pattern_added(pair: LimitPair) -> str | None:
    found = _pattern(pair)
    return f"`{found[1]}`" if found and found[0] is None else None


@rule("CON-15", "pattern changed", REQ, Wire.WARNING, Sdk.NONE, on=LimitPair, edit="limit")
def pattern_changed(pair: LimitPair) -> str | None:
    """Whether one contains the other cannot be decided in general."""
    found = _pattern(pair)
    return f"`{found[0]}` -> `{found[1]}`" if found and None not in found else None


@rule("CON-16", "pattern removed", REQ, Wire.COMPATIBLE, Sdk.NONE, on=LimitPair, edit="limit")
def pattern_removed(pair: LimitPair) -> str | None:
    found = _pattern(pair)
    return f"`{found[0]}`" if found and found[1] is None else None


@rule("CON-17", "pattern changed or removed", RESP, Wire.WARNING, Sdk.NONE, on=LimitPair, edit="limit")
def answers_pattern_changed(pair: LimitPair) -> str | None:
    found = _pattern(pair)
    return f"`{found[0]}` -> `{found[1] or 'none'}`" if found and found[0] is not None else None


@rule("CON-18", "values must now be multiples", REQ, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="limit")
def multiple_of(pair: LimitPair) -> str | None:
    if pair.both is None:
        return None
    old, new = _number(pair.both[0], "multipleOf"), _number(pair.both[1], "multipleOf")
    if not new or old == new or (old is not None and old % new == 0):
        return None
    return f"{new:g}"


@rule("CON-19", "what a list must contain changed", REQ, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="limit")
def contains_changed(pair: LimitPair) -> str | None:
    return _written(pair, "contains") if pair.both is not None and "contains" in pair.both[1] else None


def _written(pair: LimitPair, *keys: str) -> str | None:
    """The keywords, kept as JSON text, that differ."""
    if pair.both is None:
        return None
    old, new = pair.both
    return ", ".join(f"`{key}`" for key in keys if old.get(key) != new.get(key)) or None


@rule("CON-22", "values are ruled out by `not`", REQ, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="limit")
def not_added(pair: LimitPair) -> str | None:
    return _written(pair, "not") if pair.both is not None and "not" in pair.both[1] else None


@rule("CON-23", "condition added or changed", REQ, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="limit")
def condition_added(pair: LimitPair) -> str | None:
    conditions = ("if", "then", "else", "dependentSchemas")
    if pair.both is None or not any(key in pair.both[1] for key in conditions):
        return None
    return _written(pair, *conditions)


@rule("CON-26", "condition removed", REQ, Wire.COMPATIBLE, Sdk.NONE, on=LimitPair, edit="limit")
def condition_removed(pair: LimitPair) -> str | None:
    if pair.both is None:
        return None
    old, new = pair.both
    keys = ("not", "if", "dependentSchemas", "dependentRequired", "propertyNames", "contains")
    return ", ".join(f"`{key}`" for key in keys if key in old and key not in new) or None


@rule("TYP-39", "items must now be unique", REQ, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="limit")
def unique_items(pair: LimitPair) -> bool:
    return pair.both is not None and not pair.both[0].get("uniqueItems") and bool(pair.both[1].get("uniqueItems"))


@rule("TYP-40", "items need no longer be unique", RESP, Wire.WARNING, Sdk.NONE, on=LimitPair, edit="limit")
def items_no_longer_unique(pair: LimitPair) -> bool:
    return pair.both is not None and bool(pair.both[0].get("uniqueItems")) and not pair.both[1].get("uniqueItems")


@rule(
    "PRP-19",
    "`required` names a property that is not described",
    BOTH,
    Wire.WARNING,
    Sdk.NONE,
    on=LimitPair,
    edit="limit",
)
def unknown_required(pair: LimitPair) -> str | None:
    if pair.both is None or pair.both[0].get("required") == pair.both[1].get("required"):
        return None
    return f"{pair.both[0].get('required', 'none')} -> {pair.both[1].get('required', 'none')}"


@rule("PRP-26", "properties by pattern changed", BOTH, Wire.BREAKING, Sdk.PATCH, on=LimitPair, edit="limit")
def pattern_properties(pair: LimitPair) -> str | None:
    return _written(pair, "patternProperties")


@rule("PRP-27", "number of properties tightened", REQ, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="limit")
def members_tightened(pair: LimitPair) -> str | None:
    return _moves(pair, _MEMBERS, tighter=True)


@rule("PRP-32", "number of properties loosened", REQ, Wire.COMPATIBLE, Sdk.NONE, on=LimitPair, edit="limit")
def members_loosened(pair: LimitPair) -> str | None:
    return _moves(pair, _MEMBERS, tighter=False)


@rule("PRP-28", "property demands another one", REQ, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="limit")
def dependency_added(pair: LimitPair) -> str | None:
    if pair.both is None or "dependentRequired" not in pair.both[1]:
        return None
    return _written(pair, "dependentRequired")


@rule("PRP-29", "property no longer guarantees another one", RESP, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="limit")
def dependency_removed(pair: LimitPair) -> str | None:
    if pair.both is None or "dependentRequired" not in pair.both[0]:
        return None
    return _written(pair, "dependentRequired")


@rule("PRP-30", "names of properties restricted", REQ, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="limit")
def names_restricted(pair: LimitPair) -> str | None:
    return _written(pair, "propertyNames") if pair.both is not None and "propertyNames" in pair.both[1] else None


@rule("PRP-33", "property guarantees another one", RESP, Wire.COMPATIBLE, Sdk.NONE, on=LimitPair, edit="limit")
def guarantee_added(pair: LimitPair) -> str | None:
    if pair.both is None or "dependentRequired" in pair.both[0]:
        return None
    return _written(pair, "dependentRequired")
