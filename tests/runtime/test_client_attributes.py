"""What a generated client says about its API in class attributes; and 41, 82: host names, legacy responses."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest
from sample import Thing
from support import recorder

from runtime._base_client import AsyncAPIClient, SyncAPIClient
from runtime._client_options import SentOptions
from runtime._legacy_response import (
    HttpxBinaryResponseContent,
    LegacyAPIResponse,
    async_legacy_raw_response,
    legacy_raw_response,
)
from runtime._operation import Operation
from runtime._resource import AsyncAPIResource, SyncAPIResource, request_options
from runtime._response import StreamedBinaryAPIResponse, binary_streamed_response, streamed_response

GET = Operation("GET", "/v1/{account_id}/things", returns=lambda: Thing)
POST = Operation("POST", "/v1/things", body_type=lambda: object, returns=lambda: Thing)
FILE = Operation("GET", "/v1/file", accept="application/pdf")


class Client(SyncAPIClient):
    _sent = SentOptions(
        headers={"X-Account": "account_id", "X-Beta": "beta"},
        query={"tenant": "tenant"},
        cookies={"session": "session"},
        path={"account_id": "account_id"},
        body={"app": "app"},
    )
    _constant_headers: ClassVar[Mapping[str, str]] = {"Api-Version": "2"}
    _platform_headers = False
    _legacy_responses = True

    account_id: int | None = 7
    beta: bool | None = None
    tenant: str | None = "t 1"
    session: str | None = "abc"
    app: str | None = "cli"


def make(handler: Any, cls: Any = Client, **options: Any) -> Any:
    http = httpx.Client if issubclass(cls, SyncAPIClient) else httpx.AsyncClient
    options.setdefault("base_url", "https://api.example.com")
    return cls(version="1", max_retries=0, http_client=http(transport=httpx.MockTransport(handler)), **options)


def test_options_that_go_out_with_every_request() -> None:
    answered = recorder()
    client = make(answered)
    client._request(GET, path={"account_id": None})
    request = answered.request
    assert request.url.path == "/v1/7/things"
    assert dict(request.url.params) == {"tenant": "t 1"}
    assert (request.headers["x-account"], request.headers["cookie"]) == ("7", "session=abc")
    assert "x-beta" not in request.headers
    client.beta = True
    client.tenant = client.session = None
    client._request(GET, path={"account_id": 8})
    request = answered.requests[1]
    assert (request.url.path, request.url.query, request.headers["x-beta"]) == ("/v1/8/things", b"", "true")
    assert "cookie" not in request.headers


def test_options_in_the_body_give_way_to_arguments() -> None:
    answered = recorder()
    client = make(answered)
    client._request(POST, body={"a": 1})
    client._request(POST, body={"app": "mine"})
    client.app = None
    client._request(POST, body={"a": 1})
    assert [request.content for request in answered.requests] == [b'{"app":"cli","a":1}', b'{"app":"mine"}', b'{"a":1}']


def test_constant_headers_and_no_platform_headers() -> None:
    answered = recorder()
    client = make(answered, custom_headers={"X-Mine": "1"})
    client._request(GET, path={"account_id": 1}, options=request_options({"api-version": "3"}))
    client._request(GET, path={"account_id": 1}, options=request_options(timeout=3))
    first, second = answered.requests
    assert (first.headers["api-version"], second.headers["api-version"]) == ("3", "2")
    assert not [name for name in {**first.headers, **second.headers} if name.startswith("x-stainless")]
    assert first.headers["user-agent"] == "Client/Python 1"


@pytest.mark.parametrize(("host", "sni"), [("some_tenant.example.com", "some-tenant.example.com"), ("h.com", None)])
def test_41_underscores_in_host_names(host: str, sni: str | None) -> None:
    answered = recorder()
    make(answered, base_url=f"https://{host}")._request(GET, path={"account_id": 1})
    assert answered.request.extensions.get("sni_hostname") == sni
    assert answered.request.url.host == host


class Things(SyncAPIResource):
    def retrieve(self, *, extra_headers: Any = None) -> Thing:
        return self._request(GET, path={"account_id": 1}, options=request_options(extra_headers))

    def file(self, *, extra_headers: Any = None) -> HttpxBinaryResponseContent:
        return self._request_content(FILE, options=request_options(extra_headers))


class AsyncThings(AsyncAPIResource):
    async def retrieve(self, *, extra_headers: Any = None) -> Thing:
        return await self._request(GET, path={"account_id": 1}, options=request_options(extra_headers))

    async def file(self, *, extra_headers: Any = None) -> HttpxBinaryResponseContent:
        return await self._request_content(FILE, options=request_options(extra_headers))


class AsyncClient(AsyncAPIClient):
    _legacy_responses = True


def test_82_legacy_responses() -> None:
    answered = recorder(httpx.Response(200, json={"id": "x"}))
    things = Things(make(answered))
    response = legacy_raw_response(things.retrieve)()
    assert isinstance(response, LegacyAPIResponse)
    assert response.parse().id == "x" and response.parse(to=dict) == {"id": "x"}
    assert response.content == response.text.encode() and response.status_code == 200
    assert answered.request.headers["x-stainless-raw-response"] == "raw"
    with streamed_response(things.retrieve)() as streamed:
        assert streamed.parse().id == "x"


@pytest.mark.anyio
async def test_82_async_legacy_responses() -> None:
    things = AsyncThings(make(recorder(httpx.Response(200, json={"id": "x"})), AsyncClient))
    response = await async_legacy_raw_response(things.retrieve)()
    assert response.parse().id == "x"
    content = await things.file()
    assert content.content == b'{"id":"x"}' == await content.aread()
    assert [line async for line in content.aiter_lines()] == ['{"id":"x"}']
    assert b"".join([chunk async for chunk in content.aiter_bytes()]) == content.content
    assert "".join([text async for text in content.aiter_text()]) == content.text
    await content.aclose()


def test_82_legacy_files(tmp_path: Path) -> None:
    things = Things(make(recorder(httpx.Response(200, json={"id": "x"}))))
    content = things.file()
    assert isinstance(content, HttpxBinaryResponseContent)
    assert (content.read(), content.text, content.json()) == (b'{"id":"x"}', '{"id":"x"}', {"id": "x"})
    assert list(content.iter_lines()) == [content.text] == ["".join(content.iter_text())]
    assert b"".join(content.iter_bytes()) == content.content
    content.write_to_file(tmp_path / "a")
    content.stream_to_file(tmp_path / "b", chunk_size=2)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == content.content
    assert legacy_raw_response(things.file)().parse().content == content.content
    with binary_streamed_response(things.file)() as streamed:  # type: ignore[arg-type]
        assert isinstance(streamed, StreamedBinaryAPIResponse)
        assert streamed.read() == content.content
    content.close()


@pytest.mark.anyio
async def test_82_async_legacy_file_to_disk(tmp_path: Path) -> None:
    things = AsyncThings(make(recorder(httpx.Response(200, content=b"data")), AsyncClient))
    await (await things.file()).astream_to_file(tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"data"
