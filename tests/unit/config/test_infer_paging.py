"""Inferred pagination: which operations are paged, how, and which are not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from specwright.config import Config
from specwright.ir.paging import PagingKind

from .support import infer

STRING: dict[str, Any] = {"type": "string"}
INTEGER: dict[str, Any] = {"type": "integer"}
FLAG: dict[str, Any] = {"type": "boolean"}
ITEMS: dict[str, Any] = {"type": "array", "items": {"type": "object", "properties": {"id": STRING}}}


def listing(params: dict[str, Any], body: dict[str, Any], headers: dict[str, Any] | None = None) -> dict[str, Any]:
    schema = body if "type" in body and isinstance(body["type"], str) else {"type": "object", "properties": body}
    return {
        "parameters": [{"name": name, "in": "query", "schema": schema_} for name, schema_ in params.items()],
        "responses": {
            "200": {
                "description": "ok",
                "headers": headers or {},
                "content": {"application/json": {"schema": schema}},
            }
        },
    }


def page(tmp_path: Path, params: dict[str, Any], body: dict[str, Any], headers: dict[str, Any] | None = None) -> Config:
    return infer(tmp_path, {"paths": {"/things": {"get": listing(params, body, headers)}}})


CASES: list[tuple[dict[str, Any], dict[str, Any], PagingKind, dict[str, str], dict[str, str]]] = [
    (
        {"cursor": STRING, "limit": INTEGER},
        {"items": ITEMS, "next_cursor": {"type": ["string", "null"]}, "has_more": FLAG},
        PagingKind.CURSOR,
        {"cursor": "next_cursor_param"},
        {"items": "items", "next_cursor": "next_cursor_field", "has_more": "has_next_page"},
    ),
    (
        {"pageToken": STRING},
        {"things": ITEMS, "meta": {"type": "object", "properties": {"nextPageToken": STRING}}},
        PagingKind.CURSOR,
        {"pageToken": "next_cursor_param"},
        {"things": "items", "meta.nextPageToken": "next_cursor_field"},
    ),
    (
        {"after": STRING, "limit": INTEGER},
        {"data": ITEMS, "has_more": FLAG, "last_id": STRING},
        PagingKind.CURSOR,
        {"after": "next_cursor_param"},
        {"data": "items", "last_id": "next_cursor_field", "has_more": "has_next_page"},
    ),
    (
        {"starting_after": STRING, "ending_before": STRING},
        {"data": ITEMS, "has_more": FLAG},
        PagingKind.CURSOR_ID,
        {"starting_after": "next_cursor_id_param", "ending_before": "previous_cursor_id_param"},
        {"data": "items", "data.id": "cursor_item_id", "has_more": "has_next_page"},
    ),
    (
        {"offset": INTEGER, "limit": INTEGER},
        {"items": ITEMS, "next": {"type": "string", "description": "URL of the next page"}, "total": INTEGER},
        PagingKind.CURSOR_URL,
        {},
        {"items": "items", "next": "cursor_url_field"},
    ),
    (
        {"page": INTEGER, "per_page": INTEGER},
        {"results": ITEMS, "page": INTEGER, "total_pages": INTEGER},
        PagingKind.PAGE_NUMBER,
        {"page": "page_number_param"},
        {"results": "items", "page": "current_page_number_field", "total_pages": "total_page_count_field"},
    ),
    (
        {"offset": INTEGER, "limit": INTEGER},
        {"entries": ITEMS, "total_count": INTEGER},
        PagingKind.OFFSET,
        {"offset": "offset_count_param"},
        {"entries": "items", "total_count": "offset_total_count_field"},
    ),
]


@pytest.mark.parametrize(("params", "body", "kind", "asked", "given"), CASES)
def test_kinds(
    tmp_path: Path,
    params: dict[str, Any],
    body: dict[str, Any],
    kind: PagingKind,
    asked: dict[str, str],
    given: dict[str, str],
) -> None:
    config = page(tmp_path, params, body)
    (scheme,) = config.pagination
    assert scheme.kind is kind
    assert {p.path[0]: p.purpose for p in scheme.request if p.purpose} == asked
    assert {".".join(p.path): p.purpose for p in scheme.response if p.purpose} == given
    assert config.resources[0].methods[0].paginated == scheme.name


def test_link_header(tmp_path: Path) -> None:
    config = page(tmp_path, {"per_page": INTEGER}, ITEMS, {"Link": {"schema": STRING}})
    (scheme,) = config.pagination
    assert scheme.kind is PagingKind.LINK_HEADER
    assert scheme.response[0].is_top_level_array


def test_bare_arrays_by_page_number_need_a_page_size(tmp_path: Path) -> None:
    assert page(tmp_path, {"page": INTEGER, "limit": INTEGER}, ITEMS).pagination[0].kind is PagingKind.PAGE_NUMBER
    assert page(tmp_path, {"page": INTEGER}, ITEMS).pagination == ()


@pytest.mark.parametrize(
    ("params", "body"),
    [
        ({}, {"items": ITEMS, "next_cursor": STRING}),  # nothing takes the cursor
        ({"cursor": INTEGER}, {"items": ITEMS, "next_cursor": STRING}),  # of another type
        ({"cursor": STRING}, {"items": ITEMS}),  # nothing gives it
        ({"after": {"type": "string", "format": "date-time"}}, {"data": ITEMS, "has_more": FLAG}),  # a time
        ({"starting_after": STRING}, {"data": ITEMS}),  # does not say whether there are more
        (
            {"starting_after": STRING},
            {"data": {"type": "array", "items": STRING}, "has_more": FLAG},
        ),  # items without id
        ({"page": {"type": "string", "enum": ["a4", "letter"]}}, {"items": ITEMS}),  # a paper size
        ({"offset": STRING, "limit": INTEGER}, {"items": ITEMS, "total": INTEGER}),
        ({"cursor": STRING}, {"id": STRING, "items": ITEMS, "next_cursor": STRING}),  # a thing that has items
        ({}, {"items": ITEMS, "next": STRING}),  # who knows what `next` is
    ],
)
def test_what_is_not_certain_is_not_paged(tmp_path: Path, params: dict[str, Any], body: dict[str, Any]) -> None:
    config = page(tmp_path, params, body)
    assert config.pagination == ()
    assert config.resources[0].methods[0].paginated is None


def test_operations_of_one_shape_share_a_scheme(tmp_path: Path) -> None:
    body = {"items": ITEMS, "next_cursor": STRING}
    others = {"rows": ITEMS, "next_cursor": STRING}
    config = infer(
        tmp_path,
        {
            "paths": {
                "/a": {"get": listing({"cursor": STRING, "limit": INTEGER}, {**body, "total": INTEGER})},
                "/b": {"get": listing({"cursor": STRING}, body)},
                "/c": {"get": listing({"cursor": STRING}, others)},
            }
        },
    )
    assert {m.paginated for _, r in config.walk() for m in r.methods} == {"cursor_page", "rows_page"}
    scheme = config.scheme("cursor_page")
    assert scheme is not None
    # What only one of them has is not the scheme's.
    assert [p.path[0] for p in scheme.request] == ["cursor"]
    assert [p.path[0] for p in scheme.response] == ["items", "next_cursor"]


def test_things_behind_references(tmp_path: Path) -> None:
    schemas = {
        "Page": {
            "type": "object",
            "properties": {"next_cursor": {"anyOf": [{"$ref": "#/components/schemas/C"}, {"type": "null"}]}},
        },
        "C": STRING,
        "Things": {"allOf": [{"$ref": "#/components/schemas/Page"}, {"properties": {"items": ITEMS}}]},
    }
    operation = listing({"cursor": {"$ref": "#/components/schemas/C"}}, {})
    operation["responses"]["200"]["content"]["application/json"]["schema"] = {"$ref": "#/components/schemas/Things"}
    config = infer(tmp_path, {"paths": {"/things": {"get": operation}}, "components": {"schemas": schemas}})
    assert config.pagination[0].kind is PagingKind.CURSOR
