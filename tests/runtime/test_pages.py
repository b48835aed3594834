"""Statements 74 to 78, and threats b 11: pages."""

# ruff: noqa: UP045 - as in generated code

from __future__ import annotations

import json
from typing import Any, ClassVar, Generic, Optional, TypeVar

import httpx
import pytest
from sample import AsyncCursorPage, SyncCursorPage, Thing
from support import async_brand, brand, recorder
from typing_extensions import override

from runtime._base_client import AsyncPaginator, BaseAsyncPage, BasePage, BaseSyncPage, PageInfo
from runtime._exceptions import BrandError
from runtime._models import BaseModel
from runtime._operation import Operation

T = TypeVar("T")


def cursor_handler(seen: list[httpx.Request], pages: int = 3) -> Any:
    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        number = int(request.url.params.get("cursor", "0"))
        following = {"nextCursor": str(number + 1)} if number + 1 < pages else {}
        items = [{"id": f"{number}a"}, {"id": f"{number}b"}]
        return httpx.Response(200, json={"items": items, "pagination": {**following, "total": 2 * pages}})

    return handler


def test_74_list_gives_a_page() -> None:
    page = brand(cursor_handler([])).things.list()
    assert isinstance(page, SyncCursorPage)
    assert isinstance(page.items[0], Thing)
    assert page.pagination is not None and page.pagination.total == 6


@pytest.mark.anyio
async def test_74_async_list_is_awaitable_and_iterable() -> None:
    client = async_brand(cursor_handler([]))
    paginator = client.things.list()
    assert isinstance(paginator, AsyncPaginator)
    page = await paginator
    assert isinstance(page, AsyncCursorPage)
    assert [item.id async for item in client.things.list()] == ["0a", "0b", "1a", "1b", "2a", "2b"]
    assert [item.id async for item in page] == ["0a", "0b", "1a", "1b", "2a", "2b"]
    assert [len(each.items) async for each in page.iter_pages()] == [2, 2, 2]


def test_75_iteration_is_lazy() -> None:
    seen: list[httpx.Request] = []
    page = brand(cursor_handler(seen)).things.list()
    items = iter(page)
    assert [next(items).id for _ in range(3)] == ["0a", "0b", "1a"]
    assert len(seen) == 2
    assert [item.id for item in items] == ["1b", "2a", "2b"]
    assert [each.items[0].id for each in page.iter_pages()] == ["0a", "1a", "2a"]
    assert page.has_next_page()
    info = page.next_page_info()
    assert info is not None and info.params == {"cursor": "1"} and info.url is None and info.json is None
    assert page.get_next_page().items[0].id == "1a"


def test_76_no_next_page() -> None:
    page = brand(cursor_handler([], pages=1)).things.list()
    assert not page.has_next_page()
    with pytest.raises(RuntimeError, match="No next page expected;"):
        page.get_next_page()


def test_77_an_empty_page_is_the_last_one() -> None:
    answered = recorder(httpx.Response(200, json={"items": [], "pagination": {"nextCursor": "more"}}))
    assert list(brand(answered).things.list()) == []
    assert len(answered.requests) == 1


def test_77_page_info_holds_one_thing() -> None:
    assert PageInfo(url="https://h/x").url == httpx.URL("https://h/x")
    with pytest.raises(ValueError, match="exactly one"):
        PageInfo()
    with pytest.raises(ValueError, match="exactly one"):
        PageInfo(params={}, json={})


def test_78_the_next_request_keeps_query_headers_and_options() -> None:
    seen: list[httpx.Request] = []
    client = brand(cursor_handler(seen))
    page = client.things.list(page_size=2, extra_headers={"X-A": "1"}, extra_query={"more": "yes"}, timeout=3)
    page.get_next_page()
    assert dict(seen[1].url.params) == {"pageSize": "2", "more": "yes", "cursor": "1"}
    assert seen[1].headers["x-a"] == "1"
    assert seen[1].extensions["timeout"]["read"] == 3


def test_pages_of_a_raw_response_go_on_as_pages() -> None:
    seen: list[httpx.Request] = []
    client = brand(cursor_handler(seen))
    raw = client.things.with_raw_response.list()
    assert [item.id for item in raw.parse()] == ["0a", "0b", "1a", "1b", "2a", "2b"]
    assert [request.headers.get("x-stainless-raw-response") for request in seen] == ["raw", None, None]


@pytest.mark.anyio
async def test_pages_of_an_async_raw_response() -> None:
    client = async_brand(cursor_handler([]))
    raw = await client.things.with_raw_response.list()
    assert [item.id async for item in await raw.parse()] == ["0a", "0b", "1a", "1b", "2a", "2b"]


def test_threats_b11_the_same_cursor_again_is_an_error() -> None:
    answered = recorder(httpx.Response(200, json={"items": [{"id": "a"}], "pagination": {"nextCursor": "c"}}))
    with pytest.raises(BrandError, match="same page again"):
        list(brand(answered).things.list())
    assert len(answered.requests) == 2


@pytest.mark.parametrize("cursor", [{"a": 1}, [1], True])
def test_threats_b11_a_cursor_of_the_wrong_type_is_an_error(cursor: object) -> None:
    answered = recorder(httpx.Response(200, json={"items": [{"id": "a"}], "pagination": {"nextCursor": cursor}}))
    with pytest.raises(BrandError, match="cursor of type"):
        list(brand(answered).things.list())


def test_46_get_api_list() -> None:
    seen: list[httpx.Request] = []
    page = brand(cursor_handler(seen)).get_api_list("/things", model=Thing, page=SyncCursorPage[Thing])
    assert len(list(page)) == 6
    page = brand(cursor_handler(seen)).get_api_list("/things", model=Thing, page=SyncCursorPage)
    assert isinstance(page.items[0], Thing)
    assert seen[0].method == "GET"


# Other kinds of paging


class NumberPage(BaseSyncPage[T], BasePage[T], Generic[T]):
    items: list[T]

    page: Optional[int] = None

    pages: Optional[int] = None

    @override
    def _get_page_items(self) -> list[T]:
        return self.items or []

    @override
    def next_page_info(self) -> PageInfo | None:
        return self._next_number("page", current=self.page, total=self.pages)


class OffsetPage(NumberPage[T], Generic[T]):
    total: Optional[int] = None

    @override
    def next_page_info(self) -> PageInfo | None:
        return self._next_offset("offset", total=self.total)


class IdPage(NumberPage[T], Generic[T]):
    has_more: Optional[bool] = None

    @override
    def has_next_page(self) -> bool:
        return self.has_more is not False and super().has_next_page()

    @override
    def next_page_info(self) -> PageInfo | None:
        return self._next_id("after", "id")


class UrlPage(NumberPage[T], Generic[T]):
    next: Optional[str] = None

    @override
    def next_page_info(self) -> PageInfo | None:
        return self._next_url(self.next)


class LinkPage(NumberPage[T], Generic[T]):
    _items_field: ClassVar[Optional[str]] = "items"

    @override
    def next_page_info(self) -> PageInfo | None:
        return self._next_link()


class BodyPage(NumberPage[T], Generic[T]):
    next: Optional[str] = None

    @override
    def next_page_info(self) -> PageInfo | None:
        return self._next_cursor("cursor", self.next, in_body=True)


LIST = Operation("GET", "/list?fixed=1", returns=lambda: Thing)


def walk(
    page_cls: Any, *answers: dict[str, Any] | httpx.Response, operation: Any = LIST, **arguments: Any
) -> list[str]:
    """The request lines that walking through all pages sends."""
    answered = recorder(
        *(answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer) for answer in answers)
    )
    for _ in brand(answered, base_url="https://api.example.com/v1")._request_page(operation, page_cls, **arguments):
        pass
    return [
        f"{request.url.raw_path.decode()}{(' ' + request.content.decode()) if request.content else ''}"
        for request in answered.requests
    ]


A, B = {"items": [{"id": "a"}, {"id": "b"}]}, {"items": [{"id": "c"}]}


def test_page_numbers() -> None:
    assert walk(NumberPage, {**A, "page": 1, "pages": 2}, {**B, "page": 2, "pages": 2}) == [
        "/v1/list?fixed=1",
        "/v1/list?fixed=1&page=2",
    ]
    # Without numbers in the response, those of the requests count; an empty page ends it.
    assert walk(NumberPage, A, {"items": []}, query={"page": 5}) == [
        "/v1/list?fixed=1&page=5",
        "/v1/list?fixed=1&page=6",
    ]


def test_offsets() -> None:
    assert walk(OffsetPage, {**A, "total": 3}, {**B, "total": 3}) == ["/v1/list?fixed=1", "/v1/list?fixed=1&offset=2"]
    assert walk(OffsetPage, A, B, {"items": []}, query={"offset": 10})[1:] == [
        "/v1/list?fixed=1&offset=12",
        "/v1/list?fixed=1&offset=13",
    ]


def test_ids_and_has_more() -> None:
    assert walk(IdPage, A, {**B, "has_more": False}) == ["/v1/list?fixed=1", "/v1/list?fixed=1&after=b"]


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        ("https://api.example.com/v1/list?cursor=x", "/v1/list?limit=2&cursor=x"),
        ("/v1/list?cursor=x&limit=9", "/v1/list?cursor=x&limit=9"),
        ("?cursor=x", "/v1/list?limit=2&cursor=x"),
    ],
)
def test_urls(following: str, expected: str) -> None:
    requests = walk(UrlPage, {**A, "next": following}, {**B, "next": None}, query={"limit": 2})
    assert len(requests) == 2
    path, _, query = requests[1].partition("?")
    assert path == "/v1/list"
    assert sorted(query.split("&")) == sorted(expected.partition("?")[2].split("&"))


@pytest.mark.parametrize(
    "following", ["https://evil.example.com/v1/list", "http://api.example.com/v1/list", "//evil.com/x"]
)
def test_threats_b11_a_next_link_to_another_origin_is_an_error(following: str) -> None:
    answered = recorder(httpx.Response(200, json={**A, "next": following}))
    page = brand(answered)._request_page(LIST, UrlPage)
    with pytest.raises(BrandError, match="another server"):
        page.get_next_page()
    assert len(answered.requests) == 1


def test_threats_b11_a_next_link_to_the_page_itself_is_an_error() -> None:
    url = "https://api.example.com/v1/list?fixed=1"
    answered = recorder(httpx.Response(200, json={**A, "next": url}))
    page = brand(answered, base_url="https://api.example.com/v1")._request_page(LIST, UrlPage)
    with pytest.raises(BrandError, match="same page again"):
        page.get_next_page()


def test_link_headers_and_bare_arrays() -> None:
    link = '<https://api.example.com/v1/list?page=1>; rel="prev first", </v1/list?page=3>; title="a"; rel="next"'
    first = httpx.Response(200, json=A["items"], headers={"Link": link})
    assert walk(LinkPage, first, httpx.Response(200, json=B["items"])) == ["/v1/list?fixed=1", "/v1/list?page=3"]


def test_cursors_in_the_body() -> None:
    search = Operation("POST", "/search", body_type=lambda: object, returns=lambda: Thing)
    requests = walk(BodyPage, {**A, "next": "n"}, B, operation=search, body={"q": "x"})
    assert requests == ['/v1/search {"q":"x"}', '/v1/search {"q":"x","cursor":"n"}']


def test_continue_on_empty_items() -> None:
    class Patient(SyncCursorPage[T], Generic[T]):
        _continue_on_empty_items: ClassVar[bool] = True

    answers = ({"items": [], "pagination": {"nextCursor": "c"}}, {"items": [{"id": "a"}], "pagination": {}})
    assert walk(Patient, *answers) == ["/v1/list?fixed=1", "/v1/list?fixed=1&cursor=c"]


def test_pages_hold_no_reference_to_earlier_ones() -> None:
    import gc
    import weakref

    page = brand(cursor_handler([])).things.list()
    first = weakref.ref(page)
    page = page.get_next_page()
    gc.collect()
    assert first() is None


def test_pages_are_models() -> None:
    page = brand(recorder(httpx.Response(200, json={"items": [{"id": "a"}], "extra": 1}))).things.list()
    assert page.to_dict() == {"items": [{"id": "a"}], "extra": 1}
    assert json.loads(page.to_json())["items"] == [{"id": "a"}]
    assert isinstance(page, BaseModel) and "SyncCursorPage" in repr(page)
    assert issubclass(AsyncCursorPage, BaseAsyncPage)
