"""Request bodies and their media types."""

from __future__ import annotations

from ...ir import ContentKind
from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import BodyPair, ContentPair

REQ = Direction.REQUEST


@rule("REQ-01", "optional request body added", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=BodyPair)
def optional_added(pair: BodyPair) -> bool:
    return pair.added is not None and not pair.added.required


@rule("REQ-02", "required request body added", REQ, Wire.BREAKING, Sdk.MAJOR, on=BodyPair)
def required_added(pair: BodyPair) -> bool:
    return pair.added is not None and pair.added.required


@rule("REQ-03", "request body removed", REQ, Wire.WARNING, Sdk.MAJOR, on=BodyPair)
def removed(pair: BodyPair) -> bool:
    return pair.removed is not None


@rule("REQ-04", "optional request body became required", REQ, Wire.BREAKING, Sdk.MAJOR, on=BodyPair)
def became_required(pair: BodyPair) -> bool:
    return pair.both is not None and not pair.both[0].required and pair.both[1].required


@rule("REQ-05", "required request body became optional", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=BodyPair)
def became_optional(pair: BodyPair) -> bool:
    return pair.both is not None and pair.both[0].required and not pair.both[1].required


@rule("REQ-06", "media type of the request body added", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=ContentPair)
def media_type_added(pair: ContentPair) -> bool:
    return pair.request and pair.added is not None


@rule("REQ-07", "media type of the request body removed", REQ, Wire.BREAKING, Sdk.PATCH, on=ContentPair)
def media_type_removed(pair: ContentPair) -> bool:
    return pair.request and pair.removed is not None


def _types(pair: ContentPair) -> tuple[str, str] | None:
    """Both media types without parameters, when they differ."""
    if pair.both is None:
        return None
    old, new = (content.media_type.partition(";")[0].strip().lower() for content in pair.both)
    return None if old == new else (old, new)


@rule("REQ-08", "media type of the request body replaced", REQ, Wire.BREAKING, Sdk.PATCH, on=ContentPair, edit="media")
def media_type_replaced(pair: ContentPair) -> str | None:
    found = _types(pair)
    if not pair.request or found is None or pair.both is None:
        return None
    old, new = found
    if "*" in old or "*" in new or new.endswith("merge-patch+json"):
        return None
    return f"{old} -> {new}" if pair.both[0].kind is pair.both[1].kind else None


@rule("REQ-09", "media type of the request body widened", REQ, Wire.COMPATIBLE, Sdk.NONE, on=ContentPair, edit="media")
def media_type_widened(pair: ContentPair) -> str | None:
    found = _types(pair)
    return f"{found[0]} -> {found[1]}" if pair.request and found and _covers(found[1], found[0]) else None


@rule("REQ-10", "media type of the request body narrowed", REQ, Wire.BREAKING, Sdk.PATCH, on=ContentPair, edit="media")
def media_type_narrowed(pair: ContentPair) -> str | None:
    found = _types(pair)
    return f"{found[0]} -> {found[1]}" if pair.request and found and _covers(found[0], found[1]) else None


def _covers(wide: str, narrow: str) -> bool:
    return wide == "*/*" or (wide.endswith("/*") and narrow.startswith(wide[:-1]))


@rule("REQ-12", "request body became a merge patch", REQ, Wire.BREAKING, Sdk.PATCH, on=ContentPair, edit="media")
def became_merge_patch(pair: ContentPair) -> bool:
    found = _types(pair)
    return pair.request and found is not None and found[1] == "application/merge-patch+json"


@rule("REQ-13", "kind of the request body changed", REQ, Wire.BREAKING, Sdk.PATCH, on=ContentPair, edit="media")
def kind_changed(pair: ContentPair) -> str | None:
    if not pair.request or pair.both is None or pair.both[0].kind is pair.both[1].kind:
        return None
    return f"{pair.both[0].media_type} -> {pair.both[1].media_type}"


@rule("REQ-17", "encoding of a part changed", REQ, Wire.BREAKING, Sdk.PATCH, on=ContentPair)
def encoding_changed(pair: ContentPair) -> str | None:
    if not pair.request or pair.both is None or pair.both[0].kind is not pair.both[1].kind:
        return None
    if pair.both[1].kind not in (ContentKind.MULTIPART, ContentKind.FORM):
        return None
    old, new = ({e.wire: e for e in content.encodings} for content in pair.both)
    changed = sorted(wire for wire in old.keys() | new.keys() if old.get(wire) != new.get(wire))
    return ", ".join(changed) or None
