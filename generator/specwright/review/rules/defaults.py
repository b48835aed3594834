"""Defaults of properties, and prose."""

from __future__ import annotations

from ...ir.definitions import Field
from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import FieldPair, TextPair

REQ, RESP, NO = Direction.REQUEST, Direction.RESPONSE, Direction.NEITHER


def _ends(pair: FieldPair) -> tuple[Field, Field] | None:
    return None if pair.both is None else (pair.both[0].field, pair.both[1].field)


@rule("DOC-01", "default added", REQ, Wire.COMPATIBLE, Sdk.PATCH, on=FieldPair, edit="default")
def added(pair: FieldPair) -> str | None:
    ends = _ends(pair)
    return f"{ends[1].default!r}" if ends and not ends[0].has_default and ends[1].has_default else None


@rule("DOC-02", "default changed", REQ, Wire.WARNING, Sdk.PATCH, on=FieldPair, edit="default")
def changed(pair: FieldPair) -> str | None:
    ends = _ends(pair)
    if ends is None or not (ends[0].has_default and ends[1].has_default) or ends[0].default == ends[1].default:
        return None
    return f"{ends[0].default!r} -> {ends[1].default!r}"


@rule("DOC-03", "default removed", REQ, Wire.WARNING, Sdk.PATCH, on=FieldPair, edit="default")
def removed(pair: FieldPair) -> str | None:
    ends = _ends(pair)
    return f"{ends[0].default!r}" if ends and ends[0].has_default and not ends[1].has_default else None


@rule("DOC-04", "default of an answer's property changed", RESP, Wire.DOCS, Sdk.PATCH, on=FieldPair, edit="default")
def answer_default_changed(pair: FieldPair) -> bool:
    ends = _ends(pair)
    if ends is None:
        return False
    old, new = ((end.has_default, end.default) for end in ends)
    return old != new


@rule("DOC-07", "text changed", NO, Wire.DOCS, Sdk.PATCH, on=TextPair)
def text_changed(pair: TextPair) -> bool:
    return (pair.old or "").split() != (pair.new or "").split()


_WORDS = ("deprecated", "required", "will be removed", "must")


@rule("DOC-08", "text now says something that the schema does not", NO, Wire.DOCS, Sdk.NONE, on=TextPair)
def text_hints(pair: TextPair) -> str | None:
    """Prose that contradicts the schema is only ever a hint."""
    old, new = (pair.old or "").lower(), (pair.new or "").lower()
    found = [word for word in _WORDS[:3] if word in new and word not in old]
    return ", ".join(f'"{word}"' for word in found) or None
