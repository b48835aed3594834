"""Defaults of properties, and prose."""

from __future__ import annotations

from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import About, ContentPair, FieldPair, TextPair

REQ, RESP, NO = Direction.REQUEST, Direction.RESPONSE, Direction.NEITHER


@rule("DOC-01", "default added", REQ, Wire.COMPATIBLE, Sdk.PATCH, on=FieldPair, edit="default")
def added(pair: FieldPair) -> str | None:
    ends = pair.both
    return f"{ends[1].default!r}" if ends and not ends[0].has_default and ends[1].has_default else None


@rule("DOC-02", "default changed", REQ, Wire.WARNING, Sdk.PATCH, on=FieldPair, edit="default")
def changed(pair: FieldPair) -> str | None:
    ends = pair.both
    if ends is None or not (ends[0].has_default and ends[1].has_default) or ends[0].default == ends[1].default:
        return None
    return f"{ends[0].default!r} -> {ends[1].default!r}"


@rule("DOC-03", "default removed", REQ, Wire.WARNING, Sdk.PATCH, on=FieldPair, edit="default")
def removed(pair: FieldPair) -> str | None:
    ends = pair.both
    return f"{ends[0].default!r}" if ends and ends[0].has_default and not ends[1].has_default else None


@rule("DOC-04", "default of an answer's property changed", RESP, Wire.DOCS, Sdk.PATCH, on=FieldPair, edit="default")
def answer_default_changed(pair: FieldPair) -> bool:
    ends = pair.both
    if ends is None:
        return False
    old, new = ((end.has_default, end.default) for end in ends)
    return old != new


@rule("DOC-11", "example of a body changed", NO, Wire.DOCS, Sdk.PATCH, on=ContentPair)
def example_changed(pair: ContentPair) -> bool:
    return pair.both is not None and pair.both[0].examples != pair.both[1].examples


def _is_changed(pair: TextPair, about: About) -> bool:
    """Whether a text says other words; how it is broken into lines says nothing."""
    return pair.about is about and (pair.old or "").split() != (pair.new or "").split()


@rule("DOC-07", "text changed", NO, Wire.DOCS, Sdk.PATCH, on=TextPair)
def text_changed(pair: TextPair) -> bool:
    return _is_changed(pair, About.SCHEMA)


@rule("PATH-15", "text of a path changed", NO, Wire.DOCS, Sdk.PATCH, on=TextPair, edit="DOC-07")
def path_text_changed(pair: TextPair) -> bool:
    return _is_changed(pair, About.PATH)


@rule("OP-16", "text of an operation changed", NO, Wire.DOCS, Sdk.PATCH, on=TextPair, edit="DOC-07")
def operation_text_changed(pair: TextPair) -> bool:
    return _is_changed(pair, About.OPERATION)


@rule("PAR-30", "text of a parameter changed", NO, Wire.DOCS, Sdk.PATCH, on=TextPair, edit="DOC-07")
def parameter_text_changed(pair: TextPair) -> bool:
    return _is_changed(pair, About.PARAMETER)


@rule("REQ-21", "text of a request body changed", NO, Wire.DOCS, Sdk.PATCH, on=TextPair, edit="DOC-07")
def body_text_changed(pair: TextPair) -> bool:
    return _is_changed(pair, About.BODY)


@rule("RSP-34", "text of a response changed", NO, Wire.DOCS, Sdk.NONE, on=TextPair, edit="DOC-07")
def response_text_changed(pair: TextPair) -> bool:
    return _is_changed(pair, About.RESPONSE)


@rule("ENM-23", "text of a value changed", NO, Wire.DOCS, Sdk.PATCH, on=TextPair, edit="DOC-07")
def value_text_changed(pair: TextPair) -> bool:
    return _is_changed(pair, About.VALUE)


_WORDS = ("deprecated", "required", "will be removed")


@rule("DOC-08", "text now says something that the schema does not", NO, Wire.DOCS, Sdk.NONE, on=TextPair, edit="DOC-07")
def text_hints(pair: TextPair) -> str | None:
    """Prose that contradicts the schema is only ever a hint."""
    old, new = (pair.old or "").lower(), (pair.new or "").lower()
    found = [word for word in _WORDS if word in new and word not in old]
    return ", ".join(f'"{word}"' for word in found) or None
