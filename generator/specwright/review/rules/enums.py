"""Enumerations and constants."""

from __future__ import annotations

from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import EnumPair, MemberPair

REQ, RESP, BOTH = Direction.REQUEST, Direction.RESPONSE, Direction.BOTH


@rule("ENM-01", "value added", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=MemberPair, edit="value")
def added_to_request(pair: MemberPair) -> str | None:
    return None if pair.added is None else f"`{pair.added}`"


@rule("ENM-02", "value added", RESP, Wire.WARNING, Sdk.MINOR, on=MemberPair, edit="value")
def added_to_answer(pair: MemberPair) -> str | None:
    return None if pair.added is None or pair.open else f"`{pair.added}`"


@rule("ENM-03", "value added to an open enumeration", RESP, Wire.COMPATIBLE, Sdk.MINOR, on=MemberPair, edit="value")
def added_to_open(pair: MemberPair) -> str | None:
    return f"`{pair.added}`" if pair.added is not None and pair.open else None


@rule("ENM-04", "value removed", REQ, Wire.BREAKING, Sdk.MAJOR, on=MemberPair, edit="value")
def removed_from_request(pair: MemberPair) -> str | None:
    return None if pair.removed is None else f"`{pair.removed}`"


@rule("ENM-05", "value removed", RESP, Wire.COMPATIBLE, Sdk.MAJOR, on=MemberPair, edit="value")
def removed_from_answer(pair: MemberPair) -> str | None:
    return None if pair.removed is None else f"`{pair.removed}`"


@rule("ENM-08", "letter case of a value changed", BOTH, Wire.BREAKING, Sdk.TYPING, on=MemberPair, edit="value")
def case_changed(pair: MemberPair) -> str | None:
    return None if pair.both is None else f"`{pair.both[0]}` -> `{pair.both[1]}`"


@rule("ENM-10", "values are now listed", REQ, Wire.BREAKING, Sdk.TYPING, on=EnumPair, edit="enum")
def enum_added_to_request(pair: EnumPair) -> bool:
    return pair.old is None and pair.new is not None and not pair.new.open and len(pair.new.members) > 1


@rule("ENM-11", "values are now listed", RESP, Wire.COMPATIBLE, Sdk.TYPING, on=EnumPair, edit="enum")
def enum_added_to_answer(pair: EnumPair) -> bool:
    return pair.old is None and pair.new is not None and len(pair.new.members) > 1


@rule("ENM-12", "any value is accepted now", REQ, Wire.COMPATIBLE, Sdk.TYPING, on=EnumPair, edit="enum")
def enum_removed_from_request(pair: EnumPair) -> bool:
    return pair.old is not None and pair.new is None and len(pair.old.members) > 1


@rule("ENM-13", "any value may come now", RESP, Wire.BREAKING, Sdk.TYPING, on=EnumPair, edit="enum")
def enum_removed_from_answer(pair: EnumPair) -> bool:
    return pair.old is not None and pair.new is None and len(pair.old.members) > 1


@rule("ENM-14", "type of the values changed", BOTH, Wire.BREAKING, Sdk.MAJOR, on=EnumPair, edit="base")
def base_changed(pair: EnumPair) -> str | None:
    if pair.both is None or pair.both[0].base is pair.both[1].base:
        return None
    return f"{pair.both[0].base.value} -> {pair.both[1].base.value}"


@rule("ENM-18", "only one value is accepted now", REQ, Wire.BREAKING, Sdk.MAJOR, on=EnumPair, edit="enum")
def const_added(pair: EnumPair) -> str | None:
    if pair.old is not None or pair.new is None or len(pair.new.members) != 1 or pair.new.open:
        return None
    return f"`{pair.new.members[0]}`"


@rule("ENM-19", "value is no longer constant", RESP, Wire.BREAKING, Sdk.TYPING, on=EnumPair, edit="enum")
def const_removed(pair: EnumPair) -> bool:
    return pair.new is None and pair.old is not None and len(pair.old.members) == 1
