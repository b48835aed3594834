"""Responses: statuses, media types, headers."""

from __future__ import annotations

from ...ir import ContentKind
from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import ContentPair, HeaderPair, ResponsePair

RESP = Direction.RESPONSE
HELPER_HEADERS = ("link", "retry-after", "x-total", "x-total-count", "x-next-page", "x-next-cursor")


def _success(status: str) -> bool:
    return status.startswith("2")


def _is_error(status: str) -> bool:
    return status.startswith(("4", "5"))


@rule("RSP-01", "success status removed", RESP, Wire.BREAKING, Sdk.MAJOR, on=ResponsePair)
def success_removed(pair: ResponsePair) -> bool:
    return (
        pair.removed is not None
        and _success(pair.removed.status)
        and not _range_covers(pair.removed.status, pair.others_new)
    )


@rule("RSP-02", "success status added", RESP, Wire.WARNING, Sdk.TYPING, on=ResponsePair)
def success_added(pair: ResponsePair) -> bool:
    return (
        pair.added is not None and _success(pair.added.status) and not _range_covers(pair.added.status, pair.others_old)
    )


@rule("RSP-05", "success status renumbered", RESP, Wire.WARNING, Sdk.NONE, on=ResponsePair, edit="status")
def success_renumbered(pair: ResponsePair) -> str | None:
    found = _renumbered(pair)
    return f"{found[0]} -> {found[1]}" if found and "202" not in found and "204" not in found else None


def _renumbered(pair: ResponsePair) -> tuple[str, str] | None:
    if pair.both is None or pair.both[0].status == pair.both[1].status:
        return None
    return pair.both[0].status, pair.both[1].status


@rule("RSP-06", "empty answer gained a body", RESP, Wire.WARNING, Sdk.TYPING, on=ResponsePair, edit="body")
def body_added(pair: ResponsePair) -> bool:
    return (
        pair.both is not None
        and _success(pair.both[1].status)
        and not pair.both[0].contents
        and bool(pair.both[1].contents)
    )


@rule("RSP-07", "answer lost its body", RESP, Wire.BREAKING, Sdk.MAJOR, on=ResponsePair, edit="body")
def body_removed(pair: ResponsePair) -> bool:
    return (
        pair.both is not None
        and _success(pair.both[1].status)
        and bool(pair.both[0].contents)
        and not pair.both[1].contents
    )


@rule(
    "RSP-08",
    "answer is now 202: the work goes on after it",
    RESP,
    Wire.BREAKING,
    Sdk.TYPING,
    on=ResponsePair,
    edit="status",
)
def became_accepted(pair: ResponsePair) -> bool:
    found = _renumbered(pair)
    return found is not None and found[1] == "202"


@rule("RSP-09", "error status added", RESP, Wire.COMPATIBLE, Sdk.PATCH, on=ResponsePair)
def error_added(pair: ResponsePair) -> bool:
    return (
        pair.added is not None
        and _is_error(pair.added.status)
        and not _range_covers(pair.added.status, pair.others_old)
    )


@rule("RSP-10", "error status removed", RESP, Wire.COMPATIBLE, Sdk.PATCH, on=ResponsePair)
def error_removed(pair: ResponsePair) -> bool:
    return (
        pair.removed is not None
        and _is_error(pair.removed.status)
        and not _range_covers(pair.removed.status, pair.others_new)
    )


@rule("RSP-12", "default response added", RESP, Wire.COMPATIBLE, Sdk.PATCH, on=ResponsePair)
def default_added(pair: ResponsePair) -> bool:
    return pair.added is not None and pair.added.status == "default"


@rule("RSP-13", "default response removed", RESP, Wire.WARNING, Sdk.PATCH, on=ResponsePair)
def default_removed(pair: ResponsePair) -> bool:
    return pair.removed is not None and pair.removed.status == "default"


@rule("RSP-15", "status replaced by a range", RESP, Wire.WARNING, Sdk.NONE, on=ResponsePair)
def became_range(pair: ResponsePair) -> bool:
    return (
        pair.removed is not None
        and not pair.removed.status.upper().endswith("XX")
        and _range_covers(pair.removed.status, pair.others_new)
    )


def _range_covers(status: str, statuses: tuple[str, ...]) -> bool:
    """Whether a range of `statuses` stands for `status`, or (for a range) explicit codes stand for it."""
    if status.upper().endswith("XX"):
        return any(s[0] == status[0] and s.isdigit() for s in statuses)
    return any(s.upper() == f"{status[0]}XX" for s in statuses)


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


@rule("RSP-18", "media type of a response widened", RESP, Wire.BREAKING, Sdk.TYPING, on=ContentPair, edit="media")
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


@rule("RSP-25", "schema of a response added", RESP, Wire.COMPATIBLE, Sdk.TYPING, on=ContentPair)
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


@rule("RSP-33", "response header that a helper reads was removed", RESP, Wire.BREAKING, Sdk.MAJOR, on=HeaderPair)
def helper_header_removed(pair: HeaderPair) -> bool:
    return pair.removed is not None and pair.removed.wire.lower() in HELPER_HEADERS
