"""What the configuration stage needs to know about a document: its operations, in order, and their schemas.

What comes in: a `Document` that may have mistakes of any kind; what is not of the expected shape is passed over here
and reported by the stages that use it. What goes out: small views with places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..diagnostics import SpecwrightError
from ..ir.origin import Origin
from ..values import dataclass

if TYPE_CHECKING:
    from ..spec import Document

FIXED_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
"""The fields of a Path Item Object that are operations (OpenAPI 3.2, section 4.9; `query` is new there)."""

_MAX_ALL_OF = 20
_STREAMS = ("text/event-stream", "application/jsonl", "application/x-ndjson")


@dataclass(frozen=True)
class DocumentOperation:
    """An operation of the document. `method` is in lower case, but as written under `additionalOperations`."""

    document: Document
    method: str
    path: str
    data: Mapping[str, Any]
    origin: Origin
    item: Mapping[str, Any]
    item_origin: Origin

    @property
    def id(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def operation_id(self) -> str | None:
        written = self.data.get("operationId")
        return written if isinstance(written, str) and written.strip() else None

    @cached_property
    def tags(self) -> tuple[str, ...]:
        written = self.data.get("tags")
        return tuple(t for t in written if isinstance(t, str)) if isinstance(written, list) else ()

    @cached_property
    def parameters(self) -> tuple[Mapping[str, Any], ...]:
        """The parameters, those of the path item first; the operation's own replace them."""
        found: dict[tuple[object, object], Mapping[str, Any]] = {}
        for owner, origin in ((self.item, self.item_origin), (self.data, self.origin)):
            written = owner.get("parameters")
            for index, entry in enumerate(written if isinstance(written, list) else ()):
                value, _ = follow(self.document, entry, origin.child("parameters", index))
                if isinstance(value, dict):
                    found[value.get("name"), value.get("in")] = value
        return tuple(found.values())

    @cached_property
    def response(self) -> tuple[Mapping[str, Any], Origin] | None:
        """The success response: of 200, 201, … the first that is written, else `2XX` or `default`."""
        responses = self.data.get("responses")
        if not isinstance(responses, dict):
            return None
        codes = sorted(str(code) for code in responses if str(code).startswith("2"))
        for code in [*codes, *(c for c in ("default",) if c in responses)]:
            value, origin = follow(self.document, responses.get(code), self.origin.child("responses", code))
            if isinstance(value, dict):
                return value, origin
        return None

    @cached_property
    def response_schema(self) -> tuple[Any, Origin] | None:
        """The schema of the success response's JSON body, not followed; None when there is no such body."""
        found = self.response
        return json_schema(*found) if found else None

    @cached_property
    def stream_schema(self) -> tuple[Any, Origin] | None:
        """The schema of the success response's events or lines, not followed."""
        found = self.response
        content = found[0].get("content") if found else None
        for media_type, entry in content.items() if isinstance(content, dict) else ():
            if str(media_type).split(";")[0].strip() in _STREAMS and isinstance(entry, dict) and found:
                key = "itemSchema" if "itemSchema" in entry else "schema"
                if key in entry:
                    return entry[key], found[1].child("content", media_type, key)
        return None

    @cached_property
    def body_schema(self) -> tuple[Any, Origin] | None:
        """The schema of the request body's first media type, not followed."""
        value, origin = follow(self.document, self.data.get("requestBody"), self.origin.child("requestBody"))
        content = value.get("content") if isinstance(value, dict) else None
        if not isinstance(content, dict):
            return None
        for media_type, entry in content.items():
            if isinstance(entry, dict) and "schema" in entry:
                return entry["schema"], origin.child("content", media_type, "schema")
        return None


def json_schema(holder: Mapping[str, Any], origin: Origin) -> tuple[Any, Origin] | None:
    """The schema of the JSON media type in the `content` of a response."""
    content = holder.get("content")
    if not isinstance(content, dict):
        return None
    for media_type, entry in content.items():
        kind = str(media_type).split(";", 1)[0].strip().lower()
        is_json = kind in ("application/json", "*/*", "text/json") or kind.endswith("+json")
        if is_json and isinstance(entry, dict) and "schema" in entry:
            return entry["schema"], origin.child("content", media_type, "schema")
    return None


def document_operations(document: Document) -> tuple[DocumentOperation, ...]:
    """Every operation under `paths`, in document order, those of `additionalOperations` (OpenAPI 3.2) included."""
    paths = document.data.get("paths")
    if not isinstance(paths, dict):
        return ()
    found: list[DocumentOperation] = []
    for path, written in paths.items():
        if not str(path).startswith("/"):
            continue  # `x-…` extensions
        item, origin = follow(document, written, document.origin().child("paths", path))
        if isinstance(item, dict):
            found.extend(
                DocumentOperation(document, method, path, data, place, item, origin)
                for method, data, place in _operations_of(item, origin, document.version)
            )
    return tuple(found)


def _operations_of(
    item: Mapping[str, Any], origin: Origin, version: str
) -> Iterator[tuple[str, Mapping[str, Any], Origin]]:
    for key, value in item.items():
        if key in FIXED_METHODS and isinstance(value, dict) and (key != "query" or version == "3.2"):
            yield key, value, origin.child(key)
        elif key == "additionalOperations" and isinstance(value, dict) and version == "3.2":
            for method, data in value.items():
                if isinstance(data, dict):
                    yield method, data, origin.child(key, method)


def follow(document: Document, value: Any, origin: Origin) -> tuple[Any, Origin]:
    """The value behind a chain of references; None when it cannot be had (the stage that needs it says why)."""
    try:
        return document.follow(value, origin)
    except SpecwrightError:
        return None, origin


def schema_type(schema: Any) -> str | None:
    """The JSON type of a schema, null aside; inferred from `properties` and `items` when not written."""
    if not isinstance(schema, dict):
        return None
    written = schema.get("type")
    if isinstance(written, list):
        named = [t for t in written if t != "null"]
        written = named[0] if len(named) == 1 else None
    if isinstance(written, str):
        return written
    if "properties" in schema:
        return "object"
    return "array" if "items" in schema else None


def properties(document: Document, schema: Any, origin: Origin, depth: int = 0) -> dict[str, tuple[Any, Origin]]:
    """The named properties of an object schema, those of `allOf` members included; values are not followed."""
    schema, origin = follow(document, schema, origin)
    if not isinstance(schema, dict) or depth > _MAX_ALL_OF:
        return {}
    found: dict[str, tuple[Any, Origin]] = {}
    members = schema.get("allOf")
    for index, member in enumerate(members if isinstance(members, list) else ()):
        found.update(properties(document, member, origin.child("allOf", index), depth + 1))
    own = schema.get("properties")
    if isinstance(own, dict):
        found.update((name, (value, origin.child("properties", name))) for name, value in own.items())
    return found
