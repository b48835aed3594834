"""Enumerations and constants."""

from __future__ import annotations

from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import EnumPair, MemberPair

REQ, RESP, BOTH = Direction.REQUEST, Direction.RESPONSE, Direction.BOTH


@rule("ENM-01", "value added", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=MemberPair, edit="value")
def added_to_request(pair: MemberPair) -> str | None:
    return None if pair.added is None else f"`{pair.added}`"


@rule("ENM-02", "value added", RESP, Wire.WARNING, Sdk.TYPING, on=MemberPair, edit="value")
def added_to_answer(pair: MemberPair) -> str | None:
    return None if pair.added is None or pair.open else f"`{pair.added}`"


@rule("ENM-03", "value added to an open enumeration", RESP, Wire.COMPATIBLE, Sdk.MINOR, on=MemberPair, edit="value")
def added_to_open(pair: MemberPair) -> str | None:
    return f"`{pair.added}`" if pair.added is not None and pair.open else None


@rule("ENM-04", "value removed", REQ, Wire.BREAKING, Sdk.TYPING, on=MemberPair, edit="value")
def removed_from_request(pair: MemberPair) -> str | None:
    return None if pair.removed is None or pair.open else f"`{pair.removed}`"


@rule("ENM-24", "value removed from an open enumeration", REQ, Wire.WARNING, Sdk.MINOR, on=MemberPair, edit="value")
def removed_from_open(pair: MemberPair) -> str | None:
    """Other values are legal, so this one may still be."""
    return f"`{pair.removed}`" if pair.removed is not None and pair.open else None


@rule("ENM-05", "value removed", RESP, Wire.COMPATIBLE, Sdk.TYPING, on=MemberPair, edit="value")
def removed_from_answer(pair: MemberPair) -> str | None:
    return None if pair.removed is None else f"`{pair.removed}`"


@rule("ENM-07", "value renamed", BOTH, Wire.BREAKING, Sdk.TYPING, on=MemberPair, edit="value")
def renamed(pair: MemberPair) -> str | None:
    if pair.both is None or _folded(pair.both[0]) == _folded(pair.both[1]):
        return None
    return f"`{pair.both[0]}` -> `{pair.both[1]}`"


@rule("ENM-08", "letter case of a value changed", BOTH, Wire.BREAKING, Sdk.TYPING, on=MemberPair, edit="value")
def case_changed(pair: MemberPair) -> str | None:
    if pair.both is None or _folded(pair.both[0]) != _folded(pair.both[1]):
        return None
    return f"`{pair.both[0]}` -> `{pair.both[1]}`"


def _folded(value: str | int | float | bool) -> str:
    return str(value).lower()


def _closed_now(pair: EnumPair, least: int = 1) -> bool:
    """Whether any value was legal and only those listed are now, of which there are `least`."""
    if pair.new is None or pair.new.open or len(pair.new.members) < least:
        return False
    return pair.old is None or (pair.old.open and pair.old.base is pair.new.base)


def _open_now(pair: EnumPair, least: int = 1) -> bool:
    """Whether only values that were listed were legal, `least` of them, and any is now."""
    if pair.old is None or pair.old.open or len(pair.old.members) < least:
        return False
    return pair.new is None or (pair.new.open and pair.old.base is pair.new.base)


@rule("ENM-10", "only listed values are accepted now", REQ, Wire.BREAKING, Sdk.TYPING, on=EnumPair, edit="enum")
def enum_added_to_request(pair: EnumPair) -> bool:
    return _closed_now(pair, 2)


@rule("ENM-11", "values are now listed", RESP, Wire.COMPATIBLE, Sdk.TYPING, on=EnumPair, edit="enum")
def enum_added_to_answer(pair: EnumPair) -> bool:
    return _closed_now(pair)


@rule("ENM-12", "any value is accepted now", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=EnumPair, edit="enum")
def enum_removed_from_request(pair: EnumPair) -> bool:
    return _open_now(pair)


@rule("ENM-13", "any value may come now", RESP, Wire.BREAKING, Sdk.TYPING, on=EnumPair, edit="enum")
def enum_removed_from_answer(pair: EnumPair) -> bool:
    return _open_now(pair, 2)


@rule("ENM-14", "type of the values changed", BOTH, Wire.BREAKING, Sdk.MAJOR, on=EnumPair, edit="base")
def base_changed(pair: EnumPair) -> str | None:
    if pair.both is None or pair.both[0].base is pair.both[1].base:
        return None
    return f"{pair.both[0].base.value} -> {pair.both[1].base.value}"


def _constant(pair: EnumPair, *, new: bool) -> str | None:
    """The only value of one side, when the other has another one or none."""
    this, other = (pair.new, pair.old) if new else (pair.old, pair.new)
    if this is None or len(this.members) != 1 or this.open:
        return None
    return f"`{this.members[0]}`" if other is None or other.members != this.members else None


@rule("ENM-18", "only one value is accepted now", REQ, Wire.BREAKING, Sdk.TYPING, on=EnumPair, edit="enum")
def const_changed(pair: EnumPair) -> str | None:
    return _constant(pair, new=True) if pair.old is None or len(pair.old.members) == 1 else None


@rule("ENM-19", "constant changed or no longer one", RESP, Wire.BREAKING, Sdk.TYPING, on=EnumPair, edit="enum")
def const_removed(pair: EnumPair) -> str | None:
    return _constant(pair, new=False) if pair.new is None or len(pair.new.members) == 1 else None
