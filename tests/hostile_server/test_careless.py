"""Threats c 1 to c 7, c 10 and c 11: mistakes of the caller are clear errors, or do no harm.

More of them are in `tests/runtime`; c 8 and c 9 in `test_careless_life.py`.
"""

from __future__ import annotations

import logging
import pickle
import traceback
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from cadenya import (
    APIConnectionError,
    APIError,
    APIStatusError,
    AsyncCadenya,
    AuthenticationError,
    Cadenya,
    CadenyaError,
)
from cadenya._auth import BearerAuth
from cadenya._request import FinalRequestOptions

from .careless import KEY, Asked, retrieve
from .server import SECRET, Exchange, serving

PREFIX = "/v1/workspaces/w1/workspace_secrets/"
PAGE = b'{"items": [%b], "pagination": {"nextCursor": "c%d"}}'


# c 1 to c 3: path arguments


@pytest.mark.parametrize(
    "value",
    [
        "a/b", "../x", "..\\x", "a?b=c", "a#b", "a\\b", "a\0b", "a b", "a%2fb", "%2e%2e%2fx", "..;x", ";x=y",
        "//evil.example",
        "http://evil.example", "a\r\nX-A: b", "\u202e", "\u2025", "\uff0e\uff0e", "\u00fc", "...", "a..", ":@!$&'()*+,",
    ],
)  # fmt: skip
def test_c01_a_path_argument_stays_one_segment_of_the_same_route(client: Cadenya, asked: Asked, value: str) -> None:
    try:
        retrieve(client, value)
    except ValueError as error:
        assert "`id`" in str(error) and not asked.requests
        return
    (request,) = asked.requests
    path = request.url.raw_path.decode()
    assert path.startswith(PREFIX) and path.isprintable() and path.isascii()
    assert not set(path[len(PREFIX) :]) & set("/?#\\; ") and request.url.host == "api.example.com"


@pytest.mark.parametrize("value", [".", "..", "%2e", "%2E%2e", ".%2e", "%252e%252e"])
def test_c01_dot_segments_are_refused_or_encoded(client: Cadenya, asked: Asked, value: str) -> None:
    try:
        retrieve(client, value)
    except ValueError as error:
        assert "id" in str(error) and not asked.requests
    else:
        assert asked.requests[0].url.raw_path.decode().startswith(f"{PREFIX}%25")


def test_c01_any_of_several_path_arguments(client: Cadenya, asked: Asked) -> None:
    with pytest.raises(ValueError, match="workspace_id"):
        client.workspace_secrets.retrieve("s1", workspace_id="..")
    client.workspace_secrets.retrieve("s1", workspace_id="a/../b")
    assert asked.requests[0].url.raw_path == b"/v1/workspaces/a%2F..%2Fb/workspace_secrets/s1"


@pytest.mark.parametrize("value", ["", None])
def test_c02_an_empty_path_argument_is_not_sent(client: Cadenya, asked: Asked, value: Any) -> None:
    with pytest.raises(ValueError, match="id"):
        retrieve(client, value)
    assert not asked.requests


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7, "7"),
        (True, "true"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (datetime(2026, 1, 2, tzinfo=UTC), "2026-01-02T00:00:00+00:00"),
        (1.5, "1.5"),
    ],
)
def test_c03_other_values_have_one_form(client: Cadenya, asked: Asked, value: Any, text: str) -> None:
    retrieve(client, value)
    assert asked.requests[0].url.raw_path.decode() == PREFIX + text


@pytest.mark.parametrize("value", [["a"], {"a": "b"}, b"a", object(), {"a"}])
def test_c03_containers_and_bytes_are_refused(client: Cadenya, asked: Asked, value: Any) -> None:
    with pytest.raises((TypeError, ValueError), match="id"):
        retrieve(client, value)
    assert not asked.requests


# c 4 and c 5: headers and parts. Multipart is in tests/runtime/test_multipart.py.


@pytest.mark.parametrize("value", ["a\r\nX-B: c", "a\nb", "a\0b", "\u20ac", "a\rb"])
@pytest.mark.parametrize("by", ["call", "client", "key"])
def test_c04_header_values_that_http_cannot_carry(asked: Asked, value: str, by: str) -> None:
    http = httpx.Client(transport=httpx.MockTransport(asked))
    options: dict[str, Any] = {"api_key": f"{KEY}{value}" if by == "key" else KEY, "http_client": http}
    client = Cadenya(
        base_url="https://h", default_headers={"X-A": f"{KEY}{value}"} if by == "client" else None, **options
    )
    with pytest.raises(ValueError, match="(?i)authorization" if by == "key" else "(?i)x-a") as caught:
        extra = {"X-A": f"{KEY}{value}"} if by == "call" else None
        client.workspace_secrets.retrieve("s1", workspace_id="w1", extra_headers=extra)
    assert KEY not in str(caught.value) and not asked.requests


@pytest.mark.parametrize("name", ["X A", "X-A:", "X-A\r\nX-B", "", "\u00fc"])
def test_c04_header_names_that_http_cannot_carry(client: Cadenya, asked: Asked, name: str) -> None:
    with pytest.raises(ValueError):
        client.workspace_secrets.retrieve("s1", workspace_id="w1", extra_headers={name: "a"})
    assert not asked.requests


@pytest.mark.parametrize("value", ["a\r\nb", 'a"b', "a&b=c", "\u20ac", "a\0b"])
def test_c04_query_values_stay_values(client: Cadenya, asked: Asked, value: str) -> None:
    asked.body = b'{"items": []}'
    client.workspace_secrets.list("w1", query=value)
    (request,) = asked.requests
    assert dict(request.url.params) == {"query": value} and b"\r" not in request.url.raw_path


# c 6: secrets


def places(client: Cadenya | AsyncCadenya) -> dict[str, Callable[[], str]]:
    return {
        "repr": lambda: repr(client),
        "str": lambda: str(client),
        "format": lambda: f"{client!r}{client}",
        "vars": lambda: repr(vars(client)),
        "resource": lambda: repr(client.workspace_secrets) + repr(vars(client.workspace_secrets)),
        "raw": lambda: repr(client.with_raw_response),
        "copy": lambda: repr(client.copy()) + repr(vars(client.copy())),
        "auth": lambda: repr(client._auth) + repr(BearerAuth("api_key")),
        "http client": lambda: repr(client._client) + repr(client._client.headers),
        "options": lambda: repr(FinalRequestOptions("GET", "/x", headers={"Authorization": KEY}, json_data={"k": KEY})),
    }


@pytest.mark.parametrize("place", places(Cadenya(api_key=KEY)))
def test_c06_secrets_are_not_shown(place: str) -> None:
    with Cadenya(api_key=KEY) as client:
        # Also not when something was sent before: what is prepared for requests is kept.
        client._build_request(FinalRequestOptions("GET", "/x"))
        assert KEY not in places(client)[place]()


def test_c06_clients_are_not_pickled() -> None:
    with Cadenya(api_key=KEY) as client, pytest.raises(TypeError, match="pickled"):
        pickle.dumps(client)


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO])
def test_c06_secrets_are_not_logged(caplog: pytest.LogCaptureFixture, level: int) -> None:
    def answer(exchange: Exchange) -> None:
        exchange.reply(b'{"key": "%b"}' % KEY.encode(), f"X-Echo: {KEY}", status="401 No")

    caplog.set_level(level)
    with (
        serving(answer) as server,
        Cadenya(api_key=KEY, base_url=server.url, max_retries=1) as client,
        pytest.raises(AuthenticationError) as caught,
    ):
        client.workspace_secrets.retrieve(
            "s1", workspace_id="w1", extra_headers={"X-Token": KEY}, extra_query={"access_token": KEY}
        )
    own = [record.getMessage() for record in caplog.records if record.name.startswith(("cadenya", "httpx"))]
    assert own and KEY not in "".join(own)
    assert KEY not in str(caught.value) + repr(caught.value)
    assert KEY not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("status", [None, 401, 500])
def test_c06_secrets_are_not_in_pickled_errors(status: int | None) -> None:
    def answer(exchange: Exchange) -> None:
        if status is not None:
            exchange.reply(b"{}", status=f"{status} No")

    with (
        serving(answer) as server,
        Cadenya(api_key=KEY, base_url=server.url, max_retries=0) as client,
        pytest.raises(APIError) as caught,
    ):
        client.workspace_secrets.create("w1", metadata={"name": "n"}, spec={"value": "v"})
    pickled = pickle.dumps(caught.value)
    assert KEY.encode() not in pickled
    copy = pickle.loads(pickled)
    assert type(copy) is type(caught.value) and str(copy) == str(caught.value)
    assert copy.request.headers["authorization"] == "***"


# c 7: base URLs


@pytest.mark.parametrize("url", ["ftp://h", "file:///etc", "//h", "h", "javascript:x", "http://", "https://h:x", "/a"])
def test_c07_base_urls_are_http(url: str) -> None:
    with pytest.raises((ValueError, CadenyaError)):
        Cadenya(api_key=KEY, base_url=url)


def test_c07_user_info_is_refused_and_not_shown() -> None:
    with pytest.raises(ValueError, match="password") as caught:
        Cadenya(api_key=KEY, base_url="https://user:hidden@h.example/")
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "warned"),
    [
        ("http://api.example.com", True),
        ("http://10.0.0.1", True),
        ("http://localhost.example.com", True),
        ("http://localhost:1", False),
        ("http://127.0.0.1", False),
        ("http://[::1]:80", False),
        ("https://api.example.com", False),
    ],
)
def test_c07_credentials_without_encryption_are_warned_of(
    url: str, warned: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with Cadenya(api_key=KEY, base_url=url):
        assert [record.levelname for record in caplog.records] == (["WARNING"] if warned else [])
    assert KEY not in caplog.text


# c 10: mutated arguments


def test_c10_arguments_of_the_client_are_copied(asked: Asked) -> None:
    headers, query = {"X-A": "1"}, {"q": "1"}
    http = httpx.Client(transport=httpx.MockTransport(asked))
    client = Cadenya(api_key=KEY, http_client=http, default_headers=headers, default_query=query)
    headers["X-A"], query["q"] = "2", "2"
    headers["X-B"] = "3"
    retrieve(client, "s1")
    assert asked.requests[0].headers["x-a"] == "1" and "x-b" not in asked.requests[0].headers
    assert dict(asked.requests[0].url.params) == {"q": "1"}


def test_c10_arguments_of_a_call_are_neither_changed_nor_kept(client: Cadenya, asked: Asked) -> None:
    extra: dict[str, Any] = {"headers": {"X-A": "1"}, "query": {"a": [1]}, "body": {"b": {"c": 1}}}
    metadata: Any = {"name": "n", "labels": {"a": "b"}}
    before = repr((extra, metadata))
    client.workspace_secrets.create(
        "w1",
        metadata=metadata,
        spec={"value": "v"},
        extra_headers=extra["headers"],
        extra_query=extra["query"],
        extra_body=extra["body"],
    )
    assert repr((extra, metadata)) == before
    retrieve(client, "s1")
    assert "x-a" not in asked.requests[1].headers and not asked.requests[1].url.query


def test_c10_later_pages_are_asked_for_as_the_first_one() -> None:
    def answer(exchange: Exchange) -> None:
        exchange.reply(PAGE % (SECRET, exchange.number) if exchange.number < 3 else b'{"items": []}')

    with serving(answer) as server, Cadenya(api_key=KEY, base_url=server.url) as client:
        headers, query = {"X-A": "1"}, {"q": "1"}
        page = client.workspace_secrets.list("w1", extra_headers=headers, extra_query=query)
        headers["X-A"], query["q"] = "2", "2"
        assert len(list(page)) == 2
    assert all(b"x-a: 1" in asked.lower() and b"q=1" in asked for asked in server.asked)


def test_c10_results_are_not_shared(client: Cadenya) -> None:
    first = retrieve(client, "s1")
    first.metadata.name = "changed"
    assert retrieve(client, "s1").metadata.name == "n"


# c 11: timeouts and other numbers


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf"), httpx.Timeout(5, read=0), 1e12])
def test_c11_timeouts_that_are_none_are_refused(asked: Asked, client: Cadenya, timeout: Any) -> None:
    with pytest.raises(ValueError, match="timeout"):
        Cadenya(api_key=KEY, timeout=timeout)
    with pytest.raises(ValueError, match="timeout"):
        client.workspace_secrets.retrieve("s1", workspace_id="w1", timeout=timeout)
    with pytest.raises(ValueError, match="timeout"):
        client.copy(timeout=timeout)
    assert not asked.requests


def test_c11_no_timeout_is_said_explicitly(client: Cadenya, asked: Asked) -> None:
    retrieve(client, "s1")
    client.workspace_secrets.retrieve("s1", workspace_id="w1", timeout=None)
    first, second = (request.extensions["timeout"]["read"] for request in asked.requests)
    assert first == 60 and second is None


def test_c11_the_number_of_retries_is_a_number() -> None:
    with pytest.raises(TypeError, match="max_retries"):
        Cadenya(api_key=KEY, max_retries=None)  # type: ignore[arg-type]


# Not in the list: a port where nobody listens, and an answer of the wrong status


def test_nobody_there_is_a_connection_error() -> None:
    with Cadenya(api_key=KEY, base_url="http://127.0.0.1:1", max_retries=0) as client:
        with pytest.raises(APIConnectionError) as caught:
            retrieve(client, "s1")
        assert caught.value.__cause__ is not None


def test_the_pause_that_a_server_asks_for_can_be_read() -> None:
    def answer(exchange: Exchange) -> None:
        exchange.reply(b"{}", "Retry-After: 3600", status="429 Slow")

    with (
        serving(answer) as server,
        Cadenya(api_key=KEY, base_url=server.url, max_retries=0) as client,
        pytest.raises(APIStatusError) as caught,
    ):
        retrieve(client, "s1")
    assert caught.value.retry_after == 3600
