"""Stage lower: media types → how a body's bytes are made or read.

What comes in: a key of a `content` map. What goes out: a `ContentKind`, and an order of preference.
"""

from __future__ import annotations

from ..ir import ContentKind

_KINDS = {
    "application/json": ContentKind.JSON,
    "text/json": ContentKind.JSON,
    "application/x-json": ContentKind.JSON,
    "application/x-www-form-urlencoded": ContentKind.FORM,
    "text/event-stream": ContentKind.SSE,
    "application/jsonl": ContentKind.JSONL,
    "application/x-jsonl": ContentKind.JSONL,
    "application/jsonlines": ContentKind.JSONL,
    "application/x-jsonlines": ContentKind.JSONL,
    "application/json-lines": ContentKind.JSONL,
    "application/ndjson": ContentKind.JSONL,
    "application/x-ndjson": ContentKind.JSONL,
    "application/json-seq": ContentKind.JSONL,
    "application/stream+json": ContentKind.JSONL,
    "text/xml": ContentKind.XML,
    "application/xml": ContentKind.XML,
    "application/yaml": ContentKind.TEXT,
    "application/x-yaml": ContentKind.TEXT,
    "application/javascript": ContentKind.TEXT,
    "application/graphql": ContentKind.TEXT,
    "message/http": ContentKind.TEXT,
    "application/sql": ContentKind.TEXT,
    "application/toml": ContentKind.TEXT,
}

_SUFFIXES = {
    "+json": ContentKind.JSON,
    "+json-seq": ContentKind.JSONL,
    "+ndjson": ContentKind.JSONL,
    "+xml": ContentKind.XML,
    "+yaml": ContentKind.TEXT,
}

_REQUEST_ORDER = {
    ContentKind.JSON: 0,
    ContentKind.MULTIPART: 2,
    ContentKind.FORM: 3,
    ContentKind.TEXT: 4,
    ContentKind.BINARY: 5,
    ContentKind.XML: 6,
    ContentKind.JSONL: 7,
    ContentKind.SSE: 8,
}

_RESPONSE_ORDER = {
    ContentKind.JSON: 0,
    ContentKind.TEXT: 2,
    ContentKind.BINARY: 2,
    ContentKind.XML: 2,
    ContentKind.FORM: 2,
    ContentKind.MULTIPART: 2,
    ContentKind.JSONL: 3,
    ContentKind.SSE: 4,
}

_ANYTHING = 9


def essence(media_type: str) -> str:
    """The type without parameters, in lower case: `application/json; charset=utf-8` → `application/json`."""
    return media_type.split(";", 1)[0].strip().lower()


def kind_of(media_type: str) -> ContentKind:
    """How bytes of this type are read. Ranges that say nothing (`*/*`, `application/*`) are raw bytes."""
    bare = essence(media_type)
    known = _KINDS.get(bare)
    if known is not None:
        return known
    if bare.startswith("multipart/"):
        return ContentKind.MULTIPART
    for suffix, kind in _SUFFIXES.items():
        if bare.endswith(suffix):
            return ContentKind.BINARY if bare.startswith("image/") else kind
    return ContentKind.TEXT if bare.startswith("text/") else ContentKind.BINARY


def is_range(media_type: str) -> bool:
    """Whether a key stands for several types (`*/*`, `image/*`, or an empty key)."""
    return "*" in media_type or "/" not in media_type


def request_rank(media_type: str, kind: ContentKind) -> int:
    """The smaller, the rather a request is sent as this."""
    return _rank(_REQUEST_ORDER, media_type, kind)


def response_rank(media_type: str, kind: ContentKind) -> int:
    """The smaller, the rather a response is asked for as this."""
    return _rank(_RESPONSE_ORDER, media_type, kind)


def _rank(order: dict[ContentKind, int], media_type: str, kind: ContentKind) -> int:
    if kind is ContentKind.JSON and essence(media_type) != "application/json":
        return _ANYTHING if is_range(media_type) else 1
    return _ANYTHING if is_range(media_type) else order[kind]
