"""Page classes of every kind, walked to their end."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from specwright import ir

from .cadenya_api import BOOLEAN, STRING, cadenya, json_body, operation, param, ref, schema_field
from .feature_api import INTEGER, Recorder, Sdk, make_sdk

Answer = Callable[[httpx.Request], httpx.Response]
ITEMS = ir.ListOf(ir.Unknown())
ITEM = ref("WorkspaceSecretInfo")


def page_field(purpose: str | None, *path: str, type: ir.Type = STRING, header: str | None = None) -> ir.PagingField:
    return ir.PagingField(path, purpose, type, False, header)


def paged(
    tmp_path: Path, scheme: ir.PagingScheme, *params: ir.Param, body: ir.Body | None = None
) -> tuple[Any, Recorder]:
    """A client whose `secrets.list` pages by `scheme`, and the API behind it."""
    api = cadenya()
    listed = operation("post" if body else "get", "/items", params=params, body=body, result=ir.Unknown())
    method = ir.Method(ir.Name("list", ir.NameStrength.CONFIG), listed.id, (), ir.Paging(scheme.name.text, ITEM))
    resource = ir.Resource(ir.Name("secrets", ir.NameStrength.CONFIG), ("secrets",), (method,), ())
    api = replace(api, operations={listed.id: listed}, paging=(scheme,), root=replace(api.root, children=(resource,)))
    return open_client(make_sdk(api, tmp_path))


def open_client(sdk: Sdk) -> tuple[Any, Recorder]:
    recorder = Recorder()
    http_client = httpx.Client(transport=httpx.MockTransport(recorder))
    client = sdk.module().Cadenya(api_key="k", base_url="https://api.example.com", http_client=http_client)
    return client, recorder


def scheme(
    kind: ir.PagingKind, *fields: ir.PagingField, params: tuple[tuple[str, str], ...] = (), **rest: Any
) -> ir.PagingScheme:
    return ir.PagingScheme(ir.Name("my_page", ir.NameStrength.CONFIG), kind, params, fields, **rest)


def items(*names: str) -> list[dict[str, str]]:
    return [{"id": name} for name in names]


def walk(client: Any) -> list[str]:
    return [item.id for item in client.secrets.list()]


def query(request: httpx.Request) -> dict[str, str]:
    return dict(request.url.params)


def test_cursors_inside_of_an_object(tmp_path: Path) -> None:
    made = scheme(
        ir.PagingKind.CURSOR,
        page_field("items", "data", "rows", type=ITEMS),
        page_field("next_cursor_field", "data", "meta", "next-cursor"),
        page_field("has_next_page", "more", type=BOOLEAN),
        params=(("next_cursor_param", "cursor"),),
    )
    client, api = paged(tmp_path, made, param(ir.ParamWhere.QUERY, "cursor"))
    pages = {
        None: {"data": {"rows": items("a", "b"), "meta": {"next-cursor": "2"}}},
        "2": {"data": {"rows": items("c"), "meta": {"next-cursor": "3"}}, "more": False},
    }
    api._answer = lambda request: httpx.Response(200, json=pages[request.url.params.get("cursor")])
    assert walk(client) == ["a", "b", "c"]
    page = client.secrets.list()
    assert page.data.meta.next_cursor == "2"
    api._answer = lambda _: httpx.Response(200, json={})
    assert walk(client) == []


def test_a_cursor_in_a_header(tmp_path: Path) -> None:
    made = scheme(
        ir.PagingKind.CURSOR,
        page_field("items", type=ITEMS),
        page_field("next_cursor_field", header="X-Next"),
        params=(("next_cursor_param", "after"),),
    )
    client, api = paged(tmp_path, made, param(ir.ParamWhere.QUERY, "after"))

    def answer(request: httpx.Request) -> httpx.Response:
        if "after" in request.url.params:
            return httpx.Response(200, json=items("c"))
        return httpx.Response(200, json=items("a", "b"), headers={"X-Next": "c"})

    api._answer = answer
    assert walk(client) == ["a", "b", "c"]


def test_a_cursor_in_the_body(tmp_path: Path) -> None:
    made = scheme(
        ir.PagingKind.CURSOR,
        page_field("items", "items", type=ITEMS),
        page_field("next_cursor_field", "next"),
        params=(("next_cursor_param", "cursor"),),
        in_body=True,
    )
    client, api = paged(tmp_path, made, body=json_body(schema_field("cursor", STRING)))

    def answer(request: httpx.Request) -> httpx.Response:
        last = json.loads(request.content).get("cursor") == "2"
        return httpx.Response(200, json={"items": items("b" if last else "a"), "next": None if last else "2"})

    api._answer = answer
    assert walk(client) == ["a", "b"]


def test_page_numbers(tmp_path: Path) -> None:
    made = scheme(
        ir.PagingKind.PAGE_NUMBER,
        page_field("items", "items", type=ITEMS),
        page_field("current_page_number_field", "page", type=INTEGER),
        page_field("total_page_count_field", "pages", type=INTEGER),
        params=(("page_number_param", "page"),),
    )
    client, api = paged(tmp_path, made, param(ir.ParamWhere.QUERY, "page", INTEGER))

    def answer(request: httpx.Request) -> httpx.Response:
        number = int(request.url.params.get("page", "1"))
        return httpx.Response(200, json={"items": items(str(number)), "page": number, "pages": 3})

    api._answer = answer
    assert walk(client) == ["1", "2", "3"]
    assert [query(request) for request in api.requests] == [{}, {"page": "2"}, {"page": "3"}]


def test_offsets(tmp_path: Path) -> None:
    made = scheme(
        ir.PagingKind.OFFSET,
        page_field("items", "items", type=ITEMS),
        page_field("offset_total_count_field", "total", type=INTEGER),
        params=(("offset_count_param", "offset"),),
    )
    client, api = paged(tmp_path, made, param(ir.ParamWhere.QUERY, "offset", INTEGER))
    everything = items("a", "b", "c")

    def answer(request: httpx.Request) -> httpx.Response:
        start = int(request.url.params.get("offset", "0"))
        return httpx.Response(200, json={"items": everything[start : start + 2], "total": 3})

    api._answer = answer
    assert walk(client) == ["a", "b", "c"]


def test_the_last_items_id(tmp_path: Path) -> None:
    made = scheme(
        ir.PagingKind.CURSOR_ID,
        page_field("items", "data", type=ITEMS),
        page_field("cursor_item_id", "data", "id"),
        page_field("has_next_page", "has_next_page", type=BOOLEAN),
        params=(("next_cursor_id_param", "starting_after"),),
    )
    client, api = paged(tmp_path, made, param(ir.ParamWhere.QUERY, "starting_after"))

    def answer(request: httpx.Request) -> httpx.Response:
        last = request.url.params.get("starting_after") == "b"
        return httpx.Response(200, json={"data": items("c") if last else items("a", "b"), "has_next_page": not last})

    api._answer = answer
    assert walk(client) == ["a", "b", "c"]
    assert client.secrets.list().has_next_page_ is True


@pytest.mark.parametrize("by_header", [False, True])
def test_addresses_of_the_next_page(tmp_path: Path, by_header: bool) -> None:
    fields = (page_field("items", "items", type=ITEMS), page_field("cursor_url_field", "next"))
    kind = ir.PagingKind.LINK_HEADER if by_header else ir.PagingKind.CURSOR_URL
    client, api = paged(tmp_path, scheme(kind, *fields[: 1 if by_header else 2]))

    def answer(request: httpx.Request) -> httpx.Response:
        if "p" in request.url.params:
            return httpx.Response(200, json={"items": items("b")})
        url = "https://api.example.com/items?p=2"
        headers = {"Link": f'<{url}>; rel="next"'} if by_header else {}
        return httpx.Response(200, json={"items": items("a"), "next": url}, headers=headers)

    api._answer = answer
    assert walk(client) == ["a", "b"]


def test_a_single_page(tmp_path: Path) -> None:
    client, api = paged(tmp_path, scheme(ir.PagingKind.FAKE_PAGE, page_field("items", type=ITEMS)))
    api._answer = lambda _: httpx.Response(200, json=items("a"))
    assert walk(client) == ["a"]
    page = client.secrets.list()
    assert not page.has_next_page()
    with pytest.raises(RuntimeError, match="No next page expected"):
        page.get_next_page()


def test_empty_pages_in_between(tmp_path: Path) -> None:
    made = scheme(
        ir.PagingKind.CURSOR,
        page_field("items", "items", type=ITEMS),
        page_field("next_cursor_field", "next"),
        params=(("next_cursor_param", "cursor"),),
        continue_on_empty_items=True,
    )
    client, api = paged(tmp_path, made, param(ir.ParamWhere.QUERY, "cursor"))
    pages = {None: {"items": [], "next": "2"}, "2": {"items": items("a")}}
    api._answer = lambda request: httpx.Response(200, json=pages[request.url.params.get("cursor")])
    assert walk(client) == ["a"]


def test_names_of_page_classes(tmp_path: Path) -> None:
    sdk = make_sdk(cadenya(), tmp_path)
    pagination = sdk.module("pagination")
    assert pagination.__all__ == ["CursorPaginationPagination", "SyncCursorPagination", "AsyncCursorPagination"]
    fields = pagination.SyncCursorPagination.model_fields
    assert list(fields) == ["items", "pagination"]
