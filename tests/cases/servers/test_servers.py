"""Server Objects (OpenAPI 3.1.1, 4.8.5): variables, and servers of single paths and operations."""

from __future__ import annotations

import inspect
from typing import Any

import httpx
import pytest

from ..harness import Caller, Case


def url_of(call: Caller, method: Any, **options: Any) -> str:
    """Where a call would go: nothing leaves the process."""
    urls: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        urls.append(str(request.url))
        return httpx.Response(204)

    transport = httpx.MockTransport(respond)
    client = httpx.AsyncClient(transport=transport) if call.is_async else httpx.Client(transport=transport)
    call(method, http_client=client, **options)
    return urls[0]


def test_variables_have_defaults(call: Caller) -> None:
    url = url_of(call, lambda client: client.plain.retrieve(), base_url=None)

    assert url == "https://eu.example.com:8443/v2/plain"


def test_variables_are_options(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLACES_PORT", "1")

    url = url_of(call, lambda client: client.plain.retrieve(), base_url=None, region="us", base_path="v3")

    assert url == "https://us.example.com:1/v3/plain"


def test_the_other_server_is_an_environment(call: Caller) -> None:
    url = url_of(call, lambda client: client.plain.retrieve(), base_url=None, environment="sandbox")

    assert url == "https://sandbox.example.com/v2/plain"


def test_a_path_has_its_own_server(call: Caller) -> None:
    assert url_of(call, lambda client: client.path.create()) == "https://uploads.example.com/api/path"


def test_an_operation_has_its_own_server(call: Caller) -> None:
    assert url_of(call, lambda client: client.path.update()) == "https://s1.files.example.com/path"


def test_a_relative_server_is_on_the_same_host(call: Caller) -> None:
    base = call.server.base_url

    call(lambda client: client.relative.retrieve(), base_url=f"{base}/api/v2")

    assert call.server.last.line == "GET /other/base/relative HTTP/1.1"
    assert call.server.last.header("Host") == base.removeprefix("http://")


def test_variables_are_documented(case: Case) -> None:
    assert list(inspect.signature(case.package.Client.__init__).parameters)[1:5] == [
        "region",
        "port",
        "base_path",
        "environment",
    ]
