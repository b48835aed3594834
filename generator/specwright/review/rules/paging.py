"""Pagination, and what pages make of parameters and properties."""

from __future__ import annotations

from ...ir import Nullable, PagingScheme
from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import FieldPair, LimitPair, OperationPair, ParamPair

NO, REQ, RESP = Direction.NEITHER, Direction.REQUEST, Direction.RESPONSE


def _schemes(pair: OperationPair) -> tuple[PagingScheme | None, PagingScheme | None] | None:
    """The pagination schemes of both sides, when both are methods."""
    if pair.old is None or pair.new is None or pair.old.method is None or pair.new.method is None:
        return None
    return pair.old.paging, pair.new.paging


@rule("PAG-01", "pagination added", NO, Wire.WARNING, Sdk.MAJOR, on=OperationPair, edit="paging")
def pagination_added(pair: OperationPair) -> bool:
    schemes = _schemes(pair)
    return schemes is not None and schemes[0] is None and schemes[1] is not None


@rule("PAG-02", "pagination removed", NO, Wire.BREAKING, Sdk.MAJOR, on=OperationPair, edit="paging")
def pagination_removed(pair: OperationPair) -> bool:
    schemes = _schemes(pair)
    return schemes is not None and schemes[0] is not None and schemes[1] is None


def _kinds(pair: OperationPair) -> tuple[PagingScheme, PagingScheme] | None:
    schemes = _schemes(pair)
    if schemes is None or schemes[0] is None or schemes[1] is None:
        return None
    return schemes[0], schemes[1]


@rule("PAG-03", "kind of pagination changed", NO, Wire.BREAKING, Sdk.MAJOR, on=OperationPair, edit="paging")
def pagination_changed(pair: OperationPair) -> str | None:
    found = _kinds(pair)
    if found is None or found[0].kind is found[1].kind:
        return None
    return f"{found[0].kind.value} -> {found[1].kind.value}"


@rule("PAG-07", "name of a page's items changed", RESP, Wire.BREAKING, Sdk.MAJOR, on=FieldPair, edit="name")
def items_renamed(pair: FieldPair) -> str | None:
    """Whoever goes through all items does not notice; whoever reads a page's list does."""
    return f"`{pair.both[0].wire}` -> `{pair.both[1].wire}`" if pair.both is not None and pair.items else None


@rule("PAG-04", "default page size changed", REQ, Wire.WARNING, Sdk.NONE, on=ParamPair, edit="default")
def page_size_changed(pair: ParamPair) -> str | None:
    return _default(pair) if pair.page_size else None


@rule("PAG-11", "default order changed", REQ, Wire.WARNING, Sdk.NONE, on=ParamPair, edit="default")
def order_changed(pair: ParamPair) -> str | None:
    return _default(pair) if pair.sorting else None


def _default(pair: ParamPair) -> str | None:
    if pair.both is None or not (pair.both[0].has_default and pair.both[1].has_default):
        return None
    old, new = (param.default for param in pair.both)
    return f"{old!r} -> {new!r}" if old != new else None


def _most(pair: LimitPair) -> tuple[float, float] | None:
    """The largest page before and after."""
    if pair.both is None or not pair.page_size:
        return None
    old, new = (limits.get("maximum") for limits in pair.both)
    return (old, new) if isinstance(old, (int, float)) and isinstance(new, (int, float)) else None


@rule("PAG-05", "largest page made smaller", REQ, Wire.BREAKING, Sdk.NONE, on=LimitPair, edit="limit")
def page_smaller(pair: LimitPair) -> str | None:
    found = _most(pair)
    return f"{found[0]:g} -> {found[1]:g}" if found and found[1] < found[0] else None


@rule("PAG-06", "largest page made larger", REQ, Wire.COMPATIBLE, Sdk.NONE, on=LimitPair, edit="limit")
def page_larger(pair: LimitPair) -> str | None:
    found = _most(pair)
    return f"{found[0]:g} -> {found[1]:g}" if found and found[1] > found[0] else None


@rule("PAG-08", "the last page may leave its cursor out", RESP, Wire.WARNING, Sdk.PATCH, on=FieldPair, edit="required")
def cursor_optional(pair: FieldPair) -> bool:
    """By leaving it out or by null: the usual mark of the last page, no reason to cry out."""
    if not pair.cursor or pair.both is None:
        return False
    old, new = pair.both
    null = isinstance(new.type, Nullable) and not isinstance(old.type, Nullable)
    return null or (old.required and not new.required)
