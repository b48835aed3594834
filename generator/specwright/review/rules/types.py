"""Types, formats and null."""

from __future__ import annotations

from ...ir import ListOf, Literal, MapOf, Ref, Scalar, ScalarKind, TupleOf, Type, Union, Unknown
from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import TypePair

REQ, RESP, BOTH = Direction.REQUEST, Direction.RESPONSE, Direction.BOTH

_TEXT = {ScalarKind.STRING, ScalarKind.DATE, ScalarKind.DATETIME, ScalarKind.BASE64, ScalarKind.BINARY}


def _kind(type_: Type) -> str:
    """What a value is on the wire, as JSON sees it. A reference is an object or an enumeration of strings."""
    match type_:
        case Scalar(kind=kind):
            return "string" if kind in _TEXT else kind.value
        case Literal(base=base):
            return base.value
        case ListOf() | TupleOf():
            return "array"
        case MapOf():
            return "map"
        case Union():
            return "union"
        case Unknown(object_only=True):
            return "map"
        case Unknown():
            return "anything"
        case Ref():
            return "named"
        case _:
            return type(type_).__name__


def _kinds(pair: TypePair) -> tuple[str, str] | None:
    """The kinds of both sides when they differ; references and enumerations are judged by their own rules."""
    if pair.both is None:
        return None
    old, new = (_kind(type_) for type_ in pair.both)
    return None if old == new else (old, new)


def _change(pair: TypePair, *kinds: tuple[str, str]) -> str | None:
    found = _kinds(pair)
    return f"{found[0]} -> {found[1]}" if found in kinds else None


_WIDENED = ("integer", "number")
_NARROWED = ("number", "integer")
_TEXT_ON_THE_WIRE = (("integer", "string"), ("number", "string"), ("boolean", "string"))


def _replaced(pair: TypePair) -> str | None:
    """Any change of kind that no finer rule speaks of."""
    found = _kinds(pair)
    if found is None or "anything" in found or "union" in found or found in (_WIDENED, _NARROWED):
        return None
    if pair.query and found in _TEXT_ON_THE_WIRE:
        return None
    if found in (("named", "map"), ("map", "named")):
        return None
    return f"{_shown(found[0])} -> {_shown(found[1])}"


def _shown(kind: str) -> str:
    return "object" if kind == "named" else kind


@rule("TYP-01", "type changed", REQ, Wire.BREAKING, Sdk.MAJOR, on=TypePair, edit="type")
def replaced_in_request(pair: TypePair) -> str | None:
    return _replaced(pair)


@rule("TYP-02", "type changed", RESP, Wire.BREAKING, Sdk.MAJOR, on=TypePair, edit="type")
def replaced_in_answer(pair: TypePair) -> str | None:
    return _replaced(pair)


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
    found = _kinds(pair)
    return f"{_shown(found[0])} -> anything" if found and found[1] == "anything" else None


def _tightened(pair: TypePair) -> str | None:
    found = _kinds(pair)
    return f"anything -> {_shown(found[1])}" if found and found[0] == "anything" else None


@rule("TYP-11", "type removed", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=TypePair, edit="type")
def removed_in_request(pair: TypePair) -> str | None:
    return _loosened(pair)


@rule("TYP-12", "type removed", RESP, Wire.BREAKING, Sdk.TYPING, on=TypePair, edit="type")
def removed_in_answer(pair: TypePair) -> str | None:
    return _loosened(pair)


@rule("TYP-13", "type given where there was none", REQ, Wire.BREAKING, Sdk.TYPING, on=TypePair, edit="type")
def given_in_request(pair: TypePair) -> str | None:
    return _tightened(pair)


@rule("TYP-14", "type given where there was none", RESP, Wire.COMPATIBLE, Sdk.MAJOR, on=TypePair, edit="type")
def given_in_answer(pair: TypePair) -> str | None:
    return _tightened(pair)


@rule("TYP-17", "parameter is text now", REQ, Wire.COMPATIBLE, Sdk.TYPING, on=TypePair, edit="type")
def became_text(pair: TypePair) -> str | None:
    return _change(pair, *_TEXT_ON_THE_WIRE) if pair.query else None


@rule("CMP-05", "value may now be of several types", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=TypePair, edit="type")
def became_union_in_request(pair: TypePair) -> str | None:
    return _unions(pair, becomes=True)


@rule("CMP-06", "value may now be of several types", RESP, Wire.BREAKING, Sdk.TYPING, on=TypePair, edit="type")
def became_union_in_answer(pair: TypePair) -> str | None:
    return _unions(pair, becomes=True)


@rule("TYP-09", "value is of one type only now", REQ, Wire.BREAKING, Sdk.TYPING, on=TypePair, edit="type")
def left_union_in_request(pair: TypePair) -> str | None:
    return _unions(pair, becomes=False)


@rule("TYP-10", "value is of one type only now", RESP, Wire.COMPATIBLE, Sdk.TYPING, on=TypePair, edit="type")
def left_union_in_answer(pair: TypePair) -> str | None:
    return _unions(pair, becomes=False)


def _unions(pair: TypePair, *, becomes: bool) -> str | None:
    found = _kinds(pair)
    if found is None or "anything" in found or found[1 if becomes else 0] != "union":
        return None
    return f"{_shown(found[0])} -> {_shown(found[1])}"


@rule("TYP-18", "null is accepted now", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=TypePair, edit="null")
def nullable_in_request(pair: TypePair) -> bool:
    return not pair.nullable_old and pair.nullable_new


@rule("TYP-19", "null may come now", RESP, Wire.BREAKING, Sdk.TYPING, on=TypePair, edit="null")
def nullable_in_answer(pair: TypePair) -> bool:
    return not pair.nullable_old and pair.nullable_new


@rule("TYP-20", "null is no longer accepted", REQ, Wire.BREAKING, Sdk.TYPING, on=TypePair, edit="null")
def not_nullable_in_request(pair: TypePair) -> bool:
    return pair.nullable_old and not pair.nullable_new


@rule("TYP-21", "null no longer comes", RESP, Wire.COMPATIBLE, Sdk.TYPING, on=TypePair, edit="null")
def not_nullable_in_answer(pair: TypePair) -> bool:
    return pair.nullable_old and not pair.nullable_new


_DATES = (ScalarKind.DATE, ScalarKind.DATETIME)


def _format(pair: TypePair) -> tuple[Scalar, Scalar] | None:
    """Both sides as scalars of one wire kind whose formats differ."""
    if pair.both is None:
        return None
    old, new = pair.both
    if not (isinstance(old, Scalar) and isinstance(new, Scalar)) or _kind(old) != _kind(new):
        return None
    return None if old.format == new.format and old.kind is new.kind else (old, new)


def _shown_format(pair: TypePair) -> str:
    found = _format(pair)
    return "" if found is None else f"{found[0].format or 'none'} -> {found[1].format or 'none'}"


@rule("TYP-25", "format set", REQ, Wire.WARNING, Sdk.PATCH, on=TypePair, edit="format")
def format_set_in_request(pair: TypePair) -> str | None:
    found = _format(pair)
    return _shown_format(pair) if found and not found[0].format and _kind(found[0]) == "string" else None


@rule("TYP-26", "format set", RESP, Wire.COMPATIBLE, Sdk.MAJOR, on=TypePair, edit="format")
def format_set_in_answer(pair: TypePair) -> str | None:
    """A date arrives as `datetime` where `str` was; other formats stay strings."""
    found = _format(pair)
    return _shown_format(pair) if found and not found[0].format and found[1].kind in _DATES else None


@rule("TYP-27", "format removed", BOTH, Wire.WARNING, Sdk.PATCH, on=TypePair, edit="format")
def format_removed(pair: TypePair) -> str | None:
    found = _format(pair)
    if found is None or not found[0].format or found[1].format or found[0].kind in _DATES:
        return None
    return _shown_format(pair) if _kind(found[0]) == "string" else None


@rule("TYP-28", "format changed", BOTH, Wire.BREAKING, Sdk.MAJOR, on=TypePair, edit="format")
def date_format_changed(pair: TypePair) -> str | None:
    found = _format(pair)
    if found is None or found[0].kind is found[1].kind or found[0].kind not in _DATES:
        return None
    return _shown_format(pair)


@rule(
    "TYP-30",
    "number is wider: clients in other languages may overflow",
    RESP,
    Wire.WARNING,
    Sdk.NONE,
    on=TypePair,
    edit="format",
)
def number_widened(pair: TypePair) -> str | None:
    found = _format(pair)
    return _shown_format(pair) if found and (found[0].format, found[1].format) == ("int32", "int64") else None


@rule("TYP-31", "range of a number narrowed", REQ, Wire.BREAKING, Sdk.NONE, on=TypePair, edit="format")
def number_narrowed(pair: TypePair) -> str | None:
    found = _format(pair)
    return _shown_format(pair) if found and (found[0].format, found[1].format) == ("int64", "int32") else None


@rule("TYP-33", "bytes and base64 text were swapped", BOTH, Wire.BREAKING, Sdk.MAJOR, on=TypePair, edit="format")
def bytes_swapped(pair: TypePair) -> str | None:
    found = _format(pair)
    swapped = {ScalarKind.BASE64, ScalarKind.BINARY}
    return _shown_format(pair) if found and {found[0].kind, found[1].kind} == swapped else None


@rule("TYP-34", "format changed", BOTH, Wire.COMPATIBLE, Sdk.PATCH, on=TypePair, edit="format")
def other_format_changed(pair: TypePair) -> str | None:
    found = _format(pair)
    if found is None or not found[0].format or not found[1].format or found[0].kind is not found[1].kind:
        return None
    known = {("int32", "int64"), ("int64", "int32")}
    return None if (found[0].format, found[1].format) in known else _shown_format(pair)


@rule("TYP-38", "entries of a tuple changed", BOTH, Wire.WARNING, Sdk.MAJOR, on=TypePair, edit="tuple")
def tuple_changed(pair: TypePair) -> str | None:
    if pair.both is None or not (isinstance(pair.both[0], TupleOf) and isinstance(pair.both[1], TupleOf)):
        return None
    old, new = (len(type_.items) for type_ in pair.both if isinstance(type_, TupleOf))
    return f"{old} -> {new}" if old != new else None


@rule("TYP-41", "object became a free-form map", BOTH, Wire.BREAKING, Sdk.MAJOR, on=TypePair, edit="type")
def became_map(pair: TypePair) -> bool:
    return _kinds(pair) == ("named", "map")


@rule("TYP-42", "free-form map became an object", BOTH, Wire.COMPATIBLE, Sdk.MAJOR, on=TypePair, edit="type")
def became_object(pair: TypePair) -> bool:
    return _kinds(pair) == ("map", "named")
