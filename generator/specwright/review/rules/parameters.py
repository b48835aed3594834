"""Parameters in path, query, header and cookie."""

from __future__ import annotations

from ...ir import Param, ParamWhere
from ..changes import Direction, Sdk, Wire
from ..pairing import letters
from ..rule import rule
from ..subjects import ParamPair

REQ = Direction.REQUEST
IDEMPOTENCY_HEADERS = ("idempotency-key", "x-idempotency-key")


@rule("PAR-01", "optional parameter added", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=ParamPair)
def optional_added(pair: ParamPair) -> bool:
    return pair.added is not None and not pair.added.required and not _idempotency(pair.added)


@rule("PAR-02", "required parameter added", REQ, Wire.BREAKING, Sdk.MAJOR, on=ParamPair)
def required_added(pair: ParamPair) -> bool:
    new = pair.added
    return (
        new is not None
        and new.required
        and not new.has_default
        and not _idempotency(new)
        and new.where is not ParamWhere.COOKIE
    )


@rule("PAR-03", "required parameter with a default added", REQ, Wire.BREAKING, Sdk.MAJOR, on=ParamPair)
def required_with_default_added(pair: ParamPair) -> bool:
    new = pair.added
    return new is not None and new.required and new.has_default


@rule("PAR-36", "required cookie parameter added", REQ, Wire.BREAKING, Sdk.MAJOR, on=ParamPair)
def required_cookie_added(pair: ParamPair) -> bool:
    new = pair.added
    return new is not None and new.where is ParamWhere.COOKIE and new.required and not new.has_default


@rule("PAR-05", "optional parameter removed", REQ, Wire.WARNING, Sdk.MAJOR, on=ParamPair)
def optional_removed(pair: ParamPair) -> bool:
    return pair.removed is not None and not pair.removed.required and not pair.removed.deprecated


@rule("PAR-06", "required parameter removed", REQ, Wire.WARNING, Sdk.MAJOR, on=ParamPair)
def required_removed(pair: ParamPair) -> bool:
    return pair.removed is not None and pair.removed.required and not pair.removed.deprecated


@rule("PAR-07", "deprecated parameter removed", REQ, Wire.WARNING, Sdk.MAJOR, on=ParamPair)
def deprecated_removed(pair: ParamPair) -> bool:
    return pair.removed is not None and pair.removed.deprecated


def _renamed(pair: ParamPair) -> str | None:
    if pair.both is None or pair.both[0].wire == pair.both[1].wire or pair.both[0].where is not pair.both[1].where:
        return None
    return f"`{pair.both[0].wire}` -> `{pair.both[1].wire}`"


@rule("PAR-08", "parameter renamed", REQ, Wire.BREAKING, Sdk.MAJOR, on=ParamPair, edit="name")
def renamed(pair: ParamPair) -> str | None:
    found = _renamed(pair)
    if found is None or pair.both is None or pair.both[1].where is ParamWhere.PATH:
        return None
    return None if letters(pair.both[0].wire) == letters(pair.both[1].wire) else found


@rule("PAR-09", "parameter renamed on the wire only", REQ, Wire.BREAKING, Sdk.NONE, on=ParamPair, edit="name")
def renamed_on_the_wire(pair: ParamPair) -> str | None:
    found = _renamed(pair)
    if found is None or pair.both is None or pair.both[1].where is ParamWhere.PATH:
        return None
    old, new = pair.both[0].wire, pair.both[1].wire
    if pair.both[1].where is ParamWhere.HEADER and old.lower() == new.lower():
        return None
    return found if letters(old) == letters(new) and old.lower() != new.lower() else None


@rule("PAR-11", "letter case of a parameter's name changed", REQ, Wire.BREAKING, Sdk.NONE, on=ParamPair, edit="name")
def renamed_in_case(pair: ParamPair) -> str | None:
    if pair.both is None or pair.both[1].where in (ParamWhere.HEADER, ParamWhere.PATH):
        return None
    old, new = pair.both[0].wire, pair.both[1].wire
    return _renamed(pair) if old.lower() == new.lower() else None


@rule("PAR-14", "parameter moved", REQ, Wire.BREAKING, Sdk.PATCH, on=ParamPair, edit="place")
def moved(pair: ParamPair) -> str | None:
    if pair.both is None or pair.both[0].where is pair.both[1].where:
        return None
    return " -> ".join(param.where.value for param in pair.both)


@rule("PAR-12", "optional parameter became required", REQ, Wire.BREAKING, Sdk.MAJOR, on=ParamPair)
def became_required(pair: ParamPair) -> bool:
    if pair.both is None or _idempotency(pair.both[1]):
        return False
    return not pair.both[0].required and pair.both[1].required


@rule("PAR-13", "required parameter became optional", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=ParamPair)
def became_optional(pair: ParamPair) -> bool:
    return pair.both is not None and pair.both[0].required and not pair.both[1].required


@rule("PAR-18", "style of a parameter changed", REQ, Wire.BREAKING, Sdk.PATCH, on=ParamPair)
def style_changed(pair: ParamPair) -> str | None:
    if pair.both is None or pair.both[0].style is pair.both[1].style or pair.both[0].where is not pair.both[1].where:
        return None
    old, new = pair.both
    matters = pair.plural or new.where is ParamWhere.PATH
    return f"{old.style.value} -> {new.style.value}" if matters else None


@rule("PAR-19", "explode of a parameter changed", REQ, Wire.BREAKING, Sdk.PATCH, on=ParamPair)
def explode_changed(pair: ParamPair) -> str | None:
    if pair.both is None or pair.both[0].explode == pair.both[1].explode:
        return None
    old, new = pair.both
    matters = old.style is new.style and old.where is new.where and pair.plural
    return f"{str(old.explode).lower()} -> {str(new.explode).lower()}" if matters else None


@rule("PAR-24", "empty value is no longer accepted", REQ, Wire.BREAKING, Sdk.PATCH, on=ParamPair, edit="empty")
def empty_forbidden(pair: ParamPair) -> bool:
    return pair.both is not None and pair.both[0].allow_empty and not pair.both[1].allow_empty


@rule("PAR-25", "empty value is accepted now", REQ, Wire.COMPATIBLE, Sdk.PATCH, on=ParamPair, edit="empty")
def empty_allowed(pair: ParamPair) -> bool:
    return pair.both is not None and not pair.both[0].allow_empty and pair.both[1].allow_empty


@rule("PAR-22", "reserved characters may now stand unescaped", REQ, Wire.WARNING, Sdk.PATCH, on=ParamPair)
def reserved_allowed(pair: ParamPair) -> bool:
    return pair.both is not None and not pair.both[0].allow_reserved and pair.both[1].allow_reserved


@rule("PAR-23", "reserved characters must now be escaped", REQ, Wire.WARNING, Sdk.PATCH, on=ParamPair)
def reserved_forbidden(pair: ParamPair) -> bool:
    return pair.both is not None and pair.both[0].allow_reserved and not pair.both[1].allow_reserved


def _json(media_type: str | None) -> str | None:
    return media_type.partition(";")[0].strip().lower() if media_type else None


@rule("PAR-26", "serialisation of a parameter changed", REQ, Wire.BREAKING, Sdk.PATCH, on=ParamPair)
def media_type_changed(pair: ParamPair) -> str | None:
    if pair.both is None or _json(pair.both[0].media_type) == _json(pair.both[1].media_type):
        return None
    old, new = (param.media_type or param.style.value for param in pair.both)
    return f"{old} -> {new}"


@rule("PAR-27", "default of a parameter added", REQ, Wire.COMPATIBLE, Sdk.PATCH, on=ParamPair, edit="default")
def default_added(pair: ParamPair) -> str | None:
    if pair.both is None or pair.both[0].has_default or not pair.both[1].has_default:
        return None
    return f"{pair.both[1].default!r}"


@rule("PAR-28", "default of a parameter changed", REQ, Wire.WARNING, Sdk.PATCH, on=ParamPair, edit="default")
def default_changed(pair: ParamPair) -> str | None:
    if (
        pair.page_size
        or pair.sorting
        or pair.both is None
        or not (pair.both[0].has_default and pair.both[1].has_default)
    ):
        return None
    old, new = pair.both
    return f"{old.default!r} -> {new.default!r}" if old.default != new.default else None


@rule("PAR-29", "default of a parameter removed", REQ, Wire.WARNING, Sdk.PATCH, on=ParamPair, edit="default")
def default_removed(pair: ParamPair) -> str | None:
    if pair.both is None or not pair.both[0].has_default or pair.both[1].has_default:
        return None
    return f"{pair.both[0].default!r}"


@rule("PAR-31", "parameter deprecated", REQ, Wire.COMPATIBLE, Sdk.PATCH, on=ParamPair)
def deprecated(pair: ParamPair) -> bool:
    return pair.both is not None and not pair.both[0].deprecated and pair.both[1].deprecated


@rule("PAR-39", "parameter no longer deprecated", REQ, Wire.COMPATIBLE, Sdk.PATCH, on=ParamPair)
def undeprecated(pair: ParamPair) -> bool:
    return pair.both is not None and pair.both[0].deprecated and not pair.both[1].deprecated


def _idempotency(param: Param) -> bool:
    return param.where is ParamWhere.HEADER and param.wire.lower() in IDEMPOTENCY_HEADERS


@rule("RTY-02", "optional idempotency key header added", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=ParamPair)
def idempotency_added(pair: ParamPair) -> bool:
    return pair.added is not None and _idempotency(pair.added) and not pair.added.required


@rule("RTY-03", "idempotency key header required now", REQ, Wire.BREAKING, Sdk.MAJOR, on=ParamPair, edit="required")
def idempotency_required(pair: ParamPair) -> bool:
    new = pair.new
    if new is None or not _idempotency(new) or not new.required:
        return False
    return pair.old is None or not pair.old.required


@rule("DOC-05", "example changed", REQ, Wire.DOCS, Sdk.PATCH, on=ParamPair)
def example_changed(pair: ParamPair) -> bool:
    return pair.both is not None and pair.both[0].example != pair.both[1].example
