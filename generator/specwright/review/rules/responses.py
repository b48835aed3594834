"""Responses: statuses, media types, headers."""

from __future__ import annotations

from ...ir import ContentKind, Response
from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import ContentPair, HeaderPair, ResponsePair, Spot, TypePair
from .kinds import kinds

RESP = Direction.RESPONSE
HELPER_HEADERS = ("link", "retry-after", "x-total", "x-total-count", "x-next-page", "x-next-cursor")


def _success(status: str) -> bool:
    return status.startswith("2")


def _is_error(status: str) -> bool:
    return status.startswith(("4", "5"))


@rule("RSP-01", "success status removed", RESP, Wire.BREAKING, Sdk.TYPING, on=ResponsePair)
def success_removed(pair: ResponsePair) -> bool:
    old = pair.removed
    return old is not None and _success(old.status) and not _covered(old.status, pair.others_new)


def _added_success(pair: ResponsePair) -> Response | None:
    new = pair.added
    if new is None or not _success(new.status) or new.status == "202" or _covered(new.status, pair.others_old):
        return None
    return new


def _same_body(new: Response, others: tuple[Response, ...]) -> bool:
    """Whether a success that was there before has the same body; one that is written out again is none."""
    types = [content.type for content in new.contents]
    return any([content.type for content in other.contents] == types for other in others if _success(other.status))


@rule("RSP-02", "success status with the same body added", RESP, Wire.WARNING, Sdk.NONE, on=ResponsePair, edit="added")
def success_added(pair: ResponsePair) -> bool:
    new = _added_success(pair)
    return new is not None and bool(new.contents) and _same_body(new, pair.others_old)


@rule(
    "RSP-03", "success status with another body added", RESP, Wire.BREAKING, Sdk.TYPING, on=ResponsePair, edit="added"
)
def other_success_added(pair: ResponsePair) -> bool:
    new = _added_success(pair)
    return new is not None and bool(new.contents) and not _same_body(new, pair.others_old)


@rule("RSP-04", "success status without a body added", RESP, Wire.WARNING, Sdk.TYPING, on=ResponsePair, edit="added")
def empty_success_added(pair: ResponsePair) -> bool:
    new = _added_success(pair)
    return new is not None and not new.contents


@rule("LRO-01", "added; the work may go on after the answer", RESP, Wire.BREAKING, Sdk.TYPING, on=ResponsePair)
def accepted_added(pair: ResponsePair) -> bool:
    return pair.added is not None and pair.added.status == "202" and not _covered("202", pair.others_old)


@rule("RSP-05", "success status renumbered", RESP, Wire.WARNING, Sdk.NONE, on=ResponsePair, edit="status")
def success_renumbered(pair: ResponsePair) -> str | None:
    found = _renumbered(pair)
    if found is None or pair.both is None or found[1] == "202":
        return None
    return f"{found[0]} -> {found[1]}" if bool(pair.both[0].contents) is bool(pair.both[1].contents) else None


def _renumbered(pair: ResponsePair) -> tuple[str, str] | None:
    if pair.both is None or pair.both[0].status.upper() == pair.both[1].status.upper():
        return None
    return pair.both[0].status, pair.both[1].status


@rule("RSP-06", "empty answer gained a body", RESP, Wire.WARNING, Sdk.TYPING, on=ResponsePair, edit="status")
def body_added(pair: ResponsePair) -> bool:
    if pair.both is None or not _success(pair.both[1].status):
        return False
    return not pair.both[0].contents and bool(pair.both[1].contents)


@rule("RSP-07", "answer lost its body", RESP, Wire.BREAKING, Sdk.MAJOR, on=ResponsePair, edit="status")
def body_removed(pair: ResponsePair) -> bool:
    if pair.both is None or not _success(pair.both[1].status):
        return False
    return bool(pair.both[0].contents) and not pair.both[1].contents


@rule(
    "RSP-08",
    "success status became 202; the work may go on after the answer",
    RESP,
    Wire.BREAKING,
    Sdk.PATCH,
    on=ResponsePair,
    edit="status",
)
def became_accepted(pair: ResponsePair) -> bool:
    found = _renumbered(pair)
    return found is not None and found[1] == "202"


@rule("RSP-09", "error status added", RESP, Wire.COMPATIBLE, Sdk.PATCH, on=ResponsePair)
def error_added(pair: ResponsePair) -> bool:
    new = pair.added
    if new is None or new.status == "429":
        return False
    return _is_error(new.status) and not _covered(new.status, pair.others_old)


@rule("RTY-01", "added; clients are asked to slow down", RESP, Wire.COMPATIBLE, Sdk.PATCH, on=ResponsePair)
def too_many_requests_added(pair: ResponsePair) -> bool:
    return pair.added is not None and pair.added.status == "429" and not _covered("429", pair.others_old)


@rule("RSP-10", "error status removed", RESP, Wire.COMPATIBLE, Sdk.PATCH, on=ResponsePair)
def error_removed(pair: ResponsePair) -> bool:
    old = pair.removed
    return old is not None and _is_error(old.status) and not _covered(old.status, pair.others_new)


@rule("RSP-12", "default response added", RESP, Wire.COMPATIBLE, Sdk.PATCH, on=ResponsePair)
def default_added(pair: ResponsePair) -> bool:
    return pair.added is not None and pair.added.status == "default"


@rule("RSP-13", "default response removed", RESP, Wire.WARNING, Sdk.PATCH, on=ResponsePair)
def default_removed(pair: ResponsePair) -> bool:
    return pair.removed is not None and pair.removed.status == "default"


@rule("RSP-15", "status replaced by a range", RESP, Wire.WARNING, Sdk.NONE, on=ResponsePair)
def became_range(pair: ResponsePair) -> bool:
    """The other way round, a range written out as the codes it stood for, is no change."""
    old = pair.removed
    return old is not None and not _is_range(old.status) and _covered(old.status, pair.others_new)


def _is_range(status: str) -> bool:
    return status.upper().endswith("XX")


def _covered(status: str, responses: tuple[Response, ...]) -> bool:
    """Whether a range of `responses` stands for `status`, or (for a range) explicit codes stand for it."""
    statuses = [response.status for response in responses]
    if _is_range(status):
        return any(other[0] == status[0] and other.isdigit() for other in statuses)
    return any(other.upper() == f"{status[0]}XX" for other in statuses)


@rule("RSP-35", "links of a response changed", RESP, Wire.DOCS, Sdk.NONE, on=ResponsePair)
def links_changed(pair: ResponsePair) -> str | None:
    if pair.both is None:
        return None
    old, new = (set(response.links) for response in pair.both)
    return ", ".join(f"`{name}`" for name in sorted(old ^ new)) or None


@rule("RSP-16", "media type of a response added", RESP, Wire.COMPATIBLE, Sdk.PATCH, on=ContentPair)
def media_type_added(pair: ContentPair) -> bool:
    return not pair.request and pair.added is not None and pair.added.kind not in (ContentKind.SSE, ContentKind.JSONL)


@rule("RSP-17", "media type of a response removed", RESP, Wire.BREAKING, Sdk.PATCH, on=ContentPair)
def media_type_removed(pair: ContentPair) -> bool:
    return not pair.request and pair.removed is not None


def _types(pair: ContentPair) -> tuple[str, str] | None:
    if pair.request or pair.both is None:
        return None
    old, new = (content.media_type.partition(";")[0].strip().lower() for content in pair.both)
    return None if old == new else (old, new)


@rule("RSP-18", "media type of a response widened", RESP, Wire.BREAKING, Sdk.PATCH, on=ContentPair, edit="media")
def media_type_widened(pair: ContentPair) -> str | None:
    found = _types(pair)
    return f"{found[0]} -> {found[1]}" if found and "*" in found[1] and "*" not in found[0] else None


@rule("RSP-19", "media type of a response narrowed", RESP, Wire.COMPATIBLE, Sdk.NONE, on=ContentPair, edit="media")
def media_type_narrowed(pair: ContentPair) -> str | None:
    found = _types(pair)
    return f"{found[0]} -> {found[1]}" if found and "*" in found[0] and "*" not in found[1] else None


@rule("RSP-20", "spelling of the media type changed", RESP, Wire.WARNING, Sdk.NONE, on=ContentPair, edit="media")
def media_type_respelled(pair: ContentPair) -> str | None:
    found = _types(pair)
    if found is None or pair.both is None or "*" in "".join(found):
        return None
    return f"{found[0]} -> {found[1]}" if pair.both[0].kind is pair.both[1].kind else None


_STREAMS = (ContentKind.SSE, ContentKind.JSONL)


@rule("RSP-21", "kind of a response changed", RESP, Wire.BREAKING, Sdk.MAJOR, on=ContentPair, edit="media")
def kind_changed(pair: ContentPair) -> str | None:
    if pair.request or pair.both is None or pair.both[0].kind is pair.both[1].kind or pair.both[1].kind in _STREAMS:
        return None
    return f"{pair.both[0].media_type} -> {pair.both[1].media_type}"


@rule("RSP-22", "answer became a stream", RESP, Wire.BREAKING, Sdk.MAJOR, on=ContentPair, edit="media")
def became_stream(pair: ContentPair) -> bool:
    return (
        not pair.request
        and pair.both is not None
        and pair.both[0].kind not in _STREAMS
        and pair.both[1].kind in _STREAMS
    )


@rule("RSP-24", "schema of a response removed", RESP, Wire.WARNING, Sdk.MAJOR, on=ContentPair)
def schema_removed(pair: ContentPair) -> bool:
    return not pair.request and pair.both is not None and pair.both[0].type is not None and pair.both[1].type is None


@rule("RSP-25", "schema of a response added", RESP, Wire.COMPATIBLE, Sdk.MAJOR, on=ContentPair)
def schema_added(pair: ContentPair) -> bool:
    return not pair.request and pair.both is not None and pair.both[0].type is None and pair.both[1].type is not None


@rule("RSP-27", "required response header removed", RESP, Wire.BREAKING, Sdk.PATCH, on=HeaderPair)
def required_header_removed(pair: HeaderPair) -> bool:
    return pair.removed is not None and pair.removed.required and pair.removed.wire.lower() not in HELPER_HEADERS


@rule("RSP-28", "response header removed", RESP, Wire.WARNING, Sdk.PATCH, on=HeaderPair)
def header_removed(pair: HeaderPair) -> bool:
    return pair.removed is not None and not pair.removed.required and pair.removed.wire.lower() not in HELPER_HEADERS


@rule("RSP-29", "response header added", RESP, Wire.COMPATIBLE, Sdk.PATCH, on=HeaderPair)
def header_added(pair: HeaderPair) -> bool:
    return pair.added is not None


@rule("RSP-30", "required response header became optional", RESP, Wire.BREAKING, Sdk.PATCH, on=HeaderPair)
def header_became_optional(pair: HeaderPair) -> bool:
    return pair.both is not None and pair.both[0].required and not pair.both[1].required


@rule("RSP-31", "response header became required", RESP, Wire.COMPATIBLE, Sdk.NONE, on=HeaderPair)
def header_became_required(pair: HeaderPair) -> bool:
    return pair.both is not None and not pair.both[0].required and pair.both[1].required


@rule("RSP-32", "type of a response header changed", RESP, Wire.BREAKING, Sdk.PATCH, on=TypePair, edit="type")
def header_type_changed(pair: TypePair) -> str | None:
    found = kinds(pair)
    return f"{found[0]} -> {found[1]}" if found and pair.spot is Spot.HEADER else None


@rule("RSP-33", "response header that a helper reads was removed", RESP, Wire.BREAKING, Sdk.PATCH, on=HeaderPair)
def helper_header_removed(pair: HeaderPair) -> bool:
    return pair.removed is not None and pair.removed.wire.lower() in HELPER_HEADERS
