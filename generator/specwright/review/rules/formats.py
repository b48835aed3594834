"""Formats of strings and numbers."""

from __future__ import annotations

from ...ir import Scalar, ScalarKind
from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import Spot, TypePair
from .kinds import DATES, formats, kind

REQ, RESP, BOTH = Direction.REQUEST, Direction.RESPONSE, Direction.BOTH
_BYTES = {ScalarKind.BASE64, ScalarKind.BINARY}
_FLOATS = {"float", "double"}


def _shown(found: tuple[Scalar, Scalar] | None) -> str | None:
    return f"{found[0].format or 'none'} -> {found[1].format or 'none'}" if found else None


def _set(pair: TypePair) -> tuple[Scalar, Scalar] | None:
    """A string that has a format now and had none."""
    found = formats(pair)
    if found is None or found[0].format or not found[1].format or kind(found[0]) != "string":
        return None
    return None if _is_file(found) else found


def _is_file(found: tuple[Scalar, Scalar]) -> bool:
    return found[0].kind is ScalarKind.STRING and found[1].kind is ScalarKind.BINARY


@rule("TYP-25", "format set", REQ, Wire.WARNING, Sdk.PATCH, on=TypePair, edit="format")
def set_in_request(pair: TypePair) -> str | None:
    return _shown(_set(pair))


@rule("TYP-26", "text became a date", RESP, Wire.COMPATIBLE, Sdk.MAJOR, on=TypePair, edit="format")
def date_in_answer(pair: TypePair) -> str | None:
    """It arrives as `datetime` where `str` was."""
    found = _set(pair)
    return _shown(found) if found and found[1].kind in DATES else None


@rule("TYP-44", "format set", RESP, Wire.COMPATIBLE, Sdk.PATCH, on=TypePair, edit="format")
def set_in_answer(pair: TypePair) -> str | None:
    found = _set(pair)
    return _shown(found) if found and found[1].kind is ScalarKind.STRING else None


def _removed(pair: TypePair) -> tuple[Scalar, Scalar] | None:
    """A string whose format is gone."""
    found = formats(pair)
    if found is None or not found[0].format or found[1].format or kind(found[0]) != "string":
        return None
    return None if found[0].kind in _BYTES else found


@rule("TYP-27", "date became text", BOTH, Wire.WARNING, Sdk.MAJOR, on=TypePair, edit="format")
def date_removed(pair: TypePair) -> str | None:
    found = _removed(pair)
    return _shown(found) if found and found[0].kind in DATES else None


@rule("TYP-45", "format removed", RESP, Wire.WARNING, Sdk.PATCH, on=TypePair, edit="format")
def removed_in_answer(pair: TypePair) -> str | None:
    found = _removed(pair)
    return _shown(found) if found and found[0].kind not in DATES else None


@rule("TYP-46", "format removed", REQ, Wire.COMPATIBLE, Sdk.PATCH, on=TypePair, edit="format")
def removed_in_request(pair: TypePair) -> str | None:
    found = _removed(pair)
    return _shown(found) if found and found[0].kind not in DATES else None


@rule("TYP-28", "date and date-time were swapped", BOTH, Wire.BREAKING, Sdk.MAJOR, on=TypePair, edit="format")
def date_changed(pair: TypePair) -> str | None:
    found = formats(pair)
    return _shown(found) if found and {scalar.kind for scalar in found} == set(DATES) else None


@rule("TYP-29", "range of a number widened", REQ, Wire.COMPATIBLE, Sdk.NONE, on=TypePair, edit="format")
def widened_in_request(pair: TypePair) -> str | None:
    return _between(pair, "int32", "int64")


@rule(
    "TYP-30", "number is wider: other languages may overflow", RESP, Wire.WARNING, Sdk.NONE, on=TypePair, edit="format"
)
def widened_in_answer(pair: TypePair) -> str | None:
    return _between(pair, "int32", "int64")


@rule("TYP-31", "range of a number narrowed", REQ, Wire.BREAKING, Sdk.NONE, on=TypePair, edit="format")
def narrowed(pair: TypePair) -> str | None:
    return _between(pair, "int64", "int32")


@rule("TYP-47", "range of a number narrowed", RESP, Wire.COMPATIBLE, Sdk.NONE, on=TypePair, edit="format")
def narrowed_in_answer(pair: TypePair) -> str | None:
    return _between(pair, "int64", "int32")


def _between(pair: TypePair, old: str, new: str) -> str | None:
    found = formats(pair)
    return _shown(found) if found and (found[0].format, found[1].format) == (old, new) else None


@rule("TYP-32", "precision of a number changed", BOTH, Wire.COMPATIBLE, Sdk.NONE, on=TypePair, edit="format")
def precision_changed(pair: TypePair) -> str | None:
    found = formats(pair)
    return _shown(found) if found and {scalar.format for scalar in found} == _FLOATS else None


@rule("TYP-33", "bytes and base64 text were swapped", BOTH, Wire.BREAKING, Sdk.MAJOR, on=TypePair, edit="format")
def bytes_swapped(pair: TypePair) -> str | None:
    found = formats(pair)
    return _shown(found) if found and {scalar.kind for scalar in found} == _BYTES else None


@rule("TYP-34", "format changed", BOTH, Wire.COMPATIBLE, Sdk.PATCH, on=TypePair, edit="format")
def changed(pair: TypePair) -> str | None:
    found = formats(pair)
    if found is None or pair.spot is Spot.HEADER or _own_rule(pair, found):
        return None
    numeric = kind(found[0]) != "string"
    both = bool(found[0].format and found[1].format)
    return _shown(found) if (both or numeric) and found[0].format != found[1].format else None


def _own_rule(pair: TypePair, found: tuple[Scalar, Scalar]) -> bool:
    """Whether one of the rules above or below speaks of it."""
    written = {scalar.format for scalar in found}
    kinds = {scalar.kind for scalar in found}
    return written in ({"int32", "int64"}, _FLOATS) or kinds in (set(DATES), _BYTES) or bool(kinds & _BYTES)


@rule("TYP-35", "encoding of a string changed", BOTH, Wire.WARNING, Sdk.PATCH, on=TypePair, edit="format")
def encoding_changed(pair: TypePair) -> str | None:
    """`contentEncoding`, `contentMediaType`, or a format that says the same."""
    found = formats(pair)
    if found is None or not {scalar.kind for scalar in found} & _BYTES or _is_file(found) or _set(pair):
        return None
    if {scalar.kind for scalar in found} == _BYTES:
        return None
    return " -> ".join(scalar.kind.value for scalar in found)


@rule("REQ-16", "text became a file", REQ, Wire.BREAKING, Sdk.MAJOR, on=TypePair, edit="format")
def became_file(pair: TypePair) -> str | None:
    found = formats(pair)
    return "string -> binary" if found and _is_file(found) else None
