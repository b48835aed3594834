"""Types: replaced, widened, narrowed; null."""

from __future__ import annotations

from ...ir import Scalar, TupleOf, Type, Union
from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import NullPair, Spot, TypePair
from .kinds import kind, kinds

REQ, RESP, BOTH = Direction.REQUEST, Direction.RESPONSE, Direction.BOTH

_WIDENED = ("integer", "number")
_NARROWED = ("number", "integer")
_TEXT_ON_THE_WIRE = (("integer", "string"), ("number", "string"), ("boolean", "string"))
_TEXT_SPOTS = (Spot.TEXT, Spot.LIST_OF_TEXT)


def _shown(found: tuple[str, str] | None) -> str | None:
    return f"{found[0]} -> {found[1]}" if found else None


def _change(pair: TypePair, *wanted: tuple[str, str]) -> str | None:
    found = kinds(pair)
    return _shown(found) if found in wanted and pair.spot is not Spot.HEADER else None


def _replaced(pair: TypePair) -> tuple[str, str] | None:
    """Any change of kind that no finer rule speaks of."""
    found = kinds(pair)
    if found is None or "anything" in found or found in (_WIDENED, _NARROWED) or pair.spot is Spot.HEADER:
        return None
    if "union" in found and (pair.covered or set(found) == {"union", "object"}):
        return None
    if pair.spot in _TEXT_SPOTS and found in _TEXT_ON_THE_WIRE:
        return None
    return None if set(found) == {"object", "map"} else found


def _is_whole(pair: TypePair) -> bool:
    """Whether a whole body changed between an object and something that is none."""
    found = _replaced(pair)
    return pair.spot in (Spot.BODY, Spot.ANSWER) and found is not None and bool({"object", "map"} & set(found))


def _is_list_of_it(pair: TypePair) -> bool:
    found = _replaced(pair)
    item = getattr(pair.new, "item", None)
    return found is not None and found[1] == "array" and item is not None and kind(item) == found[0]


@rule("TYP-01", "type changed", REQ, Wire.BREAKING, Sdk.MAJOR, on=TypePair, edit="type")
def replaced_in_request(pair: TypePair) -> str | None:
    return None if _is_whole(pair) or _is_list_of_it(pair) else _shown(_replaced(pair))


@rule("TYP-02", "type changed", RESP, Wire.BREAKING, Sdk.MAJOR, on=TypePair, edit="type")
def replaced_in_answer(pair: TypePair) -> str | None:
    found = _replaced(pair)
    return None if _is_whole(pair) or (found and found[0] == "array") else _shown(found)


@rule("TYP-15", "value became a list", REQ, Wire.BREAKING, Sdk.MAJOR, on=TypePair, edit="type")
def became_list(pair: TypePair) -> str | None:
    return _shown(_replaced(pair)) if _is_list_of_it(pair) and pair.spot is not Spot.LIST_OF_TEXT else None


@rule("TYP-43", "parameter may be given several times now", REQ, Wire.WARNING, Sdk.TYPING, on=TypePair, edit="type")
def became_repeatable(pair: TypePair) -> str | None:
    """One value looks the same on the wire with `style: form, explode: true`; what the server reads is its business."""
    return _shown(_replaced(pair)) if _is_list_of_it(pair) and pair.spot is Spot.LIST_OF_TEXT else None


@rule("TYP-16", "list became a single value", RESP, Wire.BREAKING, Sdk.MAJOR, on=TypePair, edit="type")
def was_list(pair: TypePair) -> str | None:
    found = _replaced(pair)
    return _shown(found) if found and found[0] == "array" and not _is_whole(pair) else None


@rule(
    "REQ-18",
    "shape of the request body changed",
    REQ,
    Wire.BREAKING,
    Sdk.MAJOR,
    on=TypePair,
    edit="type",
)
def body_replaced(pair: TypePair) -> str | None:
    return _shown(_replaced(pair)) if _is_whole(pair) else None


@rule("RSP-23", "shape of the answer changed", RESP, Wire.BREAKING, Sdk.MAJOR, on=TypePair, edit="type")
def answer_replaced(pair: TypePair) -> str | None:
    return _shown(_replaced(pair)) if _is_whole(pair) else None


@rule("TYP-03", "type widened", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=TypePair, edit="type")
def widened_in_request(pair: TypePair) -> str | None:
    return _change(pair, _WIDENED)


@rule("TYP-04", "type widened", RESP, Wire.BREAKING, Sdk.TYPING, on=TypePair, edit="type")
def widened_in_answer(pair: TypePair) -> str | None:
    return _change(pair, _WIDENED)


@rule("TYP-05", "type narrowed", REQ, Wire.BREAKING, Sdk.TYPING, on=TypePair, edit="type")
def narrowed_in_request(pair: TypePair) -> str | None:
    return _change(pair, _NARROWED)


@rule("TYP-06", "type narrowed", RESP, Wire.COMPATIBLE, Sdk.TYPING, on=TypePair, edit="type")
def narrowed_in_answer(pair: TypePair) -> str | None:
    return _change(pair, _NARROWED)


def _loosened(pair: TypePair) -> str | None:
    found = kinds(pair)
    return _shown(found) if found and found[1] == "anything" and pair.spot is not Spot.HEADER else None


def _tightened(pair: TypePair) -> str | None:
    found = kinds(pair)
    return _shown(found) if found and found[0] == "anything" and pair.spot is not Spot.HEADER else None


@rule("TYP-11", "type removed", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=TypePair, edit="type")
def removed_in_request(pair: TypePair) -> str | None:
    return _loosened(pair)


@rule("TYP-12", "type removed", RESP, Wire.BREAKING, Sdk.TYPING, on=TypePair, edit="type")
def removed_in_answer(pair: TypePair) -> str | None:
    return _loosened(pair)


@rule("TYP-13", "type given where there was none", REQ, Wire.BREAKING, Sdk.TYPING, on=TypePair, edit="type")
def given_in_request(pair: TypePair) -> str | None:
    return _tightened(pair)


@rule("TYP-14", "type given where there was none", RESP, Wire.COMPATIBLE, Sdk.TYPING, on=TypePair, edit="type")
def given_in_answer(pair: TypePair) -> str | None:
    return _tightened(pair)


@rule("TYP-17", "parameter is text now", REQ, Wire.COMPATIBLE, Sdk.TYPING, on=TypePair, edit="type")
def became_text(pair: TypePair) -> str | None:
    return _change(pair, *_TEXT_ON_THE_WIRE) if pair.spot in _TEXT_SPOTS else None


def _of_scalars(type_: Type | None) -> bool:
    return isinstance(type_, Union) and all(isinstance(arm.type, Scalar) for arm in type_.arms)


def _unions(pair: TypePair, *, becomes: bool, scalars: bool) -> str | None:
    """A type that became one of several, or the reverse; `scalars`: a list of JSON types."""
    found = kinds(pair)
    union = pair.new if becomes else pair.old
    if found is None or "anything" in found or not isinstance(union, Union) or not pair.covered:
        return None
    return _shown(found) if _of_scalars(union) is scalars and pair.spot is not Spot.HEADER else None


@rule("TYP-07", "value may be of another type as well", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=TypePair, edit="type")
def type_added_in_request(pair: TypePair) -> str | None:
    return _unions(pair, becomes=True, scalars=True)


@rule("TYP-08", "value may be of another type as well", RESP, Wire.BREAKING, Sdk.TYPING, on=TypePair, edit="type")
def type_added_in_answer(pair: TypePair) -> str | None:
    return _unions(pair, becomes=True, scalars=True)


@rule("TYP-09", "value is of one type only now", REQ, Wire.BREAKING, Sdk.TYPING, on=TypePair, edit="type")
def left_union_in_request(pair: TypePair) -> str | None:
    return _unions(pair, becomes=False, scalars=True) or _unions(pair, becomes=False, scalars=False)


@rule("TYP-10", "value is of one type only now", RESP, Wire.COMPATIBLE, Sdk.TYPING, on=TypePair, edit="type")
def left_union_in_answer(pair: TypePair) -> str | None:
    return _unions(pair, becomes=False, scalars=True) or _unions(pair, becomes=False, scalars=False)


@rule("CMP-05", "value may now be one of several schemas", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=TypePair, edit="type")
def became_union_in_request(pair: TypePair) -> str | None:
    return _unions(pair, becomes=True, scalars=False)


@rule("CMP-06", "value may now be one of several schemas", RESP, Wire.BREAKING, Sdk.TYPING, on=TypePair, edit="type")
def became_union_in_answer(pair: TypePair) -> str | None:
    return _unions(pair, becomes=True, scalars=False)


@rule("CMP-21", "object and union replaced each other", BOTH, Wire.WARNING, Sdk.TYPING, on=TypePair, edit="type")
def object_and_union(pair: TypePair) -> str | None:
    """Whether both are the same set of values is not decided: look at it."""
    found = kinds(pair)
    return _shown(found) if found and set(found) == {"union", "object"} and not pair.covered else None


@rule("TYP-18", "null is accepted now", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=NullPair, edit="null")
def nullable_in_request(pair: NullPair) -> bool:
    return not pair.old and bool(pair.new)


@rule("TYP-19", "null may come now", RESP, Wire.BREAKING, Sdk.TYPING, on=NullPair, edit="null")
def nullable_in_answer(pair: NullPair) -> bool:
    return not pair.old and bool(pair.new) and not pair.cursor


@rule("TYP-20", "null is no longer accepted", REQ, Wire.BREAKING, Sdk.TYPING, on=NullPair, edit="null")
def not_nullable_in_request(pair: NullPair) -> bool:
    return bool(pair.old) and not pair.new


@rule("TYP-21", "null no longer comes", RESP, Wire.COMPATIBLE, Sdk.TYPING, on=NullPair, edit="null")
def not_nullable_in_answer(pair: NullPair) -> bool:
    return bool(pair.old) and not pair.new


@rule("TYP-38", "entries of a tuple changed", BOTH, Wire.WARNING, Sdk.PATCH, on=TypePair, edit="tuple")
def tuple_changed(pair: TypePair) -> str | None:
    if pair.both is None or kinds(pair) is not None:
        return None
    old, new = (_entries(type_) for type_ in pair.both)
    return f"{old} -> {new}" if old != new else None


def _entries(type_: Type) -> str:
    if not isinstance(type_, TupleOf):
        return "any number"
    return f"{len(type_.items)}{' or more' if type_.rest is not None else ''}"


@rule("TYP-41", "object became a free-form map", BOTH, Wire.BREAKING, Sdk.MAJOR, on=TypePair, edit="type")
def became_map(pair: TypePair) -> bool:
    return kinds(pair) == ("object", "map")


@rule("TYP-42", "free-form map became an object", BOTH, Wire.COMPATIBLE, Sdk.MAJOR, on=TypePair, edit="type")
def became_object(pair: TypePair) -> bool:
    """For requests the map may have had members that the object refuses: then its own rules say so."""
    return kinds(pair) == ("map", "object")
