"""Properties of objects, further properties, and who may read or write them."""

from __future__ import annotations

from ...ir import Access, Unknown
from ...ir.definitions import Field
from ..changes import Direction, Sdk, Wire
from ..pairing import letters
from ..rule import rule
from ..subjects import FieldPair, RecordPair

REQ, RESP, BOTH = Direction.REQUEST, Direction.RESPONSE, Direction.BOTH


@rule("PRP-01", "optional property added", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=FieldPair, edit="added")
def optional_added(pair: FieldPair) -> bool:
    new = pair.added
    return new is not None and not new.required


@rule("PRP-02", "required property added", REQ, Wire.BREAKING, Sdk.MAJOR, on=FieldPair, edit="added")
def required_added(pair: FieldPair) -> bool:
    new = pair.added
    return new is not None and new.required and not new.has_default


@rule("PRP-03", "required property with a default added", REQ, Wire.BREAKING, Sdk.MAJOR, on=FieldPair, edit="added")
def required_with_default_added(pair: FieldPair) -> bool:
    new = pair.added
    return new is not None and new.required and new.has_default


@rule("PRP-05", "property removed", REQ, Wire.WARNING, Sdk.MAJOR, on=FieldPair, edit="removed")
def removed_from_request(pair: FieldPair) -> bool:
    return pair.removed is not None and not pair.closed_new


@rule("PRP-06", "property removed from a closed object", REQ, Wire.BREAKING, Sdk.MAJOR, on=FieldPair, edit="removed")
def removed_from_closed(pair: FieldPair) -> bool:
    """The server must refuse what it no longer knows."""
    return pair.removed is not None and pair.closed_new


def _became(pair: FieldPair, *, required: bool) -> Field | None:
    ends = pair.both
    if ends is None or ends[0].required == ends[1].required or ends[1].required is not required:
        return None
    return ends[1]


@rule("PRP-07", "optional property became required", REQ, Wire.BREAKING, Sdk.MAJOR, on=FieldPair, edit="required")
def became_required(pair: FieldPair) -> bool:
    new = _became(pair, required=True)
    return new is not None and not new.has_default


@rule("PRP-08", "property with a default became required", REQ, Wire.BREAKING, Sdk.MAJOR, on=FieldPair, edit="required")
def became_required_with_default(pair: FieldPair) -> bool:
    new = _became(pair, required=True)
    return new is not None and new.has_default


@rule("PRP-09", "required property became optional", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=FieldPair, edit="required")
def became_optional(pair: FieldPair) -> bool:
    return _became(pair, required=False) is not None


@rule("PRP-10", "optional property added", RESP, Wire.COMPATIBLE, Sdk.MINOR, on=FieldPair, edit="added")
def optional_added_to_answer(pair: FieldPair) -> bool:
    new = pair.added
    return new is not None and not new.required and not pair.closed_old


@rule("PRP-11", "required property added", RESP, Wire.COMPATIBLE, Sdk.MINOR, on=FieldPair, edit="added")
def required_added_to_answer(pair: FieldPair) -> bool:
    new = pair.added
    return new is not None and new.required and not pair.closed_old


@rule("PRP-12", "property added to a closed object", RESP, Wire.BREAKING, Sdk.MINOR, on=FieldPair, edit="added")
def added_to_closed(pair: FieldPair) -> bool:
    return pair.added is not None and pair.closed_old


@rule("PRP-13", "required property removed", RESP, Wire.BREAKING, Sdk.MAJOR, on=FieldPair, edit="removed")
def required_removed_from_answer(pair: FieldPair) -> bool:
    old = pair.removed
    return old is not None and old.required


@rule("PRP-14", "optional property removed", RESP, Wire.WARNING, Sdk.MAJOR, on=FieldPair, edit="removed")
def optional_removed_from_answer(pair: FieldPair) -> bool:
    old = pair.removed
    return old is not None and not old.required


@rule("PRP-15", "required property became optional", RESP, Wire.BREAKING, Sdk.TYPING, on=FieldPair, edit="required")
def became_optional_in_answer(pair: FieldPair) -> bool:
    return _became(pair, required=False) is not None and not pair.cursor


@rule("PRP-16", "optional property became required", RESP, Wire.COMPATIBLE, Sdk.TYPING, on=FieldPair, edit="required")
def became_required_in_answer(pair: FieldPair) -> bool:
    return _became(pair, required=True) is not None


@rule("PRP-17", "property renamed", BOTH, Wire.BREAKING, Sdk.MAJOR, on=FieldPair, edit="name")
def renamed(pair: FieldPair) -> str | None:
    ends = pair.both
    if ends is None or pair.items or letters(ends[0].wire) == letters(ends[1].wire):
        return None
    return f"`{ends[0].wire}` -> `{ends[1].wire}`"


@rule("PRP-18", "property renamed on the wire only", BOTH, Wire.BREAKING, Sdk.NONE, on=FieldPair, edit="name")
def renamed_on_the_wire(pair: FieldPair) -> str | None:
    ends = pair.both
    if ends is None or pair.items or ends[0].wire == ends[1].wire or letters(ends[0].wire) != letters(ends[1].wire):
        return None
    return f"`{ends[0].wire}` -> `{ends[1].wire}`"


def _access(pair: FieldPair, old: Access | None, new: Access | None) -> Field | None:
    """The new field when access changed from `old` to `new`; None stands for anything else."""
    ends = pair.both
    if ends is None or ends[0].access is ends[1].access:
        return None
    if (old is not None and ends[0].access is not old) or (new is not None and ends[1].access is not new):
        return None
    return ends[1]


@rule("RWO-01", "property became read-only", REQ, Wire.WARNING, Sdk.MAJOR, on=FieldPair, edit="access")
def became_read_only(pair: FieldPair) -> bool:
    new = _access(pair, None, Access.READ_ONLY)
    return new is not None and not new.required


@rule("RWO-02", "required property became read-only", REQ, Wire.COMPATIBLE, Sdk.MAJOR, on=FieldPair, edit="access")
def required_became_read_only(pair: FieldPair) -> bool:
    new = _access(pair, None, Access.READ_ONLY)
    return new is not None and new.required


@rule("RWO-03", "property is no longer read-only", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=FieldPair, edit="access")
def no_longer_read_only(pair: FieldPair) -> bool:
    new = _access(pair, Access.READ_ONLY, None)
    return new is not None and not new.required


@rule("RWO-04", "required property is no longer read-only", REQ, Wire.BREAKING, Sdk.MAJOR, on=FieldPair, edit="access")
def required_no_longer_read_only(pair: FieldPair) -> bool:
    new = _access(pair, Access.READ_ONLY, None)
    return new is not None and new.required


@rule("RWO-05", "property became write-only", RESP, Wire.BREAKING, Sdk.MAJOR, on=FieldPair, edit="access")
def became_write_only(pair: FieldPair) -> bool:
    return _access(pair, None, Access.WRITE_ONLY) is not None


@rule("RWO-06", "property is no longer write-only", RESP, Wire.COMPATIBLE, Sdk.MINOR, on=FieldPair, edit="access")
def no_longer_write_only(pair: FieldPair) -> bool:
    return _access(pair, Access.WRITE_ONLY, None) is not None


def _closed(pair: RecordPair) -> tuple[bool, bool]:
    return (False, False) if pair.both is None else (pair.both[0].closed, pair.both[1].closed)


@rule("ADD-01", "further properties are now forbidden", REQ, Wire.BREAKING, Sdk.PATCH, on=RecordPair, edit="closed")
def closed_for_requests(pair: RecordPair) -> bool:
    return _closed(pair) == (False, True)


@rule("ADD-02", "further properties are now ruled out", RESP, Wire.COMPATIBLE, Sdk.PATCH, on=RecordPair, edit="closed")
def closed_for_answers(pair: RecordPair) -> bool:
    return _closed(pair) == (False, True)


@rule("ADD-03", "further properties are now allowed", REQ, Wire.COMPATIBLE, Sdk.PATCH, on=RecordPair, edit="closed")
def opened_for_requests(pair: RecordPair) -> bool:
    return _closed(pair) == (True, False)


@rule("ADD-04", "further properties may now come", RESP, Wire.WARNING, Sdk.PATCH, on=RecordPair, edit="closed")
def opened_for_answers(pair: RecordPair) -> bool:
    return _closed(pair) == (True, False)


def _by_pattern(pair: RecordPair) -> bool:
    """Whether the type comes from `patternProperties`, which have a rule of their own."""
    ends = pair.both or ()
    return any(dict(record.constraints).get("patternProperties") for record in ends)


def _typed_extra(pair: RecordPair) -> tuple[bool, bool]:
    if pair.both is None or pair.both[0].closed or pair.both[1].closed or _by_pattern(pair):
        return False, False
    old, new = (record.extra is not None and not isinstance(record.extra, Unknown) for record in pair.both)
    return old, new


@rule("ADD-05", "further properties have a type now", REQ, Wire.BREAKING, Sdk.PATCH, on=RecordPair, edit="extra")
def extra_typed(pair: RecordPair) -> bool:
    return _typed_extra(pair) == (False, True)


@rule("ADD-06", "further properties have no type any more", RESP, Wire.BREAKING, Sdk.PATCH, on=RecordPair, edit="extra")
def extra_untyped(pair: RecordPair) -> bool:
    return _typed_extra(pair) == (True, False)


@rule(
    "ADD-10", "further properties have no type any more", REQ, Wire.COMPATIBLE, Sdk.PATCH, on=RecordPair, edit="extra"
)
def extra_untyped_in_request(pair: RecordPair) -> bool:
    return _typed_extra(pair) == (True, False)


@rule("ADD-11", "further properties have a type now", RESP, Wire.COMPATIBLE, Sdk.PATCH, on=RecordPair, edit="extra")
def extra_typed_in_answer(pair: RecordPair) -> bool:
    return _typed_extra(pair) == (False, True)
