"""Parameters in path, query, header and cookie."""

from __future__ import annotations

from ...ir import ListOf, Param, ParamWhere, Scalar, Type
from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import ParamPair

REQ = Direction.REQUEST
STANDARD_HEADERS = ("accept", "content-type", "authorization")
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
        and new.where not in (ParamWhere.PATH, ParamWhere.COOKIE)
    )


@rule("PAR-03", "required parameter with a default added", REQ, Wire.BREAKING, Sdk.MAJOR, on=ParamPair)
def required_with_default_added(pair: ParamPair) -> bool:
    new = pair.added
    return new is not None and new.required and new.has_default and new.where is not ParamWhere.PATH


@rule("PAR-04", "path parameter added", REQ, Wire.BREAKING, Sdk.MAJOR, on=ParamPair)
def path_parameter_added(pair: ParamPair) -> bool:
    return pair.added is not None and pair.added.where is ParamWhere.PATH


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


def _letters(wire: str) -> str:
    return wire.replace("_", "").replace("-", "").lower()


def _renamed(pair: ParamPair) -> str | None:
    if pair.both is None or pair.both[0].wire == pair.both[1].wire:
        return None
    return f"`{pair.both[0].wire}` -> `{pair.both[1].wire}`"


@rule("PAR-08", "parameter renamed", REQ, Wire.BREAKING, Sdk.MAJOR, on=ParamPair, edit="name")
def renamed(pair: ParamPair) -> str | None:
    found = _renamed(pair)
    assert pair.both is None or pair.both
    if found is None or pair.both is None or pair.both[1].where is ParamWhere.PATH:
        return None
    return None if _letters(pair.both[0].wire) == _letters(pair.both[1].wire) else found


@rule("PAR-09", "parameter renamed on the wire only", REQ, Wire.BREAKING, Sdk.NONE, on=ParamPair, edit="name")
def renamed_on_the_wire(pair: ParamPair) -> str | None:
    found = _renamed(pair)
    if found is None or pair.both is None or pair.both[1].where is ParamWhere.PATH:
        return None
    old, new = pair.both[0].wire, pair.both[1].wire
    if pair.both[1].where is ParamWhere.HEADER and old.lower() == new.lower():
        return None
    return found if _letters(old) == _letters(new) and old.lower() != new.lower() else None


@rule("PAR-11", "letter case of a parameter's name changed", REQ, Wire.BREAKING, Sdk.NONE, on=ParamPair, edit="name")
def renamed_in_case(pair: ParamPair) -> str | None:
    if pair.both is None or pair.both[1].where in (ParamWhere.HEADER, ParamWhere.PATH):
        return None
    old, new = pair.both[0].wire, pair.both[1].wire
    return _renamed(pair) if old.lower() == new.lower() else None


@rule("PAR-12", "optional parameter became required", REQ, Wire.BREAKING, Sdk.MAJOR, on=ParamPair)
def became_required(pair: ParamPair) -> bool:
    return pair.both is not None and not pair.both[0].required and pair.both[1].required


@rule("PAR-13", "required parameter became optional", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=ParamPair)
def became_optional(pair: ParamPair) -> bool:
    return pair.both is not None and pair.both[0].required and not pair.both[1].required


def _is_plural(type_: Type) -> bool:
    """Whether style and explode can matter: not for a scalar (OpenAPI 3.1, 4.8.12.3)."""
    return not isinstance(type_, Scalar)


@rule("PAR-18", "style of a parameter changed", REQ, Wire.BREAKING, Sdk.PATCH, on=ParamPair)
def style_changed(pair: ParamPair) -> str | None:
    if pair.both is None or pair.both[0].style is pair.both[1].style:
        return None
    old, new = pair.both
    matters = _is_plural(old.type) or _is_plural(new.type) or new.where is ParamWhere.PATH
    return f"{old.style.value} -> {new.style.value}" if matters else None


@rule("PAR-19", "explode of a parameter changed", REQ, Wire.BREAKING, Sdk.PATCH, on=ParamPair)
def explode_changed(pair: ParamPair) -> str | None:
    if pair.both is None or pair.both[0].explode == pair.both[1].explode:
        return None
    old, new = pair.both
    matters = old.style is new.style and _is_plural(old.type) and _is_plural(new.type)
    return f"{str(old.explode).lower()} -> {str(new.explode).lower()}" if matters else None


@rule("PAR-22", "reserved characters may now stand unescaped", REQ, Wire.WARNING, Sdk.PATCH, on=ParamPair)
def reserved_allowed(pair: ParamPair) -> bool:
    return pair.both is not None and not pair.both[0].allow_reserved and pair.both[1].allow_reserved


@rule("PAR-23", "reserved characters must now be escaped", REQ, Wire.WARNING, Sdk.PATCH, on=ParamPair)
def reserved_forbidden(pair: ParamPair) -> bool:
    return pair.both is not None and pair.both[0].allow_reserved and not pair.both[1].allow_reserved


@rule("PAR-26", "serialisation of a parameter changed", REQ, Wire.BREAKING, Sdk.MAJOR, on=ParamPair)
def media_type_changed(pair: ParamPair) -> str | None:
    if pair.both is None or pair.both[0].media_type == pair.both[1].media_type:
        return None
    old, new = (param.media_type or param.style.value for param in pair.both)
    return f"{old} -> {new}"


@rule("PAR-27", "default of a parameter added", REQ, Wire.COMPATIBLE, Sdk.PATCH, on=ParamPair)
def default_added(pair: ParamPair) -> str | None:
    if pair.both is None or pair.both[0].has_default or not pair.both[1].has_default:
        return None
    return f"{pair.both[1].default!r}"


@rule("PAR-28", "default of a parameter changed", REQ, Wire.WARNING, Sdk.PATCH, on=ParamPair)
def default_changed(pair: ParamPair) -> str | None:
    if pair.both is None or not (pair.both[0].has_default and pair.both[1].has_default):
        return None
    old, new = pair.both
    return f"{old.default!r} -> {new.default!r}" if old.default != new.default else None


@rule("PAR-29", "default of a parameter removed", REQ, Wire.WARNING, Sdk.PATCH, on=ParamPair)
def default_removed(pair: ParamPair) -> str | None:
    if pair.both is None or not pair.both[0].has_default or pair.both[1].has_default:
        return None
    return f"{pair.both[0].default!r}"


@rule("PAR-31", "parameter deprecated", REQ, Wire.COMPATIBLE, Sdk.PATCH, on=ParamPair)
def deprecated(pair: ParamPair) -> bool:
    return pair.both is not None and not pair.both[0].deprecated and pair.both[1].deprecated


def _idempotency(param: Param) -> bool:
    return param.where is ParamWhere.HEADER and param.wire.lower() in IDEMPOTENCY_HEADERS


@rule("RTY-02", "optional idempotency key header added", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=ParamPair)
def idempotency_added(pair: ParamPair) -> bool:
    return pair.added is not None and _idempotency(pair.added) and not pair.added.required


@rule("TYP-15", "value became a list of it", REQ, Wire.WARNING, Sdk.MAJOR, on=ParamPair)
def became_list(pair: ParamPair) -> bool:
    """One value looks the same on the wire with `style: form, explode: true`; other cases are TYP-01."""
    if pair.both is None:
        return False
    old, new = pair.both
    return (
        isinstance(old.type, Scalar)
        and isinstance(new.type, ListOf)
        and isinstance(new.type.item, Scalar)
        and new.type.item.kind is old.type.kind
        and new.where is ParamWhere.QUERY
        and new.explode
    )
